import ArgumentParser
import Pledgebook

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
  @OptionGroup var form: FormOption
  @OptionGroup var ledger: LedgerOption

  func validate() throws { try asUsage { _ = try knownAt.map { try Moment($0, at: "--known-at") } } }

  func run() throws {
    let moment = try knownAt.map { try Moment($0, at: "--known-at") }
    let differs = try ledger.open(for: .reading) { book in
      let reconciliation = try book.reconcile(knownAt: moment)
      try form.print(reconciliation.table)
      return reconciliation.figures.contains { $0.verdict == .differs }
    }
    if differs { throw ExitCode(ExitStatus.refused.rawValue) }
  }
}
