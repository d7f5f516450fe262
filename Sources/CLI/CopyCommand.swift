import ArgumentParser
import EventStore

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
    try ledger.reading { journal in
      try journal.copy(to: dir)
      // After the journal: an attachment is there before the record that names it, so the copy has all that it needs.
      let files = try Attachments(folder: ledger.folder).copy(to: Attachments(folder: dir))
      let copy = try Journal.open(in: dir, readOnly: true)
      let head = try copy.head()
      try copy.close()
      var out = Output()
      try out.line(
        "Copied \(head.size) records and \(files) \(files == 1 ? "attachment" : "attachments") to \(dir); root "
          + "\(head.root)."
      )
      try out.flush()
    }
  }
}
