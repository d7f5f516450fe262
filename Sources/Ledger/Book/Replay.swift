/// The records of one subject folded again from the first, with the postings that each of them made at its time.
public struct Replay<State: SubjectState> {
  /// The state after all records that were not reversed.
  public private(set) var state = State()
  /// All records of the subject in the order of the book, reversals and what they reversed included.
  public private(set) var entries: [Entry] = []
  /// Positions of the records that no longer count.
  public private(set) var reversed: Set<UInt64> = []
  private var postings: [UInt64: [Posting]] = [:]
  private let number: UInt32
  private let partners: PartnerNumbers

  /// Folds all records of one subject. Cost: one step for each, and for each reversal a fold of all before it.
  public init(_ entries: [Entry], number: UInt32, partners: PartnerNumbers) {
    self.number = number
    self.partners = partners
    for entry in entries { fold(entry) }
  }

  private mutating func fold(_ entry: Entry) {
    if let event = State.Event(entry.event) {
      var made: [Posting] = []
      state.post(event, entry, number: number, partners: partners, into: &made)
      postings[entry.seq] = made
      entries.append(entry)
      state.apply(event, entry)
    } else {
      let undone = entry.reversal.seq
      postings[entry.seq] = mirror(of: undone, by: entry)
      reversed.insert(undone)
      entries.append(entry)
      state = State()
      for active in entries where !reversed.contains(active.seq) { state.apply(active) }
    }
  }

  /// The postings that undo those of record `seq`.
  public func mirror(of seq: UInt64, by entry: Entry) -> [Posting] {
    (postings[seq] ?? []).map { $0.mirrored(by: entry) }
  }

  /// The state as it would be if record `seq` were taken out as well.
  public func state(without seq: UInt64) -> State {
    var state = State()
    for entry in entries where !reversed.contains(entry.seq) && entry.seq != seq { state.apply(entry) }
    return state
  }

  /// The later records of the subject that rest on record `seq`: without it they would be refused or would post other
  /// figures.
  /// - Parameter allowed: whether the rules would let an entry in, given a state.
  func dependents(of seq: UInt64, allowed: (State.Event, Entry, State) -> Bool) -> [UInt64] {
    var with = State()
    var without = State()
    var dependents: [UInt64] = []
    for entry in entries where !reversed.contains(entry.seq) {
      guard let event = State.Event(entry.event) else { continue }
      if entry.seq > seq {
        var before: [Posting] = []
        var after: [Posting] = []
        with.post(event, entry, number: number, partners: partners, into: &before)
        without.post(event, entry, number: number, partners: partners, into: &after)
        if before != after || !allowed(event, entry, without) {
          dependents.append(entry.seq)
          with.apply(event, entry)
          continue
        }
      }
      with.apply(event, entry)
      if entry.seq != seq { without.apply(event, entry) }
    }
    return dependents
  }
}
