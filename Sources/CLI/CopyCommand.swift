import ArgumentParser
import Pledgebook

struct CopyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "copy",
    abstract: "Copy the newest state of the ledger to another folder, while others go on writing.",
    discussion: """
      The attachments are copied too. The signing key is not: a copy can be read, verified and reported from, and
      cannot sign.

      Example:
        pledgebook copy /backup/2026-03-01
      """)

  @Argument(help: "The folder of the copy. It must not hold a ledger.", completion: .directory)
  var dir: String

  @OptionGroup var ledger: LedgerOption

  func run() throws {
    try ledger.open(for: .reading) { book in
      let copied = try book.copy(to: dir)
      let attachments = "\(copied.attachments) \(copied.attachments == 1 ? "attachment" : "attachments")"
      var out = Output()
      try out.line("Copied \(copied.head.size) records and \(attachments) to \(dir); root \(copied.head.root).")
      try out.flush()
    }
  }
}
