import LMDB
import Ledger

/// The projects of the views: the position of the first record of each, by which postings name it, and how many records it has, which the
/// subject index of the journal must show.
struct ProjectTable: Sendable {
  struct Row: Hashable, Sendable {
    let name: String
    let number: UInt32
    var records: UInt64
  }

  let path: String
  /// name → number, records and a checksum of all three: a name stands in reports, so a changed one must be noticed.
  let table: Table<String, Bytes>

  /// Nil where no record of the project is folded in.
  func row(_ name: String, in transaction: borrowing some Readable & ~Copyable) throws -> Row? {
    try table.withValue(name, in: transaction) { try row(name, $0) }
  }

  func records(_ name: String, in transaction: borrowing some Readable & ~Copyable) throws -> UInt64 { try row(name, in: transaction)?.records ?? 0 }

  func forEach(in transaction: borrowing some Readable & ~Copyable, _ body: (Row) throws -> Void) throws {
    try table.forEach(in: transaction) { key, value in
      guard let name = String(bytes: key) else { throw damaged("a name that is no text") }
      try body(try row(name, value))
      return .next
    }
  }

  func put(_ rows: some Sequence<Row>, in transaction: inout WriteTransaction) throws {
    for row in rows {
      let packed = ProjectTable.packed(row)
      let words = [packed, ProjectTable.sum(row.name, packed)]
      try table.put(row.name, words.withUnsafeBytes { Bytes($0) }, in: &transaction)
    }
  }

  private func row(_ name: String, _ bytes: UnsafeRawBufferPointer) throws -> Row {
    guard bytes.count == 16 else { throw damaged("a row of \(bytes.count) bytes") }
    let packed = UInt64(littleEndian: bytes.loadUnaligned(as: UInt64.self))
    guard ProjectTable.sum(name, packed) == UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self)) else { throw damaged("a changed row") }
    return Row(name: name, number: UInt32(truncatingIfNeeded: packed), records: packed >> 32)
  }

  private static func packed(_ row: Row) -> UInt64 { (UInt64(row.number) | row.records << 32).littleEndian }

  private static func sum(_ name: String, _ packed: UInt64) -> UInt64 { name.withBytes { Checksum.of($0, seed: packed) }.littleEndian }

  private func damaged(_ found: String) -> ViewsError {
    ViewsError(path: path, found: "\(found) in the table of projects", expected: "what was written", next: "Run `pledgebook rebuild`.")
  }
}
