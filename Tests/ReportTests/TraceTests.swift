import Ledger
import Reference
import Testing

@testable import Reports

/// Every figure is the sum of the lines that the report names behind it.
struct TraceTests {
  private func book() throws -> Book {
    let book = try Book()
    try book.partner("AICS")
    try book.partner("NORAD")
    try book.partner("ICT-DF", "internalFund")
    try book.group("LDC", "NER", from: "1971-11-18")
    try book.group("SIDS", "FJI", from: "1994-05-06")
    try book.record(
      "agreement/AGR", "AgreementSigned", on: "2023-05-10",
      #""kind":"mou","parties":["AICS"],"value":{"amount":"900.00","currency":"CHF"}"#)
    try book.record(
      "agreement/AGR", "AgreementRevised", on: "2024-05-10", #""sets":{"amount":"700.00","currency":"CHF"}"#)
    try book.sign(
      "A", on: "2024-01-15", ("AICS", "CHF 800.03"), ("ICT-DF", "USD 5.00"), reaching: ["NER 33.3333", "FJI 33.3333"],
      more: #","ends":"2025-12-31""#)
    try book.addendum(1, to: "A", on: "2024-06-15", ("NORAD", "CHF 100.00"), reaching: ["NER 50", "ITA 20"])
    try book.sign(
      "B", on: "2025-01-15", ("NORAD", "CHF 60.00"), reaching: ["NER", "FJI"], more: #","ends":"2025-12-31""#)
    let wrong = try book.receive("A", on: "2024-07-01", from: "AICS", "CHF 600.00")
    try book.receive("A", on: "2024-07-02", from: "AICS", "CHF 60.00")
    try book.disburse("B", on: "2025-08-01", "CHF 25.00")
    try book.reverse(wrong, of: "project/A")
    try book.record(
      "assessment/IA1", "ImpactAssessmentIssued", on: "2026-05-01", #""title":"Villages","projects":["A","B"]"#)
    return book
  }

  @Test(arguments: [ReportName.groups, .partners, .agreements, .assessments, .sources, .chain])
  func everyFigureIsTheSumOfItsLines(_ name: ReportName) throws {
    let book = try book()
    let reporter = Reporter(try book.known())
    for grouping in name.groupings {
      var query = Query(today: try day(Book.clock))
      query.grouping = grouping
      let sheet = try reporter.sheet(ReportRequest(name, query), traces: true)
      let report = try reporter.report(ReportRequest(name, query))
      var compared = 0
      for (at, column) in sheet.columns.enumerated() {
        // The other kinds are derived from these.
        let isFilled =
          if case .money = column { true } else if case .count = column { true } else if case .distinct = column {
            true
          } else { false }
        guard isFilled else { continue }
        for row in sheet.rows.map(\.labels) {
          let lines = sheet.contributions[CellAddress(row: row, column: column.name)] ?? []
          let sum = lines.filter(\.counts).reduce(Int128(0)) { $0 + $1.amount }
          let cell = try #require(report.rows.first { Array($0.prefix(row.count)) == row.map(Cell.text) })[at]
          if case .money(let minor, _) = cell {
            #expect(minor == sum, "\(name) by \(grouping), \(row), \(column.name)")
          } else if case .count(let count) = cell {
            #expect(Int128(count) == sum, "\(name) by \(grouping), \(row), \(column.name)")
          } else {
            #expect(cell == .none && lines.isEmpty, "\(name) by \(grouping), \(row), \(column.name)")
          }
          compared += 1
        }
      }
      #expect(compared > 0)
    }
  }
}
