import ArgumentParser
import Reports

struct ExplainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Open one figure of a report into the lines behind it.",
    discussion: """
      The lines add up to the figure exactly. Lines that were left out are shown with the reason.

      Example:
        pledgebook explain funding --during 2026-Q1 --row ledger/AFR/CHF --column raised
      """)

  @Argument(help: "The name of the report.") var name: ReportName
  @Option(
    help: ArgumentHelp(
      "The labels of the row with slashes between them, or as many as make it unique; `total` is the total.",
      valueName: "labels")) var row: String
  @Option(help: "The name of the column.") var column: String
  @OptionGroup var options: QueryOptions
  @Option(help: "text for people, csv for spreadsheets.") var format = ExplainFormat.text
  @OptionGroup var ledger: LedgerOption

  enum ExplainFormat: String, ExpressibleByArgument, CaseIterable { case text, csv }

  func run() throws {
    try ledger.reporting { views in
      let known = try AsKnown(views, size: options.size(views.journal))
      let request = ReportRequest(name, try options.query(known))
      let explanation = try Reporter(known).explain(
        request, row: row.split(separator: "/", omittingEmptySubsequences: false).map(String.init), column: column)
      var out = Output()
      try out.text(format == .text ? explanation.text() : explanation.csv())
      try out.flush()
    }
  }
}
