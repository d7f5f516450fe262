import LMDB
import Ledger

/// The projects of the views: the position of the first record of each, by which postings name it; how many records it
/// has, which the subject index of the journal must show; and the newest signature with its title.
public struct ProjectTable: Sendable {
  /// One project.
  public struct Row: Hashable, Sendable {
    /// The official number of the project: the name of its subject.
    public let name: String
    /// The position of its first record.
    public let number: UInt32
    /// How many records it has.
    public let records: UInt64
    /// The record of the newest signature that stands, and its title. Who looks at the past finds another one in the
    /// journal.
    public let signature: UInt64?
    /// Empty where no signature stands.
    public let title: String

    init(_ name: String, _ item: Projects<ProjectPostings>.Item) {
      (self.name, number, records) = (name, item.number, item.count)
      (signature, title) = (item.state.signedAt, item.state.title)
    }

    fileprivate init(_ name: String, _ words: (UInt64, UInt64), _ title: String) {
      (self.name, self.title) = (name, title)
      (number, records) = (UInt32(truncatingIfNeeded: words.0), words.0 >> 32)
      signature = words.1 == .max ? nil : words.1
    }

    fileprivate var words: (UInt64, UInt64) { (UInt64(number) | records << 32, signature ?? .max) }
  }

  let path: String
  /// name → number, records, signature, a checksum of the row, title. Names and titles stand in reports, so a changed
  /// one must be noticed.
  let table: LMDB.Table<String, Bytes>

  /// Nil where no record of the project is folded in.
  func row(_ name: String, in transaction: borrowing some Readable & ~Copyable) throws -> Row? {
    try table.withValue(name, in: transaction) { try row(name, $0) }
  }

  func records(_ name: String, in transaction: borrowing some Readable & ~Copyable) throws -> UInt64 {
    try row(name, in: transaction)?.records ?? 0
  }

  func forEach(in transaction: borrowing some Readable & ~Copyable, _ body: (Row) throws -> Void) throws {
    try table.forEach(in: transaction) { key, value in
      guard let name = String(bytes: key) else { throw damaged("a name that is no text") }
      try body(try row(name, value))
      return .next
    }
  }

  func put(_ rows: some Sequence<Row>, in transaction: inout WriteTransaction) throws {
    for row in rows {
      let words = [
        row.words.0.littleEndian, row.words.1.littleEndian,
        ProjectTable.sum(row.name, row.title, row.words).littleEndian,
      ]
      try table.put(row.name, Bytes(words.withUnsafeBytes { Array($0) } + Array(row.title.utf8)), in: &transaction)
    }
  }

  private func row(_ name: String, _ bytes: UnsafeRawBufferPointer) throws -> Row {
    guard bytes.count >= 24 else { throw damaged("a row of \(bytes.count) bytes") }
    func word(_ n: Int) -> UInt64 { UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: 8 * n, as: UInt64.self)) }
    guard let title = String(bytes: UnsafeRawBufferPointer(rebasing: bytes[24...])),
      ProjectTable.sum(name, title, (word(0), word(1))) == word(2)
    else {
      throw damaged("a changed row")
    }
    return Row(name, (word(0), word(1)), title)
  }

  private static func sum(_ name: String, _ title: String, _ words: (UInt64, UInt64)) -> UInt64 {
    let first = name.withBytes { Checksum.of($0, seed: words.0) }
    return title.withBytes { Checksum.of($0, seed: first ^ words.1) }
  }

  private func damaged(_ found: String) -> ViewsError {
    ViewsError(
      path: path, found: "\(found) in the table of projects", expected: "what was written",
      next: "Run `pledgebook rebuild`.")
  }
}
