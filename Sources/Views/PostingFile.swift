import LMDB
import Ledger

/// The postings in `views.mdb`: rows of 48 bytes in blocks of one value each. The blocks follow the order of the book,
/// every block but the last is full, and inside a block payments stand after the rest (`PostingBlock`). With its header
/// and the page header, a full block fills sixteen pages, so a scan reads memory from end to end.
struct PostingFile: Sendable {
  let path: String
  /// block number → header, rows
  let blocks: LMDB.Table<UInt64, Bytes>

  /// Hands the blocks of the first `count` rows to `body`, in order, until it answers `.stop`.
  /// - Parameters:
  ///   - block: the block to begin with.
  ///   - size: rows of records from here on are left out; the scan ends with the first block that has only such rows.
  ///   - measures: bits as in the header. Blocks without any are passed over, and so is a kind of rows that has none.
  ///   - checked: false to see rows whatever their checksum says.
  /// - Throws: `ViewsError` where a block is missing, too short, or not what was written.
  func forEachBlock(
    of count: UInt64, from block: UInt64 = 0, before size: UInt64 = .max, of measures: UInt64 = .max,
    checked: Bool = true,
    in transaction: borrowing some Readable & ~Copyable, _ body: (PostingBlock) throws -> ScanStep
  ) throws {
    var next = block
    let blockCount = (count + UInt64(PostingBlock.capacity) - 1) / UInt64(PostingBlock.capacity)
    guard next < blockCount else { return }
    var stopped = false
    var aligned: [UInt64] = []
    try blocks.forEach(from: block, in: transaction) { key, bytes in
      guard UInt64(bytes: key) == next else { return .stop }
      guard let header = PostingBlock.Header(bytes, number: next) else {
        throw damaged(next, "a header that was changed")
      }
      let wanted = min(count - next * UInt64(PostingBlock.capacity), UInt64(PostingBlock.capacity))
      guard UInt64(header.promises + header.payments) >= wanted else { return .stop }
      if UInt64(header.first) >= size {
        stopped = true
        return .stop
      }
      var step = ScanStep.next
      if header.measures & measures != 0 {
        var bytes = bytes
        if UInt(bitPattern: bytes.baseAddress) % UInt(MemoryLayout<Posting>.alignment) != 0 {
          // A small last block lies inside a page, where LMDB aligns to two bytes only.
          aligned = [UInt64](repeating: 0, count: (bytes.count + 7) / 8)
          aligned.withUnsafeMutableBytes { $0.copyMemory(from: bytes) }
          step = try aligned.withUnsafeBytes { copy in
            bytes = UnsafeRawBufferPointer(rebasing: copy[..<bytes.count])
            return try open(next, header, bytes, size, measures, checked, body)
          }
        } else {
          step = try open(next, header, bytes, size, measures, checked, body)
        }
      }
      next += 1
      stopped = step == .stop
      return next < blockCount ? step : .stop
    }
    guard next == blockCount || stopped else { throw damaged(next, "no such block or too few rows") }
  }

  /// Checks the rows that are wanted and hands them over. `bytes` are aligned.
  @inline(__always)
  private func open(
    _ number: UInt64, _ header: PostingBlock.Header, _ bytes: UnsafeRawBufferPointer, _ size: UInt64,
    _ measures: UInt64, _ checked: Bool,
    _ body: (PostingBlock) throws -> ScanStep
  ) throws -> ScanStep {
    func rows(_ start: Int, _ count: UInt32, _ sum: UInt64, _ wanted: Bool) throws -> UnsafeBufferPointer<Posting> {
      guard wanted, count > 0 else { return UnsafeBufferPointer(start: nil, count: 0) }
      let raw = UnsafeRawBufferPointer(rebasing: bytes[start..<(start + Int(count) * 48)])
      if checked, Checksum.of(raw, seed: number) != sum { throw damaged(number, "rows that were changed") }
      let all = raw.assumingMemoryBound(to: Posting.self)
      return UInt64(header.last) < size ? all : PostingBlock.known(all, before: size)
    }
    // Rows that change earlier facts are of any measure.
    let undoing = header.measures & measures & PostingBlock.changes != 0
    let middle = PostingBlock.headerSize + Int(header.promises) * 48
    return try body(
      PostingBlock(
        number: number, header: header,
        promises: try rows(
          PostingBlock.headerSize, header.promises, header.promisesSum,
          undoing || header.measures & measures & ~Measure.payments != 0),
        payments: try rows(
          middle, header.payments, header.paymentsSum, undoing || header.measures & measures & Measure.payments != 0)))
  }

  private func damaged(_ block: UInt64, _ found: String) -> ViewsError {
    ViewsError(
      path: path, found: "\(found) in block \(block) of the postings", expected: "the rows that were written",
      next: "Run `pledgebook rebuild`.")
  }

  /// Appends rows, in the order of the book, after the `count` that are there.
  func append(_ postings: [Posting], after count: UInt64, in transaction: inout WriteTransaction) throws {
    var block = count / UInt64(PostingBlock.capacity)
    var pending: [Posting] = []
    try forEachBlock(of: count, from: block, in: transaction) { last in
      pending.reserveCapacity(PostingBlock.capacity)
      last.forEach { pending.append($0) }
      return .stop
    }
    try postings.withUnsafeBufferPointer { rows in
      var next = 0
      if !pending.isEmpty {
        next = min(PostingBlock.capacity - pending.count, rows.count)
        pending.append(contentsOf: rows[..<next])
        try pending.withUnsafeBufferPointer { try put(block, $0, in: &transaction) }
        block += 1
      }
      while next < rows.count {
        let stop = min(next + PostingBlock.capacity, rows.count)
        try put(block, UnsafeBufferPointer(rebasing: rows[next..<stop]), in: &transaction)
        block += 1
        next = stop
      }
    }
  }

  private func put(_ block: UInt64, _ rows: UnsafeBufferPointer<Posting>, in transaction: inout WriteTransaction) throws
  {
    var header = PostingBlock.Header()
    for row in rows { header.count(row) }
    try blocks.reserve(block, count: PostingBlock.headerSize + rows.count * 48, in: &transaction) { target in
      var promise = PostingBlock.headerSize
      let middle = promise + Int(header.promises) * 48
      var payment = middle
      for row in rows {
        if Measure.payments & row.measureBit != 0 {
          target.storeBytes(of: row, toByteOffset: payment, as: Posting.self)
          payment += 48
        } else {
          target.storeBytes(of: row, toByteOffset: promise, as: Posting.self)
          promise += 48
        }
      }
      let written = UnsafeRawBufferPointer(target)
      header.promisesSum = Checksum.of(
        UnsafeRawBufferPointer(rebasing: written[PostingBlock.headerSize..<middle]), seed: block)
      header.paymentsSum = Checksum.of(UnsafeRawBufferPointer(rebasing: written[middle...]), seed: block)
      header.write(to: target, number: block)
    }
  }
}
