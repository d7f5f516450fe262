import ArgumentParser
import Pledgebook

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
  @OptionGroup var form: FormOption
  @OptionGroup var ledger: LedgerOption

  func run() throws {
    let labels = row.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    try ledger.open(for: .reading) { book in
      try form.print(book.explain(name, options.question(), row: labels, column: column).table)
    }
  }
}
