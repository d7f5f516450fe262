import Ledger
import Reference
import Testing

@testable import Reports

struct RisksTests {
  private func book() throws -> Book {
    let book = try Book()
    try book.partner("AICS")
    try book.partner("GIZ")
    try book.partner("ICT-DF", "internalFund")
    return book
  }

  private func rows(_ report: Table) -> [String] {
    report.rows.map { row in row.prefix(6).map(Table.shown).joined(separator: " ") }
  }

  @Test func moneyNotReceivedAfterTheEndIsOverdue() throws {
    let book = try book()
    try book.sign(
      "A", on: "2025-01-15", ("AICS", "CHF 1000.00"), ("ICT-DF", "CHF 300.00"), more: #","ends":"2026-06-30""#)
    try book.receive("A", on: "2025-03-01", from: "AICS", "CHF 600.25")
    try book.record("project/A", "ActivitiesCompleted", on: "2026-06-30")
    #expect(rows(try book.report(.risks)) == ["overdue project/A AICS CHF 399.75 2026-06-30"])
    #expect(rows(try book.report(.risks, today: "2026-06-30")) == [])
    let paid = try book.receive("A", on: "2026-07-01", from: "AICS", "CHF 399.75")
    #expect(rows(try book.report(.risks)) == [])
    #expect(rows(try book.report(.risks, knownAt: paid)).count == 1)
    try book.reverse(paid, of: "project/A")
    #expect(rows(try book.report(.risks)).count == 1)
  }

  @Test func withoutAnEndNothingIsOverdueAndUnpaidAfterAYear() throws {
    let book = try book()
    try book.sign("A", on: "2025-08-31", ("AICS", "CHF 1000.00"))
    try book.record("project/A", "ActivitiesCompleted", on: "2026-01-31")
    #expect(rows(try book.report(.risks, today: "2026-08-31")) == [])
    #expect(rows(try book.report(.risks, today: "2026-09-01")) == ["unpaid project/A AICS CHF 1,000.00 2026-08-31"])
  }

  @Test func nothingPaidInAYearIsUnpaidWhileTheProjectRuns() throws {
    let book = try book()
    try book.sign("A", on: "2025-08-31", ("AICS", "CHF 1000.00"), ("GIZ", "CHF 500.00"), more: #","ends":"2029-01-01""#)
    try book.receive("A", on: "2025-09-01", from: "GIZ", "CHF 1.00")
    #expect(rows(try book.report(.risks)) == ["unpaid project/A AICS CHF 1,000.00 2026-08-31"])
    #expect(rows(try book.report(.risks) { $0.partner = "GIZ" }) == [])
    #expect(rows(try book.report(.risks, from: "2026-01-01")) == [])
  }

  @Test func anAddendumOfACoarseDateHoldsAfterItsSignature() throws {
    let book = try book()
    try book.sign(
      "A", on: "2025-03-01", ("AICS", "CHF 1000.00"), reaching: ["NER"], more: #","ends":"2025-12-31""#)
    try book.addendum(1, to: "A", on: "2025", reaching: ["FJI"], more: #","ends":"2027-12-31""#)
    #expect(rows(try book.report(.risks)) == ["unpaid project/A AICS CHF 1,000.00 2026-03-01"])
    #expect(try book.report(.groups) { $0.country = Alpha3("FJI") }.rows.count == 1)
    #expect(try book.report(.groups) { $0.country = Alpha3("NER") }.rows.isEmpty)
  }

  @Test func helpInKindIsNotExpectedAsMoney() throws {
    let book = try book()
    try book.record(
      "project/A", "ProjectSigned", on: "2024-01-01",
      #""title":"A","plan":"KAP","priority":"P2","region":"AFR","funding":[{"from":"AICS","modality":"inKind","#
        + #""value":\#(Book.money("CHF 5.00"))}]"#
    )
    #expect(rows(try book.report(.risks)) == [])
  }

  @Test func projectsNearOrPastTheirEndAreNamedWhileOpen() throws {
    let book = try book()
    try book.sign("Near", on: "2026-02-01", ("ICT-DF", "CHF 100.00"), more: #","ends":"2027-03-01""#)
    try book.sign("Far", on: "2026-02-01", ("ICT-DF", "CHF 100.00"), more: #","ends":"2027-04-30""#)
    try book.sign("Past", on: "2026-02-01", ("ICT-DF", "CHF 100.00"), more: #","ends":"2026-05-01""#)
    try book.disburse("Past", on: "2026-03-01", "CHF 40.00")
    #expect(
      rows(try book.report(.risks)) == [
        "expired project/Past – CHF 60.00 2026-05-01", "expiring project/Near – CHF 100.00 2027-03-01",
      ])
    try book.addendum(1, to: "Past", on: "2026-04-30", more: #","ends":"2028-01-01""#)
    #expect(rows(try book.report(.risks)) == ["expiring project/Near – CHF 100.00 2027-03-01"])
  }

  @Test func moreDisbursedThanSignedIsOverspent() throws {
    let book = try book()
    try book.record("policy/roles", "RoleGranted", on: "2020-01-01", #""actor":"b.ba","role":"approver""#)
    try book.sign("A", on: "2026-02-01", ("ICT-DF", "CHF 100.00"))
    try book.record(
      "project/A", "DisbursementMade", on: "2026-05-05", #""value":\#(Book.money("CHF 130.00"))"#,
      envelope: #","override":"Flood","approver":"b.ba""#)
    #expect(rows(try book.report(.risks)) == ["overspent project/A – CHF 30.00 2026-05-05"])
    try book.record(
      "project/A", "DisbursementRecovered", on: "2026-06-05",
      #""reason":"Returned","value":\#(Book.money("CHF 30.00"))"#)
    #expect(rows(try book.report(.risks)) == [])
  }

  @Test func eachCurrencyOfAnOverspentProjectHasItsRowOnce() throws {
    let book = try book()
    try book.record("policy/roles", "RoleGranted", on: "2020-01-01", #""actor":"b.ba","role":"approver""#)
    try book.rates("CHF", from: "2025-01-01", ("EUR", "2"), ("USD", "2"))
    try book.sign("A", on: "2026-02-01", ("AICS", "CHF 100.00"), ("GIZ", "USD 100.00"))
    for value in ["CHF 130.00", "USD 150.00", "EUR 10.00"] {
      try book.record(
        "project/A", "DisbursementMade", on: "2026-05-05", #""value":\#(Book.money(value))"#,
        envelope: #","override":"Flood","approver":"b.ba""#)
    }
    let overspent = ["CHF 30.00", "EUR 10.00", "USD 50.00"].map { "overspent project/A – \($0) 2026-05-05" }
    #expect(rows(try book.report(.risks)) == overspent)
    for (currency, amount) in [("CHF", 3000), ("EUR", 1000), ("USD", 5000)] {
      let opened = try Reporter(try book.known()).explain(
        ReportRequest(.risks, Query(today: try day(Book.clock))), row: ["overspent", "project/A", "–", currency],
        column: "amount")
      #expect(opened.lines.map(\.contribution.amount).reduce(0, +) == Int128(amount))
    }
  }

  @Test func aCancelledProjectOwesWhatItReceived() throws {
    let book = try book()
    try book.sign("A", on: "2026-02-01", ("AICS", "CHF 100.00"))
    try book.receive("A", on: "2026-03-01", from: "AICS", "CHF 80.00")
    try book.record("project/A", "ProjectCancelled", on: "2026-04-01", #""reason":"War""#)
    #expect(rows(try book.report(.risks)) == ["cancelledWithMoney project/A AICS CHF 80.00 2026-04-01"])
    try book.record(
      "project/A", "ContributionRefunded", on: "2026-05-01", #""to":"AICS","value":\#(Book.money("CHF 80.00"))"#)
    #expect(rows(try book.report(.risks)) == [])
  }

  @Test func pledgesThatWereWithdrawnOrAreLate() throws {
    let book = try book()
    try book.pledge("P-1", by: "AICS", on: "2025-01-01", "USD 500.00")
    try book.pledge("P-2", by: "GIZ", on: "2025-01-01", "USD 700.00")
    try book.pledge("P-3", by: "GIZ", on: "2025-01-01", nil)
    try book.record("pledge/P-1", "PledgeWithdrawn", on: "2026-02-02", #""reason":"No funds""#)
    try book.record(
      "pledge/P-2", "PledgeProgressReported", on: "2026-03-03",
      #""status":"delayed","delivered":\#(Book.money("USD 100.00"))"#)
    try book.record("pledge/P-3", "PledgeRevised", on: "2026-01-01", #""ends":"2026-06-30""#)
    #expect(
      rows(try book.report(.risks)) == [
        "delayedPledge pledge/P-2 GIZ USD 600.00 2026-03-03", "overduePledge pledge/P-3 GIZ – – 2026-06-30",
        "withdrawnPledge pledge/P-1 AICS USD 500.00 2026-02-02",
      ])
    #expect(rows(try book.report(.risks, today: "2026-01-31")) == [])
  }

  @Test func mergedPartnersOweAndPayAsOne() throws {
    let book = try book()
    try book.sign("A", on: "2025-01-15", ("AICS", "CHF 1000.00"), more: #","ends":"2026-06-30""#)
    try book.receive("A", on: "2025-03-01", from: "GIZ", "CHF 1000.00")
    try book.record("project/A", "ActivitiesCompleted", on: "2026-06-30")
    #expect(rows(try book.report(.risks)) == ["overdue project/A AICS CHF 1,000.00 2026-06-30"])
    try book.record("partner/GIZ", "PartnerMerged", on: "2026-07-01", #""into":"AICS""#)
    #expect(rows(try book.report(.risks)) == [])
  }

  @Test func whatStraddlesTheWindowIsNamed() throws {
    let book = try book()
    try book.sign("A", on: "2024", ("AICS", "CHF 1000.00"))
    let report = try book.report(.risks, from: "2024-06-01")
    #expect(rows(report) == [])
    #expect(report.hasNote("straddles the edge of the window: project/A"))
    #expect(throws: QueryError.self) { try book.report(.risks) { $0.subject = Subject("project/A") } }
  }

  @Test func everyAmountOpensIntoItsLines() throws {
    let book = try book()
    try book.sign("A", on: "2025-01-15", ("AICS", "CHF 1000.00"), more: #","ends":"2026-06-30""#)
    try book.receive("A", on: "2025-03-01", from: "AICS", "CHF 600.25")
    let request = ReportRequest(.risks, Query(today: try day(Book.clock)))
    let opened = try Reporter(try book.known()).explain(request, row: ["overdue", "project/A"], column: "amount")
    #expect(opened.lines.map(\.contribution.amount) == [100_000, -60_025])
  }

  @Test func moneyInAnotherCurrencyPaysAtTheRateOfItsDay() throws {
    let book = try book()
    try book.rates("CHF", from: "2025-01-01", ("EUR", "0.5"))
    try book.rates("CHF", from: "2026-01-01", ("EUR", "2"))
    try book.sign("A", on: "2025-01-15", ("AICS", "CHF 1000.00"), more: #","ends":"2026-06-30""#)
    try book.receive("A", on: "2025-03-01", from: "AICS", "EUR 450.00")
    try book.record("project/A", "ActivitiesCompleted", on: "2026-06-30")
    #expect(rows(try book.report(.risks)) == ["overdue project/A AICS CHF 100.00 2026-06-30"])
    try book.receive("A", on: "2025-03-02", from: "AICS", "EUR 50.00")
    #expect(rows(try book.report(.risks)) == [])
  }

  @Test func aBalanceIsConvertedAtTheRateOfTheLastDay() throws {
    let book = try book()
    try book.rates("CHF", from: "2025-01-01", ("EUR", "2"))
    try book.rates("CHF", from: "2026-01-01", ("EUR", "3"))
    try book.sign("A", on: "2025-01-15", ("AICS", "CHF 1000.00"), more: #","ends":"2026-06-30""#)
    try book.receive("A", on: "2026-03-01", from: "AICS", "CHF 500.00")
    try book.record("project/A", "ActivitiesCompleted", on: "2026-06-30")
    let report = try book.report(.risks, in: "EUR")
    #expect(rows(report) == ["overdue project/A AICS EUR 1,500.00 2026-06-30"])
  }
}
