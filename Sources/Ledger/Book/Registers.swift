import Reference

/// Everything the book knows apart from projects: small, and needed whole by the rules and by every report.
public struct Registers: Sendable {
  public private(set) var partners = Subjects<PartnerState>()
  public private(set) var agreements = Subjects<AgreementState>()
  public private(set) var pledges = Subjects<PledgeState>()
  public private(set) var assessments = Subjects<AssessmentState>()
  public private(set) var plans = Subjects<BudgetState>()
  public private(set) var groups = Subjects<GroupState>()
  public private(set) var rates = Subjects<RecordsState<RatesEvent>>()
  public private(set) var targets = Subjects<RecordsState<TargetEvent>>()
  public private(set) var aggregates = Subjects<RecordsState<AggregateEvent>>()
  public private(set) var figures = Subjects<RecordsState<FigureEvent>>()
  public private(set) var policies = Subjects<RecordsState<PolicyEvent>>()
  public private(set) var books = Subjects<RecordsState<BooksEvent>>()
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

  public func profile(of partner: String) -> PartnerProfile? { partners[partner]?.state.profile }

  public func isInGroup(_ code: String, _ country: Alpha3, on day: Day) -> Bool {
    groups[code]?.state.contains(country, on: day) ?? false
  }
}
