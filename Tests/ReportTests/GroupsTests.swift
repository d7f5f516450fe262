import Reference
import Testing

@testable import Reports

struct GroupsTests {
  private func book() throws -> Book {
    let book = try Book()
    try book.partner("AICS")
    try book.partner("ICT-DF", "internalFund")
    try book.group("LDC", "BTN", from: "1971-11-18", to: "2023-12-13")
    try book.group("LLDC", "BTN", from: "1976-12-21")
    try book.group("LDC", "NER", from: "1971-11-18")
    try book.group("LLDC", "NER", from: "1976-12-21")
    try book.group("SIDS", "FJI", from: "1994-05-06")
    return book
  }

  @Test func aProjectOf2022InBhutanCountsByItsSignatureAndNotAtTheEnd() throws {
    let book = try book()
    try book.sign("BHUTAN", on: "2022-03-01", ("AICS", "CHF 100000.00"), reaching: ["BTN"], region: "ASP")
    let report = try book.report(.groups, from: "2022-01-01", through: "2026-06-30")
    #expect(report.figure(["LDC", "CHF"], "projects") == "1")
    #expect(report.figure(["LDC", "CHF"], "projects at end") == "–")
    #expect(report.figure(["LDC", "CHF"], "allocated") == "100,000.00")
    #expect(report.figure(["LDC", "CHF"], "allocated at end") == "–")
    #expect(report.figure(["LLDC", "CHF"], "projects at end") == "1")
    #expect(report.figure(["LDC, LLDC or SIDS", "CHF"], "allocated at end") == "100,000.00")
    #expect(report.figure(["SIDS", "CHF"], "projects") == "no row")

    // On its last day as an LDC it was one; on the day of graduation it was not.
    try book.sign("LAST", on: "2023-12-12", ("AICS", "CHF 1.00"), reaching: ["BTN"])
    try book.sign("NEXT", on: "2023-12-13", ("AICS", "CHF 10.00"), reaching: ["BTN"])
    #expect(try book.report(.groups, from: "2023-01-01").figure(["LDC", "CHF"], "allocated") == "1.00")
  }

