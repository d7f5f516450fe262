/// Checking proofs. Pure: no stored tree is needed. The steps are those of RFC 9162.
extension MerkleTree {
  /// Checks that `leaf` is leaf `index` of the tree of `size` leaves with this `root` (RFC 9162 section 2.1.3.2).
  ///
  /// Returns if so, else throws. Costs one node hash for each hash in `proof`, 64 at most.
  ///
  /// `size` and `root` must come from a checkpoint that is trusted. A proof does not show the size by itself: with
  /// the same root, some other sizes give the same path to a leaf.
  public static func verifyInclusion(
    leaf: Hash, index: UInt64, size: UInt64, proof: [Hash], root: Hash
  ) throws(ProofError) {
    guard index < size else { throw .leafOutsideTree(index: index, size: size) }
    var position = index
    var last = size - 1
    var computed = leaf
    for sibling in proof {
      guard last != 0 else { throw .proofTooLong(count: proof.count) }
      if position & 1 == 1 || position == last {
        computed = nodeHash(sibling, computed)
        skipLevelsWithoutSibling(&position, &last)
      } else {
        computed = nodeHash(computed, sibling)
      }
      position >>= 1
      last >>= 1
    }
    guard last == 0 else { throw .proofTooShort(count: proof.count) }
    guard computed == root else { throw .rootMismatch(computed: computed, expected: root) }
  }

  /// Checks that the tree of `newSize` leaves with `newRoot` begins with all leaves of the tree of `oldSize` with
  /// `oldRoot`: nothing was changed, removed or put in between (RFC 9162 section 2.1.4.2).
  ///
  /// For equal sizes the roots must be equal and the proof empty. For an old size of 0 the old root must be
  /// ``emptyRoot`` and the proof empty. Returns if so, else throws. Costs two node hashes for each hash in `proof`.
  public static func verifyConsistency(
    from oldSize: UInt64, to newSize: UInt64, proof: [Hash], oldRoot: Hash, newRoot: Hash
  ) throws(ProofError) {
    guard oldSize <= newSize else { throw .sizesOutOfOrder(from: oldSize, to: newSize) }
    guard oldSize > 0, oldSize < newSize else {
      let expected = oldSize == 0 ? emptyRoot : newRoot
      guard proof.isEmpty else { throw .proofTooLong(count: proof.count) }
      guard oldRoot == expected else { throw .oldRootMismatch(computed: expected, expected: oldRoot) }
      // An old size of 0 says nothing about a new root, unless the new tree is empty too.
      guard newSize > 0 || newRoot == emptyRoot else {
        throw .rootMismatch(computed: emptyRoot, expected: newRoot)
      }
      return
    }
    guard let firstOfProof = proof.first else { throw .proofTooShort(count: 0) }

    let oldIsComplete = oldSize & (oldSize - 1) == 0
    let start = oldIsComplete ? oldRoot : firstOfProof
    var position = oldSize - 1
    var last = newSize - 1
    while position & 1 == 1 {
      position >>= 1
      last >>= 1
    }
    var computedOld = start
    var computedNew = start
    for sibling in oldIsComplete ? proof[...] : proof.dropFirst() {
      guard last != 0 else { throw .proofTooLong(count: proof.count) }
      if position & 1 == 1 || position == last {
        computedOld = nodeHash(sibling, computedOld)
        computedNew = nodeHash(sibling, computedNew)
        skipLevelsWithoutSibling(&position, &last)
      } else {
        computedNew = nodeHash(computedNew, sibling)
      }
      position >>= 1
      last >>= 1
    }
    guard last == 0 else { throw .proofTooShort(count: proof.count) }
    guard computedOld == oldRoot else { throw .oldRootMismatch(computed: computedOld, expected: oldRoot) }
    guard computedNew == newRoot else { throw .rootMismatch(computed: computedNew, expected: newRoot) }
  }

  /// On the right edge of the tree some levels have no sibling. Both RFC procedures step over them here.
  private static func skipLevelsWithoutSibling(_ position: inout UInt64, _ last: inout UInt64) {
    while position & 1 == 0, position != 0 {
      position >>= 1
      last >>= 1
    }
  }
}
