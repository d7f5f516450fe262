import LMDB
import Ledger
import MerkleLog

/// The tables of `journal.mdb`. Their keys and values are fixed in Schemas/journal.md.
struct JournalTables: Sendable {
  static let format = Format(name: "pledgebook journal", version: "3")

  /// position → the canonical line
  let records: Table<UInt64, Bytes>
  /// position → the hashes that this leaf completes, lowest level first, 32 bytes each
  let hashes: Table<UInt64, Bytes>
  /// identity key of the command → position of the newest record that has it
  let ids: Table<String, UInt64>
  /// position of a record that was taken out → position of its reversal
  let reversals: Table<UInt64, UInt64>
  /// subject, 0x00, link, position → nothing
  let subjects: Table<Bytes, Bytes>
  /// `head` → size and root; `origin`; `key` → public key of the checkpoints
  let meta: Table<String, Bytes>

  init(_ environment: Environment, create: Bool) throws {
    records = try environment.table("records", key: UInt64.self, value: Bytes.self, create: create)
    hashes = try environment.table("hashes", key: UInt64.self, value: Bytes.self, create: create)
    ids = try environment.table("ids", key: String.self, value: UInt64.self, create: create)
    reversals = try environment.table("reversals", key: UInt64.self, value: UInt64.self, create: create)
    subjects = try environment.table("subjects", key: Bytes.self, value: Bytes.self, create: create)
    meta = try environment.table("meta", key: String.self, value: Bytes.self, create: create)
  }
}

/// Whether a record is about a subject or only names it.
enum SubjectLink: UInt8 {
  case own = 0
  case mention = 1
}

/// A key of the subject index.
struct SubjectKey {
  static func bytes(_ subject: Subject, _ link: SubjectLink, _ position: UInt64) -> Bytes {
    var key: [UInt8] = []
    key.reserveCapacity(90)
    append(subject, link, position, to: &key)
    return Bytes(key)
  }

  static func append(_ subject: Subject, _ link: SubjectLink, _ position: UInt64, to key: inout [UInt8]) {
    append(subject, link, to: &key)
    withUnsafeBytes(of: position.bigEndian) { key.append(contentsOf: $0) }
  }

  static func prefix(_ subject: Subject, _ link: SubjectLink) -> [UInt8] {
    var key: [UInt8] = []
    append(subject, link, to: &key)
    return key
  }

  private static func append(_ subject: Subject, _ link: SubjectLink, to key: inout [UInt8]) {
    key.append(contentsOf: subject.kind.code.utf8)
    key.append(UInt8(ascii: "/"))
    key.append(contentsOf: subject.name.utf8)
    key.append(0)
    key.append(link.rawValue)
  }

  /// The position in the last eight bytes of a key; nil if the key is too short to have one.
  static func position(_ key: UnsafeRawBufferPointer) -> UInt64? {
    key.count >= 10 ? UInt64(bigEndian: key.loadUnaligned(fromByteOffset: key.count - 8, as: UInt64.self)) : nil
  }

  static func link(_ key: UnsafeRawBufferPointer) -> UInt8? { key.count >= 10 ? key[key.count - 9] : nil }
}

/// The size and root of the book: 8 bytes big-endian, then 32 bytes.
public struct Head: Hashable, Sendable {
  public let size: UInt64
  public let root: Hash

  public init(size: UInt64, root: Hash) { (self.size, self.root) = (size, root) }

  var bytes: Bytes {
    var bytes: [UInt8] = []
    withUnsafeBytes(of: size.bigEndian) { bytes.append(contentsOf: $0) }
    root.withUnsafeBytes { bytes.append(contentsOf: $0) }
    return Bytes(bytes)
  }

  init?(_ bytes: Bytes) {
    guard bytes.array.count == 40 else { return nil }
    let parts = bytes.array.withUnsafeBytes { raw in
      (UInt64(bigEndian: raw.loadUnaligned(as: UInt64.self)), Hash(UnsafeRawBufferPointer(rebasing: raw[8...])))
    }
    guard let root = parts.1 else { return nil }
    self.init(size: parts.0, root: root)
  }
}

/// The hashes that a proof needs, read from the journal.
struct JournalHashes: HashReader {
  let journal: Journal

  func hash(level: Int, index: UInt64) throws -> Hash {
    let row = HashRow.row(level: level, index: index)
    let found = try journal.environment.read { transaction in
      try journal.tables.hashes.withValue(row, in: transaction) { bytes -> Hash? in
        guard bytes.count >= (level + 1) * Hash.byteCount else { return nil }
        return Hash(UnsafeRawBufferPointer(rebasing: bytes[(level * Hash.byteCount)..<((level + 1) * Hash.byteCount)]))
      }
    }
    guard let hash = found ?? nil else {
      throw JournalError.damaged(
        path: journal.path, at: "hash \(index) of level \(level), row \(row)", found: "no such hash",
        expected: "32 bytes")
    }
    return hash
  }
}
