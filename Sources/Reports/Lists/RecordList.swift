import EventStore
import Ledger

/// What is written, of a whole book or of one subject, in the order of the book. Nothing is read before it is asked
/// for, and a page at a time is kept.
public struct RecordList {
  private let journal: Journal
  private let subject: Subject?
  private let head: Head
  /// Those of a subject; nil for all from `start`.
  private let positions: [UInt64]?
  private let start: UInt64

  /// - Parameters:
  ///   - from: the first position that is listed.
  ///   - last: how many records at most, the newest; nil for all.
  /// - Throws: `QueryError` if the book has no record of the subject.
  public init(_ journal: Journal, of subject: Subject? = nil, from: UInt64 = 0, last: UInt64? = nil) throws {
    (self.journal, self.subject, head) = (journal, subject, try journal.head())
    let size = head.size
    start = last.map { max(from, size - min($0, size)) } ?? from
    positions = try subject.map { subject in
      let all = try journal.positions(of: subject, before: size)
      guard !all.isEmpty else { throw RecordList.noRecord(of: subject) }
      return Array(all.filter { $0 >= from }.suffix(Int(clamping: last ?? .max)))
    }
  }

  private static func noRecord(of subject: Subject) -> QueryError {
    QueryError(
      at: "\(subject)", found: "no record", expected: "a subject of this book",
      next: "`pledgebook subjects \(subject.kind.code)` lists them.")
  }

  /// The stored lines, byte for byte; each was compared with its hash.
  public func forEachLine(_ body: (UInt64, UnsafeRawBufferPointer) throws -> Void) throws {
    if let positions {
      for seq in positions { try journal.line(at: seq).withUnsafeBytes { try body(seq, $0) } }
    } else if start < head.size {
      try journal.forEachLine(from: start, to: head.size, checkingHashes: true, body)
    }
  }

  /// Hands on the records as tables of at most `count` rows.
  public func forEachPage(of count: Int = 1000, _ body: (Table) throws -> Void) throws {
    var rows: [[Cell]] = []
    try forEachLine { seq, line in
      rows.append(try row(journal.record(line, at: seq)))
      if rows.count >= count {
        try body(table(rows))
        rows.removeAll(keepingCapacity: true)
      }
    }
    if !rows.isEmpty { try body(table(rows)) }
  }

  /// All records in one table, which is as large as the list.
  public func table() throws -> Table {
    var rows: [[Cell]] = []
    try forEachLine { seq, line in rows.append(try row(journal.record(line, at: seq))) }
    return table(rows)
  }

  private func row(_ record: Record) -> [Cell] {
    [
      .position(record.seq), .text("\(record.on)"), .text("\(record.subject)"), .text(record.sentence.text()),
    ]
  }

  private func table(_ rows: [[Cell]]) -> Table {
    Table(
      name: "log", title: "What is written", parameters: subject.map { [("subject", "\($0)")] } ?? [],
      columns: [
        Table.Column(name: "position", kind: .position), Table.Column(name: "on"), Table.Column(name: "subject"),
        Table.Column(name: "what happened"),
      ], rows: rows, asOf: Table.AsOf(journal, head))
  }
}
