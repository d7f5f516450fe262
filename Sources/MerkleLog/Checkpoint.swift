/// What a log says of itself at one moment: its name, its size and its root (C2SP tlog-checkpoint).
public struct Checkpoint: Sendable {
  /// The name of the log. Not empty; one line.
  public let origin: String
  /// The number of leaves.
  public let size: UInt64
  /// The root of the tree of `size` leaves.
  public let root: Hash
  /// Further lines, opaque. None is empty. The specification advises against using them.
  public let extensions: [String]

  /// Throws ``FormatError`` if origin or an extension is not one line of text without control characters.
  public init(origin: String, size: UInt64, root: Hash, extensions: [String] = []) throws(FormatError) {
    self.origin = origin
    self.size = size
    self.root = root
    self.extensions = extensions
    for (line, text) in [(1, origin)] + zip(4..., extensions) {
      guard !text.isEmpty, text.unicodeScalars.allSatisfy({ $0.value >= 0x20 }) else {
        throw FormatError(.checkpoint, line: line, found: text.utf8, expected: "one line, not empty")
      }
    }
  }

  /// Reads the text of a checkpoint without its signatures. The text proves nothing: see ``init(opening:with:)``.
  public init(parsing text: String) throws(FormatError) {
    var lines = Lines(text.utf8, of: .checkpoint)
    let origin = try lines.next(expected: "the name of the log")
    let size = try lines.nextDecimal(expected: "the size as a decimal number without leading zeros")
    let root = try lines.nextHash()
    var extensions: [String] = []
    while !lines.isAtEnd { extensions.append(try lines.next(expected: "an extension, not empty").text) }
    try self.init(origin: origin.text, size: size, root: root, extensions: extensions)
  }

  /// Reads a checkpoint from a note after checking that it is signed by `verifier` and that it names the key's log.
  ///
  /// Throws ``NoteError`` or ``FormatError``. The specification only advises that key name and origin are the same;
  /// here they must be, so that a key for one log cannot speak for another.
  public init(opening note: SignedNote, with verifier: NoteVerifier) throws {
    try note.verify(with: verifier)
    try self.init(parsing: note.text)
    try checkOrigin(is: verifier.name)
  }

  /// Signs this checkpoint. The signer's name must be the origin. Throws ``NoteError`` or ``FormatError``.
  ///
  /// Sign only what continues the last signed checkpoint. Two signed checkpoints that contradict each other are
  /// proof of a dishonest log for ever.
  public func signed(by signer: NoteSigner) throws -> SignedNote {
    try checkOrigin(is: signer.verifier.name)
    return try SignedNote(signing: text, with: signer)
  }

  /// The text form: origin, size, root in Base64 and extensions, one line each.
  public var text: String {
    ([origin, String(size), root.base64] + extensions).map { $0 + "\n" }.joined()
  }

  private func checkOrigin(is name: String) throws(FormatError) {
    guard origin.utf8.elementsEqual(name.utf8) else {
      throw FormatError(
        .checkpoint, line: 1, found: origin.utf8, expected: "the name of the key, \(quoted(name.utf8))")
    }
  }
}

extension Checkpoint: Equatable {
  /// Equal when the text forms have the same bytes.
  public static func == (left: Checkpoint, right: Checkpoint) -> Bool {
    left.text.utf8.elementsEqual(right.text.utf8)
  }
}
