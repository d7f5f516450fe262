import ArgumentParser
import Pledgebook

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

  @OptionGroup var form: FormOption
  @OptionGroup var ledger: LedgerOption

  func run() throws {
    try ledger.open(for: .reading) { try form.print(list: .subjects(of: $0.journal, kind: kind)) }
  }
}

extension Subject.Kind: ExpressibleByArgument {
  public init?(argument: String) {
    guard let kind = Subject.Kind.allCases.first(where: { $0.code == argument }) else { return nil }
    self = kind
  }
}
