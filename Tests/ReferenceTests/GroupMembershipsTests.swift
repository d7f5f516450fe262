import Reference
import Testing

struct GroupMembershipsTests {
  /// Days written year first compare as texts.
  func members(of group: String, on day: String) -> Set<Alpha3> {
    Set(
      GroupMemberships.bundled.filter { $0.group == group && $0.from <= day && day < $0.to ?? "9999-12-31" }.map(
        \.country))
  }

  @Test(arguments: [
    ("LDC", "2020-01-01", 47), ("LDC", "2021-01-01", 46), ("LDC", "2024-01-01", 45), ("LDC", "2025-01-01", 44),
    ("LLDC", "2025-01-01", 32), ("SIDS", "2025-01-01", 39), ("SIDS_ASSOC", "2025-01-01", 18),
    ("SIDS_M49", "2025-01-01", 53),
  ])
  func countsOnADay(group: String, day: String, count: Int) {
    #expect(members(of: group, on: day).count == count)
  }

  @Test func theFirstDayIsInAndTheLastIsOut() throws {
    let vanuatu = try code("VUT")
    #expect(members(of: "LDC", on: "2020-12-03").contains(vanuatu))
    #expect(!members(of: "LDC", on: "2020-12-04").contains(vanuatu))
    let southSudan = try code("SSD")
    #expect(!members(of: "LLDC", on: "2014-11-04").contains(southSudan))
    #expect(members(of: "LLDC", on: "2014-11-05").contains(southSudan))
  }

  @Test func everyRowIsWhole() {
    #expect(GroupMemberships.bundled.count == 200)
    var ends: [String: String] = [:]
    for row in GroupMemberships.bundled {
      #expect(Countries.isKnown(row.country))
      #expect(row.from.utf8.count == 10 && row.to.map { $0.utf8.count == 10 && $0 > row.from } ?? true)
      #expect(["; confidence high", "; confidence medium", "; confidence low"].contains { row.citation.hasSuffix($0) })
      let key = "\(row.group) \(row.country)"
      #expect(ends[key, default: ""] <= row.from, "\(key): intervals overlap")
      ends[key] = row.to ?? "9999-12-31"
    }
  }

  @Test func aDoubtIsInTheCitation() throws {
    let nepal = try code("NPL")
    let row = try #require(GroupMemberships.bundled.first { $0.group == "LDC" && $0.country == nepal })
    #expect(row.to == "2026-11-24" && row.citation.contains("deferral") && row.citation.hasSuffix("confidence low"))
  }
}
