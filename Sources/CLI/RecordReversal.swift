import ArgumentParser
import EventStore
import Ledger

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
    let subject = try entry.ledger.reading { try $0.record(at: seq).subject }
    try entry.record(
      ["type": EventType.reversed.rawValue, "seq": seq, "reason": reason.normal], about: subject.description)
  }
}
