import Foundation

/// A value of a line: what canonical JSON can hold.
indirect enum JSON: Hashable {
  case object([String: JSON])
  case list([JSON])
  case text(String)
  case number(Int)
  case flag(Bool)

  struct Unreadable: Error { let found: String }

  init(line: String) throws { try self.init(JSONSerialization.jsonObject(with: Data(line.utf8))) }

  private init(_ value: Any) throws {
    switch value {
    case let text as String: self = .text(text)
    case let members as [String: Any]: self = .object(try members.mapValues { try JSON($0) })
    case let list as [Any]: self = .list(try list.map { try JSON($0) })
    // The type of a Boolean is that of a character.
    case let number as NSNumber:
      self = number.objCType.pointee == 0x63 ? .flag(number.boolValue) : .number(number.intValue)
    default: throw Unreadable(found: "\(value)")
    }
  }

  // MARK: What a member holds; nil where it is absent or something else

  subscript(_ name: String) -> JSON? { if case .object(let members) = self { members[name] } else { nil } }
  var text: String? { if case .text(let text) = self { text } else { nil } }
  var number: Int? { if case .number(let number) = self { number } else { nil } }
  var isTrue: Bool { self == .flag(true) }
  var members: [String: JSON] { if case .object(let members) = self { members } else { [:] } }
  var items: [JSON] { if case .list(let list) = self { list } else { [] } }
  var texts: [String] { items.compactMap(\.text) }

  func with(_ name: String, _ value: JSON) -> JSON { .object(members.merging([name: value]) { $1 }) }

  func without(_ name: String) -> JSON { .object(members.filter { $0.key != name }) }

  /// As it is stored: members sorted, no white space.
  var line: String {
    switch self {
    case .object(let members):
      "{" + members.sorted { $0.key < $1.key }.map { "\(JSON.quoted($0.key)):\($0.value.line)" }.joined(separator: ",")
        + "}"
    case .list(let list): "[" + list.map(\.line).joined(separator: ",") + "]"
    case .text(let text): JSON.quoted(text)
    case .number(let number): String(number)
    case .flag(let flag): String(flag)
    }
  }

  private static func quoted(_ text: String) -> String {
    guard text.utf8.contains(where: { $0 < 0x20 || $0 == 0x22 || $0 == 0x5C }) else { return "\"\(text)\"" }
    return "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n") + "\""
  }
}

extension JSON: ExpressibleByStringLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral,
  ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral, ExpressibleByStringInterpolation
{
  init(stringLiteral value: String) { self = .text(value) }
  init(arrayLiteral elements: JSON...) { self = .list(elements) }
  init(dictionaryLiteral elements: (String, JSON)...) { self = .object(Dictionary(elements) { $1 }) }
  init(integerLiteral value: Int) { self = .number(value) }
  init(booleanLiteral value: Bool) { self = .flag(value) }
}
