import ArgumentParser
import Pledgebook

struct RecordReversal: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "reversal",
    abstract: "A wrong record is undone. Nothing is erased. To put another in its place, use --corrects.",
    discussion: """
      Example:
        pledgebook record reversal 204 --on 2026-05-04 --reason "entered for the wrong project"
      """)

  @Argument(help: ArgumentHelp("The wrong record, by its position or its id.", valueName: "record"))
  var wrong: String

  @Option(help: ArgumentHelp("Why.", valueName: "text"))
  var reason: String

  @OptionGroup var entry: EntryOptions

  func run() throws {
    try entry.record { book in
      let wrong = try book.standingRecord(wrong)
      return (.reversed(RecordReversed(wrong.command.id, reason: reason.normal)), wrong.subject)
    }
  }
}
