import Ledger
import Reference
import Testing

@testable import Reports

struct IndicatorsTests {
  /// Two projects of 2026 with an addendum, one of 2024, three agreements and one assessment.
  private func year2026() throws -> Book {
    let book = try Book()
    try book.partner("AICS")
    try book.partner("UNDP", "unEntity")
    try book.partner("ICT-DF", "internalFund")
    try book.group("LDC", "NER", from: "1971-11-18")
    try book.sign("Old", on: "2024-02-01", ("AICS", "CHF 500000.00"), reaching: ["NER"])
    try book.sign(
      "A", on: "2026-01-15", ("AICS", "CHF 600000.00"), ("ICT-DF", "CHF 22409.00"), reaching: ["NER 60", "KEN 30"])
    try book.sign("B", on: "2026-02-15", ("UNDP", "USD 1000.00"), reaching: ["KEN"])
    try book.addendum(1, to: "Old", on: "2026-03-01", ("AICS", "CHF 612012.00"))
    try book.agreement("G-1", "partnership", on: "2026-01-20", with: "AICS", "USD 900000.00")
    try book.agreement("G-2", "partnership", on: "2026-01-21", with: "UNDP", "USD 600000.00")
    try book.agreement("G-3", "unsdcf", on: "2026-01-22", with: "UNDP", nil)
    try book.record(
      "assessment/R-1", "ImpactAssessmentIssued", on: "2026-03-03", #""title":"Pacific","projects":["Old"]"#)
    return book
  }

  private func indicators(_ book: Book, _ plan: Plan? = nil, in currency: String? = nil, knownAt: UInt64? = nil) throws
    -> Table
  {
    try book.report(.indicators, from: "2026-01-01", through: "2026-03-31", in: currency, knownAt: knownAt) {
      $0.plan = plan
    }
  }

  @Test func theIndicatorsOfTheBakuPlan() throws {
    let report = try indicators(year2026())
    #expect(report.indicator("I-1", "", "CHF", "amount") == "1,234,421.00")
    #expect(report.indicator("I-1", "", "USD", "amount") == "1,000.00")
    #expect(report.indicator("I-2", "internal, signed", "CHF", "ratio") == "3.60 %")
    #expect(report.indicator("I-2", "external, signed", "CHF", "ratio") == "96.40 %")
    #expect(report.indicator("I-2", "internal, portfolio", "CHF", "ratio") == "1.29 %")
    #expect(report.indicator("I-3", "", "–", "number") == "2")
    #expect(report.indicator("I-4", "", "–", "number") == "3")
    #expect(report.indicator("I-5", "", "–", "number") == "1")
    #expect(report.indicator("I-6", "", "–", "number") == "1")
    #expect(report.indicator("I-7", "allocated", "CHF", "amount") == "985,457.40")
    #expect(report.indicator("I-7", "allocated", "CHF", "ratio") == "79.83 %")
    #expect(report.totals.isEmpty)
  }

  @Test func bothHeadingsShowTheSameFigures() throws {
    let report = try indicators(year2026())
    let cells = { (heading: String) in report.rows.filter { Table.shown($0[0]) == heading }.map { $0.dropFirst() }
    }
    #expect(cells("Priority 4").count == report.rows.count / 2)
    #expect(cells("Priority 4") == cells("Convening platform"))
  }

  @Test func theIndicatorsOfTheKigaliPlan() throws {
    let report = try indicators(year2026(), .kap)
    #expect(report.indicator("K-1", "", "CHF", "amount") == "1,234,421.00")
    #expect(report.indicator("K-2", "", "–", "number") == "2")
    #expect(report.indicator("K-3", "", "USD", "amount") == "1,500,000.00")
    #expect(report.indicator("K-4", "", "–", "number") == "1")
    #expect(report.indicator("K-5", "", "USD", "amount") == "600,000.00")
    #expect(report.indicator("K-6", "", "–", "number") == "–")
    #expect(report.indicator("K-6", "", "–", "report") == "not from the ledger")
    #expect(report.indicator("K-2", "", "–", "report") == "agreements 2")
    #expect(throws: QueryError.self) { try indicators(year2026(), .baap) }
  }

  @Test func nothingFoundIsZeroForACountAndEmptyForAnAmount() throws {
    let report = try indicators(try Book())
    #expect(report.indicator("I-1", "", "–", "amount") == "–")
    #expect(report.indicator("I-4", "", "–", "number") == "0")
    #expect(report.indicator("I-6", "", "–", "number") == "0")
  }

  @Test func aTargetStandsBesideItsIndicator() throws {
    let book = try year2026()
    try book.record("target/I-4", "TargetSet", on: "2026-01-01", #""measure":"I-4","count":50,"by":"2029-12-31""#)
    try book.record(
      "target/I-1", "TargetSet", on: "2026-01-01",
      #""measure":"I-1","value":\#(Book.money("CHF 5000000.00")),"by":"2029-12-31""#)
    let report = try indicators(book)
    #expect(report.indicator("I-4", "", "–", "target number") == "50")
    #expect(report.indicator("I-4", "", "–", "target by") == "2029-12-31")
    #expect(report.indicator("I-1", "", "CHF", "target amount") == "5,000,000.00")
    #expect(report.indicator("I-1", "", "CHF", "amount") == "1,234,421.00")
  }

  @Test func mergesReversalsAndLateRecordsReachTheIndicators() throws {
    let book = try year2026()
    let before = try book.size
    try book.record("partner/UNDP", "PartnerMerged", on: "2026-04-01", #""into":"AICS""#)
    try book.reverse(11, of: "assessment/R-1")
    try book.sign("C", on: "2026-03-15", ("AICS", "CHF 1.00"))
    let now = try indicators(book)
    #expect(now.indicator("I-3", "", "–", "number") == "1")
    #expect(now.indicator("I-5", "", "–", "number") == "0")
    #expect(now.indicator("I-1", "", "CHF", "amount") == "1,234,422.00")
    let then = try indicators(book, knownAt: before)
    #expect(then.indicator("I-3", "", "–", "number") == "2")
    #expect(then.indicator("I-5", "", "–", "number") == "1")
    #expect(then.indicator("I-1", "", "CHF", "amount") == "1,234,421.00")
  }

  @Test func aFigureOpensIntoTheLinesOfTheReportItComesFrom() throws {
    let book = try year2026()
    var query = Query(today: try day(Book.clock))
    query.window = Window(from: try day("2026-01-01"), through: try day("2026-03-31"))
    let reporter = Reporter(try book.known())
    let request = ReportRequest(.indicators, query)
    let raised = try reporter.explain(request, row: ["Convening platform", "I-1", "CHF"], column: "amount")
    #expect(raised.lines.reduce(0) { $0 + $1.contribution.amount } == 123_442_100)
    #expect(raised.rounding == 0)
    #expect(Set(raised.lines.map(\.subject.name)) == ["A", "Old"])
    #expect(try reporter.explain(request, row: ["Priority 4", "I-3"], column: "number").lines.count == 2)
    #expect(
      try reporter.explain(request, row: ["Priority 4", "I-7", "allocated", "CHF"], column: "base").rounding == 0)
  }

  @Test func convertedFiguresAreRoundedOnce() throws {
    let book = try year2026()
    try book.rates("USD", from: "2026-01-01", ("CHF", "0.8"))
    #expect(try indicators(book, in: "CHF").indicator("I-1", "", "CHF", "amount") == "1,235,221.00")
  }
}

extension Table {
  /// A cell of the first heading, by the code of the indicator.
  func indicator(_ code: String, _ part: String, _ currency: String, _ column: String) -> String {
    let row = rows.first { row in
      Table.shown(row[1]) == code && Table.shown(row[3]) == part && Table.shown(row[4]) == currency
    }
    guard let row, let place = columns.firstIndex(where: { $0.name == column }) else { return "no cell" }
    return Table.shown(row[place])
  }
}

extension Book {
  @discardableResult
  func agreement(_ name: String, _ kind: String, on: String, with partner: String, _ value: String?) throws -> UInt64 {
    try record(
      "agreement/\(name)", "AgreementSigned", on: on,
      #""kind":"\#(kind)","parties":["\#(partner)"]"# + (value.map { #","value":"# + Book.money($0) } ?? ""))
  }
}
