import ArgumentParser
import Pledgebook

struct StatusCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "status",
    abstract: "Show the size of the book, its public key, and who reads it.",
    discussion: """
      A reader that stays far behind keeps old pages from being used again, and the file grows.

      Example:
        pledgebook status
      """)

  @OptionGroup var ledger: LedgerOption

  func run() throws {
    try ledger.open(for: .reading) { book in
      var out = Output()
      let status = try book.status()
      try out.line("origin      \(book.journal.origin)")
      try out.line("records     \(status.head.size)")
      try out.line("root        \(status.head.root)")
      try out.line("public key  \(book.journal.key.vkey)")
      try out.line(
        "file        \(status.file), \(status.fileBytes) bytes of at most \(status.mapBytes), pages of "
          + "\(status.pageBytes) bytes")
      try out.line("commits     \(status.commits)")
      try out.line("readers     \(status.readers.count) of at most \(status.mostReaders)")
      for reader in status.readers {
        let what = reader.commitsBehind.map { "\($0) commits behind, whose freed pages it keeps" } ?? "at rest"
        try out.line("            process \(reader.process), \(what)")
      }
      try out.flush()
      try book.complainOfClock()
    }
  }
}
