import MerkleLog
import Testing

@Suite("Proofs")
struct ProofTests {
  static let largest = 128
  static let leaves = numberedLeaves(largest)
  static let tree = StoredTree(leaves: leaves)
  static let roots = (0...largest).map { definedRoot(leaves.prefix($0)) }

  private func holds(_ leaf: Hash, _ index: Int, _ size: Int, _ proof: [Hash], _ root: Hash) -> Bool {
    do {
      try MerkleTree.verifyInclusion(
        leaf: leaf, index: UInt64(index), size: UInt64(size), proof: proof, root: root)
      return true
    } catch { return false }
  }

  private func holds(from old: Int, to new: Int, _ proof: [Hash], _ oldRoot: Hash, _ newRoot: Hash) -> Bool {
    do {
      try MerkleTree.verifyConsistency(
        from: UInt64(old), to: UInt64(new), proof: proof, oldRoot: oldRoot, newRoot: newRoot)
      return true
    } catch { return false }
  }

  @Test("Every inclusion proof holds; with anything damaged it does not", arguments: 1...largest)
  func inclusion(size: Int) throws {
    let root = Self.roots[size]
    for index in 0..<size {
      let leaf = Self.leaves[index]
      let proof = try MerkleTree.inclusionProof(index: UInt64(index), size: UInt64(size), reader: Self.tree)
      #expect(holds(leaf, index, size, proof, root), "leaf \(index)")

      var wrong: [(String, Bool)] = proof.indices.map { place in
        var damaged = proof
        damaged[place] = damaged[place].damaged(bit: index * 7 + place)
        return ("hash \(place)", holds(leaf, index, size, damaged, root))
      }
      wrong.append(("leaf", holds(leaf.damaged(bit: index), index, size, proof, root)))
      wrong.append(("root", holds(leaf, index, size, proof, root.damaged(bit: index))))
      wrong.append(("index outside", holds(leaf, index + size, size, proof, root)))
      wrong.append(("double size", holds(leaf, index, size * 2, proof, root)))
      wrong.append(("hash too many", holds(leaf, index, size, proof + [root], root)))
      for other in [index ^ 1, (index * 5 + 3) % size, size - 1 - index] where other != index {
        wrong.append(("index \(other)", holds(leaf, other, size, proof, root)))
      }
      if !proof.isEmpty {
        wrong.append(("hash missing", holds(leaf, index, size, proof.dropLast(), root)))
        wrong.append(("order", proof.count > 1 && holds(leaf, index, size, proof.reversed(), root)))
      }
      #expect(wrong.filter(\.1).map(\.0) == [], "leaf \(index) accepted in spite of this damage")
    }
  }

  @Test("Every consistency proof holds; with anything damaged it does not", arguments: 1...largest)
  func consistency(newSize: Int) throws {
    let newRoot = Self.roots[newSize]
    for oldSize in 0...newSize {
      let oldRoot = Self.roots[oldSize]
      let proof = try MerkleTree.consistencyProof(
        from: UInt64(oldSize), to: UInt64(newSize), reader: Self.tree)
      #expect(holds(from: oldSize, to: newSize, proof, oldRoot, newRoot), "from \(oldSize)")

      var wrong: [(String, Bool)] = proof.indices.map { place in
        var damaged = proof
        damaged[place] = damaged[place].damaged(bit: oldSize * 7 + place)
        return ("hash \(place)", holds(from: oldSize, to: newSize, damaged, oldRoot, newRoot))
      }
      wrong.append(
        ("old root", holds(from: oldSize, to: newSize, proof, oldRoot.damaged(bit: oldSize), newRoot)))
      wrong.append(("hash too many", holds(from: oldSize, to: newSize, proof + [newRoot], oldRoot, newRoot)))
      if oldSize > 0 {
        let damagedRoot = newRoot.damaged(bit: oldSize)
        wrong.append(("new root", holds(from: oldSize, to: newSize, proof, oldRoot, damagedRoot)))
      }
      if oldSize < newSize {
        wrong.append(("order", holds(from: newSize, to: oldSize, proof, newRoot, oldRoot)))
        wrong.append(
          (
            "double size", oldSize > 0 && holds(from: oldSize, to: newSize * 2, proof, oldRoot, newRoot)
          ))
        wrong.append(("roots", oldSize > 0 && holds(from: oldSize, to: newSize, proof, newRoot, oldRoot)))
      }
      if !proof.isEmpty {
        wrong.append(
          ("hash missing", holds(from: oldSize, to: newSize, proof.dropLast(), oldRoot, newRoot)))
      }
      #expect(wrong.filter(\.1).map(\.0) == [], "from \(oldSize) accepted in spite of this damage")
    }
  }

