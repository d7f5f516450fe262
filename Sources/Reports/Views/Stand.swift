import LMDB

/// How far the views are, and what made them.
public struct Stand: Hashable, Sendable {
  /// The number of records that are folded in.
  public var size: UInt64
  /// The number of postings.
  public var postings: UInt64
  /// The root of the journal at `size`: views of another book are not believed.
  public var root: [UInt8]

  /// Raised whenever the fold, the postings or their layout change: other views are rebuilt, never patched.
  static let foldVersion: UInt64 = 1

  static let empty = Stand(size: 0, postings: 0, root: [])

  var bytes: Bytes {
    var bytes: [UInt8] = []
    for number in [Stand.foldVersion, size, postings] { withUnsafeBytes(of: number.bigEndian) { bytes.append(contentsOf: $0) } }
    return Bytes(bytes + root)
  }

  init(size: UInt64, postings: UInt64, root: [UInt8]) { (self.size, self.postings, self.root) = (size, postings, root) }

  /// Nil for bytes of another version.
  init?(_ bytes: Bytes) {
    guard bytes.array.count >= 24 else { return nil }
    let numbers = bytes.array.withUnsafeBytes { raw in (0..<3).map { UInt64(bigEndian: raw.loadUnaligned(fromByteOffset: $0 * 8, as: UInt64.self)) } }
    guard numbers[0] == Stand.foldVersion else { return nil }
    self.init(size: numbers[1], postings: numbers[2], root: Array(bytes.array[24...]))
  }
}
