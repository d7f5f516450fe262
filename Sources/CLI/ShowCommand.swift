import ArgumentParser
import Pledgebook

struct ShowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Show everything of one record.",
    discussion: """
      Example:
        pledgebook show 204
        pledgebook show 204 --format json
      """)

  @Argument(help: "The position of the record.")
  var seq: UInt64

  @Option(help: "text for people, json for programs: the stored line and a line feed.")
  var format = ListFormat.text

  @OptionGroup var ledger: LedgerOption

  func run() throws {
    try ledger.open(for: .reading) { book in
      let line = try book.journal.line(at: seq)
      var out = Output()
      switch format {
      case .json: try line.withUnsafeBytes { try out.line(bytes: $0) }
      case .text: try describe(line, book, to: &out)
      }
      try out.flush()
    }
  }

  private func describe(_ line: [UInt8], _ book: Book, to out: inout Output) throws {
    let (record, leaf) = try line.withUnsafeBytes {
      (try book.journal.record($0, at: seq), MerkleTree.leafHash($0))
    }
    let command = record.command
    let style = Terminal.style
    try out.line("record     \(record.seq)")
    try out.line("subject    \(record.subject)")
    try out.line("on         \(record.on)")
    try out.line("what       \(style.text(record.sentence))")
    try out.line("recorded   \(record.at) by \(command.actor)" + (command.approver.map { ", approved by \($0)" } ?? ""))
    try out.line("id         \(command.id.visible)")
    if let source = command.source {
      try out.line("source     \(source.document.visible)" + (source.locator.map { ", \($0.visible)" } ?? ""))
      if let digest = source.sha256 {
        let isThere = book.attachments.has(digest)
        try out.line(
          "attached   \(digest)"
            + (isThere ? ", in the folder attachments" : ", which is not in the folder attachments"))
      }
    }
    if let late = command.late { try out.line("late       \(late.visible)") }
    if let override = command.override { try out.line("override   \(override.visible)") }
    if let later = try book.reversal(of: seq), case .reversed(let reversal) = later.event {
      try out.line(style.warning("reversed   by record \(later.seq): \(reversal.reason.visible)"))
    }
    try out.line("leaf hash  \(leaf)")
    try out.line("")
    if let event = IndentedJSON.bytes(of: line, member: "event") {
      try out.line(String(decoding: event, as: UTF8.self))
    }
  }
}
