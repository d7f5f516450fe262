import Ledger
import Testing

@testable import Reports

struct StatementTests {
  private func story() throws -> Book {
    let book = try Book()
    try book.rates("CHF", from: "2025-01-01", ("EUR", "1"))
    try book.partner("AICS")
    try book.partner("GIZ")
    try book.sign(
      "A", on: "2025-01-15", ("AICS", "CHF 1000.00"), ("GIZ", "EUR 500.00"), reaching: ["NER 60", "MLI 40"])
    try book.receive("A", on: "2025-03-01", from: "AICS", "CHF 600.00")
    try book.disburse("A", on: "2025-04-01", "CHF 250.55")
    try book.addendum(1, to: "A", on: "2026-02-01", ("AICS", "CHF 200.00"), reaching: ["NER"])
    return book
  }

  private func statement(
    _ book: Book, of subject: String, from: String? = nil, through: String? = nil, in currency: String? = nil,
    knownAt: UInt64? = nil
  ) throws -> [String] {
    let report = try book.report(.statement, from: from, through: through, in: currency, knownAt: knownAt) {
      $0.subject = Subject(subject)
    }
    let wanted = ["position", "currency", "signed", "received", "disbursed", "outstanding", "unspent"]
    return (report.rows + report.totals).map { row in
      wanted.map { name in report.columns.firstIndex { $0.name == name }.map { Table.shown(row[$0]) } ?? "" }
        .joined(separator: " ")
    }
  }

