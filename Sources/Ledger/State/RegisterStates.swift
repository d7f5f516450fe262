import Reference

public struct PartnerState: SubjectState {
  /// Nil before registration and after its reversal.
  public private(set) var profile: PartnerProfile?
  public private(set) var registeredOn: EffectiveDate?
  public private(set) var mergedInto: String?
  public private(set) var championships: [(from: EffectiveDate, to: EffectiveDate?)] = []

  public init() {}

  public mutating func apply(_ entry: Entry) {
    if case .partnerRegistered(let profile) = entry.event {
      self.profile = profile
      registeredOn = entry.on
    } else if case .partnerRevised(let revision) = entry.event {
      profile?.revise(with: revision)
    } else if case .partnerMerged(let merged) = entry.event {
      mergedInto = merged.into
    } else if case .championshipStarted = entry.event {
      championships.append((entry.on, nil))
    } else if case .championshipEnded = entry.event, !championships.isEmpty {
      championships[championships.count - 1].to = entry.on
    }
  }

  public func post(_ entry: Entry, number: UInt32, partners: PartnerNumbers, into postings: inout [Posting]) {}

  public var isChampion: Bool { championships.last.map { $0.to == nil } ?? false }
}

public struct AssessmentState: SubjectState {
  public private(set) var issued: ImpactAssessmentIssued?
  public private(set) var issuedOn: EffectiveDate?

  public init() {}

  public mutating func apply(_ entry: Entry) {
    if case .impactAssessmentIssued(let issued) = entry.event { (self.issued, issuedOn) = (issued, entry.on) }
  }

  public func post(_ entry: Entry, number: UInt32, partners: PartnerNumbers, into postings: inout [Posting]) {
    if case .impactAssessmentIssued = entry.event {
      postings.append(Posting(.assessments, 1, entry: entry, subject: number))
    }
  }
}

/// The budget of one operational plan: the last figure for the whole, each priority and each theme.
public struct BudgetState: SubjectState {
  public struct Place: Hashable, Sendable {
    public let priority: Priority?
    public let theme: Theme?
  }
  public private(set) var plan: Plan?
  public private(set) var budgets: [Place: BudgetSet] = [:]
  public private(set) var on: [Place: Entry] = [:]

  public init() {}

  public mutating func apply(_ entry: Entry) {
    guard case .budgetSet(let set) = entry.event else { return }
    plan = set.plan
    let place = Place(priority: set.priority, theme: set.theme)
    budgets[place] = set
    on[place] = entry
  }

  public func post(_ entry: Entry, number: UInt32, partners: PartnerNumbers, into postings: inout [Posting]) {
    guard case .budgetSet(let set) = entry.event else { return }
    var value = PromisedValue()
    if let old = budgets[Place(priority: set.priority, theme: set.theme)] { value.apply(.sets(old.value)) }
    for money in value.difference(.sets(set.value)) {
      var posting = Posting(.budgeted, money.minor, entry: entry, subject: number)
      posting.set(money)
      posting.plan = set.plan.rawValue
      posting.priority = set.priority.map { $0.rawValue + 1 } ?? 0
      posting.theme = set.theme.map { $0.rawValue + 1 } ?? 0
      postings.append(posting)
    }
  }
}

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

  public mutating func apply(_ entry: Entry) {
    guard case .groupMembershipSet(let set) = entry.event else { return }
    var list = memberships[set.country] ?? []
    list.removeAll { $0.from == set.from }
    list.append(Membership(from: set.from, to: set.to, seq: entry.seq, citation: set.citation))
    memberships[set.country] = list
  }

  public func contains(_ country: Alpha3, on day: Day) -> Bool {
    memberships[country]?.contains { $0.from <= day && ($0.to.map { day < $0 } ?? true) } ?? false
  }

  public func members(on day: Day) -> [Alpha3] { memberships.keys.filter { contains($0, on: day) }.sorted() }

  public func post(_ entry: Entry, number: UInt32, partners: PartnerNumbers, into postings: inout [Posting]) {}
}

/// A subject whose records stand side by side and change nothing else: rates, targets, aggregates, figures, governance.
public struct RecordsState: SubjectState {
  public private(set) var entries: [Entry] = []

  public init() {}
  public mutating func apply(_ entry: Entry) { entries.append(entry) }
  public func post(_ entry: Entry, number: UInt32, partners: PartnerNumbers, into postings: inout [Posting]) {}
}
