/// Canonical JSON laid out for people: each member on a line of its own, and what cannot be seen escaped.
public struct IndentedJSON {
  private let text: [UInt8]
  private var at = 0
  private var json = JSONWriter()

  /// - Parameters:
  ///   - line: one JSON object in canonical form, such as a stored line.
  ///   - member: the member of it that is shown.
  /// - Returns: UTF-8, or nil if the object has no such member.
  public static func bytes(of line: [UInt8], member: String) -> [UInt8]? {
    var reader = IndentedJSON(text: line)
    return reader.find(member) ? reader.shown() : nil
  }

  private init(text: [UInt8]) { self.text = text }

  private var next: UInt8? { at < text.count ? text[at] : nil }

  /// Moves to the value of a member of the outermost object.
  private mutating func find(_ member: String) -> Bool {
    at = 1
    while next == UInt8(ascii: "\"") {
      let isIt = string().elementsEqual("\"\(member)\"".utf8)
      at += 1
      if isIt { return true }
      value(0)
      if next == UInt8(ascii: ",") { at += 1 }
    }
    return false
  }

  private mutating func shown() -> [UInt8] {
    json = JSONWriter()
    value(0)
    return json.bytes
  }

  private mutating func value(_ depth: Int) {
    switch next {
    case UInt8(ascii: "{"): enclosed(depth, until: UInt8(ascii: "}"))
    case UInt8(ascii: "["): enclosed(depth, until: UInt8(ascii: "]"))
    case UInt8(ascii: "\""): json.copy(string())
    default:
      let start = at
      while let byte = next, !",}]".utf8.contains(byte) { at += 1 }
      json.copy(text[start..<at])
    }
  }

  private mutating func enclosed(_ depth: Int, until close: UInt8) {
    json.copy(text[at..<(at + 1)])
    at += 1
    var isEmpty = true
    while let byte = next, byte != close {
      if byte == UInt8(ascii: ",") { at += 1 }
      json.copy(isEmpty ? [] : [UInt8(ascii: ",")])
      json.newLine(depth + 1)
      if close == UInt8(ascii: "}") {
        json.copy(string())
        at += 1
        json.copy(" : ".utf8)
      }
      value(depth + 1)
      isEmpty = false
    }
    at += 1
    if !isEmpty { json.newLine(depth) }
    json.copy([close])
  }

  /// The string that begins here, with its quotation marks.
  private mutating func string() -> ArraySlice<UInt8> {
    let start = at
    at += 1
    while let byte = next, byte != UInt8(ascii: "\"") { at += byte == UInt8(ascii: "\\") ? 2 : 1 }
    at = min(at + 1, text.count)
    return text[start..<at]
  }
}

extension JSONWriter {
  /// JSON as it stands elsewhere, except that what cannot be seen is escaped.
  fileprivate mutating func copy(_ part: some Collection<UInt8>) { escapeHidden(String(decoding: part, as: UTF8.self)) }

  fileprivate mutating func newLine(_ depth: Int) {
    raw("\n" + String(repeating: "  ", count: depth))
  }
}
