import MerkleLog
import Testing

@Suite("Frontier and rows")
struct FrontierTests {
  static let leaves = numberedLeaves(260)

  @Test("At every size, the frontier, the stored tree and the definition agree on the root")
  func rootsAgree() throws {
    var tree = StoredTree()
    for size in 0...Self.leaves.count {
      let defined = definedRoot(Self.leaves.prefix(size))
      #expect(tree.frontier.size == UInt64(size))
      #expect(tree.frontier.root == defined)
      #expect(try MerkleTree.root(size: UInt64(size), reader: tree) == defined)
      #expect(try Frontier(size: UInt64(size), reader: tree) == tree.frontier)
      if size < Self.leaves.count { tree.append(Self.leaves[size]) }
    }
  }

  @Test("A frontier read back from storage goes on like the one that never stopped")
  func continues() throws {
    let whole = StoredTree(leaves: Self.leaves)
    for size in [0, 1, 2, 3, 127, 128, 129, 255] {
      var frontier = try Frontier(size: UInt64(size), reader: whole)
      for leaf in Self.leaves.dropFirst(size) { frontier.append(leaf: leaf) }
      #expect(frontier == whole.frontier)
      #expect(frontier.root == whole.frontier.root)
    }
  }

  @Test("Row n holds the hashes that leaf n completes, lowest first")
  func rows() throws {
    let tree = StoredTree(leaves: Self.leaves)
    for (row, hashes) in tree.rows.enumerated() {
      #expect(hashes.count == HashRow.count(row: UInt64(row)))
      for (level, hash) in hashes.enumerated() {
        #expect(hash == definedRoot(Self.leaves[(row + 1 - 1 << level)...row]))
        #expect(HashRow.row(level: level, index: UInt64((row + 1) >> level - 1)) == UInt64(row))
      }
    }
    #expect((0..<8).map { HashRow.count(row: $0) } == [1, 2, 1, 3, 1, 2, 1, 4])
    #expect(HashRow.count(row: 1 << 63 - 1) == 64)
  }

  @Test("A copy is not changed by what happens to the original")
  func valueSemantics() {
    var original = StoredTree(leaves: Array(Self.leaves.prefix(6))).frontier
    let copy = original
    original.append(leaf: Self.leaves[6])
    #expect(copy != original)
    #expect(copy.root == definedRoot(Self.leaves.prefix(6)))
    #expect(original.root == definedRoot(Self.leaves.prefix(7)))
  }

  @Test("A size beyond any ledger is refused, and a missing hash is the reader's own error")
  func refusals() {
    let tree = StoredTree(leaves: Array(Self.leaves.prefix(3)))
    #expect(throws: ProofError.treeTooLarge(size: .max)) { try Frontier(size: .max, reader: tree) }
    #expect(throws: StoredTree.Missing(level: 2, index: 0)) { try Frontier(size: 4, reader: tree) }
    #expect(throws: StoredTree.Missing(level: 2, index: 0)) { try MerkleTree.root(size: 4, reader: tree) }
  }
}
