/// What happened: an event of one kind of subject, or the reversal of a record of any. See Schemas/events.md for the
/// members.
///
/// Events that are large and rare stand behind a reference in the union of their kind, so that an event stays small.
public enum Event: Hashable, Sendable {
  /// Registered, revised, merged; champion or no longer.
  case partner(PartnerEvent)
  /// From the signature to the closure: addenda, money in and out.
  case project(ProjectEvent)
  /// Signed, revised, ended.
  case agreement(AgreementEvent)
  /// Made, revised, withdrawn; how far it has come.
  case pledge(PledgeEvent)
  /// An impact assessment of projects was issued.
  case assessment(AssessmentEvent)
  /// A budget was set.
  case plan(PlanEvent)
  /// A target was set.
  case target(TargetEvent)
  /// Rates of exchange were published.
  case rates(RatesEvent)
  /// A country belongs to a group, from a day on.
  case group(GroupEvent)
  /// A total that others counted, without its parts.
  case aggregate(AggregateEvent)
  /// A figure that somebody published, to be compared with the book.
  case figure(FigureEvent)
  /// Who may record and approve what.
  case policy(PolicyEvent)
  /// A period was closed.
  case books(BooksEvent)
  /// An earlier record does not count. Belongs to any kind of subject.
  case reversed(RecordReversed)

  /// The name under which it is stored.
  public var type: EventType {
    switch self {
    case .partner(let event): .partner(event.name)
    case .project(let event): .project(event.name)
    case .agreement(let event): .agreement(event.name)
    case .pledge(let event): .pledge(event.name)
    case .assessment(let event): .assessment(event.name)
    case .plan(let event): .plan(event.name)
    case .target(let event): .target(event.name)
    case .rates(let event): .rates(event.name)
    case .group(let event): .group(event.name)
    case .aggregate(let event): .aggregate(event.name)
    case .figure(let event): .figure(event.name)
    case .policy(let event): .policy(event.name)
    case .books(let event): .books(event.name)
    case .reversed: .reversed
    }
  }

  /// The kind of subject that the event belongs to; nil for a reversal, which belongs to any.
  public var kind: Subject.Kind? {
    switch self {
    case .partner: .partner
    case .project: .project
    case .agreement: .agreement
    case .pledge: .pledge
    case .assessment: .assessment
    case .plan: .plan
    case .target: .target
    case .rates: .rates
    case .group: .group
    case .aggregate: .aggregate
    case .figure: .figure
    case .policy: .policy
    case .books: .books
    case .reversed: nil
    }
  }

  /// The other subjects that the event names: they get an index entry, so that nothing they rest on can be reversed
  /// before them.
  public var mentions: [Subject] {
    switch self {
    case .partner(let event): event.mentions
    case .project(let event): event.mentions
    case .agreement(let event): event.mentions
    case .pledge(let event): event.mentions
    case .assessment(let event): event.mentions
    case .plan, .target, .rates, .group, .aggregate, .figure, .policy, .books, .reversed: []
    }
  }

  /// Tells what happened to people, without subject and date: `received CHF 600.00 from norway`.
  public var sentence: Sentence {
    switch self {
    case .partner(let event): event.sentence
    case .project(let event): event.sentence
    case .agreement(let event): event.sentence
    case .pledge(let event): event.sentence
    case .assessment(let event): event.sentence
    case .plan(let event): event.sentence
    case .target(let event): event.sentence
    case .rates(let event): event.sentence
    case .group(let event): event.sentence
    case .aggregate(let event): event.sentence
    case .figure(let event): event.sentence
    case .policy(let event): event.sentence
    case .books(let event): event.sentence
    case .reversed(let reversal): reversal.sentence
    }
  }

  /// The projects whose state the rules need to decide on the event.
  public var neededProjects: [String] { mentions.filter { $0.kind == .project }.map(\.name) }
}

// MARK: Reading and writing

extension Event {
  /// Reads the event object. Its type stands in the middle of the sorted members, so it is looked up first.
  @inline(__always)
  init(from r: inout LineReader) throws(LineError) {
    let start = r.at
    if let type = r.quickType() {
      do throws(LineError) {
        self = try Event(type, from: &r)
        return
      } catch {
        // Perhaps only the type was not the right one.
        r.at = start
      }
    }
    self = try Event(try r.ownType(), from: &r)
  }

  @inline(never)
  private init(_ type: EventType, from r: inout LineReader) throws(LineError) {
    try r.open()
    switch type {
    case .project(let name): self = .project(try ProjectEvent(name, from: &r))
    case .partner(let name): self = .partner(try PartnerEvent(name, from: &r))
    case .agreement(let name): self = .agreement(try AgreementEvent(name, from: &r))
    case .pledge(let name): self = .pledge(try PledgeEvent(name, from: &r))
    case .assessment(let name): self = .assessment(try AssessmentEvent(name, from: &r))
    case .plan(let name): self = .plan(try PlanEvent(name, from: &r))
    case .target(let name): self = .target(try TargetEvent(name, from: &r))
    case .rates(let name): self = .rates(try RatesEvent(name, from: &r))
    case .group(let name): self = .group(try GroupEvent(name, from: &r))
    case .aggregate(let name): self = .aggregate(try AggregateEvent(name, from: &r))
    case .figure(let name): self = .figure(try FigureEvent(name, from: &r))
    case .policy(let name): self = .policy(try PolicyEvent(name, from: &r))
    case .books(let name): self = .books(try BooksEvent(name, from: &r))
    case .reversed: self = .reversed(try RecordReversed(from: &r))
    }
    try r.close()
  }

  func write(to w: inout LineWriter) {
    w.open()
    switch self {
    case .project(let event): event.write(to: &w)
    case .partner(let event): event.write(to: &w)
    case .agreement(let event): event.write(to: &w)
    case .pledge(let event): event.write(to: &w)
    case .assessment(let event): event.write(to: &w)
    case .plan(let event): event.write(to: &w)
    case .target(let event): event.write(to: &w)
    case .rates(let event): event.write(to: &w)
    case .group(let event): event.write(to: &w)
    case .aggregate(let event): event.write(to: &w)
    case .figure(let event): event.write(to: &w)
    case .policy(let event): event.write(to: &w)
    case .books(let event): event.write(to: &w)
    case .reversed(let reversal): reversal.write(to: &w)
    }
    w.close()
  }
}
