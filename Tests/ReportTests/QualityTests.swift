import Ledger
import Reference
import Testing

@testable import Reports

struct QualityTests {
  private let source = #","source":{"document":"C26/35"}"#

  private func findings(_ book: Book, _ kind: FindingKind, from: String? = nil, knownAt: UInt64? = nil) throws
    -> [String]
  {
    let report = try book.report(.quality, from: from, knownAt: knownAt)
    return report.rows.filter { Table.shown($0[0]) == kind.rawValue }.map { row in
      [1, 2, 4, 5, 6, 3].map { Table.shown(row[$0]) }.joined(separator: " ")
    }
  }

  private func sign(
    _ book: Book, _ name: String, _ funding: String, title: String? = nil, on: String = "2026-01-15", more: String = ""
  ) throws -> UInt64 {
    try book.record(
      "project/\(name)", "ProjectSigned", on: on,
      #""title":"\#(title ?? name)","plan":"KAP","priority":"P2","region":"AFR","funding":[\#(funding)]"# + more,
      envelope: source)
  }

  @Test func aFundingLineWithoutAValueIsFoundUntilAnAddendumStatesIt() throws {
    let book = try Book()
    try book.partner("AICS")
    try book.sign("A", on: "2026-01-15", ("AICS", nil), reaching: ["NER"])
    #expect(try findings(book, .missingValue) == ["project/A 1 – 1 – a funding line of AICS without a value"])
    #expect(try findings(book, .missingValue, from: "2026-02-01") == [])
    let stated = try book.addendum(1, to: "A", on: "2026-02-01", ("AICS", "CHF 5.00"))
    #expect(try findings(book, .missingValue) == [])
    #expect(try findings(book, .missingValue, knownAt: stated).count == 1)
    try book.reverse(stated, of: "project/A")
    #expect(try findings(book, .missingValue).count == 1)
  }

