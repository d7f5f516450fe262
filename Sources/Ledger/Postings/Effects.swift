/// What each fact of a subject posts when they are taken in the order in which they hold, and the state after them all.
///
/// A record's postings are the difference that it makes: the effects with it less the effects without it, each dated as
/// the fact whose effect changes, and naming that fact. Postings of the past never change, so the book as it was known
/// is a prefix of them.
struct Effects<State: SubjectState> {
  private(set) var state = State()
  private var rows: [UInt64: [Posting]] = [:]

  /// - Parameter facts: in the order in which they hold.
  init(of facts: [Entry], number: UInt32, partners: PartnerNumbers) {
    for fact in facts {
      guard let event = State.Event(fact.event) else { continue }
      var made: [Posting] = []
      state.post(event, fact, number: number, partners: partners, into: &made)
      rows[fact.seq] = made
      state.apply(event, fact)
    }
  }

  /// The rows that lead from these effects to others.
  /// - Parameters:
  ///   - entry: the record that makes the difference: it is itself a fact of the others, or reverses one of these.
  ///   - reversed: the fact that it takes out.
  func changes(to after: Effects, by entry: Entry, reversing reversed: UInt64?) -> [Posting] {
    var changes: [Posting] = []
    for fact in Set(rows.keys).union(after.rows.keys).sorted() {
      if fact == entry.seq {
        changes += after.rows[fact] ?? []
      } else {
        Effects.compare(
          rows[fact] ?? [], after.rows[fact] ?? [], by: entry, isReversed: fact == reversed, into: &changes)
      }
    }
    return changes
  }

  private static func compare(
    _ before: [Posting], _ after: [Posting], by entry: Entry, isReversed: Bool, into changes: inout [Posting]
  ) {
    if before == after { return }
    let (old, new) = (Effects.sums(before), Effects.sums(after))
    var places: [Posting] = []
    for place in (before + after).map(\.place) where !places.contains(place) { places.append(place) }
    for place in places {
      guard isReversed || old[place] != new[place] else { continue }
      var row = place
      row.minor = Int64(clamping: (new[place] ?? 0) - (old[place] ?? 0))
      row.position = UInt32(truncatingIfNeeded: entry.seq)
      row.flags.formUnion(Posting.Flags(of: entry))
      row.flags.insert(isReversed ? .reversal : .change)
      if !isReversed, new[place] == nil { row.flags.insert(.gone) }
      changes.append(row)
    }
  }

  private static func sums(_ rows: [Posting]) -> [Posting: Int128] {
    rows.reduce(into: [:]) { $0[$1.place, default: 0] += Int128($1.minor) }
  }
}
