import Reference

/// Everything the book knows apart from projects: small, and needed whole by the rules and by every report.
public struct Registers: Sendable {
  public private(set) var partners = Subjects<PartnerState>()
  public private(set) var agreements = Subjects<AgreementState>()
  public private(set) var pledges = Subjects<PledgeState>()
  public private(set) var assessments = Subjects<AssessmentState>()
  public private(set) var plans = Subjects<BudgetState>()
  public private(set) var groups = Subjects<GroupState>()
  public private(set) var rates = Subjects<RecordsState>()
  public private(set) var targets = Subjects<RecordsState>()
  public private(set) var aggregates = Subjects<RecordsState>()
  public private(set) var figures = Subjects<RecordsState>()
  public private(set) var policies = Subjects<RecordsState>()
  public private(set) var books = Subjects<RecordsState>()
  public private(set) var policy = Policy()
  public private(set) var exchange = ExchangeRates()

  public init() {}

  /// How postings name partners. Hold it only while the registers do not change.
  public var numbers: PartnerNumbers { partners.numbers }

  /// Folds one record of a subject that is not a project. Records come in the order of the book.
  public mutating func fold(_ entry: Entry, into postings: inout [Posting]) {
    if entry.subject.kind == .partner {
      // Their own events post nothing, and a second reference to the list would make each change copy it.
      partners.fold(entry, partners: .none, into: &postings)
      return
    }
    let numbers = numbers
    switch entry.subject.kind {
    case .agreement: agreements.fold(entry, partners: numbers, into: &postings)
    case .pledge: pledges.fold(entry, partners: numbers, into: &postings)
    case .assessment: assessments.fold(entry, partners: numbers, into: &postings)
    case .plan: plans.fold(entry, partners: numbers, into: &postings)
    case .group: groups.fold(entry, partners: numbers, into: &postings)
    case .target: targets.fold(entry, partners: numbers, into: &postings)
    case .aggregate: aggregates.fold(entry, partners: numbers, into: &postings)
    case .figure: figures.fold(entry, partners: numbers, into: &postings)
    case .rates:
      rates.fold(entry, partners: numbers, into: &postings)
      exchange = ExchangeRates(rates.items.flatMap(\.state.entries))
    case .policy:
      policies.fold(entry, partners: numbers, into: &postings)
      policy = Policy(policies.items.flatMap(\.state.entries), books: books.items.flatMap(\.state.entries))
    case .books:
      books.fold(entry, partners: numbers, into: &postings)
      policy = Policy(policies.items.flatMap(\.state.entries), books: books.items.flatMap(\.state.entries))
    case .project, .partner: preconditionFailure("record \(entry.seq): \(entry.subject) is not folded here")
    }
  }

  /// All records of these subjects, in the order of the book.
  public var entries: [Entry] {
    func all<State>(_ subjects: Subjects<State>) -> [Entry] { subjects.items.flatMap(\.entries) }
    let promises = all(partners) + all(agreements) + all(pledges) + all(assessments)
    let tables =
      all(plans) + all(groups) + all(rates) + all(targets) + all(aggregates) + all(figures) + all(policies) + all(books)
    return (promises + tables).sorted { $0.seq < $1.seq }
  }

  /// The partner as whom `name` counts today, after merges.
  public func identity(of name: String) -> String {
    var name = name
    while let next = partners[name]?.state.mergedInto { name = next }
    return name
  }

  public func profile(of partner: String) -> PartnerProfile? { partners[partner]?.state.profile }

  public func isInGroup(_ code: String, _ country: Alpha3, on day: Day) -> Bool {
    groups[code]?.state.contains(country, on: day) ?? false
  }
}

/// Who may do what, and which periods are closed.
public struct Policy: Sendable {
  public private(set) var roles: [Role: Set<String>] = [:]
  public private(set) var needApproval: Set<EventType> = []
  public private(set) var closedThrough: Day?

  public init() {}

  init(_ policies: [Entry], books: [Entry]) {
    for entry in policies.sorted(by: { $0.seq < $1.seq }) {
      if case .roleGranted(let granted) = entry.event { roles[granted.role, default: []].insert(granted.actor) }
      if case .roleRevoked(let revoked) = entry.event { roles[revoked.role]?.remove(revoked.actor) }
      if case .approvalRequired(let required) = entry.event { needApproval = Set(required.events) }
    }
    for entry in books {
      if case .periodClosed(let closed) = entry.event {
        closedThrough = max(closedThrough ?? closed.through, closed.through)
      }
    }
  }

  public func holds(_ role: Role, _ actor: String) -> Bool { roles[role]?.contains(actor) ?? false }

  /// A role limits nobody until it has been granted for the first time.
  public func isGoverned(_ role: Role) -> Bool { !(roles[role] ?? []).isEmpty }
}

/// Recorded exchange rates: how a report converts, and how the rules compare two currencies.
public struct ExchangeRates: Sendable {
  public struct Table: Sendable {
    public let validFrom: Day
    public let seq: UInt64
    public let subject: Subject
    public let published: RatesPublished
  }

  /// How many units of one currency make how many of another, exactly: multiply by `numerator`, divide by
  /// `denominator`.
  public struct Rate: Hashable, Sendable {
    public let numerator: Decimal
    public let denominator: Decimal
    /// The record the rate is from.
    public let seq: UInt64
    public let validFrom: Day
    public let source: Subject
  }

  /// The latest `validFrom` first; of one day the latest record first.
  public private(set) var tables: [Table] = []

  public init() {}

  init(_ entries: [Entry]) {
    tables = entries.compactMap { entry in
      guard case .ratesPublished(let published) = entry.event else { return nil }
      return Table(validFrom: published.validFrom, seq: entry.seq, subject: entry.subject, published: published)
    }.sorted { ($0.validFrom, $0.seq) > ($1.validFrom, $1.seq) }
  }

  /// The rate valid on `day`: of the tables that know both currencies, the one with the latest `validFrom` not after
  /// it.
  public func rate(from: Alpha3, to: Alpha3, on day: Day) -> Rate? {
    for table in tables where table.validFrom <= day {
      let one = Decimal(digits: 1, places: 0)
      func units(_ currency: Alpha3) -> Decimal? {
        currency == table.published.base ? one : table.published.rates[currency]
      }
      if let numerator = units(to), let denominator = units(from) {
        return Rate(
          numerator: numerator, denominator: denominator, seq: table.seq, validFrom: table.validFrom,
          source: table.subject)
      }
    }
    return nil
  }
}
