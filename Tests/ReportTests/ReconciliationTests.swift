import Ledger
import Testing

@testable import Reports

struct ReconciliationTests {
  /// The last budget of the plan does not close; printed shares are rounded.
  private func book() throws -> Book {
    let book = try Book()
    try book.record(
      "plan/OP-26", "BudgetSet", on: "2026",
      #""plan":"BAP","priority":"P2","status":"final","value":{"amount":"899500.00","currency":"CHF"}"#)
    try book.record(
      "plan/OP-26", "BudgetSet", on: "2026",
      #""plan":"BAP","status":"final","value":{"amount":"3813000.00","currency":"CHF"}"#)
    for (theme, value) in [
      ("innovation", "339500.00"), ("services", "99000.00"), ("capacity", "339500.00"), ("environment", "139000.00"),
    ] {
      try book.record(
        "plan/OP-26", "BudgetSet", on: "2026",
        #""plan":"BAP","priority":"P2","status":"final","theme":"\#(theme)","value":{"amount":"\#(value)","#
          + #""currency":"CHF"}"#
      )
    }
    return book
  }

  private func verdict(
    _ book: Book, cell: String, value: String, unit: String = "CHF", rounding: String? = nil, qualifier: String? = nil,
    report: String = "budget", parameters: String? = nil
  )
    throws -> Reconciliation.Figure
  {
    let extra =
      (rounding.map { #","rounding":"\#($0)""# } ?? "") + (qualifier.map { #","qualifier":"\#($0)""# } ?? "")
      + (parameters.map { #","parameters":{\#($0)}"# } ?? "")
    let position = try book.record(
      "figure/F\(book.size)", "FigurePublished", on: "2026",
      #""cell":"\#(cell)","report":"\#(report)","statement":"as printed","unit":"\#(unit)","#
        + #""value":"\#(value)"\#(extra)"#
    )
    let figures = try Reconciliation(Reporter(try book.known())).figures
    return try #require(figures.first { $0.position == position })
  }

  @Test(
    arguments: [
      ("OP-26/P2/all|budget", "899500", nil, nil, Reconciliation.Verdict.agrees, nil),
      ("OP-26/P2/all|budget", "900000", "1000", nil, .agrees, nil),
      ("OP-26/P2/all|budget", "898000", "1000", nil, .differs, "+1500.00"),
      ("OP-26/P2/all|budget", "800000", nil, "over", .agrees, nil),
      ("OP-26/P2/all|budget", "800000", nil, "under", .differs, "+99500.00"),
      ("OP-26/P2/*/CHF|budget", "899500", nil, nil, .differs, "+17500.00"),
      ("OP-26/P9/all|budget", "1", nil, nil, .cannotBeComputed, nil),
    ] as [(String, String, String?, String?, Reconciliation.Verdict, String?)])
  func aPrintedFigureIsSetBesideTheLedger(
    cell: String, value: String, rounding: String?, qualifier: String?, expected: Reconciliation.Verdict,
    difference: String?
  ) throws {
    let figure = try verdict(book(), cell: cell, value: value, rounding: rounding, qualifier: qualifier)
    #expect(figure.verdict == expected, "\(cell) \(value): \(figure.reason)")
    #expect(figure.difference == difference)
  }

  @Test func aShareAgreesOnlyWithinItsRounding() throws {
    #expect(
      try verdict(book(), cell: "OP-26/P2/all|share of plan", value: "23.59", unit: "percent", rounding: "0.01").verdict
        == .agrees)
    #expect(
      try verdict(book(), cell: "OP-26/P2/all|share of plan", value: "23.5", unit: "percent", rounding: "0.1").verdict
        == .differs)
  }

  /// The same words as for a flag of the command line; a reason beside them is no part of the question.
  @Test(arguments: [
    (#""partner":"nobody""#, "--partner: found nobody; expected a registered partner."),
    (
      #""in":"XXX","reason":"as printed""#,
      "--in: found XXX; expected an ISO 4217 currency, or one with a table of rates"
    ),
    (#""colour":"red""#, "--colour: found no such parameter;"),
    (#""known-at":"7""#, "--known-at: found 7; expected no moment"),
  ])
  func aQuestionThatCannotBeReadIsSaid(parameters: String, reason: String) throws {
    let figure = try verdict(book(), cell: "OP-26/P2/all|budget", value: "899500", parameters: parameters)
    #expect(figure.verdict == .cannotBeComputed)
    #expect(figure.reason.hasPrefix(reason), "\(figure.reason)")
  }

  @Test func whatTheBookHasNoReportForIsSaid() throws {
    let figure = try verdict(book(), cell: "all|members", value: "3", unit: "members", report: "members")
    #expect(figure.verdict == .cannotBeComputed)
    #expect(figure.reason.contains("no report members"))
  }
}
