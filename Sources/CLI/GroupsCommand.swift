import ArgumentParser
import Pledgebook

struct GroupsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "groups",
    abstract: "Count or list the members of LDC, LLDC, SIDS and other recorded groups on a day.",
    discussion: """
      A member counts from its first day up to the day before it left. Membership is a record of the
      book and can be corrected there.

      Example:
        pledgebook groups --on 2020-01-01 --on 2025-01-01
        pledgebook groups LDC --on 2025-01-01
      """)

  @Argument(
    help: ArgumentHelp("List the members of this group; without it, count those of all groups.", valueName: "group"))
  var group: String?

  @Option(
    help: ArgumentHelp("The day; may stand several times. Default: the day of the last record.", valueName: "day"))
  var on: [Day] = []

  @Option(help: ArgumentHelp("As the book was known: a number of records, a day or a time.", valueName: "size|time"))
  var knownAt: String?

  @OptionGroup var form: FormOption
  @OptionGroup var ledger: LedgerOption

  func validate() throws { try asUsage { _ = try knownAt.map { try Moment($0, at: "--known-at") } } }

  func run() throws {
    let moment = try knownAt.map { try Moment($0, at: "--known-at") }
    try ledger.open(for: .reading) { try form.print($0.groups(group, knownAt: moment, on: on)) }
  }
}

extension Day: ExpressibleByArgument {
  public init?(argument: String) { self.init(argument) }
}
