import Reference

/// The memberships of one group, by country.
public struct GroupState: SubjectState {
  public struct Membership: Hashable, Sendable {
    public let from: Day
    public let to: Day?
    public let seq: UInt64
    public let citation: String
  }
  public private(set) var memberships: [Alpha3: [Membership]] = [:]

  public init() {}

  public mutating func apply(_ event: GroupEvent, _ entry: Entry) {
    switch event {
    case .membershipSet(let set): apply(set, entry)
    }
  }

  private mutating func apply(_ set: GroupMembershipSet, _ entry: Entry) {
    var list = memberships[set.country] ?? []
    list.removeAll { $0.from == set.from }
    list.append(Membership(from: set.from, to: set.to, seq: entry.seq, citation: set.citation))
    memberships[set.country] = list
  }

  public func contains(_ country: Alpha3, on day: Day) -> Bool {
    memberships[country]?.contains { $0.from <= day && ($0.to.map { day < $0 } ?? true) } ?? false
  }

  public func members(on day: Day) -> [Alpha3] { memberships.keys.filter { contains($0, on: day) }.sorted() }

  public func post(
    _ event: GroupEvent, _ entry: Entry, number: UInt32, partners: PartnerNumbers, into postings: inout [Posting]
  ) {}
}