  @Test func balancesRunLineByLineInEachCurrency() throws {
    #expect(
      try statement(story(), of: "project/A") == [
        "3 CHF 1,000.00 – – 1,000.00 –",
        "3 EUR 500.00 – – 500.00 –",
        "4 CHF – 600.00 – 400.00 600.00",
        "5 CHF – – 250.55 400.00 349.45",
        "6 CHF 200.00 – – 600.00 349.45",
        "total CHF 1,200.00 600.00 250.55 600.00 349.45",
        "total EUR 500.00 – – 500.00 –",
      ])
  }

  @Test func whatWasReversedIsNotInIt() throws {
    let book = try story()
    try book.reverse(5, of: "project/A")
    let report = try book.report(.statement) { $0.subject = Subject("project/A") }
    let phrases = report.rowLabels.map { $0[4] }
    #expect(!phrases.contains { $0.hasPrefix("disbursed CHF 250.55") || $0.hasPrefix("reversed") })
    #expect(try statement(book, of: "project/A").contains("total CHF 1,200.00 600.00 – 600.00 600.00"))
    #expect(try statement(book, of: "project/A", knownAt: 7).count == 7)
  }

  @Test func whatLiesBeforeTheWindowIsBroughtForward() throws {
    #expect(
      try statement(story(), of: "project/A", from: "2025-04-01", through: "2025-12-31") == [
        "– CHF 1,000.00 600.00 – 400.00 600.00",
        "– EUR 500.00 – – 500.00 –",
        "5 CHF – – 250.55 400.00 349.45",
        "total CHF 1,000.00 600.00 250.55 400.00 349.45",
        "total EUR 500.00 – – 500.00 –",
      ])
  }

  @Test func aPartnerSeesItsOwnMoneyOnly() throws {
    let book = try story()
    try book.record("partner/GIZ", "PartnerMerged", on: "2026-03-01", #""into":"AICS","reason":"Same house""#)
    #expect(
      try statement(book, of: "partner/GIZ") == [
        "1 – – – – – –", "2 – – – – – –",
        "3 CHF 1,000.00 – – 1,000.00 –",
        "3 EUR 500.00 – – 500.00 –",
        "4 CHF – 600.00 – 400.00 –",
        "6 CHF 200.00 – – 600.00 –",
        "7 – – – – – –",
        "total CHF 1,200.00 600.00 – 600.00 –",
        "total EUR 500.00 – – 500.00 –",
      ])
    #expect(try statement(book, of: "partner/GIZ", knownAt: 7).first == "2 – – – – – –")
  }

  @Test func closingBalancesAreTheSumsOfRandomStories() throws {
    var seed = UInt64.random(in: 1...UInt64.max)
    print("seed \(seed)")
    func next(_ bound: Int) -> Int {
      seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(seed >> 33) % bound
    }
    let book = try Book()
    try book.partner("AICS")
    try book.sign("A", on: "2025-01-01", ("AICS", "CHF 100000.00"), reaching: ["NER 33.3333", "MLI 33.3333"])
    var (received, disbursed) = (0, 0)
    for _ in 0..<40 {
      let cents = 1 + next(200_000)
      let isReceipt = next(2) == 0
      let value = "CHF \(decimalText(Int128(cents), places: 2))"
      let on = "2025-0\(1 + next(9))-1\(next(10))"
      let seq = try isReceipt ? book.receive("A", on: on, from: "AICS", value) : book.disburse("A", on: on, value)
      if next(4) == 0 {
        try book.reverse(seq, of: "project/A")
      } else if isReceipt {
        received += cents
      } else {
        disbursed += cents
      }
    }
    let report = try book.report(.statement) { $0.subject = Subject("project/A") }
    func shown(_ cents: Int) -> String { decimalText(Int128(cents), places: 2, grouped: true) }
    #expect(report.total("CHF", "outstanding") == shown(10_000_000 - received))
    #expect(report.total("CHF", "unspent") == shown(received - disbursed))
    let last = report.columns.firstIndex { $0.name == "outstanding" }.map {
      Table.shown(report.rows[report.rows.count - 1][$0])
    }
    #expect(last == report.total("CHF", "outstanding"))
  }

  @Test func refundsAndRecoveriesTakeBack() throws {
    let book = try story()
    try book.record(
      "project/A", "ContributionRefunded", on: "2026-04-01", #""to":"AICS","value":\#(Book.money("CHF 100.00"))"#)
    try book.record(
      "project/A", "DisbursementRecovered", on: "2026-04-02", #""reason":"Unused","value":\#(Book.money("CHF 50.55"))"#)
    #expect(
      Array(try statement(book, of: "project/A")[5...6]) == [
        "7 CHF -100.00 -100.00 – 600.00 249.45", "8 CHF – – -50.55 600.00 300.00",
      ])
  }

  @Test func conversionTakesTheRateOfEachDate() throws {
    let book = try story()
    try book.rates("CHF", from: "2026-01-01", ("EUR", "2"))
    let lines = try statement(book, of: "project/A", in: "EUR")
    #expect(lines.first == "3 EUR 1,500.00 – – 1,500.00 –")
    #expect(lines.last == "total EUR 1,900.00 600.00 250.55 1,300.00 349.45")
  }

  @Test func aDateThatStraddlesTheWindowIsNamed() throws {
    let book = try story()
    try book.disburse("A", on: "2026", "CHF 5.00")
    let report = try book.report(.statement, from: "2026-06-01") { $0.subject = Subject("project/A") }
    #expect(report.hasNote("1 × disbursed money, CHF 5.00"))
  }

  @Test func aBalanceIsExplainedByItsColumnsAndNeverCountsAsAChange() throws {
    let book = try story()
    var query = Query(today: try day(Book.clock))
    query.subject = Subject("project/A")
    let request = ReportRequest(.statement, query)
    let opened = try Reporter(try book.known()).explain(request, row: ["total", "CHF"], column: "outstanding")
    #expect(opened.parts.map(\.name) == ["signed", "received"])
    #expect(Table.shown(opened.cell) == "600.00")
    let signed = try Reporter(try book.known()).explain(request, row: ["3", "CHF"], column: "signed")
    #expect(signed.lines.map(\.contribution.amount) == [100_000])
    let changes = try Changes(request, between: Reporter(try book.known(at: 6)), and: Reporter(try book.known()))
    #expect(Set(changes.differences.map(\.column)) == ["signed"])
    #expect(changes.differences.allSatisfy { $0.lines.reduce(0) { $0 + $1.amount } == $0.amount })
  }

  @Test func aStatementNeedsAProjectOrAPartner() throws {
    let book = try story()
    #expect(throws: QueryError.self) { try book.report(.statement) }
    #expect(throws: QueryError.self) { try book.report(.statement) { $0.subject = Subject("plan/OP-26") } }
    #expect(throws: QueryError.self) { try book.report(.statement) { $0.subject = Subject("project/Nothing") } }
    #expect(throws: QueryError.self) { try book.report(.statement, knownAt: 3) { $0.subject = Subject("project/A") } }
  }
}
