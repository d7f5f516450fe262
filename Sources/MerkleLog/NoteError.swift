/// Why a signed note was refused.
public enum NoteError: Error, Equatable {
  /// The note has more bytes than ``SignedNote/maximumByteCount``.
  case tooLarge(byteCount: Int)
  /// The bytes are no UTF-8 text.
  case notUTF8
  /// A control character other than newline, at this byte of the note, from 0. Line ends of Windows are the usual
  /// cause.
  case controlCharacter(code: UInt8, offset: Int)
  /// The last line does not end in a newline: the file was perhaps cut off.
  case missingFinalNewline
  /// Nothing parts the text from its signatures.
  case missingBlankLine
  /// Nothing stands below the last blank line.
  case noSignatures
  /// There are more signature lines than ``SignedNote/maximumSignatureCount``.
  case tooManySignatures(count: Int)
  /// `line` counts from 1 in the whole note. `found` is safe to print.
  case badSignatureLine(line: Int, found: String)
  /// No signature line names this key. The key is in its text form.
  case notSigned(by: String)
  /// A signature of this key does not fit the text: one of the two was changed. The key is in its text form.
  case invalidSignature(by: String)
  /// The cryptographic library could not sign.
  case signingFailed(keyName: String)
  /// A program has put a byte order mark (U+FEFF) before the text.
  case byteOrderMark
}

extension NoteError: CustomStringConvertible {
  /// One line: where, what was found, what was expected, what to do next. Safe to print.
  public var description: String {
    switch self {
    case .tooLarge(let byteCount):
      complaint(
        Self.place, found: "\(byteCount) bytes", expected: "at most \(SignedNote.maximumByteCount)",
        next: "check that this is the right file")
    case .byteOrderMark:
      complaint(
        Self.place, found: "a byte order mark at the beginning", expected: "the text as it was given out",
        next: "save the file again without that mark")
    case .notUTF8:
      complaint(
        Self.place, found: "bytes that are not UTF-8", expected: "UTF-8 text", next: Self.fetchAgain)
    case .controlCharacter(let code, let offset):
      complaint(
        Self.place, found: "control character \(code) at byte \(offset)",
        expected: "no control character but newline (10)",
        next: "transfer the file as it is, without changing line ends")
    case .missingFinalNewline:
      complaint(
        Self.place, found: "no newline at the end", expected: "a newline after the last line",
        next: Self.fetchAgain)
    case .missingBlankLine:
      complaint(
        Self.place, found: "no blank line", expected: "text, one blank line, signature lines",
        next: Self.fetchAgain)
    case .noSignatures:
      complaint(
        Self.place, found: "nothing after the last blank line", expected: "at least one signature line",
        next: Self.fetchAgain)
    case .tooManySignatures(let count):
      complaint(
        Self.place, found: "\(count) signature lines",
        expected: "at most \(SignedNote.maximumSignatureCount)", next: "remove those of keys you do not use")
    case .badSignatureLine(let line, let found):
      complaint(
        "\(Self.place), line \(line)", found: found,
        expected: "an em dash, a space, a key name, a space and Base64 of at least 5 bytes",
        next: Self.fetchAgain)
    case .notSigned(let key):
      complaint(
        Self.place, found: "no signature of \(key)", expected: "one",
        next: "check that this is the right key for this log")
    case .invalidSignature(let key):
      complaint(
        Self.place, found: "a signature of \(key) that does not hold", expected: "a valid one",
        next: "do not trust this text; it or its signature was changed")
    case .signingFailed(let keyName):
      complaint(
        Self.place, found: "a failure of the signing function for \(keyName)", expected: "a signature",
        next: "try again; if it fails again, check the private key")
    }
  }

  private static let place = "signed note"
  private static let fetchAgain = "get the note again from its source"
}
