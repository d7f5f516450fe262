/// What the rules and reports need to know of one subject, folded from its facts in the order in which they hold.
///
/// Two functions share the knowledge of the subject's own events: `apply` changes the state, `post` says which postings
/// an event makes. `post` is called with the state of the facts before the event. Neither ever refuses: what is in the
/// book was allowed once.
public protocol SubjectState: Sendable {
  /// The events that this kind of subject has.
  associatedtype Event: SubjectEvent
  /// The state before the first record.
  init()
  /// Changes the state by an event that stands. The events come in the order of the book.
  mutating func apply(_ event: Event, _ entry: Entry)
  /// `number` is the position of the subject's first record.
  func post(_ event: Event, _ entry: Entry, number: UInt32, partners: PartnerNumbers, into postings: inout [Posting])
}

extension SubjectState {
  /// A reversal, which only takes another record out, changes nothing by itself.
  public mutating func apply(_ entry: Entry) {
    if let event = Event(entry.event) { apply(event, entry) }
  }
}

/// A subject whose records stand side by side and change nothing else: rates, targets, aggregates, figures, governance.
public struct RecordsState<Event: SubjectEvent>: SubjectState {
  /// The records that were not reversed, in the order of the book.
  public private(set) var entries: [Entry] = []

  /// No record yet.
  public init() {}
  /// Adds the record.
  public mutating func apply(_ event: Event, _ entry: Entry) { entries.append(entry) }
  /// These records make no postings.
  public func post(
    _ event: Event, _ entry: Entry, number: UInt32, partners: PartnerNumbers, into postings: inout [Posting]
  ) {}
}