  @Test func aPostponedGraduationChangesTheEndAndNotWhatWasKnownBefore() throws {
    let book = try book()
    try book.sign("BHUTAN", on: "2022-03-01", ("AICS", "CHF 100000.00"), reaching: ["BTN"])
    let before = try book.size
    try book.group("LDC", "BTN", from: "1971-11-18", to: "2027-12-13")
    #expect(try book.report(.groups, through: "2026-06-30").figure(["LDC", "CHF"], "projects at end") == "1")
    #expect(
      try book.report(.groups, through: "2026-06-30", knownAt: before).figure(["LDC", "CHF"], "projects at end") == "–")
  }

  @Test func theUnionCountsAProjectOnceAndSharesDecideOverItsMoney() throws {
    let book = try book()
    // Niger is an LDC and an LLDC, Fiji a SIDS, Italy nothing; 10 % is nobody's.
    try book.sign(
      "FOUR", on: "2025-02-01", ("AICS", "CHF 1000.01"), reaching: ["NER 30", "FJI 20", "ITA 40"], region: "MULTI")
    let report = try book.report(.groups)
    let union = "LDC, LLDC or SIDS"
    #expect(report.figure([union, "CHF"], "projects") == "1")
    #expect(report.figure(["LDC", "CHF"], "allocated") == "300.00")
    #expect(report.figure(["SIDS", "CHF"], "allocated") == "200.00")
    #expect(report.figure([union, "CHF"], "allocated") == "500.00")
    #expect(report.figure([union, "CHF"], "not allocated") == "100.00")
    #expect(report.figure([union, "CHF"], "whole value") == "1,000.01")
    #expect(report.figure(["all projects", "CHF"], "allocated") == "900.01")
    #expect(report.figure(["not allocated: shares below 100", "CHF"], "not allocated") == "100.00")
    #expect(report.totals.isEmpty)
  }

  @Test func moneyWithoutSharesIsNamedWithTheReason() throws {
    let book = try book()
    try book.sign("TWO", on: "2025-02-01", ("AICS", "CHF 600.00"), reaching: ["NER", "FJI"], region: "MULTI")
    try book.sign("NONE", on: "2025-02-02", ("AICS", "CHF 70.00"), region: "MULTI")
    let report = try book.report(.groups)
    #expect(report.figure(["LDC", "CHF"], "projects") == "1")
    #expect(report.figure(["LDC", "CHF"], "allocated") == "–")
    #expect(report.figure(["LDC", "CHF"], "whole value") == "600.00")
    #expect(report.figure(["not allocated", "CHF"], "not allocated") == "670.00")
    #expect(report.hasNote("cannot be allocated to countries: CHF 600.00, several countries without shares"))
    #expect(report.hasNote("cannot be allocated to countries: CHF 70.00, no countries stated"))
    #expect(report.figure(["all projects", "CHF"], "projects") == "2")

    // An addendum states the shares: nothing is left without a country, and the window before it stays as it was.
    try book.addendum(1, to: "TWO", on: "2025-09-01", reaching: ["NER 50", "FJI 50"])
    let after = try book.report(.groups, from: "2025-01-01", through: "2025-12-31")
    #expect(after.figure(["LDC", "CHF"], "allocated") == "300.00")
    #expect(after.figure(["not allocated", "CHF"], "not allocated") == "70.00")
    #expect(try book.report(.groups, through: "2025-08-31").figure(["LDC", "CHF"], "allocated") == "–")
  }

  @Test func aReversedSignatureCountsNothing() throws {
    let book = try book()
    let wrong = try book.sign("A", on: "2025-02-01", ("AICS", "CHF 10.00"), reaching: ["NER"])
    let before = try book.size
    try book.reverse(wrong, of: "project/A")
    try book.sign("B", on: "2025-03-01", ("AICS", "CHF 5.00"), reaching: ["NER"])
    let report = try book.report(.groups)
    #expect(report.figure(["LDC", "CHF"], "projects") == "1")
    #expect(report.figure(["LDC", "CHF"], "allocated") == "5.00")
    #expect(report.figure(["LDC", "CHF"], "whole value") == "5.00")
    #expect(try book.report(.groups, knownAt: before).figure(["LDC", "CHF"], "allocated") == "10.00")
  }

  @Test func aCountryThatAnAddendumAddsIsReachedFromTheDateOfTheAddendum() throws {
    let book = try book()
    try book.sign("A", on: "2025-02-01", ("AICS", "CHF 100.00"), reaching: ["ITA"])
    try book.addendum(1, to: "A", on: "2026-02-01", ("AICS", "CHF 50.00"), reaching: ["NER 50", "ITA 50"])
    #expect(
      try book.report(.groups, from: "2025-01-01", through: "2025-12-31").figure(["LDC", "CHF"], "projects") == "no row"
    )
    let both = try book.report(.groups)
    #expect(both.figure(["LDC", "CHF"], "projects") == "1")
    #expect(both.figure(["LDC", "CHF"], "allocated") == "75.00")
    #expect(both.figure(["LDC", "CHF"], "whole value") == "150.00")
  }

  @Test func aProjectInTwoCurrenciesIsCountedOnceOverBoth() throws {
    let book = try book()
    try book.sign("A", on: "2025-02-01", ("AICS", "CHF 100.00"), ("ICT-DF", "USD 40.00"), reaching: ["NER"])
    try book.sign("B", on: "2025-02-01", ("AICS", nil), reaching: ["NER"])
    let report = try book.report(.groups)
    #expect(report.figure(["LDC", "CHF"], "projects") == "1")
    #expect(report.figure(["LDC", "USD"], "projects") == "1")
    #expect(report.figure(["LDC", "–"], "projects") == "1")
    #expect(report.figure(["LDC", "any"], "projects") == "2")

    try book.rates("USD", from: "2025-01-01", ("CHF", "0.9"))
    let converted = try book.report(.groups, in: "CHF")
    #expect(converted.figure(["LDC", "CHF"], "allocated") == "136.00")
    #expect(converted.figure(["LDC", "USD"], "allocated") == "no row")
  }

  @Test func aDateThatStraddlesTheWindowIsLeftOutAndNamed() throws {
    let book = try book()
    try book.sign("A", on: "2025-12-15/2026-01-15", ("AICS", "CHF 100.00"), reaching: ["NER"])
    let report = try book.report(.groups, from: "2025-01-01", through: "2025-12-31")
    #expect(report.figure(["LDC", "CHF"], "projects") == "no row")
    #expect(report.hasNote("1 × signed money, CHF 100.00"))
  }

  @Test func groupingAndFiltersKeepTheColumnsApart() throws {
    let book = try book()
    try book.sign("A", on: "2024-02-01", ("AICS", "CHF 100.00"), reaching: ["NER 60", "FJI 40"], region: "MULTI")
    try book.sign("B", on: "2025-02-01", ("AICS", "CHF 10.00"), reaching: ["NER"])
    let byYear = try book.report(.groups, by: .year)
    #expect(byYear.figure(["LDC", "2024", "CHF"], "allocated") == "60.00")
    #expect(byYear.figure(["LDC", "2025", "CHF"], "allocated") == "10.00")
    let niger = try book.report(.groups) { $0.country = Alpha3("NER") }
    #expect(niger.figure(["SIDS", "CHF"], "projects") == "1")
    #expect(niger.figure(["SIDS", "CHF"], "allocated") == "–")
    #expect(niger.figure(["LDC", "CHF"], "allocated") == "70.00")
    #expect(niger.figure(["LDC", "CHF"], "whole value") == "110.00")
  }

  @Test func aLateEntryRestatesAClosedYearAndNotWhatWasKnownBefore() throws {
    let book = try book()
    try book.sign("A", on: "2025-02-01", ("AICS", "CHF 100.00"), reaching: ["NER"])
    try book.record("books/main", "PeriodClosed", on: "2026-02-01", #""through":"2025-12-31""#)
    let closed = try book.size
    try book.sign("B", on: "2025-03-01", ("AICS", "CHF 20.00"), reaching: ["NER"], late: "Found in the archive")
    #expect(try book.report(.groups, through: "2025-12-31").figure(["LDC", "CHF"], "allocated") == "120.00")
    #expect(
      try book.report(.groups, through: "2025-12-31", knownAt: closed).figure(["LDC", "CHF"], "allocated") == "100.00")
  }
}
