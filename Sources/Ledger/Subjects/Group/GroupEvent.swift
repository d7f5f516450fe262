import Reference

/// What can happen to a group of countries.
public enum GroupEvent: SubjectEvent {
  indirect case membershipSet(GroupMembershipSet)

  public enum Name: String, EventName {
    case membershipSet = "GroupMembershipSet"

    public static var countsInPeriods: Bool { true }
    public var mayLieInFuture: Bool { true }
    public var isFounding: Bool { false }
  }

  public init?(_ event: Event) {
    guard case .group(let own) = event else { return nil }
    self = own
  }

  public var name: Name {
    switch self {
    case .membershipSet: .membershipSet
    }
  }

  init(_ name: Name, from r: inout LineReader) throws(LineError) {
    switch name {
    case .membershipSet: self = .membershipSet(try GroupMembershipSet(from: &r))
    }
  }

  func write(to w: inout LineWriter) {
    switch self {
    case .membershipSet(let set): set.write(to: &w)
    }
  }

  public var sentence: Sentence {
    switch self {
    case .membershipSet(let set): set.sentence
    }
  }
}

/// Membership of a country in a group, from a day (included) to a day (not included).
public struct GroupMembershipSet: Hashable, Sendable {
  public let citation: String
  public let country: Alpha3
  public let from: Day
  public let to: Day?

  public init(_ country: Alpha3, from: Day, to: Day? = nil, citation: String) {
    (self.country, self.from, self.to, self.citation) = (country, from, to, citation)
  }

  init(from r: inout LineReader) throws(LineError) {
    try r.need("citation")
    citation = try r.text()
    try r.need("country")
    country = try r.country()
    try r.need("from")
    from = try r.day()
    to = try r.optionalDay("to")
    try r.type("GroupMembershipSet")
  }

  func write(to w: inout LineWriter) {
    w.member("citation", text: citation)
    w.member("country", country: country)
    w.member("from", day: from)
    w.member("to", day: to)
    w.type("GroupMembershipSet")
  }

  var sentence: Sentence { "\(country) is a member from \(from)\(to.map { " until \($0)" })" }
}

extension Rules {
  func check(_ event: GroupEvent) throws(Refusal) {
    switch event {
    case .membershipSet(let set):
      if let to = set.to, to < set.from { throw reversed("\(set.from) to \(to)", at: "event.to") }
    }
  }
}
