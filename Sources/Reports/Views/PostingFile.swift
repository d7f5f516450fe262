import Crypto
import LMDB
import Ledger

/// The postings in `views.mdb`: rows of 48 bytes in the order of the book, in blocks of one value each.
///
/// A block fills sixteen pages with its header, so a scan reads memory from end to end.
struct PostingFile: Sendable {
  static let rowsInBlock = 1364
  /// block number → up to 1364 rows
  let blocks: Table<UInt64, Bytes>

  /// Hands the rows to `body`, a block at a time, in order, until it answers `.stop`.
  func forEachBlock(
    from block: UInt64 = 0, in transaction: borrowing some Readable & ~Copyable, _ body: (UnsafeBufferPointer<Posting>) throws -> ScanStep
  ) throws {
    var aligned: [Posting] = []
    try blocks.forEach(from: block, in: transaction) { _, bytes in
      let count = bytes.count / MemoryLayout<Posting>.stride
      guard let start = bytes.baseAddress, count > 0 else { return .next }
      if UInt(bitPattern: start) % UInt(MemoryLayout<Posting>.alignment) == 0 {
        return try bytes.withMemoryRebound(to: Posting.self) { try body(UnsafeBufferPointer(rebasing: $0[..<count])) }
      }
      // A small last block lies inside a page, where LMDB aligns to two bytes only.
      aligned = (0..<count).map { bytes.loadUnaligned(fromByteOffset: $0 * MemoryLayout<Posting>.stride, as: Posting.self) }
      return try aligned.withUnsafeBufferPointer(body)
    }
  }

  /// Appends rows after the `count` that are there.
  func append(_ postings: [Posting], after count: UInt64, in transaction: inout WriteTransaction) throws {
    var block = count / UInt64(PostingFile.rowsInBlock)
    var pending: [Posting] = []
    let inLast = Int(count % UInt64(PostingFile.rowsInBlock))
    if inLast > 0 {
      try forEachBlock(from: block, in: transaction) { rows in
        pending = Array(rows.prefix(inLast))
        return .stop
      }
    }
    try postings.withUnsafeBufferPointer { rows in
      var next = 0
      if !pending.isEmpty {
        let room = min(PostingFile.rowsInBlock - pending.count, rows.count)
        pending.append(contentsOf: rows[..<room])
        next = room
        try pending.withUnsafeBytes { try blocks.put(block, bytes: $0, in: &transaction) }
        block += 1
      }
      while next < rows.count {
        let stop = min(next + PostingFile.rowsInBlock, rows.count)
        try blocks.put(block, bytes: UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(rows)[(next * 48)..<(stop * 48)]), in: &transaction)
        block += 1
        next = stop
      }
    }
  }

  /// SHA-256 over all rows, whatever their blocks.
  func digest(in transaction: borrowing some Readable & ~Copyable) throws -> String {
    var hash = SHA256()
    try forEachBlock(in: transaction) { rows in
      hash.update(bufferPointer: UnsafeRawBufferPointer(rows))
      return .next
    }
    return hash.finalize().map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }
}
