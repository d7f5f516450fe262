import Ledger
import Reference

/// A pledge as it stood at the end of a window.
struct Standing {
  let name: String
  let number: UInt32
  /// The place of the pledger among the partners, after merges.
  let entity: Int
  /// The record that made it.
  let made: Entry
  let state: PledgeState
  /// The last progress report, if there was one.
  let report: Entry?
  /// The records of its withdrawals, whose postings take the promised money out.
  let withdrawals: Set<UInt64>

  var stands: Bool { state.withdrawnOn == nil }

  /// The pledges made in the window that pass the filters on the pledger: its identity and its country.
  static func all(_ known: AsKnown, _ query: Query) -> [Standing] {
    known.registers.pledges.items.compactMap { item in
      var state = PledgeState()
      var made: Entry?
      var report: Entry?
      for entry in item.holding(on: query.lastDay) {
        state.apply(entry)
        if entry.event.type == .pledge(.made) { made = entry }
        if entry.event.type == .pledge(.progressReported) { report = entry }
      }
      guard let made, let by = state.made?.by, query.window.contains(first: made.on.first, last: made.on.last),
        let entity = known.place(ofPartner: by), admits(entity, known, query)
      else { return nil }
      return Standing(
        name: item.name, number: item.number, entity: entity, made: made, state: state, report: report,
        withdrawals: withdrawals(of: item))
    }
  }

  static func admits(_ entity: Int, _ known: AsKnown, _ query: Query) -> Bool {
    if let partner = query.partner, known.place(ofPartner: partner) != entity {
      return false
    }
    if let country = query.country, known.registers.partners.items[entity].state.profile?.country != country {
      return false
    }
    return true
  }

  private static func withdrawals(of item: Subjects<PledgeState>.Item) -> Set<UInt64> {
    Set(item.entries.filter { $0.event.type == .pledge(.withdrawn) }.map(\.seq))
  }
}

/// What the coalition wants to reach: the target of the measure `pledged`.
struct PledgeTarget {
  let value: Money
  let by: Day
  let entry: Entry
  let number: UInt32

  /// Of several targets the one whose day comes first and is not before the end of the window; of one day the latest
  /// record. Nil where all targets lie before.
  init?(_ known: AsKnown, _ query: Query) {
    var found: [PledgeTarget] = []
    for item in known.registers.targets.items {
      for entry in item.state.entries {
        guard case .target(.set(let set)) = entry.event, set.measure == "pledged", case .value(let value) = set.goal
        else {
          continue
        }
        found.append(PledgeTarget(value: value, by: set.by, entry: entry, number: item.number))
      }
    }
    found.sort { ($0.by, $1.entry.seq) < ($1.by, $0.entry.seq) }
    guard let target = found.first(where: { $0.by >= query.lastDay }) else { return nil }
    self = target
  }

  private init(value: Money, by: Day, entry: Entry, number: UInt32) {
    (self.value, self.by, self.entry, self.number) = (value, by, entry, number)
  }
}
