import ArgumentParser
import Foundation
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
    try ledger.reading { journal in
      var out = Output()
      let head = try journal.head()
      let (info, readers) = try journal.status()
      let path = "\(ledger.folder)/\(Journal.fileName)"
      let bytes = (try FileManager.default.attributesOfItem(atPath: path)[.size] as? NSNumber)?.int64Value ?? 0
      try out.line("origin      \(journal.origin)")
      try out.line("records     \(head.size)")
      try out.line("root        \(head.root)")
      try out.line("public key  \(journal.key.vkey)")
      try out.line("file        \(path), \(bytes) bytes of at most \(info.mapSize), pages of \(info.pageSize) bytes")
      try out.line("commits     \(info.lastTransaction)")
      try out.line("readers     \(readers.count) of at most \(info.maxReaders)")
      for reader in readers {
        let what =
          reader.transaction == nil ? "at rest" : "\(reader.commitsBehind) commits behind, whose freed pages it keeps"
        try out.line("            process \(reader.processID), \(what)")
      }
      try out.flush()
    }
  }
}
