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
    let own = type.holdsFromLastDay ? on.last : on.first
    start = max(own, opening ?? own)
    (first, self.position, isOpening) = (on.first, position, type.isFounding)
  }

  public static func < (a: FactOrder, b: FactOrder) -> Bool {
    if a.isOpening != b.isOpening { return a.isOpening }
    if a.start != b.start { return a.start < b.start }
    if a.first != b.first { return a.first < b.first }
    return a.position < b.position
  }
}

extension Sequence<Entry> {
  /// The facts in the order in which they hold. Reversals are no facts.
  func inOrder() -> [Entry] {
    let facts = filter(\.counts)
    let opening = facts.first { $0.event.type.isFounding }?.on.first
    return facts.map { (FactOrder($0, opening: opening), $0) }.sorted { $0.0 < $1.0 }.map(\.1)
  }
}
