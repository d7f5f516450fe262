/// The right edge of a tree: all that is needed to add leaves and to know the root.
///
/// For each bit set in ``size`` it holds the hash of one complete subtree, 64 at most. A value; memory is about 2 KB.
public struct Frontier: Sendable {
  /// The largest tree that can be continued: 2^63 leaves. No ledger comes near it.
  public static let maximumSize: UInt64 = 1 << 63

  /// The number of leaves in the tree.
  public private(set) var size: UInt64

  /// The hash of the complete subtree of 2^level leaves, at place `level`. Only places of bits set in `size` count;
  /// the others keep what was there before. All 64 places exist from the start, so that adding a leaf never allocates.
  private var subtrees: [Hash]

  /// The frontier of the empty tree.
  public init() {
    size = 0
    subtrees = Array(repeating: Hash(), count: 64)
  }

  /// The frontier of a stored tree of `size` leaves. Reads one hash for each bit set in `size`.
  ///
  /// Throws ``ProofError/treeTooLarge(size:)`` above ``maximumSize``, or the error of the reader.
  public init(size: UInt64, reader: some HashReader) throws {
    guard size <= Frontier.maximumSize else { throw ProofError.treeTooLarge(size: size) }
    self.init()
    self.size = size
    for level in 0..<64 where size >> UInt64(level) & 1 == 1 {
      subtrees[level] = try reader.hash(level: level, index: (size >> UInt64(level)) - 1)
    }
  }

  /// Adds a leaf, for a caller that needs only the root later.
  ///
  /// Costs less than one node hash on average, 63 at most. Does not allocate beyond what ``MerkleTree`` says
  /// of hashes, except that the first call after the value was copied copies its 2 KB.
  public mutating func append(leaf: Hash) {
    climb(from: leaf) { _, _ in }
  }

  /// Adds a leaf and writes its row, the hashes it completes (see ``HashRow``), at the start of `row`.
  ///
  /// `row` must have room for `HashRow.count(row: size)` hashes of 32 bytes; it need not be aligned.
  /// Returns how many hashes were written. Cost as for ``append(leaf:)``.
  @discardableResult
  public mutating func append(leaf: Hash, row: UnsafeMutableRawBufferPointer) -> Int {
    let count = HashRow.count(row: size)
    precondition(row.count >= count * Hash.byteCount, "the buffer is too small for the row")
    climb(from: leaf) { level, hash in
      hash.copyBytes(to: UnsafeMutableRawBufferPointer(rebasing: row[(level * Hash.byteCount)...]))
    }
    return count
  }

  /// The root of the tree. Costs one node hash for each bit set in ``size`` but the first.
  public var root: Hash {
    var root: Hash?
    for level in 0..<64 where size >> UInt64(level) & 1 == 1 {
      root = root.map { MerkleTree.nodeHash(subtrees[level], $0) } ?? subtrees[level]
    }
    return root ?? MerkleTree.emptyRoot
  }

  /// Like binary addition of one: each set bit at the end of `size` is a left sibling to merge with.
  @inline(__always)
  private mutating func climb(from leaf: Hash, completed: (Int, Hash) -> Void) {
    var hash = leaf
    var level = 0
    completed(level, hash)
    while size >> UInt64(level) & 1 == 1 {
      hash = MerkleTree.nodeHash(subtrees[level], hash)
      level += 1
      completed(level, hash)
    }
    subtrees[level] = hash
    size += 1
  }
}

extension Frontier: Equatable {
  /// Equal when the sizes and all hashes that count are equal.
  public static func == (left: Frontier, right: Frontier) -> Bool {
    left.size == right.size
      && (0..<64).allSatisfy { left.size >> UInt64($0) & 1 == 0 || left.subtrees[$0] == right.subtrees[$0] }
  }
}
