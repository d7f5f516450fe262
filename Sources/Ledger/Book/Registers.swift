import Reference

/// Everything the book knows apart from projects: small, and needed whole by the rules and by every report.
public struct Registers: Sendable {
  /// With the funds inside, which are partners of the kind `internalFund`.
  public private(set) var partners = Subjects<PartnerState>()
  /// Agreements as they stand after their revisions.
  public private(set) var agreements = Subjects<AgreementState>()
  /// Pledges as they stand after their revisions, with their reported progress.
  public private(set) var pledges = Subjects<PledgeState>()
  /// Impact assessments, with the projects that they look at.
  public private(set) var assessments = Subjects<AssessmentState>()
  /// Budgets of the plans.
  public private(set) var plans = Subjects<BudgetState>()
  /// Memberships of countries, each from a day to a day.
  public private(set) var groups = Subjects<GroupState>()
  /// The tables of rates as they were recorded; `exchange` answers from them.
  public private(set) var rates = Subjects<RecordsState<RatesEvent>>()
  /// Targets as they were recorded.
  public private(set) var targets = Subjects<RecordsState<TargetEvent>>()
  /// Reported totals as they were recorded.
  public private(set) var aggregates = Subjects<RecordsState<AggregateEvent>>()
  /// Published figures as they were recorded.
  public private(set) var figures = Subjects<RecordsState<FigureEvent>>()
  /// Grants and revocations of roles, and what needs approval, as they were recorded; `policy` answers from them.
  public private(set) var policies = Subjects<RecordsState<PolicyEvent>>()
  /// The closures of periods as they were recorded; `policy` answers from them.
  public private(set) var books = Subjects<RecordsState<BooksEvent>>()
  /// Who may do what, and through which day the books are closed. Made anew with each record that changes it.
  public private(set) var policy = Policy()
  /// The rates that stand on each day. Made anew with each table of rates.
  public private(set) var exchange = ExchangeRates()

  /// The registers of an empty book.
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
      if entry.counts { exchange.add(entry) } else { exchange = ExchangeRates(rates.items.flatMap(\.active)) }
    case .policy:
      policies.fold(entry, partners: numbers, into: &postings)
      policy = Policy(
        policies.items.flatMap(\.active), books.items.flatMap(\.active), all: policies.items.flatMap(\.entries))
    case .books:
      books.fold(entry, partners: numbers, into: &postings)
      policy = Policy(
        policies.items.flatMap(\.active), books.items.flatMap(\.active), all: policies.items.flatMap(\.entries))
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

  /// What is known of a partner under this very name, not of the one it was merged into; nil where it is not
  /// registered.
  public func profile(of partner: String) -> PartnerProfile? { partners[partner]?.state.profile }

  /// Whether the country is a member on that day, by its recorded memberships. False also for a group that nobody
  /// recorded.
  public func isInGroup(_ code: String, _ country: Alpha3, on day: Day) -> Bool {
    groups[code]?.state.contains(country, on: day) ?? false
  }
}
