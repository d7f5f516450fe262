import Ledger
import Testing

@testable import Reports

struct PartnersTests {
  @Test func mergedPartnersAreOneAndInternalFundsAreNone() throws {
    let book = try Book()
    try book.partner("AICS", country: "ITA")
    try book.partner("AICS-ROME", country: "ITA")
    try book.partner("ICT-DF", "internalFund")
    try book.partner("VODAFONE", "privateSector")
    try book.sign("A", on: "2024-02-01", ("AICS", "CHF 100.00"), ("ICT-DF", "CHF 20.00"))
    try book.sign("B", on: "2025-02-01", ("AICS-ROME", "CHF 50.00"))
    try book.sign("C", on: "2025-03-01", ("VODAFONE", nil))
    #expect(try book.report(.partners).total("", "partners") == "3")
    let before = try book.size

    try book.record("partner/AICS-ROME", "PartnerMerged", on: "2025-06-01", #""into":"AICS""#)
    let report = try book.report(.partners)
    #expect(report.total("", "partners") == "2")
    #expect(report.total("", "projects") == "3")
    #expect(report.figure(["ledger", "AICS", "CHF"], "projects") == "2")
    #expect(report.figure(["ledger", "AICS", "CHF"], "promised") == "150.00")
    #expect(report.figure(["ledger", "ICT-DF", "CHF"], "promised") == "no row")
    #expect(report.figure(["ledger", "VODAFONE", "–"], "partners") == "1")
    #expect(try book.report(.partners, knownAt: before).total("", "partners") == "3")
  }

  @Test func aPartnerIsNewWhereItHadNoFundingLineBeforeTheWindow() throws {
    let book = try Book()
    try book.partner("AICS", country: "ITA")
    try book.partner("NORAD", country: "NOR")
    try book.sign("A", on: "2021-02-01", ("AICS", "CHF 100.00"))
    try book.sign("B", on: "2025-02-01", ("AICS", "CHF 50.00"), ("NORAD", "CHF 70.00"))
    let report = try book.report(.partners, from: "2025-01-01", through: "2025-12-31")
    #expect(report.total("", "partners") == "2")
    #expect(report.total("", "new") == "1")
    #expect(report.figure(["ledger", "NORAD", "CHF"], "new") == "1")
    #expect(report.figure(["ledger", "AICS", "CHF"], "new") == "–")
    #expect(report.figure(["ledger", "AICS", "CHF"], "first year") == "2021")
    #expect(report.figure(["ledger", "AICS", "CHF"], "country") == "ITA")
    #expect(report.figure(["ledger", "AICS", "CHF"], "promised") == "50.00")

    // A line that is found later makes the partner an old one; what was known before stays.
    let before = try book.size
    try book.sign("OLD", on: "2020-02-01", ("NORAD", "CHF 1.00"))
    #expect(try book.report(.partners, from: "2025-01-01").total("", "new") == "–")
    #expect(try book.report(.partners, from: "2025-01-01", knownAt: before).total("", "new") == "1")
  }

  @Test func addendaOfTheBaseSetCountAndThoseToOlderProjectsAreNamed() throws {
    let book = try Book()
    try book.partner("AICS")
    try book.partner("NORAD")
    try book.partner("GIZ")
    try book.sign("OLD", on: "2022-02-01", ("AICS", "CHF 100.00"))
    try book.sign("NEW", on: "2025-02-01", ("AICS", "CHF 100.00"))
    try book.addendum(1, to: "OLD", on: "2025-03-01", ("GIZ", "CHF 5.00"))
    try book.addendum(1, to: "NEW", on: "2025-04-01", ("NORAD", "CHF 7.00"))
    let report = try book.report(.partners, from: "2025-01-01", through: "2025-12-31")
    #expect(report.total("", "partners") == "2")
    #expect(report.figure(["ledger", "NORAD", "CHF"], "added") == "7.00")
    #expect(report.hasNote("by addenda to projects signed outside it, not counted: 1"))
    #expect(report.total("CHF", "promised") == "107.00")
  }

  @Test func aReversedFundingLineMakesNoPartner() throws {
    let book = try Book()
    try book.partner("AICS")
    try book.partner("NORAD")
    try book.sign("A", on: "2025-02-01", ("AICS", "CHF 100.00"))
    let wrong = try book.addendum(1, to: "A", on: "2025-03-01", ("NORAD", "CHF 5.00"))
    try book.reverse(wrong, of: "project/A")
    let report = try book.report(.partners)
    #expect(report.total("", "partners") == "1")
    #expect(report.total("CHF", "promised") == "100.00")
  }

  @Test func byKindAndInTwoCurrenciesEachPartnerIsCountedOnceInTheTotal() throws {
    let book = try Book()
    try book.partner("AICS")
    try book.partner("NORAD")
    try book.partner("WB", "developmentBank")
    try book.sign("A", on: "2025-02-01", ("AICS", "CHF 100.00"), ("NORAD", "USD 10.00"), region: "AFR")
    try book.sign("B", on: "2025-02-01", ("AICS", "USD 30.00"), ("WB", "USD 10.00"), region: "ASP")
    let byKind = try book.report(.partners, by: .kind)
    #expect(byKind.figure(["ledger", "government", "CHF"], "partners") == "1")
    #expect(byKind.figure(["ledger", "government", "USD"], "partners") == "2")
    #expect(byKind.figure(["ledger", "government", "any"], "partners") == "2")
    #expect(byKind.total("USD", "partners") == "3")
    #expect(byKind.total("", "partners") == "3")
    let byRegion = try book.report(.partners, by: .region)
    #expect(byRegion.figure(["ledger", "AFR", "any"], "partners") == "2")
    #expect(byRegion.total("", "partners") == "3")
    #expect(try book.report(.partners, by: Query.Grouping.none).figure(["ledger", "all", "any"], "projects") == "2")
  }

  @Test func aPrintedNumberStandsBesideTheLedger() throws {
    let book = try Book()
    try book.record(
      "aggregate/P", "AggregateReported", on: "2025-12-31",
      #""measure":"signed","window":"2025","counts":{"partners":40}"#)
    let report = try book.report(.partners, from: "2025-01-01", through: "2025-12-31")
    #expect(report.figure(["reported 2025", "all", "–"], "partners") == "40")
    #expect(report.total("", "partners") == "no row")
  }

  @Test func aSignatureOverTheEdgeOfTheWindowIsLeftOutAndNamed() throws {
    let book = try Book()
    try book.partner("AICS")
    try book.sign("A", on: "2024-12-15/2025-01-15", ("AICS", "CHF 100.00"))
    for window in [(from: "2025-01-01", through: "2025-12-31"), (from: "2024-01-01", through: "2024-12-31")] {
      let report = try book.report(.partners, from: window.from, through: window.through)
      #expect(report.rows.isEmpty)
      #expect(report.hasNote("1 × promised money of partners, CHF 100.00"))
    }
  }
}
