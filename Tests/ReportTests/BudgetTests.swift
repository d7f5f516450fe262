import Ledger
import Reference
import Testing

@testable import Reports

struct BudgetTests {
  /// The operational plan for 2026 as its tables print it (TDAG-26/2, lines 32–68 and 285–352).
  private func op26() throws -> Book {
    let book = try Book()
    try book.budget("OP-26", "BAP", nil, nil, "3813000.00")
    for (code, value) in [
      ("P1", "552000.00"), ("P2", "899500.00"), ("P3", "725000.00"), ("P4", "319385.00"), ("P5", "736500.00"),
      ("E", "580615.00"),
    ] {
      try book.budget("OP-26", "BAP", code, nil, value)
    }
    for (theme, value) in [
      ("environment", "139000.00"), ("innovation", "339500.00"), ("services", "99000.00"), ("capacity", "339500.00"),
    ] {
      try book.budget("OP-26", "BAP", "P2", theme, value)
    }
    return book
  }

  private func row(_ priority: String = "all", _ theme: String = "all", plan: String = "OP-26") -> [String] {
    [plan, priority, theme, "CHF"]
  }

  @Test func sharesAreWorkedOutToTwoDecimals() throws {
    let report = try op26().report(.budget)
    #expect(report.figure(row(), "budget") == "3,813,000.00")
    #expect(report.figure(row("P1"), "share of plan") == "14.48 %")
    #expect(report.figure(row("P4"), "share of plan") == "8.38 %")
    #expect(report.figure(row("P2", "innovation"), "share of priority") == "37.74 %")
    #expect(report.figure(row("P2", "environment"), "share of plan") == "3.65 %")
    #expect(report.figure(row("P1"), "share of priority") == "–")
    #expect(report.figure(row(), "share of plan") == "100.00 %")
    #expect(report.totals.isEmpty)
  }

  @Test func rowsStandInTheOrderOfThePlan() throws {
    #expect(
      try op26().report(.budget).rowLabels.map { $0[1] + " " + $0[2] } == [
        "P1 all", "P2 all", "P2 innovation", "P2 services", "P2 capacity", "P2 environment", "P3 all", "P4 all",
        "P5 all", "E all", "all all",
      ])
  }

  @Test func childrenThatDoNotAddAreNamed() throws {
    let book = try op26()
    #expect(
      try book.report(.budget).notes.first
        == "OP-26 P2: themes add to CHF 917,000.00, the priority has 899,500.00 (+17,500.00)")
    #expect(try !book.report(.budget).hasNote("priorities add to"))
    try book.budget("OP-26", "BAP", nil, nil, "3830500.00")
    #expect(
      try book.report(.budget).hasNote(
        "OP-26: priorities add to CHF 3,813,000.00, the plan has 3,830,500.00 (-17,500.00)"))
    try book.budget("OP-27", "BAP", "P1", "emergency", "10.00")
    #expect(try book.report(.budget).hasNote("OP-27 P1: themes add to CHF 10.00, the priority itself is not stated"))
  }

  @Test func twoPlansStandApart() throws {
    let book = try op26()
    try book.budget("OP-23", "KAP", "P4", nil, "480000.00", on: "2023-01-01")
    #expect(try book.report(.budget).rows.count == 12)
    let one = try book.report(.budget) { $0.subject = Subject("plan/OP-23") }
    #expect(one.rowLabels == [row("P4", plan: "OP-23")])
    #expect(one.figure(row("P4", plan: "OP-23"), "share of plan") == "–")
    #expect(try book.report(.budget) { $0.plan = .bap }.rows.count == 11)
    #expect(throws: QueryError.self) { try book.report(.budget) { $0.subject = Subject("project/A") } }
    #expect(throws: QueryError.self) { try book.report(.budget) { $0.country = Alpha3("NER") } }
  }

  @Test func theLastFigureOfAPlaceCountsAndAReversalBringsTheEarlierBack() throws {
    let book = try op26()
    let before = try book.size
    let wrong = try book.budget("OP-26", "BAP", "P1", nil, "560000.00", on: "2026-03-01", status: "final")
    #expect(try book.report(.budget).figure(row("P1"), "budget") == "560,000.00")
    #expect(try book.report(.budget).figure(row("P1"), "status") == "final")
    #expect(try book.report(.budget, through: "2026-02-28").figure(row("P1"), "budget") == "552,000.00")
    #expect(try book.report(.budget, knownAt: before).figure(row("P1"), "budget") == "552,000.00")
    try book.reverse(wrong, of: "plan/OP-26")
    #expect(try book.report(.budget).figure(row("P1"), "budget") == "552,000.00")
    #expect(try book.report(.budget).figure(row("P1"), "status") == "preliminary")
  }

  @Test func aDateThatHasBegunAndIsNotOverCountsAndIsNamed() throws {
    let book = try op26()
    try book.budget("OP-26", "BAP", "P1", nil, "1.00", on: "2026")
    let report = try book.report(.budget, through: "2026-06-30")
    #expect(report.figure(row("P1"), "budget") == "1.00")
    #expect(report.hasNote("the date 2026 has begun and is not over: budget of OP-26 P1, CHF 1.00, record 11"))
  }

  @Test func aFigureOpensIntoItsRecord() throws {
    let book = try op26()
    let request = ReportRequest(.budget, Query(today: try day(Book.clock)))
    let opened = try Reporter(try book.known()).explain(request, row: ["P2", "services"], column: "budget")
    #expect(opened.lines.map(\.contribution.position) == [9])
    #expect(
      try Reporter(try book.known()).explain(request, row: ["P2", "services"], column: "share of plan").parts.map(
        \.name) == ["budget"])
  }

  @Test func sharesAreTheSameInAnotherCurrency() throws {
    let book = try op26()
    try book.rates("USD", from: "2025-01-01", ("CHF", "0.8"))
    let report = try book.report(.budget, in: "USD")
    #expect(report.figure(["OP-26", "P1", "all", "USD"], "budget") == "690,000.00")
    #expect(report.figure(["OP-26", "P1", "all", "USD"], "share of plan") == "14.48 %")
  }
}

extension Book {
  @discardableResult
  func budget(
    _ name: String, _ plan: String, _ priority: String?, _ theme: String?, _ value: String, on: String = "2025-12-10",
    status: String = "preliminary"
  ) throws -> UInt64 {
    try record(
      "plan/\(name)", "BudgetSet", on: on,
      #""plan":"\#(plan)","status":"\#(status)","value":\#(Book.money("CHF " + value))"#
        + (priority.map { #","priority":"\#($0)""# } ?? "")
        + (theme.map { #","theme":"\#($0)""# } ?? ""))
  }
}
