import ArgumentParser
import Pledgebook

struct ChangesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "changes",
    abstract: "Say why a report differs between two moments: each record that moved a figure, by cause.",
    discussion: """
      Causes: \(Changes.Cause.allCases.map(\.rawValue).joined(separator: ", ")).

      Example:
        pledgebook changes funding --between 2026-03-31 --and 2026-06-30 --during 2026-Q1
      """)

  @Argument(help: "The name of the report.") var name: ReportName
  @Option(help: ArgumentHelp("The earlier moment: a number of records, a day or a time.", valueName: "size|time"))
  var between: String
  @Option(help: ArgumentHelp("The later moment.", valueName: "size|time")) var and: String
  @OptionGroup var options: QueryOptions
  @OptionGroup var form: FormOption
  @OptionGroup var ledger: LedgerOption

  func validate() throws {
    if options.knownAt != nil {
      throw ValidationError(
        "--known-at: found it beside --between and --and, which name the two moments. Leave it out.")
    }
    try asUsage { _ = (try Moment(between, at: "--between"), try Moment(and, at: "--and")) }
  }

  func run() throws {
    let (earlier, later) = (try Moment(between, at: "--between"), try Moment(and, at: "--and"))
    try ledger.open(for: .reading) { book in
      try form.print(book.changes(name, options.question(), between: earlier, and: later).table)
    }
  }
}
