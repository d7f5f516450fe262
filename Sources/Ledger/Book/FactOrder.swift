/// The place of a fact among those of its subject. What is in force on a day is found by taking the facts that hold by
/// then, one after the other, in this order: by the day from which they hold, then the first day of their date, then
/// their position. What brings the subject into the book comes first (Schemas/events.md, Time).
public struct FactOrder: Comparable, Sendable {
  /// From when the fact holds. What ends, spends or refunds holds from the last day of its date, the rest from the
  /// first; nothing holds before its subject's first day.
  public let start: Day
  private let first: Day
  private let position: UInt64
  private let isOpening: Bool

  /// - Parameter opening: the first day of the subject, where it has one.
  init(_ entry: Entry, opening: Day?) {
    self.init(entry.event.type, entry.on, position: entry.seq, opening: opening)
  }

  /// - Parameter position: `.max` for a fact that is not recorded yet.
  init(_ type: EventType, _ on: EffectiveDate, position: UInt64, opening: Day?) {
    start = type.start(of: on, opening: opening)
    (first, self.position, isOpening) = (on.first, position, type.isFounding)
  }

  public static func < (a: FactOrder, b: FactOrder) -> Bool {
    if a.isOpening != b.isOpening { return a.isOpening }
    if a.start != b.start { return a.start < b.start }
    if a.first != b.first { return a.first < b.first }
    return a.position < b.position
  }
}

extension EventType {
  /// From when a fact of this date holds: what ends, spends or refunds from the last day, the rest from the first.
  /// - Parameter opening: the first day of the subject, before which nothing holds.
  func start(of on: EffectiveDate, opening: Day? = nil) -> Day {
    let own = holdsFromLastDay ? on.last : on.first
    return max(own, opening ?? own)
  }
}

extension Entry {
  /// From when the fact holds, if its subject had begun by then.
  public var start: Day { event.type.start(of: on) }

  /// From when the fact holds.
  /// - Parameter opening: the first day of its subject.
  func start(opening: Day?) -> Day { event.type.start(of: on, opening: opening) }
}

extension [Entry] {
  /// The first day of the subject of these facts, where one of them brought it into the book.
  var opening: Day? { first { $0.event.type.isFounding }?.on.first }

  /// The facts in the order in which they hold. Reversals are no facts.
  func inOrder() -> [Entry] {
    let facts = filter(\.counts)
    let opening = facts.opening
    return facts.map { (FactOrder($0, opening: opening), $0) }.sorted { $0.0 < $1.0 }.map(\.1)
  }

  /// Puts one more fact among facts that are in the order in which they hold.
  mutating func insert(_ fact: Entry) {
    // What brings the subject into the book comes first, and moves the day before which nothing holds.
    guard !fact.event.type.isFounding else {
      self = (self + [fact]).inOrder()
      return
    }
    let opening = opening
    let place = FactOrder(fact, opening: opening)
    var (low, high) = (startIndex, endIndex)
    while low < high {
      let middle = (low + high) / 2
      if FactOrder(self[middle], opening: opening) < place { low = middle + 1 } else { high = middle }
    }
    insert(fact, at: low)
  }

  /// The facts with one more, in the order in which they hold.
  func with(_ fact: Entry) -> [Entry] {
    var facts = self
    facts.insert(fact)
    return facts
  }
}
