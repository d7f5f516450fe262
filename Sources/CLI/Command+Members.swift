import Crypto
import Foundation
import Ledger

extension Command {
  /// A command from its members: texts, integers, lists and objects. It is read like any other JSON.
  init(members: [String: Any]) throws {
    let json = try JSONSerialization.data(withJSONObject: members, options: [.sortedKeys, .withoutEscapingSlashes])
    self = try json.withUnsafeBytes { bytes throws -> Command in
      do throws(LineError) { return try Command(json: bytes) } catch {
        throw UnreadableCommand(text: Complaint.unreadable(bytes, error, place: "entry"))
      }
    }
  }

  /// An id made of what the entry says: subject, date and event. Who records it, when, and from which document make no
  /// difference, so that the same fact entered twice, by one person or by two, does not count twice.
  var idFromContent: String {
    var content = self
    (content.actor, content.id) = ("any", "any")
    (content.approver, content.expect, content.late, content.override, content.source) = (nil, nil, nil, nil, nil)
    return "entry/" + SHA256.hash(data: content.line).prefix(12).map { String(format: "%02x", $0) }.joined()
  }
}

/// A command that is not one, with the rule, the place and what to do.
struct UnreadableCommand: Error, CustomStringConvertible {
  let text: String
  var description: String { text }
}
