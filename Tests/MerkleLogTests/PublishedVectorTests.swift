import MerkleLog
import Testing

/// The leaves, roots and proofs of the Certificate Transparency reference tests, known to every RFC 6962
/// implementation.
@Suite("Published tree vectors")
struct PublishedVectorTests {
  static let leaves = [
    "", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f",
  ].map { leafHash(bytes(hex: $0)) }

  /// By tree size, from 0.
  static let roots = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
  ]

  struct Inclusion: Sendable {
    let index: UInt64
    let size: UInt64
    let path: [String]
  }

  static let inclusions = [
    Inclusion(index: 0, size: 1, path: []),
    Inclusion(
      index: 0, size: 8,
      path: [
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
      ]),
    Inclusion(
      index: 5, size: 8,
      path: [
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
      ]),
    Inclusion(
      index: 2, size: 3,
      path: [
        "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"
      ]),
    Inclusion(
      index: 1, size: 5,
      path: [
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
      ]),
  ]

  struct Consistency: Sendable {
    let from: UInt64
    let to: UInt64
    let path: [String]
  }

  static let consistencies = [
    Consistency(from: 1, to: 1, path: []),
    Consistency(
      from: 1, to: 8,
      path: [
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
      ]),
    Consistency(
      from: 6, to: 8,
      path: [
        "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
      ]),
    Consistency(
      from: 2, to: 5,
      path: [
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
      ]),
  ]

  @Test("A leaf and a node hash as published")
  func singleHashes() throws {
    #expect(
      leafHash(bytes(hex: "101112131415161718191a1b1c1d1e1f")).hex
        == "3bfb960453ebaebf33727da7a1f4db38acc051d381b6da20d6d4e88f0eabfd7a")
    let left = try hash(hex: "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f")
    let right = try hash(hex: "202122232425262728292a2b2c2d2e2f303132333435363738393a3b3c3d3e3f")
    #expect(
      MerkleTree.nodeHash(left, right).hex
        == "1a378704c17da31e2d05b6d121c2bb2c7d76f6ee6fa8f983e596c2d034963c57")
  }

  @Test("Trees of 0 to 8 leaves have the published roots", arguments: 0...8)
  func publishedRoot(size: Int) throws {
    let tree = StoredTree(leaves: Self.leaves)
    #expect(try MerkleTree.root(size: UInt64(size), reader: tree).hex == Self.roots[size])
    #expect(StoredTree(leaves: Array(Self.leaves.prefix(size))).frontier.root.hex == Self.roots[size])
  }

  @Test("Inclusion proofs are the published ones and hold", arguments: inclusions)
  func publishedInclusion(_ vector: Inclusion) throws {
    let tree = StoredTree(leaves: Self.leaves)
    let proof = try MerkleTree.inclusionProof(index: vector.index, size: vector.size, reader: tree)
    #expect(proof.map(\.hex) == vector.path)
    try MerkleTree.verifyInclusion(
      leaf: Self.leaves[Int(vector.index)], index: vector.index, size: vector.size, proof: proof,
      root: hash(hex: Self.roots[Int(vector.size)]))
  }

  @Test("Consistency proofs are the published ones and hold", arguments: consistencies)
  func publishedConsistency(_ vector: Consistency) throws {
    let tree = StoredTree(leaves: Self.leaves)
    let proof = try MerkleTree.consistencyProof(from: vector.from, to: vector.to, reader: tree)
    #expect(proof.map(\.hex) == vector.path)
    try MerkleTree.verifyConsistency(
      from: vector.from, to: vector.to, proof: proof, oldRoot: hash(hex: Self.roots[Int(vector.from)]),
      newRoot: hash(hex: Self.roots[Int(vector.to)]))
  }
}
