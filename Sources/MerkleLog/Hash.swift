/// A SHA-256 hash: 32 bytes, kept inside the value. No heap memory, free to copy.
///
/// The four words hold the bytes in memory order, so a `Hash` written with ``copyBytes(to:)`` is the same
/// on every machine.
public struct Hash: Hashable, Sendable {
  /// Length of a hash in bytes.
  public static let byteCount = 32

  private var word0: UInt64
  private var word1: UInt64
  private var word2: UInt64
  private var word3: UInt64

  /// Copies a hash from `bytes`. Returns nil unless there are exactly 32. `bytes` need not be aligned.
  @inline(__always)
  public init?(_ bytes: UnsafeRawBufferPointer) {
    guard bytes.count == Hash.byteCount else { return nil }
    word0 = bytes.loadUnaligned(fromByteOffset: 0, as: UInt64.self)
    word1 = bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self)
    word2 = bytes.loadUnaligned(fromByteOffset: 16, as: UInt64.self)
    word3 = bytes.loadUnaligned(fromByteOffset: 24, as: UInt64.self)
  }

  /// Reads standard Base64 with padding (RFC 4648 section 4): 44 characters, ending in one `=`, unused bits zero.
  public init?(base64: String) {
    guard let bytes = Base64.decode(base64.utf8) else { return nil }
    guard let hash = bytes.withUnsafeBytes({ Hash($0) }) else { return nil }
    self = hash
  }

  /// All bytes zero: a place holder for a hash not known yet.
  init() {
    word0 = 0
    word1 = 0
    word2 = 0
    word3 = 0
  }

  /// Lends the 32 bytes. The pointer must not leave `body`.
  public func withUnsafeBytes<Result, Failure: Error>(
    _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try Swift.withUnsafeBytes(of: self, body)
  }

  /// Writes the 32 bytes at the start of `target`, which need not be aligned and must have room for them.
  @inline(__always)
  public func copyBytes(to target: UnsafeMutableRawBufferPointer) {
    target.storeBytes(of: word0, toByteOffset: 0, as: UInt64.self)
    target.storeBytes(of: word1, toByteOffset: 8, as: UInt64.self)
    target.storeBytes(of: word2, toByteOffset: 16, as: UInt64.self)
    target.storeBytes(of: word3, toByteOffset: 24, as: UInt64.self)
  }

  /// Standard Base64 with padding, 44 characters: the form used in checkpoints and proofs.
  public var base64: String { withUnsafeBytes { Base64.encode($0) } }

  /// 64 lowercase hexadecimal digits.
  public var hex: String {
    withUnsafeBytes { bytes in
      let digits = Array("0123456789abcdef".utf8)
      return String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }
  }
}

extension Hash: CustomStringConvertible {
  /// The Base64 form.
  public var description: String { base64 }
}
