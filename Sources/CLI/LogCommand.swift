import ArgumentParser
import EventStore
import Foundation
import Ledger

struct LogCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "log",
    abstract: "List what is written, of the whole book or of one subject.",
    discussion: """
      Each line has the position, the date from which the fact is true, the subject, and what happened.

      Example:
        pledgebook log project/9RAF26001
        pledgebook log --last 20 --format json
      """)

  @Argument(help: "A subject such as project/9RAF26001; without it, the whole book.")
  var subject: Subject?

  @Option(help: ArgumentHelp("Begin at this position.", valueName: "seq"))
  var from: UInt64 = 0

  @Option(help: ArgumentHelp("Only the last records.", valueName: "n"))
  var last: UInt64?

  @Option(help: "text for people, json for programs: the stored lines, byte for byte.")
  var format = ListFormat.text

  @OptionGroup var ledger: LedgerOption

  func run() throws {
    try ledger.reading { journal in
      var out = Output()
      let size = try journal.head().size
      let row = RecordRow(size: size, style: Terminal.style)
      func print(_ line: UnsafeRawBufferPointer, _ seq: UInt64) throws {
        switch format {
        case .json: try out.line(bytes: line)
        case .text: try out.line(row.text(try journal.record(line, at: seq)))
        }
      }
      if let subject {
        let positions = try journal.positions(of: subject, before: size).filter { $0 >= from }
        guard try !positions.isEmpty || !journal.positions(of: subject).isEmpty else {
          throw Complaint(
            "\(subject)", found: "no record", expected: "a subject of this book",
            next: "`pledgebook subjects \(subject.kind.code)` lists them.")
        }
        for seq in positions.suffix(Int(clamping: last ?? .max)) {
          try journal.line(at: seq).withUnsafeBytes { try print($0, seq) }
        }
      } else {
        let start = last.map { max(from, size - min($0, size)) } ?? from
        if start < size {
          try journal.forEachLine(from: start, to: size, checkingHashes: true) { seq, line in try print(line, seq) }
        }
      }
      try out.flush()
    }
  }
}

/// One record in one line of text.
struct RecordRow {
  /// The size of the book, which sets the width of positions.
  let size: UInt64
  let style: Style

  func text(_ record: Record) -> String {
    let seq = String(record.seq)
    let width = String(size > 0 ? size - 1 : 0).count
    let position = String(repeating: " ", count: max(0, width - seq.count)) + seq
    let on = record.on.description.padding(toLength: max(10, record.on.description.count), withPad: " ", startingAt: 0)
    return "\(style.faint(position))  \(on)  \(record.subject)  \(Sentence(style: style).text(record.event))"
  }
}

extension Subject: ExpressibleByArgument {
  public init?(argument: String) { self.init(argument) }
}
