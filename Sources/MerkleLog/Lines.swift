/// The lines of a strict text form, each ended by a newline, read one by one.
struct Lines {
  struct Line {
    let bytes: ArraySlice<UInt8>
    var text: String { String(decoding: bytes, as: UTF8.self) }
  }

  /// What was not read yet.
  private(set) var rest: ArraySlice<UInt8>
  private let document: FormatError.Document
  private var lineNumber = 0

  init(_ text: some Sequence<UInt8>, of document: FormatError.Document) {
    rest = Array(text)[...]
    self.document = document
  }

  var isAtEnd: Bool { rest.isEmpty }
  /// The next line is there and empty.
  var isAtBlankLine: Bool { rest.first == UInt8(ascii: "\n") }

  func isAt(prefix: String) -> Bool { rest.starts(with: prefix.utf8) }

  /// Reads a line that is not empty and starts with `prefix`, and returns what follows the prefix.
  mutating func next(prefix: String = "", expected: String) throws(FormatError) -> Line {
    let line = try nextLine(expected: expected)
    guard !line.isEmpty, line.starts(with: prefix.utf8) else { throw error(line, expected: expected) }
    return Line(bytes: line.dropFirst(prefix.utf8.count))
  }

  mutating func skipBlankLine() throws(FormatError) {
    let line = try nextLine(expected: "a blank line")
    guard line.isEmpty else { throw error(line, expected: "a blank line") }
  }

  /// Reads `prefix` and a decimal number below 2^64 in its only form: ASCII digits, no sign, no leading zero.
  mutating func nextDecimal(prefix: String = "", expected: String) throws(FormatError) -> UInt64 {
    let line = try next(prefix: prefix, expected: expected)
    guard let value = UInt64(line.text), String(value).utf8.elementsEqual(line.bytes) else {
      throw error(line.bytes, expected: expected)
    }
    return value
  }

  mutating func nextHash() throws(FormatError) -> Hash {
    let expected = "a hash: Base64 of 32 bytes, 44 characters"
    let line = try next(expected: expected)
    guard let hash = Hash(base64: line.text) else { throw error(line.bytes, expected: expected) }
    return hash
  }

  /// An error at the line read last.
  func error(_ found: ArraySlice<UInt8>?, expected: String) -> FormatError {
    FormatError(document, line: lineNumber, found: found, expected: expected)
  }

  private mutating func nextLine(expected: String) throws(FormatError) -> ArraySlice<UInt8> {
    lineNumber += 1
    guard let end = rest.firstIndex(of: UInt8(ascii: "\n")) else {
      throw error(rest.isEmpty ? nil : rest, expected: "\(expected), ended by a newline")
    }
    defer { rest = rest[(end + 1)...] }
    return rest[..<end]
  }
}
