import ArgumentParser
import Reports

struct ReconcileCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "reconcile",
    abstract:
      "Set every published figure beside the ledger's: agrees, differs by how much, or cannot be computed and why.",
    discussion: """
      Example:
        pledgebook reconcile --format csv > figures.csv

      Exit status: 0 all figures agree or cannot be computed, 1 at least one differs.
      """)

  @Option(help: ArgumentHelp("As the book was known: a number of records, a day or a time.", valueName: "size|time"))
  var knownAt: String?
  @Option(help: "text for people, csv for spreadsheets, json for programs.") var format = ReportFormat.text
  @OptionGroup var ledger: LedgerOption

  func run() throws {
    let differs = try ledger.reporting { views in
      let size = try knownAt.map { try QueryOptions.size($0, views.journal, "--known-at") }
      let reconciliation = try Reconciliation(Reporter(AsKnown(views, size: size)))
      var out = Output()
      switch format {
      case .text: try out.text(reconciliation.report.text(width: Terminal.width))
      case .csv: try out.text(reconciliation.report.csv())
      case .json: try out.text(reconciliation.report.json())
      }
      try out.flush()
      return reconciliation.figures.contains { $0.verdict == .differs }
    }
    if differs { throw ExitCode(ExitStatus.refused.rawValue) }
  }
}
