/// Why a checkpoint or a proof file could not be read, or may not be written.
public struct FormatError: Error, Equatable, CustomStringConvertible {
  public enum Document: String, Sendable {
    case checkpoint
    case proof
  }

  public let document: Document
  /// Counts from 1.
  public let line: Int
  /// What the line holds, safe to print; nil if the line is missing.
  public let found: String?
  public let expected: String

  init(_ document: Document, line: Int, found: (some Sequence<UInt8>)?, expected: String) {
    self.document = document
    self.line = line
    self.found = found.map { quoted($0) }
    self.expected = expected
  }

  public var description: String {
    complaint(
      "\(document.rawValue), line \(line)", found: found ?? "the end of the text", expected: expected,
      next: "get the \(document.rawValue) again from its source, or correct the value")
  }
}
