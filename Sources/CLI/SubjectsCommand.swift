import ArgumentParser
import EventStore
import Ledger

struct SubjectsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "subjects",
    abstract: "List the subjects of the book with the number of their records.",
    discussion: """
      Example:
        pledgebook subjects project
      """)

  @Argument(
    help: ArgumentHelp(
      "Only subjects of this kind: \(Subject.Kind.allCases.map(\.code).joined(separator: ", ")).", valueName: "kind"))
  var kind: Subject.Kind?

  @OptionGroup var ledger: LedgerOption

  func run() throws {
    try ledger.reading { journal in
      var out = Output()
      let size = try journal.head().size
      for subject in try journal.subjects() where kind == nil || subject.kind == kind {
        try out.line("\(subject)  \(try journal.positions(of: subject, before: size).count)")
      }
      try out.flush()
    }
  }
}

extension Subject.Kind: ExpressibleByArgument {
  public init?(argument: String) {
    guard let kind = Subject.Kind.allCases.first(where: { $0.code == argument }) else { return nil }
    self = kind
  }
}
