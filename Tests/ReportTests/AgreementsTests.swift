import Testing

@testable import Reports

struct AgreementsTests {
  private func book() throws -> Book {
    let book = try Book()
    try book.partner("AICS")
    try book.partner("NORAD")
    try book.partner("UNDP", "unEntity")
    return book
  }

  @discardableResult
  private func agree(
    _ book: Book, _ name: String, on: String, _ parties: [String], _ value: String? = nil, kind: String = "partnership",
    more: String = ""
  ) throws -> UInt64 {
    let list = parties.map { #""\#($0)""# }.joined(separator: ",")
    return try book.record(
      "agreement/\(name)", "AgreementSigned", on: on,
      #""kind":"\#(kind)","parties":[\#(list)]"# + (value.map { #","value":"# + Book.money($0) } ?? "") + more)
  }

  @Test func agreementsAreCountedByYearAndThoseWithoutValueApart() throws {
    let book = try book()
    try agree(book, "A", on: "2019-05-01", ["AICS"], "USD 15000.00")
    try agree(book, "B", on: "2020-05-01", ["AICS"], "USD 500.00")
    try agree(book, "C", on: "2020-06-01", ["UNDP"], "USD 700.00")
    try agree(book, "D", on: "2020-07-01", ["NORAD"], kind: "mou")
    let report = try book.report(.agreements)
    #expect(report.figure(["ledger", "2019", "USD"], "agreements") == "1")
    #expect(report.figure(["ledger", "2020", "USD"], "agreements") == "2")
    #expect(report.figure(["ledger", "2020", "–"], "without value") == "1")
    #expect(report.figure(["ledger", "2020", "any"], "agreements") == "3")
    #expect(report.figure(["ledger", "2020", "USD"], "value") == "1,200.00")
    #expect(report.figure(["ledger", "2020", "USD"], "UN agreements") == "1")
    #expect(report.figure(["ledger", "2020", "USD"], "UN value") == "700.00")
    #expect(report.total("", "agreements") == "4")
    #expect(report.total("USD", "value") == "16,200.00")
    #expect(try book.report(.agreements, by: .kind).figure(["ledger", "mou", "–"], "agreements") == "1")
  }

  @Test func aRevisionMovesValueOnItsOwnDate() throws {
    let book = try book()
    let first = try agree(book, "A", on: "2019-05-01", ["AICS"], "USD 1000.00")
    let revision = try book.record(
      "agreement/A", "AgreementRevised", on: "2021-05-01", #""adds":{"amount":"250.00","currency":"USD"}"#)
    let report = try book.report(.agreements, from: "2021-01-01")
    #expect(report.figure(["ledger", "2021", "USD"], "agreements") == "–")
    #expect(report.figure(["ledger", "2021", "USD"], "revised") == "250.00")
    #expect(try book.report(.agreements).total("USD", "value") == "1,250.00")

    try book.reverse(revision, of: "agreement/A")
    try book.reverse(first, of: "agreement/A")
    let after = try book.report(.agreements)
    #expect(after.total("USD", "value") == "no row")
    #expect(after.total("", "agreements") == "no row")
  }

  @Test func anAgreementOfTwoPartnersIsOneWithARowOfItsOwn() throws {
    let book = try book()
    try book.partner("UNDP-NY", "unEntity")
    try agree(book, "A", on: "2025-05-01", ["UNDP-NY", "AICS"], "USD 1000.00")
    try agree(book, "B", on: "2025-06-01", ["AICS"], "USD 10.00")
    try book.record("partner/UNDP-NY", "PartnerMerged", on: "2025-07-01", #""into":"UNDP""#)
    let report = try book.report(.agreements, by: .partner)
    #expect(report.figure(["ledger", "AICS + UNDP", "USD"], "value") == "1,000.00")
    #expect(report.total("USD", "value") == "1,010.00")
    let ofUNDP = try book.report(.agreements, by: Query.Grouping.none) { $0.partner = "UNDP" }
    #expect(ofUNDP.total("", "agreements") == "1")
    #expect(ofUNDP.total("USD", "UN value") == "1,000.00")
  }

  @Test func frameworksAreInForceFromTheirFirstToTheirLastDay() throws {
    let book = try book()
    try agree(
      book, "DZA", on: "2023-01-10", ["UNDP"], kind: "unsdcf",
      more: #","validFrom":"2023-02-01","validTo":"2027-12-31""#)
    try agree(book, "EGY", on: "2023-03-10", ["UNDP"], kind: "unsdcf", more: #","validTo":"2025-12-31""#)
    try agree(book, "BHR", on: "2023-04-10", ["UNDP"], kind: "unsdcf")
    try agree(book, "FRAME", on: "2023-04-10", ["AICS"], kind: "framework")
    try book.record("agreement/BHR", "AgreementEnded", on: "2026-03-01")
    func inForce(_ day: String) throws -> String {
      try book.report(.agreements, from: "2026-01-01", today: day).figure(
        ["in force on \(day)", "unsdcf", "–"], "agreements")
    }
    #expect(try inForce("2023-01-31") == "no row")
    #expect(try inForce("2023-02-01") == "1")
    #expect(try inForce("2025-12-31") == "3")
    #expect(try inForce("2026-02-28") == "2")
    #expect(try inForce("2026-03-01") == "1")
    let report = try book.report(.agreements, from: "2026-01-01", today: "2026-03-01")
    #expect(report.hasNote("UNSDCFs in force on 2026-03-01: 1"))
    #expect(report.hasNote("frameworks in force on 2026-03-01: 1"))
    #expect(report.totals.isEmpty)
  }

  @Test func aPrintedTotalStandsBesideTheLedgerAndIsNotAdded() throws {
    let book = try book()
    try book.record(
      "aggregate/A", "AggregateReported", on: "2021-12-31",
      #""measure":"agreements","window":"2021-01-01/2021-09-30","counts":{"agreements":46},"#
        + #""value":{"amount":"11600000.00","currency":"USD","qualifier":"about"}"#
    )
    try agree(book, "A", on: "2021-05-01", ["AICS"], "USD 1.00")
    let report = try book.report(.agreements)
    #expect(report.figure(["reported 2021-01-01/2021-09-30", "2021", "USD"], "agreements") == "46")
    #expect(report.figure(["reported 2021-01-01/2021-09-30", "2021", "USD"], "value") == "11,600,000.00")
    #expect(report.total("USD", "value") == "1.00")
  }

  @Test func aSignatureOverTheEdgeOfTheWindowIsNamed() throws {
    let book = try book()
    try agree(book, "A", on: "2020", ["AICS"], "USD 9.00")
    let report = try book.report(.agreements, from: "2020-07-01")
    #expect(report.totals.isEmpty)
    #expect(report.hasNote("1 × value of agreements, USD 9.00"))
  }
}
