/// Why a checkpoint or a proof file could not be read, or may not be written.
public struct FormatError: Error, Equatable, CustomStringConvertible {
  /// Which of the two text forms was read or made.
  public enum Document: String, Sendable {
    /// C2SP tlog-checkpoint, without the signatures under it: those are a matter of ``NoteError``.
    case checkpoint
    /// C2SP tlog-proof, up to its blank line.
    case proof
  }

  /// The text form whose line is wrong.
  public let document: Document
  /// Counts from 1.
  public let line: Int
  /// What the line holds, safe to print; nil if the line is missing.
  public let found: String?
  /// What the form demands there, in words.
  public let expected: String

  init(_ document: Document, line: Int, found: (some Sequence<UInt8>)?, expected: String) {
    self.document = document
    self.line = line
    self.found = found.map { quoted($0) }
    self.expected = expected
  }

  /// One line: where, what was found, what was expected, what to do next. Safe to print.
  public var description: String {
    complaint(
      "\(document.rawValue), line \(line)", found: found ?? "the end of the text", expected: expected,
      next: "get the \(document.rawValue) again from its source, or correct the value")
  }
}
