import ArgumentParser
import Pledgebook

struct ReportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "Print a report: funding, portfolio, groups, pledges, budget, partners, statement and others.",
    discussion: """
      Every report says at its end what it was computed from. Two people who name the same size get the same bytes.

      Examples:
        pledgebook report funding --during 2026-Q1
        pledgebook report portfolio --during 2025 --format csv
        pledgebook report funding --by partner --in CHF --known-at 2026-03-31
        pledgebook report statement --subject project/9RAF26001

      Reports: \(ReportName.allCases.map(\.rawValue).joined(separator: ", ")).
      Groupings: \(groupings).
      """)

  private static var groupings: String {
    ReportName.allCases.map { "\($0.rawValue) (\($0.groupings.map(\.rawValue).joined(separator: ", ")))" }
      .joined(separator: "; ")
  }

  @Argument(help: "The name of the report.") var name: ReportName
  @OptionGroup var options: QueryOptions
  @OptionGroup var form: FormOption
  @OptionGroup var ledger: LedgerOption

  func run() throws {
    try ledger.open(for: .reading) { book in
      let report = try book.ask(options.question()) { try $0.report(ReportRequest(name, $1), untilExit: true) }
      try form.print(report)
      if name == .quality { try book.complainOfClock() }
    }
  }
}
