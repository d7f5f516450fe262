import Ledger

/// One block of postings as it lies in the file: a header, then the rows of promises, then those of payments, each in
/// the order of the book.
///
/// Most reports look at promises alone, which are a fifth of all rows: apart, they are read without the others. The
/// header says which measures a block has and where it begins, so a scan passes over blocks without opening their rows.
/// Layout: Schemas/journal.md.
public struct PostingBlock {
  /// Rows in a full block.
  public static let capacity = 1364
  static let headerSize = 48
  /// In `measures`: the block has a row that changes or takes out an earlier fact.
  public static let changes: UInt64 = 1 << 63

  struct Header {
    var promisesSum: UInt64 = 0
    var paymentsSum: UInt64 = 0
    /// Bit n: the block has rows of the measure with the number n.
    var measures: UInt64 = 0
    var promises: UInt32 = 0
    var payments: UInt32 = 0
    /// The records of its first and its last row.
    var first: UInt32 = .max
    var last: UInt32 = 0

    init() {}

    /// - Parameter number: of the block, which is part of the checksum.
    /// - Returns: nil where the bytes are not what was written.
    init?(_ bytes: UnsafeRawBufferPointer, number: UInt64) {
      guard bytes.count >= PostingBlock.headerSize else { return nil }
      func word(_ n: Int) -> UInt64 {
        UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: 8 * n, as: UInt64.self))
      }
      guard word(5) == Checksum.of(UnsafeRawBufferPointer(rebasing: bytes[..<40]), seed: number) else { return nil }
      (promisesSum, paymentsSum, measures) = (word(0), word(1), word(2))
      (promises, payments) = (UInt32(truncatingIfNeeded: word(3)), UInt32(truncatingIfNeeded: word(3) >> 32))
      (first, last) = (UInt32(truncatingIfNeeded: word(4)), UInt32(truncatingIfNeeded: word(4) >> 32))
      guard bytes.count >= PostingBlock.headerSize + Int(promises + payments) * 48 else { return nil }
    }

    func write(to target: UnsafeMutableRawBufferPointer, number: UInt64) {
      let words = [
        promisesSum, paymentsSum, measures, UInt64(promises) | UInt64(payments) << 32,
        UInt64(first) | UInt64(last) << 32,
      ]
      for (n, word) in words.enumerated() {
        target.storeBytes(of: word.littleEndian, toByteOffset: 8 * n, as: UInt64.self)
      }
      let sum = Checksum.of(UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(target)[..<40]), seed: number)
      target.storeBytes(of: sum.littleEndian, toByteOffset: 40, as: UInt64.self)
    }

    /// Takes note of one more row.
    @inline(__always)
    mutating func count(_ row: Posting) {
      measures |= row.measureBit
      if row.fact != row.position { measures |= PostingBlock.changes }
      if Measure.payments & row.measureBit != 0 { payments += 1 } else { promises += 1 }
      first = min(first, row.position)
      last = max(last, row.position)
    }
  }

  let number: UInt64
  let header: Header
  /// Empty where nobody asked for them.
  public let promises: UnsafeBufferPointer<Posting>
  /// Empty where nobody asked for them.
  public let payments: UnsafeBufferPointer<Posting>

  /// The rows of both kinds in the order of the book.
  @inlinable @inline(__always)
  public func forEach(_ body: (Posting) throws -> Void) rethrows {
    var p = 0
    var q = 0
    while p < promises.count, q < payments.count {
      // A record makes rows of one kind.
      if promises[p].position < payments[q].position {
        try body(promises[p])
        p += 1
      } else {
        try body(payments[q])
        q += 1
      }
    }
    while p < promises.count {
      try body(promises[p])
      p += 1
    }
    while q < payments.count {
      try body(payments[q])
      q += 1
    }
  }

  /// The rows of records before `size`.
  static func known(_ rows: UnsafeBufferPointer<Posting>, before size: UInt64) -> UnsafeBufferPointer<Posting> {
    var count = rows.count
    while count > 0, UInt64(rows[count - 1].position) >= size { count -= 1 }
    return UnsafeBufferPointer(rebasing: rows[..<count])
  }
}
