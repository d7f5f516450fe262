import LMDB
import Ledger
import MerkleLog

/// The stored hashes of a stretch of lines, read in one go: for whoever reads many lines and must notice a changed one.
public struct LeafHashes {
  private let path: String
  private let first: UInt64
  private let bytes: [UInt8]

  fileprivate init(path: String, first: UInt64, bytes: [UInt8]) {
    (self.path, self.first, self.bytes) = (path, first, bytes)
  }

  /// Hashes a line of the stretch and compares. Cost: about 0.4 µs for a line of everyday length.
  public func check(_ seq: UInt64, _ line: UnsafeRawBufferPointer) throws {
    let place = Int(seq - first) * Hash.byteCount
    let stored = bytes.withUnsafeBytes { Hash(UnsafeRawBufferPointer(rebasing: $0[place..<place + Hash.byteCount])) }
    guard stored == MerkleTree.leafHash(line) else { throw JournalError.changedLine(seq, path) }
  }
}

extension Journal {
  /// The hashes of the lines from position `from` to `to` (not included). Memory: 32 bytes for each.
  public func leafHashes(from: UInt64, to: UInt64) throws -> LeafHashes {
    try environment.read { try leafHashes(from: from, to: to, in: $0) }
  }

  func leafHashes(from: UInt64, to: UInt64, in transaction: borrowing some Readable & ~Copyable) throws -> LeafHashes {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(Int(to - from) * Hash.byteCount)
    var next = from
    try tables.hashes.forEach(from: from, to: to, in: transaction) { key, row in
      guard UInt64(bytes: key) == next, row.count >= Hash.byteCount else { return .stop }
      bytes.append(contentsOf: row.prefix(Hash.byteCount))
      next += 1
      return .next
    }
    guard next == to else { throw damagedHash(next) }
    return LeafHashes(path: path, first: from, bytes: bytes)
  }

  /// Compares one line with the hash that was stored with it.
  func check(_ line: UnsafeRawBufferPointer, at seq: UInt64, in transaction: borrowing some Readable & ~Copyable) throws
  {
    let leaf = MerkleTree.leafHash(line)
    let same = try tables.hashes.withValue(seq, in: transaction) { row in
      row.count >= Hash.byteCount && Hash(UnsafeRawBufferPointer(rebasing: row[..<Hash.byteCount])) == leaf
    }
    guard same ?? false else { throw JournalError.changedLine(seq, path) }
  }
}

extension JournalError {
  static func changedLine(_ seq: UInt64, _ path: String) -> JournalError {
    .damaged(
      path: path, at: "record \(seq)", found: "a line whose hash is not the stored one",
      expected: "the line that was written here")
  }
}
