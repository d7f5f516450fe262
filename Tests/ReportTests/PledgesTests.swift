import Ledger
import Reference
import Testing

@testable import Reports

struct PledgesTests {
  /// Three pledges of two entities, one of them of the United Nations, and one pledge that was withdrawn.
  private func coalition() throws -> Book {
    let book = try Book()
    try book.partner("UNESCO", "unEntity", country: "FRA")
    try book.partner("Orange", "privateSector", country: "FRA")
    try book.partner("Telco", "privateSector", country: "KEN")
    try book.pledge("P-1", by: "UNESCO", on: "2025-03-01", "USD 1000000.00", focus: "access", "adoption")
    try book.pledge("P-2", by: "Orange", on: "2025-04-01", "USD 2500000.50")
    try book.pledge("P-3", by: "Orange", on: "2025-05-01", nil)
    try book.pledge("P-4", by: "Telco", on: "2025-06-01", "USD 400000.00")
    try book.record("pledge/P-4", "PledgeWithdrawn", on: "2026-02-01", #""reason":"No funds""#)
    try book.record(
      "pledge/P-1", "PledgeProgressReported", on: "2025-12-01",
      #""status":"inProgress","delivered":\#(Book.money("USD 300000.00"))"#)
    try book.record(
      "target/P2C", "TargetSet", on: "2021-12-01",
      #""measure":"pledged","value":\#(Book.money("USD 10000000.00")),"by":"2026-12-31""#)
    return book
  }

  private let row = ["ledger", "all", "USD"]

  @Test func standingPledgesAreOneRowAndWithdrawnOnesAnother() throws {
    let report = try coalition().report(.pledges)
    #expect(report.rowLabels == [row, ["withdrawn", "all", "USD"]])
    #expect(report.figure(row, "pledges") == "3")
    #expect(report.figure(row, "entities") == "2")
    #expect(report.figure(row, "UN entities") == "1")
    #expect(report.figure(row, "countries") == "1")
    #expect(report.figure(row, "pledged") == "3,500,000.50")
    #expect(report.figure(row, "delivered") == "300,000.00")
    #expect(report.figure(row, "of target") == "35.00 %")
    #expect(report.figure(row, "entities reporting") == "1")
    #expect(report.figure(row, "reporting share") == "50.00 %")
    #expect(report.figure(["withdrawn", "all", "USD"], "pledged") == "400,000.00")
    #expect(report.total("USD", "pledged") == "3,500,000.50")
    #expect(report.total("USD", "pledges") == "3")
  }

  @Test func aPledgeStandsUntilTheDayOfItsWithdrawal() throws {
    let report = try coalition().report(.pledges, through: "2025-12-31")
    #expect(report.figure(row, "pledges") == "4")
    #expect(report.figure(row, "pledged") == "3,900,000.50")
    #expect(report.figure(row, "countries") == "2")
  }

  @Test func revisionsCountUpToTheEndOfTheWindowAndReversalsNever() throws {
    let book = try coalition()
    try book.record("pledge/P-2", "PledgeRevised", on: "2026-01-10", #""sets":\#(Book.money("USD 3000000.00"))"#)
    let before = try book.size
    let wrong = try book.record(
      "pledge/P-1", "PledgeRevised", on: "2025-06-01", #""adds":\#(Book.money("USD 7000000.00"))"#)
    #expect(try book.report(.pledges, through: "2025-12-31").figure(row, "pledged") == "10,900,000.50")
    try book.reverse(wrong, of: "pledge/P-1")
    #expect(try book.report(.pledges, through: "2025-12-31").figure(row, "pledged") == "3,900,000.50")
    #expect(try book.report(.pledges).figure(row, "pledged") == "4,000,000.00")
    #expect(try book.report(.pledges, knownAt: before).figure(row, "pledged") == "4,000,000.00")
    #expect(try book.report(.pledges, knownAt: before + 1).figure(row, "pledged") == "11,000,000.00")
  }

  @Test func aReversedWithdrawalLetsThePledgeStandAgain() throws {
    let book = try coalition()
    let position = try book.record("pledge/P-2", "PledgeWithdrawn", on: "2026-03-01", #""reason":"Error""#)
    #expect(try book.report(.pledges).figure(row, "pledged") == "1,000,000.00")
    try book.reverse(position, of: "pledge/P-2")
    #expect(try book.report(.pledges).figure(row, "pledged") == "3,500,000.50")
    #expect(try book.report(.pledges).figure(row, "pledges") == "3")
  }

  @Test func mergedPledgersAreOneEntity() throws {
    let book = try coalition()
    try book.partner("Orange-SA", "privateSector", country: "FRA")
    try book.pledge("P-5", by: "Orange-SA", on: "2025-07-01", "USD 10.00")
    #expect(try book.report(.pledges).figure(row, "entities") == "3")
    try book.record("partner/Orange-SA", "PartnerMerged", on: "2026-01-01", #""into":"Orange""#)
    #expect(try book.report(.pledges).figure(row, "entities") == "2")
    #expect(try book.report(.pledges) { $0.partner = "Orange-SA" }.figure(row, "pledges") == "3")
  }

  @Test func aPledgeOfTwoFocusAreasStandsInBothAndOnceInTheTotal() throws {
    let report = try coalition().report(.pledges, by: .focus)
    #expect(report.figure(["ledger", "access", "USD"], "pledged") == "3,500,000.50")
    #expect(report.figure(["ledger", "adoption", "USD"], "pledged") == "1,000,000.00")
    #expect(report.total("USD", "pledged") == "3,500,000.50")
    #expect(report.total("USD", "pledges") == "3")
    #expect(report.total("USD", "of target") == "35.00 %")
    #expect(report.figure(["ledger", "access", "USD"], "target") == "–")
    #expect(try coalition().report(.pledges, by: .status).figure(["ledger", "notReported", "USD"], "pledges") == "2")
  }

  @Test func thePrintedTotalStandsBesideTheLedgerWithItsPartOfTheTarget() throws {
    let book = try Book()
    try book.record(
      "target/P2C", "TargetSet", on: "2021-12-01",
      #""measure":"pledged","value":\#(Book.money("USD 100000000000.00")),"by":"2026-12-31""#)
    try book.record(
      "aggregate/P2C", "AggregateReported", on: "2026-03-31",
      #""measure":"pledges","window":"2021-12-01/2026-03-31","counts":{"pledges":1060,"entities":492,"unEntities":30,"#
        + #""countries":149},"value":\#(Book.money("USD 80720000000.00 about"))"#
    )
    let report = try book.report(.pledges)
    let printed = ["reported 2021-12-01/2026-03-31", "all", "USD"]
    #expect(report.rowLabels == [printed])
    #expect(report.figure(printed, "pledges") == "1,060")
    #expect(report.figure(printed, "entities") == "492")
    #expect(report.figure(printed, "UN entities") == "30")
    #expect(report.figure(printed, "countries") == "149")
    #expect(report.figure(printed, "pledged") == "80,720,000,000.00")
    #expect(report.figure(printed, "of target") == "80.72 %")
    #expect(report.totals.isEmpty)
  }

  @Test func otherCurrenciesHaveRowsOfTheirOwnUntilTheyAreConverted() throws {
    let book = try coalition()
    try book.rates("USD", from: "2025-01-01", ("CHF", "0.8"))
    try book.pledge("P-6", by: "Telco", on: "2025-08-01", "CHF 80000.00")
    let report = try book.report(.pledges)
    #expect(report.figure(["ledger", "all", "CHF"], "pledged") == "80,000.00")
    #expect(report.figure(row, "pledges") == "4")
    #expect(report.hasNote("pledged also in CHF"))
    #expect(try book.report(.pledges, in: "USD").figure(row, "pledged") == "3,600,000.50")
    // The target was set before the first rate: it cannot be converted and stands in its own currency.
    #expect(try book.report(.pledges, in: "CHF").figure(["ledger", "all", "CHF"], "pledged") == "2,880,000.40")
  }

  @Test func aPledgeWhoseDateIsNotOverCountsAndIsNamed() throws {
    let book = try coalition()
    try book.pledge("P-7", by: "Telco", on: "2025", "USD 55.00")
    let report = try book.report(.pledges, through: "2025-08-31")
    #expect(report.figure(row, "pledges") == "5")
    #expect(report.hasNote("counted, although the date is not over on 2025-08-31: 1 × pledged money, USD 55.00"))
  }

  @Test func theFirstDayOfTheWindowSaysWhatIsNewAndCutsNothing() throws {
    let report = try coalition().report(.pledges, from: "2025-05-01", through: "2025-12-31")
    #expect(report.figure(row, "pledges") == "4")
    #expect(report.figure(row, "new") == "2")
    #expect(report.figure(row, "pledged") == "3,900,000.50")
    #expect(try coalition().report(.pledges).figure(row, "new") == "–")
  }

  @Test func aPledgeForACountryIsOneForItsGroups() throws {
    let book = try coalition()
    try book.group("LDC", "RWA", from: "1971-11-18")
    try book.record(
      "pledge/P-8", "PledgeMade", on: "2025-03-01",
      #""by":"Telco","title":"Masts","kinds":["inKind"],"focus":["access"],"countries":["RWA","KEN"]"#)
    try book.record("partner/Telco", "ChampionshipStarted", on: "2025-01-01")
    let groups = try book.report(.pledges, by: .group)
    #expect(groups.figure(["ledger", "LDC", "USD"], "pledges") == "1")
    let aims = try book.report(.pledges, by: .aim)
    #expect(aims.figure(["ledger", "KEN", "USD"], "pledges") == "1")
    #expect(aims.figure(["ledger", "RWA", "USD"], "champions") == "1")
    #expect(aims.total("USD", "countries aimed at") == "2")
    let forRwanda = try book.report(.pledges) { $0.country = Alpha3("RWA") }
    #expect(forRwanda.figure(row, "pledges") == "1")
    // The champion is so in its other rows too, and is no more once it ended.
    try book.record("partner/Telco", "ChampionshipEnded", on: "2026-06-01")
    #expect(try book.report(.pledges, by: .aim).figure(["ledger", "RWA", "USD"], "champions") == "–")
  }

  @Test func aTargetThatIsSetLaterIsNotShown() throws {
    let book = try coalition()
    #expect(try book.report(.pledges, through: "2021-06-30").totals.isEmpty)
    try book.record(
      "target/NEW", "TargetSet", on: "2025-06-01",
      #""measure":"pledged","value":\#(Book.money("USD 20000000.00")),"by":"2026-12-31""#)
    #expect(try book.report(.pledges, through: "2025-05-31").figure(row, "target") == "10,000,000.00")
    #expect(try book.report(.pledges, through: "2025-12-31").figure(row, "target") == "20,000,000.00")
  }

  @Test func aFilterThatPledgesDoNotHaveIsRefused() throws {
    let book = try coalition()
    #expect(throws: QueryError.self) { try book.report(.pledges) { $0.plan = .bap } }
  }

  @Test func everyFigureOpensIntoItsLines() throws {
    let book = try coalition()
    var query = Query(today: try day(Book.clock))
    query.grouping = .focus
    let reporter = Reporter(try book.known())
    let total = try reporter.explain(ReportRequest(.pledges, query), row: ["total", "USD"], column: "pledged")
    #expect(total.lines.map(\.contribution.amount) == [100_000_000, 250_000_050])
    #expect(total.rounding == 0)
    let entities = try reporter.explain(ReportRequest(.pledges, query), row: ["ledger", "access"], column: "entities")
    #expect(entities.lines.count == 2)
  }
}

extension Book {
  @discardableResult
  func pledge(_ name: String, by: String, on: String, _ value: String?, focus: String...) throws -> UInt64 {
    let areas = (focus.isEmpty ? ["access"] : focus).map { #""\#($0)""# }.joined(separator: ",")
    return try record(
      "pledge/\(name)", "PledgeMade", on: on,
      #""by":"\#(by)","title":"\#(name)","kinds":["financial"],"focus":[\#(areas)]"#
        + (value.map { #","value":"# + Book.money($0) } ?? ""))
  }
}
