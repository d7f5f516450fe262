import Ledger
import Reference

/// What a new book begins with: the memberships of LDC, LLDC and SIDS that the program brings along, each with its
/// citation.
enum FirstRecords {
  static func commands() throws -> [Command] { try GroupMemberships.bundled.map { try draft($0).command() } }

  private static func draft(_ membership: GroupMembership) throws -> Draft {
    let place = "\(membership.group) \(membership.country)"
    let from = try Day(membership.from, at: place)
    let set = GroupMembershipSet(
      membership.country, from: from, to: try membership.to.map { try Day($0, at: place) },
      citation: membership.citation)
    var draft = Draft(
      .group(.membershipSet(set)), about: try Subject("group/\(membership.group)", at: place),
      on: EffectiveDate(day: from), by: "pledgebook.init")
    draft.id = "init/\(membership.group)/\(membership.country)/\(membership.from)"
    draft.document = membership.citation
    return draft
  }
}
