import Foundation
import Pledgebook

extension Command {
  /// A command from its members: texts, integers, lists and objects. It is read like any other JSON.
  init(members: [String: Any]) throws {
    let json = try JSONSerialization.data(withJSONObject: members, options: [.sortedKeys, .withoutEscapingSlashes])
    self = try json.withUnsafeBytes { try Command(reading: $0, at: "entry") }
  }
}
