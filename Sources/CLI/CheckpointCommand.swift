import ArgumentParser
import Pledgebook

struct CheckpointCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "checkpoint",
    abstract: "Print a signed checkpoint: name, size and root of the book.",
    discussion: """
      Give it to somebody who keeps it elsewhere. Later, `verify --checkpoint` shows that the book only grew since then.

      Example:
        pledgebook checkpoint > 2026-03.checkpoint
      """)

  @Option(help: ArgumentHelp("The book as it was with this number of records.", valueName: "n"))
  var size: UInt64?

  @OptionGroup var ledger: LedgerOption

  func run() throws {
    try ledger.open(for: .reading) { book in
      let now = try book.journal.head().size
      if let size, size > now {
        throw Complaint(
          "--size", found: "\(size)", expected: "at most \(now), the size of the book",
          next: "Leave --size out for the book as it is now.")
      }
      var out = Output()
      try out.text(try book.checkpoint(size: size).encoded)
      try out.flush()
    }
  }
}
