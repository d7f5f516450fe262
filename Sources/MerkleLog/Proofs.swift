/// Roots and proofs of a stored tree. Each reads and hashes in proportion to the logarithm of the size.
extension MerkleTree {
  /// The root of the first `size` leaves (RFC 9162 section 2.1.1). Throws only the reader's error.
  public static func root(size: UInt64, reader: some HashReader) throws -> Hash {
    guard size > 0 else { return emptyRoot }
    return try root(first: 0, count: size, reader: reader)
  }

  /// The proof that leaf `index` is in the tree of the first `size` leaves: the sibling hashes, lowest first
  /// (RFC 9162 section 2.1.3.1). Empty for a tree of one leaf.
  ///
  /// Throws ``ProofError/leafOutsideTree(index:size:)`` unless `index` < `size`, or the reader's error.
  public static func inclusionProof(index: UInt64, size: UInt64, reader: some HashReader) throws -> [Hash] {
    guard index < size else { throw ProofError.leafOutsideTree(index: index, size: size) }
    var proof: [Hash] = []
    var first: UInt64 = 0
    var count = size
    while count > 1 {
      let left = leftCount(of: count)
      if index - first < left {
        proof.append(try root(first: first + left, count: count - left, reader: reader))
        count = left
      } else {
        proof.append(try root(first: first, count: left, reader: reader))
        first += left
        count -= left
      }
    }
    return proof.reversed()
  }

  /// The proof that the tree of `newSize` leaves begins with the leaves of the tree of `oldSize`
  /// (RFC 9162 section 2.1.4.1). Empty when the sizes are equal.
  ///
  /// The RFC leaves an old size of 0 open. Here its proof is empty, because every tree continues the empty tree.
  /// Throws ``ProofError/sizesOutOfOrder(from:to:)`` if `oldSize` > `newSize`, or the reader's error.
  public static func consistencyProof(
    from oldSize: UInt64, to newSize: UInt64, reader: some HashReader
  ) throws -> [Hash] {
    guard oldSize <= newSize else { throw ProofError.sizesOutOfOrder(from: oldSize, to: newSize) }
    guard oldSize > 0 else { return [] }
    var proof: [Hash] = []
    var first: UInt64 = 0
    var count = newSize
    while oldSize - first != count {
      let left = leftCount(of: count)
      if oldSize - first <= left {
        proof.append(try root(first: first + left, count: count - left, reader: reader))
        count = left
      } else {
        proof.append(try root(first: first, count: left, reader: reader))
        first += left
        count -= left
      }
    }
    // The old tree is a complete subtree of the new one exactly if nothing to its left was cut off. Then the
    // verifier knows its hash: it is the old root.
    if first > 0 { proof.append(try root(first: first, count: count, reader: reader)) }
    return proof.reversed()
  }

  /// The largest power of two smaller than `count`: the size of the left child. `count` is at least 2.
  private static func leftCount(of count: UInt64) -> UInt64 {
    1 << UInt64(63 - (count - 1).leadingZeroBitCount)
  }

  /// The root of `count` leaves, at least one, that start at `first`. `first` is a multiple of the largest power of
  /// two in `count`, so each bit set in `count` is one stored subtree.
  private static func root(first: UInt64, count: UInt64, reader: some HashReader) throws -> Hash {
    var end = first + count
    var root: Hash?
    for level in 0..<64 where count >> UInt64(level) & 1 == 1 {
      end -= 1 << UInt64(level)
      let subtree = try reader.hash(level: level, index: end >> UInt64(level))
      root = root.map { nodeHash(subtree, $0) } ?? subtree
    }
    return root ?? emptyRoot
  }
}
