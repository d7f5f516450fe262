import MerkleLog

/// A tree kept as the journal keeps it: one row of hashes for each leaf.
struct StoredTree: HashReader {
  struct Missing: Error, Equatable {
    let level: Int
    let index: UInt64
  }

  private(set) var rows: [[Hash]] = []
  private(set) var frontier = Frontier()

  init(leaves: [Hash] = []) {
    for leaf in leaves { append(leaf) }
  }

  var size: UInt64 { frontier.size }

  mutating func append(_ leaf: Hash) {
    withUnsafeTemporaryAllocation(byteCount: 64 * Hash.byteCount, alignment: 1) { buffer in
      let count = frontier.append(leaf: leaf, row: buffer)
      rows.append(
        (0..<count).compactMap {
          Hash(UnsafeRawBufferPointer(rebasing: buffer[($0 * Hash.byteCount)..<(($0 + 1) * Hash.byteCount)]))
        })
    }
  }

  func hash(level: Int, index: UInt64) throws -> Hash {
    let row = HashRow.row(level: level, index: index)
    guard row < UInt64(rows.count), level < rows[Int(row)].count else {
      throw Missing(level: level, index: index)
    }
    return rows[Int(row)][level]
  }
}

/// A tree of any size whose leaves are all the same, so that every subtree of one level has one hash.
struct UniformTree: HashReader {
  let levels: [Hash]

  init(leaf: Hash) {
    levels = (1..<64).reduce(into: [leaf]) { levels, level in
      levels.append(MerkleTree.nodeHash(levels[level - 1], levels[level - 1]))
    }
  }

  func hash(level: Int, index: UInt64) throws -> Hash { levels[level] }
}

/// The root as RFC 6962 section 2.1 defines it, by recursion over the list of leaves.
func definedRoot(_ leaves: ArraySlice<Hash>) -> Hash {
  guard let first = leaves.first else { return MerkleTree.emptyRoot }
  guard leaves.count > 1 else { return first }
  var k = 1
  while k * 2 < leaves.count { k *= 2 }
  return MerkleTree.nodeHash(definedRoot(leaves.prefix(k)), definedRoot(leaves.dropFirst(k)))
}

func leafHash(_ content: [UInt8]) -> Hash {
  content.withUnsafeBytes { MerkleTree.leafHash($0) }
}

/// Leaves that all differ.
func numberedLeaves(_ count: Int) -> [Hash] {
  (0..<count).map { leafHash(Array("record \($0)".utf8)) }
}

func bytes(hex: String) -> [UInt8] {
  let digits = hex.compactMap(\.hexDigitValue)
  return stride(from: 0, to: digits.count, by: 2).map { UInt8(digits[$0] * 16 + digits[$0 + 1]) }
}

func hash(hex: String) throws -> Hash {
  guard let hash = bytes(hex: hex).withUnsafeBytes({ Hash($0) }) else { throw BadTestData(text: hex) }
  return hash
}

struct BadTestData: Error {
  let text: String
}

extension Hash {
  /// The same hash with one bit changed.
  func damaged(bit: Int) -> Hash {
    var bytes = withUnsafeBytes { Array($0) }
    bytes[bit / 8 % 32] ^= 1 << (bit % 8)
    return bytes.withUnsafeBytes { Hash($0) } ?? self
  }
}
