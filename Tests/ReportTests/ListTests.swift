import EventStore
import Ledger
import Testing

@testable import Reports

@Suite struct ListTests {
  /// Partners at the positions 0 and 1, a project at 2 with a receipt, a group.
  private func book() throws -> Book {
    let book = try Book()
    try book.partner("anatel", country: "BRA")
    try book.partner("ictdf", "internalFund")
    try book.sign("P1", on: "2026-02-14", ("anatel", "CHF 10.00"))
    try book.receive("P1", on: "2026-03-01", from: "anatel", "CHF 4.00")
    try book.group("LDC", "KEN", from: "2020-01-01", to: "2025-01-01")
    try book.group("LDC", "NPL", from: "2021-06-01")
    return book
  }

  private func positions(_ list: RecordList) throws -> [UInt64] {
    var found: [UInt64] = []
    try list.forEachLine { seq, _ in found.append(seq) }
    return found
  }

  @Test func aListBeginsAndEndsWhereItIsAsked() throws {
    let book = try book()
    defer { withExtendedLifetime(book) {} }
    let journal = book.journal
    let project = try #require(Subject("project/P1"))
    #expect(try positions(RecordList(journal)) == [0, 1, 2, 3, 4, 5])
    #expect(try positions(RecordList(journal, from: 4)) == [4, 5])
    #expect(try positions(RecordList(journal, from: 1, last: 2)) == [4, 5])
    #expect(try positions(RecordList(journal, from: 5, last: 9)) == [5])
    #expect(try positions(RecordList(journal, from: 99)) == [])
    #expect(try positions(RecordList(journal, of: project)) == [2, 3])
    #expect(try positions(RecordList(journal, of: project, last: 1)) == [3])
    #expect(try positions(RecordList(journal, of: project, from: 4)) == [])
    #expect(throws: QueryError.self) { try RecordList(journal, of: Subject("project/P2")) }
  }

  @Test func pagesHaveTheRowsOfTheWholeList() throws {
    let book = try book()
    defer { withExtendedLifetime(book) {} }
    let list = try RecordList(book.journal)
    let whole = try list.table()
    #expect(
      whole.rows[3] == [
        .position(3), .text("2026-03-01"), .text("project/P1"), .text("received CHF 4.00 from anatel"),
      ])
    #expect(whole.asOf?.size == 6)
    for count in [1, 4, 6, 1000] {
      var pages: [Table] = []
      try list.forEachPage(of: count) { pages.append($0) }
      #expect(pages.flatMap(\.rows) == whole.rows, "\(count)")
      #expect(pages.allSatisfy { $0.rows.count <= count })
    }
  }

  @Test func subjectsHaveTheNumberOfTheirRecords() throws {
    let book = try book()
    defer { withExtendedLifetime(book) {} }
    let journal = book.journal
    #expect(
      try Table.subjects(of: journal, kind: nil).rows == [
        [.text("group/LDC"), .count(2)], [.text("partner/anatel"), .count(1)], [.text("partner/ictdf"), .count(1)],
        [.text("project/P1"), .count(2)],
      ])
    #expect(try Table.subjects(of: journal, kind: .project).rows == [[.text("project/P1"), .count(2)]])
  }

  @Test func membersOfAGroupCountFromTheirFirstDayAndNotOnTheLast() throws {
    let book = try book()
    defer { withExtendedLifetime(book) {} }
    let journal = book.journal
    let days = try ["2020-01-01", "2024-12-31", "2025-01-01"].map(day)
    #expect(try Table.groupCounts(of: journal, on: days).rows == [[.text("LDC"), .count(1), .count(2), .count(1)]])
    #expect(
      try Table.groupCounts(of: journal, size: 5, on: days).rows == [[.text("LDC"), .count(1), .count(1), .count(0)]])
    let members = try Table.members(of: "LDC", in: journal, on: [days[1]])
    #expect(members.rows.map { $0[1] } == [.text("KEN"), .text("NPL")])
    #expect(members.rows.map { $0[4] } == [.text("2025-01-01"), .text("")])
    #expect(members.rows.map { $0[5] } == [.position(4), .position(5)])
    #expect(try Table.members(of: "LDC", in: journal, on: []).rows.count == 1, "the day of the last record")
    #expect(throws: QueryError.self) { try Table.members(of: "SIDS", in: journal, on: days) }
    #expect(throws: NoSuchRecord.self) { try Table.groupCounts(of: journal, size: 7, on: days) }
  }
}
