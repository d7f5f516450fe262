import Reference
import Testing

@testable import Reports

struct SourcesTests {
  private func book() throws -> Book {
    let book = try Book()
    try book.partner("AICS")
    try book.partner("ICT-DF", "internalFund")
    return book
  }

  private func report(
    _ book: Book, _ name: String, _ measure: String, _ window: String, _ value: String, more: String = ""
  ) throws {
    try book.record(
      "aggregate/\(name)", "AggregateReported", on: "2025-12-31",
      #""measure":"\#(measure)","window":"\#(window)","value":\#(Book.money(value))"# + more)
  }

  @Test func thePortfolioOf2025GivesThePrintedShares() throws {
    let book = try book()
    try report(book, "E", "portfolio", "2025", "CHF 68022000.00", more: #","sourceClass":"external""#)
    try report(book, "I", "portfolio", "2025", "CHF 11726500.00", more: #","sourceClass":"internal""#)
    try report(book, "AFR", "portfolio", "2025", "CHF 1000.00", more: #","sourceClass":"external","region":"AFR""#)
    try report(book, "S", "signed", "2023-01-01/2025-12-31", "CHF 51000000.00 about")
    let sources = try book.report(.sources, from: "2025-01-01", through: "2025-12-31")
    let row = ["reported 2025", "portfolio", "CHF"]
    #expect(sources.figure(row, "external") == "68,022,000.00")
    #expect(sources.figure(row, "external share") == "85.30 %")
    #expect(sources.figure(row, "internal share") == "14.70 %")
    #expect(sources.totals.isEmpty)
    #expect(!sources.rowLabels.contains { $0[1] == "signed" })
    #expect(
      try book.report(.sources, by: .region).figure(["reported 2025", "portfolio", "AFR", "CHF"], "external")
        == "1,000.00")
    #expect(try book.report(.sources) { $0.region = .afr }.figure(row, "external") == "1,000.00")
    #expect(
      try book.report(.sources).figure(["reported 2023-01-01/2025-12-31", "signed", "CHF"], "total") == "51,000,000.00")
  }

  @Test func theTwoBasesGiveDifferentSharesAndEachIsNamed() throws {
    let book = try book()
    try book.sign("OLD", on: "2023-02-01", ("AICS", "CHF 300.00"), ("ICT-DF", "CHF 600.00"))
    try book.sign("NEW", on: "2025-02-01", ("AICS", "CHF 90.00"), ("ICT-DF", "CHF 10.00"))
    let late = try book.addendum(1, to: "NEW", on: "2025-03-01", ("AICS", "CHF 1000.00"))
    let sources = try book.report(.sources, from: "2025-01-01", through: "2025-12-31")
    #expect(sources.figure(["ledger", "signed", "CHF"], "projects") == "1")
    #expect(sources.figure(["ledger", "signed", "CHF"], "external share") == "90.00 %")
    #expect(sources.figure(["ledger", "signed", "CHF"], "internal share") == "10.00 %")
    #expect(sources.figure(["ledger", "portfolio", "CHF"], "projects") == "2")
    #expect(sources.figure(["ledger", "portfolio", "CHF"], "external") == "1,390.00")
    #expect(sources.figure(["ledger", "portfolio", "CHF"], "external share") == "69.50 %")
    #expect(sources.rowLabels.first == ["ledger", "signed", "CHF"])

    // What the book did not know yet, and what it took back.
    #expect(
      try book.report(.sources, from: "2025-01-01", knownAt: late).figure(["ledger", "portfolio", "CHF"], "external")
        == "390.00")
    try book.reverse(late, of: "project/NEW")
    #expect(
      try book.report(.sources, from: "2025-01-01").figure(["ledger", "portfolio", "CHF"], "external") == "390.00")
  }

  @Test func aProjectThatEndedBeforeTheWindowIsNotInThePortfolio() throws {
    let book = try book()
    try book.sign("OLD", on: "2023-02-01", ("AICS", "CHF 300.00"))
    try book.record("project/OLD", "ActivitiesCompleted", on: "2024-06-30")
    try book.sign("UNKNOWN", on: "2025-02-01", ("AICS", nil), ("ICT-DF", "CHF 1.00"))
    let sources = try book.report(.sources, from: "2025-01-01", through: "2025-12-31")
    #expect(sources.figure(["ledger", "portfolio", "CHF"], "external") == "–")
    #expect(sources.figure(["ledger", "portfolio", "CHF"], "internal share") == "100.00 %")
    #expect(sources.hasNote("base \"signed\", funding lines signed without a known value: 1"))
    #expect(
      try book.report(.sources, from: "2024-01-01", through: "2024-12-31").figure(
        ["ledger", "portfolio", "CHF"], "external") == "300.00")
  }

  @Test func twoCurrenciesAreConvertedByTheRateOfEachDate() throws {
    let book = try book()
    try book.rates("USD", from: "2025-01-01", ("CHF", "0.9"))
    try book.rates("USD", from: "2025-06-01", ("CHF", "0.8"))
    try book.sign("A", on: "2025-02-01", ("AICS", "USD 100.00"), ("ICT-DF", "CHF 10.00"))
    try book.sign("B", on: "2025-07-01", ("AICS", "USD 100.00"))
    let sources = try book.report(.sources, in: "CHF")
    #expect(sources.figure(["ledger", "signed", "CHF"], "external") == "170.00")
    #expect(sources.figure(["ledger", "signed", "CHF"], "total") == "180.00")
    #expect(sources.figure(["ledger", "signed", "CHF"], "projects") == "2")
  }
}
