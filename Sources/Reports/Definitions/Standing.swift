import Ledger
import Reference

/// A pledge as it stands on the last day of a window.
struct Standing {
  let name: String
  let number: UInt32
  /// The place of the pledger among the partners, after merges.
  let entity: Int
  /// The record that made it.
  let made: Entry
  let state: PledgeState
  /// What it is for, on the day on which it is looked up.
  let terms: PledgeTerms
  let lookedUpOn: Day
  /// The last progress report, if there was one.
  let report: Entry?
  /// The records of its withdrawals, whose postings take the promised money out.
  let withdrawals: Set<UInt64>
  /// Whether it was made in the window, which has a first day.
  let isNew: Bool

  var stands: Bool { state.withdrawnOn == nil }

  /// The pledges made by the last day of the window that pass the filters: who made them, and for which country they
  /// are.
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
      guard let made, let by = state.made?.by, let entity = known.place(ofPartner: by) else { return nil }
      if let partner = query.partner, known.place(ofPartner: partner) != entity { return nil }
      let day = query.isAsSigned ? made.on.first : query.lastDay
      let terms = query.isAsSigned ? item.state(on: day).terms : state.terms
      if let country = query.country, !terms.countries.contains(country) { return nil }
      return Standing(
        name: item.name, number: item.number, entity: entity, made: made, state: state, terms: terms, lookedUpOn: day,
        report: report,
        withdrawals: withdrawals(of: item),
        isNew: query.window.from != nil && query.window.contains(first: made.on.first, last: made.on.last))
    }
  }

  /// The groups of countries that it is for: those that it names, and those of its countries.
  func groups(_ known: AsKnown) -> [GroupCode] {
    GroupCode.allCases.filter { group in
      terms.groups.contains(group)
        || terms.countries.contains { known.registers.isInGroup(group.rawValue, $0, on: lookedUpOn) }
    }
  }

  private static func withdrawals(of item: Subjects<PledgeState>.Item) -> Set<UInt64> {
    Set(item.entries.filter { $0.event.type == .pledge(.withdrawn) }.map(\.seq))
  }
}

/// The target that is shown beside a figure.
struct ShownTarget {
  let set: TargetSet
  let entry: Entry
  let number: UInt32

  /// Of the targets of a measure that are set by the last day of a window, the one whose day comes first and is not
  /// before that day; of several for one day the last by its own date, then by its name. Nil where all lie before.
  init?(of measure: String, _ known: AsKnown, on day: Day) {
    var shown: (set: TargetSet, entry: Entry, number: UInt32)?
    for item in known.registers.targets.items.sorted(by: { $0.name < $1.name }) {
      for entry in item.holding(on: day) {
        guard case .target(.set(let set)) = entry.event, set.measure == measure, set.by >= day else { continue }
        if let shown, (set.by, shown.entry.start) > (shown.set.by, entry.start) { continue }
        shown = (set, entry, item.number)
      }
    }
    guard let shown else { return nil }
    (set, entry, number) = shown
  }
}
