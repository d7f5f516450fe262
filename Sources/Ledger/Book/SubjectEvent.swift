/// What can happen to one kind of subject: a union of the events of that kind.
///
/// Everything the book knows of one event stands with it in the folder of its subject: its members, how they are read
/// and written, how it is told, which subjects it names and which rules it obeys. What it does to the state, and the
/// postings that it makes, stand with the state.
public protocol SubjectEvent: Hashable, Sendable {
  /// The names of the events of the kind.
  associatedtype Name: EventName
  /// Nil if the event belongs to another kind of subject, or is a reversal.
  init?(_ event: Event)
  /// What the event is called in the book.
  var name: Name { get }
  /// Tells it to people, without its subject and date.
  var sentence: Sentence { get }
}

/// The names under which the events of one kind are stored, and what is known of an event by its name alone.
public protocol EventName: RawRepresentable, CaseIterable, Hashable, Sendable where RawValue == String {
  /// Whether a closed period keeps the events of the kind out: they would change figures of that period. Settings would
  /// not.
  static var countsInPeriods: Bool { get }
  /// Plans and standing facts may lie in the future; what happened may not (`date-in-future`).
  var mayLieInFuture: Bool { get }
  /// Whether the event brings its subject into the book. Whoever names the subject rests on it.
  var isFounding: Bool { get }
  /// Whether a fact with a coarse date holds from its last day: so does what ends, spends or refunds. The rest holds
  /// from the first day.
  var holdsFromLastDay: Bool { get }
}

extension EventName {
  public var holdsFromLastDay: Bool { false }
}