  @Test("A record changed, removed, added or moved in the past shows in every later consistency proof")
  func rewrittenHistory() throws {
    var changed = Self.leaves
    changed[20] = leafHash(Array("another record".utf8))
    var removed = Self.leaves
    removed.remove(at: 20)
    var added = Self.leaves
    added.insert(changed[20], at: 20)
    var moved = Self.leaves
    moved.swapAt(20, 21)
    for history in [changed, removed, added, moved] {
      let tree = StoredTree(leaves: history)
      for oldSize in 22...50 {
        let proof = try MerkleTree.consistencyProof(from: UInt64(oldSize), to: tree.size, reader: tree)
        #expect(
          !holds(
            from: oldSize, to: history.count, proof, Self.roots[oldSize], tree.frontier.root))
      }
    }
  }

  @Test("Sizes out of range are refused with their reason")
  func refusals() throws {
    let root = Self.roots[5]
    let proof = try MerkleTree.inclusionProof(index: 2, size: 5, reader: Self.tree)
    #expect(throws: ProofError.leafOutsideTree(index: 5, size: 5)) {
      try MerkleTree.inclusionProof(index: 5, size: 5, reader: Self.tree)
    }
    #expect(throws: ProofError.leafOutsideTree(index: 0, size: 0)) {
      try MerkleTree.inclusionProof(index: 0, size: 0, reader: Self.tree)
    }
    #expect(throws: ProofError.leafOutsideTree(index: .max, size: 5)) {
      try MerkleTree.verifyInclusion(leaf: Self.leaves[2], index: .max, size: 5, proof: proof, root: root)
    }
    #expect(throws: ProofError.sizesOutOfOrder(from: 6, to: 5)) {
      try MerkleTree.consistencyProof(from: 6, to: 5, reader: Self.tree)
    }
    #expect(throws: ProofError.proofTooShort(count: 2)) {
      try MerkleTree.verifyInclusion(
        leaf: Self.leaves[2], index: 2, size: 5, proof: proof.dropLast(), root: root)
    }
    #expect(throws: ProofError.proofTooLong(count: 4)) {
      try MerkleTree.verifyInclusion(leaf: Self.leaves[2], index: 2, size: 5, proof: proof + [root], root: root)
    }
    #expect(throws: ProofError.proofTooShort(count: 0)) {
      try MerkleTree.verifyConsistency(from: 3, to: 5, proof: [], oldRoot: Self.roots[3], newRoot: root)
    }
    #expect(throws: ProofError.rootMismatch(computed: MerkleTree.emptyRoot, expected: root)) {
      try MerkleTree.verifyConsistency(from: 0, to: 0, proof: [], oldRoot: MerkleTree.emptyRoot, newRoot: root)
    }
    #expect(throws: StoredTree.Missing.self) {
      try MerkleTree.inclusionProof(index: 0, size: 129, reader: Self.tree)
    }
  }

  static let hugeSizes: [UInt64] = [
    0x1_0000_0000, 0x1_0000_0001, 0x7fff_ffff_ffff_ffff, 0x8000_0000_0000_0000, 0x8000_0000_0000_0001, .max - 1, .max,
  ]

  @Test("Proofs hold up to the largest number that can be written", arguments: hugeSizes)
  func largestSizes(size: UInt64) throws {
    let leaf = leafHash([1, 2, 3])
    let tree = UniformTree(leaf: leaf)
    let root = try MerkleTree.root(size: size, reader: tree)
    for index in [0, 1, size / 2, size / 3, size - 2, size - 1] {
      let proof = try MerkleTree.inclusionProof(index: index, size: size, reader: tree)
      #expect(proof.count <= 64)
      try MerkleTree.verifyInclusion(leaf: leaf, index: index, size: size, proof: proof, root: root)
    }
    for oldSize in [0, 1, 2, size / 3, size / 2, size / 2 + 1, size - 1, size] {
      let proof = try MerkleTree.consistencyProof(from: oldSize, to: size, reader: tree)
      let oldRoot = try MerkleTree.root(size: oldSize, reader: tree)
      try MerkleTree.verifyConsistency(
        from: oldSize, to: size, proof: proof, oldRoot: oldRoot, newRoot: root)
    }
  }

  @Test("A complaint has four parts")
  func complaint() {
    #expect(
      ProofError.leafOutsideTree(index: 7, size: 5).description
        == "inclusion proof: found leaf 7 in a tree of 5 leaves; expected a leaf number below the size. "
        + "Next: check the leaf number, or use a later checkpoint.")
  }
}
