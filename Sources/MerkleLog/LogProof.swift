/// All that shows one record is in a log, in one text file without the record (C2SP tlog-proof): the record's number,
/// its inclusion proof and a signed checkpoint. Files of this form are named `*.tlog-proof`.
public struct LogProof: Sendable {
  /// The number of the leaf, from 0.
  public let index: UInt64
  /// The inclusion proof: sibling hashes, lowest first. At most 64.
  public let hashes: [Hash]
  /// Bytes for the application's own use. Nothing vouches for them. Empty means none.
  public let extra: [UInt8]
  /// The signed checkpoint of the tree that `hashes` lead to.
  public let checkpoint: SignedNote

  /// Puts the parts together; checks nothing. `hashes` as ``MerkleTree/inclusionProof(index:size:reader:)`` gives
  /// them, for the size that `checkpoint` names.
  public init(index: UInt64, hashes: [Hash], extra: [UInt8] = [], checkpoint: SignedNote) {
    self.index = index
    self.hashes = hashes
    self.extra = extra
    self.checkpoint = checkpoint
  }

  /// Reads the text form from UTF-8 bytes. Checks the form, not the proof: see ``verify(leaf:with:)``.
  ///
  /// Throws ``FormatError`` for the first part and ``NoteError`` for the checkpoint after the blank line.
  /// A file that is read is written back byte for byte.
  public init(parsing bytes: some Collection<UInt8>) throws {
    var lines = Lines(bytes, of: .proof)
    let version = try lines.next(expected: Self.versionLine)
    guard version.bytes.elementsEqual(Self.versionLine.utf8) else {
      throw lines.error(version.bytes, expected: Self.versionLine)
    }
    var extra: [UInt8] = []
    if lines.isAt(prefix: Self.extraPrefix) {
      let expected = "extra and Base64 of at least one byte"
      let line = try lines.next(prefix: Self.extraPrefix, expected: expected)
      guard let content = Base64.decode(line.bytes), !content.isEmpty else {
        throw lines.error(line.bytes, expected: expected)
      }
      extra = content
    }
    let index = try lines.nextDecimal(
      prefix: Self.indexPrefix, expected: "index and a decimal number without leading zeros")
    var hashes: [Hash] = []
    while !lines.isAtBlankLine, hashes.count < Self.maximumHashCount { hashes.append(try lines.nextHash()) }
    try lines.skipBlankLine()
    self.init(
      index: index, hashes: hashes, extra: extra, checkpoint: try SignedNote(parsing: lines.rest))
  }

  /// The text form: what ``init(parsing:)`` reads.
  public var text: String {
    var lines = [Self.versionLine]
    if !extra.isEmpty { lines.append(Self.extraPrefix + Base64.encode(extra)) }
    lines.append(Self.indexPrefix + String(index))
    lines += hashes.map(\.base64)
    return lines.map { $0 + "\n" }.joined() + "\n" + checkpoint.encoded
  }

  /// Checks that the log of `verifier` has a record with the hash `leaf` at ``index``. Needs nothing else.
  ///
  /// - Returns: the checkpoint it holds for.
  /// - Throws: ``NoteError`` for the signature, ``FormatError`` for the text of the checkpoint, ``ProofError`` where
  ///   the proof does not hold.
  @discardableResult
  public func verify(leaf: Hash, with verifier: NoteVerifier) throws -> Checkpoint {
    let opened = try Checkpoint(opening: checkpoint, with: verifier)
    try MerkleTree.verifyInclusion(leaf: leaf, index: index, size: opened.size, proof: hashes, root: opened.root)
    return opened
  }

  private static let versionLine = "c2sp.org/tlog-proof@v1"
  private static let extraPrefix = "extra "
  private static let indexPrefix = "index "
  private static let maximumHashCount = 64
}
