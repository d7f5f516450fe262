import Crypto
import LMDB
import Ledger

/// The postings in `views.mdb`: rows of 48 bytes in the order of the book, in blocks of one value each.
///
/// A block begins with the checksum of its rows (`Checksum`, seeded with the number of the block). With it and the page header it
/// fills sixteen pages, so a scan reads memory from end to end.
struct PostingFile: Sendable {
  static let rowsInBlock = 1364
  static let checksumSize = 8
  let path: String
  /// block number → checksum, then up to 1364 rows
  let blocks: Table<UInt64, Bytes>

  /// Hands the first `count` rows to `body`, a block at a time, in order, until it answers `.stop`.
  /// - Parameters:
  ///   - block: the block to begin with.
  ///   - checked: false to see rows whatever their checksum says.
  /// - Throws: `ViewsError` where a block is missing, too short, or not what was written.
  func forEachBlock(
    of count: UInt64, from block: UInt64 = 0, checked: Bool = true, in transaction: borrowing some Readable & ~Copyable,
    _ body: (UnsafeBufferPointer<Posting>) throws -> ScanStep
  ) throws {
    var next = block
    var left = Int(count) - Int(block) * PostingFile.rowsInBlock
    guard left > 0 else { return }
    var stopped = false
    var aligned: [Posting] = []
    try blocks.forEach(from: block, in: transaction) { key, bytes in
      let wanted = min(left, PostingFile.rowsInBlock)
      guard UInt64(bytes: key) == next, bytes.count >= PostingFile.checksumSize + wanted * 48 else { return .stop }
      let rows = UnsafeRawBufferPointer(rebasing: bytes[PostingFile.checksumSize...])
      if checked, Checksum.of(rows, seed: next) != UInt64(littleEndian: bytes.loadUnaligned(as: UInt64.self)) { throw damaged(next, "rows that were changed") }
      let step: ScanStep
      if UInt(bitPattern: rows.baseAddress) % UInt(MemoryLayout<Posting>.alignment) == 0 {
        step = try rows.withMemoryRebound(to: Posting.self) { try body(UnsafeBufferPointer(rebasing: $0[..<wanted])) }
      } else {
        // A small last block lies inside a page, where LMDB aligns to two bytes only.
        aligned = (0..<wanted).map { rows.loadUnaligned(fromByteOffset: $0 * MemoryLayout<Posting>.stride, as: Posting.self) }
        step = try aligned.withUnsafeBufferPointer(body)
      }
      left -= wanted
      next += 1
      stopped = step == .stop
      return left > 0 ? step : .stop
    }
    guard left == 0 || stopped else { throw damaged(next, "no such block or too few rows") }
  }

  private func damaged(_ block: UInt64, _ found: String) -> ViewsError {
    ViewsError(path: path, found: "\(found) in block \(block) of the postings", expected: "the rows that were written", next: "Run `pledgebook rebuild`.")
  }

  /// Appends rows after the `count` that are there.
  func append(_ postings: [Posting], after count: UInt64, in transaction: inout WriteTransaction) throws {
    var block = count / UInt64(PostingFile.rowsInBlock)
    var pending: [Posting] = []
    try forEachBlock(of: count, from: block, in: transaction) { rows in
      pending = Array(rows)
      return .stop
    }
    try postings.withUnsafeBufferPointer { rows in
      var next = 0
      if !pending.isEmpty {
        next = min(PostingFile.rowsInBlock - pending.count, rows.count)
        pending.append(contentsOf: rows[..<next])
        try pending.withUnsafeBytes { try put(block, $0, in: &transaction) }
        block += 1
      }
      while next < rows.count {
        let stop = min(next + PostingFile.rowsInBlock, rows.count)
        try put(block, UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(rows)[(next * 48)..<(stop * 48)]), in: &transaction)
        block += 1
        next = stop
      }
    }
  }

  private func put(_ block: UInt64, _ rows: UnsafeRawBufferPointer, in transaction: inout WriteTransaction) throws {
    try blocks.reserve(block, count: PostingFile.checksumSize + rows.count, in: &transaction) { target in
      target.storeBytes(of: Checksum.of(rows, seed: block).littleEndian, as: UInt64.self)
      UnsafeMutableRawBufferPointer(rebasing: target[PostingFile.checksumSize...]).copyMemory(from: rows)
    }
  }

  /// SHA-256 over the first `count` rows, whatever their blocks.
  func digest(of count: UInt64, checked: Bool = true, in transaction: borrowing some Readable & ~Copyable) throws -> String {
    var hash = SHA256()
    try forEachBlock(of: count, checked: checked, in: transaction) { rows in
      hash.update(bufferPointer: UnsafeRawBufferPointer(rows))
      return .next
    }
    return hash.finalize().map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }
}
