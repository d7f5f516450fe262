import Ledger
import Testing

@testable import Reports

struct ChainTests {
  /// A pledge, an agreement that names it, a project under the agreement, money paid and spent.
  private func book() throws -> Book {
    let book = try Book()
    try book.partner("AICS")
    try book.partner("NORAD")
    try book.record(
      "pledge/P1", "PledgeMade", on: "2023-01-10",
      #""by":"AICS","title":"Connect","kinds":["financial"],"focus":["access"],"value":{"amount":"5000.00","#
        + #""currency":"USD"}"#
    )
    try book.record(
      "agreement/AGR", "AgreementSigned", on: "2023-05-10",
      #""kind":"partnership","parties":["AICS"],"pledges":["P1"],"value":{"amount":"900.00","currency":"CHF"}"#)
    try book.sign("A", on: "2024-01-15", ("AICS", "CHF 800.00"), more: #","ends":"2025-12-31","agreements":["AGR"]"#)
    try book.addendum(1, to: "A", on: "2024-06-15", ("AICS", "CHF 100.00"))
    try book.receive("A", on: "2024-07-01", from: "AICS", "CHF 600.00")
    try book.disburse("A", on: "2024-08-01", "CHF 250.00")
    return book
  }

  @Test func eachStepHasItsOwnColumn() throws {
    let book = try book()
    let chain = try book.report(.chain, today: "2025-06-30")
    #expect(chain.figure(["AICS", "USD"], "pledged") == "5,000.00")
    #expect(chain.figure(["AICS", "CHF"], "agreed") == "900.00")
    #expect(chain.figure(["AICS", "CHF"], "signed") == "900.00")
    #expect(chain.figure(["AICS", "CHF"], "received") == "600.00")
    #expect(chain.figure(["AICS", "CHF"], "disbursed") == "250.00")
    #expect(chain.figure(["AICS", "CHF"], "outstanding") == "300.00")
    #expect(chain.figure(["AICS", "CHF"], "unspent") == "350.00")
    #expect(chain.figure(["AICS", "CHF"], "overdue") == "–")
    #expect(chain.total("USD", "outstanding") == "–")
    // The project ended on the last day of 2025: what is still missing then is overdue from the next day.
    #expect(try book.report(.chain, today: "2025-12-31").figure(["AICS", "CHF"], "overdue") == "–")
    #expect(try book.report(.chain, today: "2026-01-01").figure(["AICS", "CHF"], "overdue") == "300.00")
    #expect(try book.report(.chain, by: .project, today: "2026-01-01").figure(["A", "CHF"], "overdue") == "300.00")
    #expect(try book.report(.chain, by: .project).figure(["not of one project", "USD"], "pledged") == "5,000.00")
  }

  @Test func refundsRecoveriesAndReversalsComeOff() throws {
    let book = try book()
    try book.record(
      "project/A", "ContributionRefunded", on: "2024-09-01", #""to":"AICS","value":{"amount":"50.00","currency":"CHF"}"#
    )
    try book.record(
      "project/A", "DisbursementRecovered", on: "2024-09-02",
      #""reason":"Unused","value":{"amount":"20.00","currency":"CHF"}"#)
    let wrong = try book.receive("A", on: "2024-10-01", from: "AICS", "CHF 100.00")
    let before = try book.size
    try book.reverse(wrong, of: "project/A")
    let chain = try book.report(.chain)
    #expect(chain.figure(["AICS", "CHF"], "received") == "550.00")
    #expect(chain.figure(["AICS", "CHF"], "disbursed") == "230.00")
    // The refund lowered the promise too.
    #expect(chain.figure(["AICS", "CHF"], "outstanding") == "300.00")
    #expect(chain.figure(["AICS", "CHF"], "unspent") == "320.00")
    #expect(try book.report(.chain, knownAt: before).figure(["AICS", "CHF"], "outstanding") == "200.00")
  }

  @Test func theWindowCutsTheStepsAndNotTheBalances() throws {
    let book = try book()
    try book.receive("A", on: "2025-02-01", from: "AICS", "CHF 100.00")
    let chain = try book.report(.chain, from: "2025-01-01", through: "2025-12-31")
    #expect(chain.figure(["AICS", "CHF"], "signed") == "–")
    #expect(chain.figure(["AICS", "CHF"], "received") == "100.00")
    #expect(chain.figure(["AICS", "CHF"], "outstanding") == "200.00")
    #expect(chain.figure(["AICS", "CHF"], "unspent") == "450.00")
  }

  @Test func whatSeveralFundersPaidForCannotBeToldApart() throws {
    let book = try book()
    try book.sign("B", on: "2024-02-01", ("AICS", "CHF 10.00"), ("NORAD", "CHF 30.00"))
    try book.receive("B", on: "2024-03-01", from: "NORAD", "CHF 30.00")
    try book.disburse("B", on: "2024-04-01", "CHF 12.00")
    let chain = try book.report(.chain)
    #expect(chain.figure(["NORAD", "CHF"], "received") == "30.00")
    #expect(chain.figure(["NORAD", "CHF"], "disbursed") == "–")
    #expect(chain.figure(["NORAD", "CHF"], "unspent") == "–")
    #expect(chain.figure(["several funders", "CHF"], "disbursed") == "12.00")
    #expect(chain.figure(["several funders", "CHF"], "unspent") == "18.00")
    #expect(chain.total("CHF", "disbursed") == "262.00")
    #expect(try book.report(.chain, by: .project).figure(["B", "CHF"], "unspent") == "18.00")
    let norad = try book.report(.chain) { $0.partner = "NORAD" }
    #expect(norad.rowLabels == [["NORAD", "CHF"]])
  }

  @Test func overpaidMoneyOfOneDoesNotHideTheDebtOfAnother() throws {
    let book = try book()
    try book.sign("B", on: "2024-02-01", ("AICS", "CHF 10.00"), ("NORAD", "CHF 30.00"), more: #","ends":"2024-12-31""#)
    try book.receive("B", on: "2024-03-01", from: "NORAD", "CHF 70.00")
    let chain = try book.report(.chain, today: "2025-06-30")
    #expect(chain.figure(["NORAD", "CHF"], "outstanding") == "0.00")
    #expect(chain.figure(["NORAD", "CHF"], "overpaid") == "40.00")
    #expect(chain.figure(["AICS", "CHF"], "overdue") == "10.00")
    #expect(chain.total("CHF", "overdue") == "10.00")
  }

  @Test func aClosedProjectIsOwedNothingMore() throws {
    let book = try book()
    try book.record("project/A", "ProjectClosed", on: "2026-02-01")
    #expect(try book.report(.chain).figure(["AICS", "CHF"], "overdue") == "–")
    #expect(try book.report(.chain).figure(["AICS", "CHF"], "outstanding") == "300.00")
  }

  @Test func theChainOfOnePledgeHasWhatNamesIt() throws {
    let book = try book()
    try book.sign("B", on: "2024-02-01", ("AICS", "CHF 10.00"))
    let chain = try book.report(.chain, by: .project) { $0.subject = Subject("pledge/P1") }
    #expect(chain.rowLabels == [["A", "CHF"], ["not of one project", "CHF"], ["not of one project", "USD"]])
    #expect(chain.total("CHF", "signed") == "900.00")
    #expect(try book.report(.chain) { $0.subject = Subject("partner/AICS") }.total("CHF", "signed") == "910.00")
    #expect(throws: QueryError.self) { try book.report(.chain) { $0.subject = Subject("group/LDC") } }
  }

  @Test func byPledgeEachStepStandsWhereAPledgeLeadsToIt() throws {
    let book = try book()
    try book.record(
      "pledge/P2", "PledgeMade", on: "2023-02-10",
      #""by":"NORAD","title":"Train","kinds":["financial"],"focus":["adoption"],"value":{"amount":"70.00","#
        + #""currency":"CHF"}"#
    )
    try book.sign("B", on: "2024-02-01", ("NORAD", "CHF 10.00"), more: #","pledges":["P2"],"agreements":["AGR"]"#)
    try book.sign("C", on: "2024-03-01", ("NORAD", "CHF 20.00"))
    let chain = try book.report(.chain, by: .pledge, today: "2026-01-01")
    #expect(
      chain.rowLabels == [
        ["P1", "CHF"], ["P1", "USD"], ["P1 + P2", "CHF"], ["P2", "CHF"], ["of no pledge", "CHF"],
      ])
    #expect(chain.figure(["P1", "USD"], "pledged") == "5,000.00")
    #expect(chain.figure(["P1", "CHF"], "agreed") == "900.00")
    // The project names the agreement, and the agreement names the pledge.
    #expect(chain.figure(["P1", "CHF"], "signed") == "900.00")
    #expect(chain.figure(["P1", "CHF"], "overdue") == "300.00")
    #expect(chain.figure(["P1", "CHF"], "unspent") == "350.00")
    #expect(chain.figure(["P1 + P2", "CHF"], "signed") == "10.00")
    #expect(chain.figure(["P2", "CHF"], "pledged") == "70.00")
    #expect(chain.figure(["of no pledge", "CHF"], "signed") == "20.00")
    #expect(chain.total("CHF", "signed") == "930.00")
    let one = try book.report(.chain, by: .pledge) { $0.subject = Subject("pledge/P2") }
    #expect(one.rowLabels == [["P1 + P2", "CHF"], ["P2", "CHF"]])
  }

  @Test func mergedPartnersAreOneAndEachLineIsConvertedOnItsDate() throws {
    let book = try book()
    try book.partner("AICS-ROME")
    try book.rates("USD", from: "2022-01-01", ("CHF", "0.9"))
    try book.sign("B", on: "2024-02-01", ("AICS-ROME", "USD 100.00"))
    try book.record("partner/AICS-ROME", "PartnerMerged", on: "2025-07-01", #""into":"AICS""#)
    let chain = try book.report(.chain, in: "CHF")
    #expect(chain.rowLabels == [["AICS", "CHF"]])
    #expect(chain.figure(["AICS", "CHF"], "signed") == "990.00")
    #expect(chain.figure(["AICS", "CHF"], "pledged") == "4,500.00")
  }
}