  @Test func promisesWithoutAValueAreFoundWhereTheirKindHasOne() throws {
    let book = try Book()
    try book.partner("AICS")
    try book.agreement("G-1", "partnership", on: "2026-01-01", with: "AICS", nil)
    try book.agreement("G-2", "unsdcf", on: "2026-01-01", with: "AICS", nil)
    try book.pledge("P-1", by: "AICS", on: "2026-01-01", nil)
    #expect(
      try findings(book, .missingValue) == [
        "agreement/G-1 1 – 1 – an agreement of the kind partnership without a value",
        "pledge/P-1 3 – 1 – a financial pledge without a value",
      ])
  }

  @Test func recordsWithoutASourceAreCountedByKindOfSubject() throws {
    let book = try Book()
    try book.partner("AICS")
    try book.record(
      "partner/GIZ", "PartnerRegistered", on: "2018-01-01", #""name":"GIZ \",\"subject\":\"x","kind":"government""#,
      envelope: source)
    try book.group("LDC", "NER", from: "1971-11-18")
    try book.sign("A", on: "2026-01-15", ("AICS", "CHF 5.00"), reaching: ["NER"])
    try book.disburse("A", on: "2026-02-15", "CHF 1.00")
    #expect(
      try findings(book, .noSource) == [
        "partner 0 – 1 – 1 record cites no document: 0", "project 3 – 2 – 2 records cite no document: 3, 4",
      ])
    var query = Query(today: try day(Book.clock))
    query.grouping = Query.Grouping.none
    let opened = try Reporter(try book.known()).explain(
      ReportRequest(.quality, query), row: ["noSource", "project"], column: "records")
    #expect(opened.lines.map(\.contribution.position) == [3, 4])
  }

  @Test func budgetsThatDoNotCloseAreFound() throws {
    let book = try Book()
    try book.budget("OP-26", "BAP", "P2", nil, "899500.00")
    try book.budget("OP-26", "BAP", "P2", "services", "917000.00")
    #expect(
      try findings(book, .budgetOpen) == [
        "plan/OP-26 0 CHF 1 17,500.00 OP-26 P2: themes add to CHF 917,000.00, the priority has 899,500.00 (+17,500.00)",
        "plan/OP-26 0 – 1 – OP-26: priorities add to CHF 899,500.00, the whole plan is not stated",
      ])
  }

  @Test func partnersThatShareANameAnAliasOrAnIdentifierAreFoundUntilMerged() throws {
    let book = try Book()
    try book.record(
      "partner/A", "PartnerRegistered", on: "2018-01-01",
      #""name":"Côte d’Azur Télécom","kind":"privateSector","identifiers":{"DUNS":"7"}"#)
    try book.record(
      "partner/B", "PartnerRegistered", on: "2018-01-01",
      #""name":"Other","kind":"privateSector","aliases":["COTE D'AZUR TELECOM"]"#)
    try book.record(
      "partner/C", "PartnerRegistered", on: "2018-01-01",
      #""name":"Third","kind":"privateSector","identifiers":{"DUNS":"7"}"#)
    let found = try findings(book, .duplicatePartner)
    #expect(found.first?.hasPrefix("partner/A 0 – 2 – A and B share the name") == true)
    #expect(Array(found.dropFirst()) == ["partner/A 0 – 2 – A and C share the identifier DUNS 7"])
    try book.record("partner/B", "PartnerMerged", on: "2026-01-01", #""into":"A""#)
    #expect(try findings(book, .duplicatePartner) == ["partner/A 0 – 2 – A and C share the identifier DUNS 7"])
  }

  @Test func projectsWithOneTitleAndACommonPartnerAreFound() throws {
    let book = try Book()
    try book.partner("AICS")
    try book.partner("GIZ")
    let aics = #"{"from":"AICS","modality":"cash","value":\#(Book.money("CHF 5.00"))}"#
    let giz = #"{"from":"GIZ","modality":"cash","value":\#(Book.money("CHF 5.00"))}"#
    _ = try sign(book, "A", aics, title: "Smart Villages")
    _ = try sign(book, "B", giz, title: "Smart Villages")
    let third = try sign(book, "C", aics, title: "SMART villages ")
    #expect(
      try findings(book, .duplicateProject) == [
        "project/A 2 – 2 – A and C have the title Smart Villages and money of AICS"
      ])
    try book.reverse(third, of: "project/C")
    #expect(try findings(book, .duplicateProject) == [])
  }

  @Test func printedTotalsAreComparedWithTheBookAndWithEachOther() throws {
    let book = try Book()
    try book.partner("AICS")
    for (year, count) in [("2019", 30), ("2020", 43)] {
      try book.record(
        "aggregate/agreements", "AggregateReported", on: "2021-09-30",
        #""measure":"agreements","window":"\#(year)","counts":{"agreements":\#(count)},"#
          + #""value":\#(Book.money("USD 15200000.00"))"#
      )
    }
    #expect(
      try findings(book, .aggregateOnly) == [
        "aggregate/agreements 1 – 1 – agreements of 2019 without any record of that window",
        "aggregate/agreements 2 – 1 – agreements of 2020 without any record of that window",
      ])
    #expect(
      try findings(book, .sameValue) == [
        "aggregate/agreements 2 USD 2 15,200,000.00 agreements of 2019 (record 1) and of 2020 have the same value"
      ])
    try book.agreement("G-1", "mou", on: "2019-05-05", with: "AICS", nil)
    #expect(try findings(book, .aggregateOnly).count == 1)
  }

  @Test func moneyWithoutACountryIsFoundUntilSharesAreStated() throws {
    let book = try Book()
    try book.partner("AICS")
    try book.sign("A", on: "2026-01-15", ("AICS", "CHF 100.00"), reaching: ["NER 60"])
    #expect(try findings(book, .notAllocated) == ["project/A 1 CHF 1 40.00 money that no country has"])
    try book.addendum(1, to: "A", on: "2026-02-01", reaching: ["NER 60", "MLI 40"])
    #expect(try findings(book, .notAllocated) == [])
  }

  @Test func datesOfMoreThanAMonthAndDoubtfulMembershipsAreFound() throws {
    let book = try Book()
    try book.partner("AICS")
    try book.sign("A", on: "2026-Q1", ("AICS", "CHF 100.00"), reaching: ["NER"])
    try book.sign("B", on: "2026-01", ("AICS", "CHF 100.00"), reaching: ["NER"])
    try book.record(
      "group/LDC", "GroupMembershipSet", on: "1971-11-18",
      #""country":"BGD","from":"1975-12-31","citation":"A/RES/76/8; confidence low""#)
    #expect(try findings(book, .coarseDate) == ["project/A 1 – 1 – dated 2026-01-01 to 2026-03-31, 90 days"])
    #expect(
      try findings(book, .lowConfidence) == [
        "group/LDC 3 – 1 – BGD from 1975-12-31: A/RES/76/8; confidence low"
      ])
  }

  @Test func aCleanBookHasNoFindings() throws {
    let book = try Book()
    try book.record(
      "partner/AICS", "PartnerRegistered", on: "2018-01-01", #""name":"AICS","kind":"government""#, envelope: source)
    _ = try sign(
      book, "A", #"{"from":"AICS","modality":"cash","value":\#(Book.money("CHF 5.00"))}"#,
      more: #","beneficiaries":[{"country":"NER"}]"#)
    #expect(try book.report(.quality).rows.isEmpty)
    #expect(throws: QueryError.self) { try book.report(.quality) { $0.region = .afr } }
  }
}
