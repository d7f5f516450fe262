import Foundation
import Ledger
import Reference

/// What a new book begins with: the memberships of LDC, LLDC and SIDS that the program brings along, each with its
/// citation.
enum FirstRecords {
  static func commands() throws -> [Command] { try GroupMemberships.bundled.map(command) }

  private static func command(_ membership: GroupMembership) throws -> Command {
    var event: [String: Any] = [
      "type": EventType.group(.membershipSet).rawValue, "country": membership.country.text, "from": membership.from,
      "citation": membership.citation,
    ]
    event["to"] = membership.to
    let members: [String: Any] = [
      "actor": "pledgebook.init", "id": "init/\(membership.group)/\(membership.country)/\(membership.from)",
      "on": membership.from, "subject": "group/\(membership.group)", "source": ["document": membership.citation],
      "event": event,
    ]
    let json = try JSONSerialization.data(withJSONObject: members)
    return try json.withUnsafeBytes { try Command(reading: $0, at: "entry") }
  }
}
