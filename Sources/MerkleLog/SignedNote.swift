/// A text and the signatures under it (C2SP signed-note).
///
/// The text must not be trusted before ``verify(with:)`` has returned. A parsed note is written back byte for byte.
public struct SignedNote: Sendable {
  /// One signature line. Its key may be unknown here.
  public struct Signature: Sendable {
    /// Who signed, as the line says; the name of a ``NoteVerifier``. Proves nothing.
    public let keyName: String
    /// Finds the key, together with the name. Two keys may share it, so it proves nothing.
    public let keyID: UInt32
    /// At least one byte. For Ed25519 keys 64, of which this type knows nothing.
    public let bytes: [UInt8]
  }

  /// Notes above this are refused.
  public static let maximumByteCount = 1_000_000
  /// Notes with more signature lines are refused.
  public static let maximumSignatureCount = 100

  /// What is signed. Ends in a newline. Has no control character other than newline.
  public let text: String
  /// At least one, in the order of the note. Signatures of unknown keys are kept and have no effect.
  public let signatures: [Signature]

  /// Signs `text`. Throws ``NoteError`` if it could not be read back: no newline at the end, a control character,
  /// or too large.
  public init(signing text: String, with signer: NoteSigner) throws(NoteError) {
    try Self.checkBytes(Array(text.utf8))
    let signature = Signature(
      keyName: signer.verifier.name, keyID: signer.verifier.keyID, bytes: try signer.signature(for: text))
    self.text = text
    signatures = [signature]
    let byteCount = encoded.utf8.count
    guard byteCount <= Self.maximumByteCount else { throw .tooLarge(byteCount: byteCount) }
  }

  /// Reads a note: text, one blank line, signature lines. Takes UTF-8 bytes, for example `string.utf8`.
  ///
  /// The last blank line separates text from signatures. Checks the form, not the signatures.
  public init(parsing bytes: some Collection<UInt8>) throws(NoteError) {
    guard bytes.count <= Self.maximumByteCount else { throw .tooLarge(byteCount: bytes.count) }
    let bytes = Array(bytes)
    try Self.checkBytes(bytes)
    let newline = UInt8(ascii: "\n")
    guard let blank = bytes.indices.dropFirst().last(where: { bytes[$0] == newline && bytes[$0 - 1] == newline })
    else { throw .missingBlankLine }
    let text = bytes[..<blank]
    let lines = bytes[(blank + 1)...].dropLast().split(separator: newline, omittingEmptySubsequences: false)
    guard blank + 1 < bytes.count else { throw .noSignatures }
    guard lines.count <= Self.maximumSignatureCount else { throw .tooManySignatures(count: lines.count) }
    let linesBefore = text.count(where: { $0 == newline }) + 1
    var signatures: [Signature] = []
    for (offset, line) in lines.enumerated() {
      guard let signature = Signature(line: line) else {
        throw .badSignatureLine(line: linesBefore + offset + 1, found: quoted(line))
      }
      signatures.append(signature)
    }
    self.text = String(decoding: text, as: UTF8.self)
    self.signatures = signatures
  }

  /// The note as text: what ``init(parsing:)`` reads.
  public var encoded: String {
    signatures.reduce(text + "\n") { $0 + $1.line }
  }

  /// Checks that the key of `verifier` signed ``text``. Signatures of other keys are ignored.
  ///
  /// Throws ``NoteError/notSigned(by:)`` if there is no signature of this key, and ``NoteError/invalidSignature(by:)``
  /// if there is one that does not hold, even beside one that does.
  public func verify(with verifier: NoteVerifier) throws(NoteError) {
    let own = signatures.filter {
      $0.keyID == verifier.keyID && $0.keyName.utf8.elementsEqual(verifier.name.utf8)
    }
    guard !own.isEmpty else { throw .notSigned(by: verifier.vkey) }
    guard own.allSatisfy({ verifier.isValid($0.bytes, for: text) }) else {
      throw .invalidSignature(by: verifier.vkey)
    }
  }

  /// What holds for a text alone holds for the whole note.
  private static func checkBytes(_ bytes: [UInt8]) throws(NoteError) {
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { throw .byteOrderMark }
    guard String(decoding: bytes, as: UTF8.self).utf8.elementsEqual(bytes) else { throw .notUTF8 }
    if let offset = bytes.firstIndex(where: { $0 < 0x20 && $0 != UInt8(ascii: "\n") }) {
      throw .controlCharacter(code: bytes[offset], offset: offset)
    }
    guard bytes.last == UInt8(ascii: "\n") else { throw .missingFinalNewline }
  }
}

extension SignedNote.Signature {
  private static let start = "\u{2014} "

  /// Reads `— name base64`, without the newline. Nil if the form is wrong.
  fileprivate init?(line: ArraySlice<UInt8>) {
    guard line.starts(with: Self.start.utf8) else { return nil }
    let fields = line.dropFirst(Self.start.utf8.count)
      .split(separator: UInt8(ascii: " "), maxSplits: 1, omittingEmptySubsequences: false)
    guard fields.count == 2 else { return nil }
    keyName = String(decoding: fields[0], as: UTF8.self)
    guard isKeyName(keyName) else { return nil }
    guard let content = Base64.decode(fields[1]), content.count > 4 else { return nil }
    keyID = content.prefix(4).reduce(0) { $0 << 8 | UInt32($1) }
    bytes = Array(content.dropFirst(4))
  }

  fileprivate var line: String {
    let id = (0..<4).reversed().map { UInt8(truncatingIfNeeded: keyID >> ($0 * 8)) }
    return Self.start + keyName + " " + Base64.encode(id + bytes) + "\n"
  }
}
