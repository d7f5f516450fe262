/// The type of an event: a name of its kind, or the reversal, which belongs to every kind. The names are the storage
/// format.
public enum EventType: Hashable, Sendable {
  case partner(PartnerEvent.Name)
  case project(ProjectEvent.Name)
  case agreement(AgreementEvent.Name)
  case pledge(PledgeEvent.Name)
  case assessment(AssessmentEvent.Name)
  case plan(PlanEvent.Name)
  case target(TargetEvent.Name)
  case rates(RatesEvent.Name)
  case group(GroupEvent.Name)
  case aggregate(AggregateEvent.Name)
  case figure(FigureEvent.Name)
  case policy(PolicyEvent.Name)
  case books(BooksEvent.Name)
  /// `RecordReversed`, which belongs to every kind.
  case reversed

  /// Nil for a reversal.
  private var name: (any EventName)? {
    switch self {
    case .partner(let name): name
    case .project(let name): name
    case .agreement(let name): name
    case .pledge(let name): name
    case .assessment(let name): name
    case .plan(let name): name
    case .target(let name): name
    case .rates(let name): name
    case .group(let name): name
    case .aggregate(let name): name
    case .figure(let name): name
    case .policy(let name): name
    case .books(let name): name
    case .reversed: nil
    }
  }

  /// See `EventName`. A reversal happens when it is recorded.
  public var mayLieInFuture: Bool { name?.mayLieInFuture ?? false }
  /// See `EventName`. A reversal would change figures too.
  var countsInPeriods: Bool { name.map { type(of: $0).countsInPeriods } ?? true }
  /// See `EventName`.
  public var isFounding: Bool { name?.isFounding ?? false }
  /// See `EventName`.
  var holdsFromLastDay: Bool { name?.holdsFromLastDay ?? false }
}

extension EventType: LineCode {
  /// The stored name, such as `ProjectSigned`.
  public var rawValue: String { name?.rawValue ?? "RecordReversed" }

  /// Nil where no event has the name. Cost: a walk through all names; the readers of lines use a table.
  public init?(rawValue: String) {
    guard let type = EventType.allCases.first(where: { $0.rawValue == rawValue }) else { return nil }
    self = type
  }

  /// In the order of Schemas/events.md.
  public static var allCases: [EventType] {
    func all<Name: EventName>(_ type: (Name) -> EventType) -> [EventType] { Name.allCases.map(type) }
    let promises = all(partner) + all(project) + all(agreement) + all(pledge) + all(assessment)
    let tables = all(plan) + all(target) + all(rates) + all(group) + all(aggregate) + all(figure)
    return promises + tables + all(policy) + all(books) + [.reversed]
  }

  static func table(in tables: UnsafePointer<CodeTables>) -> CodeTable<Self> { tables.pointee.eventTypes }
}
