import ArgumentParser
import Pledgebook

struct RecordReversal: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "reversal",
    abstract: "A wrong record is undone. Nothing is erased; a correction is a reversal and a new record.",
    discussion: """
      Example:
        pledgebook record reversal 204 --on 2026-05-04 --reason "entered for the wrong project"
      """)

  @Argument(help: ArgumentHelp("The position of the wrong record.", valueName: "seq"))
  var seq: UInt64

  @Option(help: ArgumentHelp("Why.", valueName: "text"))
  var reason: String

  @OptionGroup var entry: EntryOptions

  func run() throws {
    try entry.record { book in
      (.reversed(RecordReversed(seq, reason: reason.normal)), try book.journal.record(at: seq).subject)
    }
  }
}
