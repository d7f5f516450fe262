/// One country in one group of the United Nations, for one interval of days.
public struct GroupMembership: Sendable {
  /// `LDC`, `LLDC`, `SIDS` (States on the list of UN-OHRLLS), `SIDS_ASSOC` (associate members on it) or `SIDS_M49` (the
  /// UNSD column).
  public let group: String
  public let country: Alpha3
  /// The first day, `YYYY-MM-DD`.
  public let from: String
  /// The first day after it, `YYYY-MM-DD`. Nil while the country is a member.
  public let to: String?
  /// Where the dates come from; ends with `confidence high`, `medium` or `low`.
  public let citation: String
}

/// The memberships that the program brings along. They reach a book only as `GroupMembershipSet` events, where they can
/// be corrected.
public enum GroupMemberships {
  /// In the order of the groups above; within a group by country and first day.
  public static let bundled: [GroupMembership] = {
    let citations = TableRows.rows(groupCitationsTable, columns: 1).map { String($0[0]) }
    return TableRows.rows(groupMembershipsTable, columns: 5).map { row in
      guard let place = Int(row[4]), citations.indices.contains(place) else {
        preconditionFailure("group memberships: no citation \(row[4])")
      }
      return GroupMembership(
        group: String(row[0]), country: TableRows.code(row[1]), from: String(row[2]), to: TableRows.optional(row[3]),
        citation: citations[place])
    }
  }()
}
