/// Some text that is no command, or no value of one: the rule, the place, what was found, what was expected. All that
/// is typed, imported or drafted ends in this one complaint where it cannot be read.
public struct UnreadableCommand: Error, Hashable, Sendable, CustomStringConvertible {
  public let error: LineError
  /// Where it is, for somebody who sees the text or made it.
  public let place: String
  /// What stands there.
  public let found: String

  /// - Parameters:
  ///   - json: the text as it was given.
  ///   - place: nil for the byte at which `error` stands.
  public init(_ json: UnsafeRawBufferPointer, _ error: LineError, at place: String? = nil) {
    (self.error, self.place) = (error, place ?? "byte \(error.offset)")
    // Offsets count in the canonical form where there is one.
    let read = (try? Canonicaliser.canonical(json)) ?? Array(json.prefix(error.offset + Self.longestExcerpt))
    let rest = read.dropFirst(error.offset).prefix(Self.longestExcerpt)
    found = rest.isEmpty ? "the end" : "`\(String(decoding: Self.token(rest), as: UTF8.self))`"
  }

  /// A text that stands at `place` by itself.
  init(at place: String, found text: String, expected: String) {
    error = LineError(.malformed, offset: 0, member: "", expected: expected)
    (self.place, found) = (place, "`\(text)`")
  }

  public var description: String {
    let member = error.member.isEmpty ? "" : ", \"\(error.member)\""
    return "\(error.code.rawValue): \(place)\(member): found \(found); expected \(error.expected). "
      + "Correct the entry; Schemas/events.md lists what each event holds."
  }

  private static let longestExcerpt = 40

  /// The first string, number or sign of some JSON text.
  private static func token(_ text: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    if text.first == UInt8(ascii: "\""), let end = text.dropFirst().firstIndex(of: UInt8(ascii: "\"")) {
      return text[...end]
    }
    return text.prefix { !",}]".utf8.contains($0) }
  }
}

extension Command {
  /// Reads a command in any JSON layout.
  /// - Parameters:
  ///   - json: one JSON object in UTF-8.
  ///   - place: what the complaint calls the place; nil for the byte.
  public init(reading json: UnsafeRawBufferPointer, at place: String? = nil) throws(UnreadableCommand) {
    do throws(LineError) { try self.init(json: json) } catch { throw UnreadableCommand(json, error, at: place) }
  }
}
