/// What the rules and reports need to know of one subject, folded from its records in order.
///
/// Two functions share the knowledge of events: `apply` changes the state, `post` says which postings an event makes.
/// `post` is called with the state as it stood before the event. Neither ever refuses: what is in the book was allowed
/// once.
public protocol SubjectState: Sendable {
  init()
  mutating func apply(_ entry: Entry)
  /// `number` is the position of the subject's first record.
  func post(_ entry: Entry, number: UInt32, partners: PartnerNumbers, into postings: inout [Posting])
}

/// The order in which partners were registered: how a posting names a partner.
public struct PartnerNumbers: Sendable {
  fileprivate let places: [String: Int]

  fileprivate init(places: [String: Int]) { self.places = places }

  /// For states that name no partner, or whose postings nobody wants.
  public static let none = PartnerNumbers(places: [:])

  /// The place of the partner in the order of registration, from 0.
  public func number(ofPartner name: String) -> Int? { places[name] }
}

/// One subject with the records behind its state.
public struct Subjects<State: SubjectState>: Sendable {
  public struct Item: Sendable {
    public let name: String
    /// Position of the first record of the subject.
    public let number: UInt32
    public var entries: [Entry] = []
    public var reversed: Set<UInt64> = []
    public var state = State()

    /// The records that still count.
    public var active: [Entry] { entries.filter { $0.counts && !reversed.contains($0.seq) } }
  }

  public private(set) var items: [Item] = []
  private var places: [String: Int] = [:]

  public init() {}

  /// The subjects as partners are numbered. Costs nothing; hold it only while the subjects do not change.
  var numbers: PartnerNumbers { PartnerNumbers(places: places) }

  public func place(of name: String) -> Int? { places[name] }
  public subscript(name: String) -> Item? { places[name].map { items[$0] } }
  /// How many records a subject has.
  public func count(of name: String) -> Int { places[name].map { items[$0].entries.count } ?? 0 }

  mutating func fold(_ entry: Entry, partners: PartnerNumbers, into postings: inout [Posting]) {
    let place = places[entry.subject.name] ?? items.count
    if place == items.count {
      places[entry.subject.name] = place
      items.append(Item(name: entry.subject.name, number: UInt32(truncatingIfNeeded: entry.seq)))
    }
    if case .recordReversed(let reversal) = entry.event {
      let replay = Replay<State>(items[place].entries, number: items[place].number, partners: partners)
      postings += replay.mirror(of: reversal.seq, by: entry)
      items[place].entries.append(entry)
      items[place].reversed.insert(reversal.seq)
      items[place].state = State()
      for active in items[place].active { items[place].state.apply(active) }
    } else {
      items[place].state.post(entry, number: items[place].number, partners: partners, into: &postings)
      items[place].entries.append(entry)
      items[place].state.apply(entry)
    }
  }
}

extension Entry {
  /// False for a reversal, which only takes another record out.
  var counts: Bool { event.type != .recordReversed }
}

/// The records of one subject folded again from the first, with the postings that each of them made at its time.
public struct Replay<State: SubjectState> {
  public private(set) var state = State()
  public private(set) var entries: [Entry] = []
  public private(set) var reversed: Set<UInt64> = []
  private var postings: [UInt64: [Posting]] = [:]
  private let number: UInt32
  private let partners: PartnerNumbers

  public init(_ entries: [Entry], number: UInt32, partners: PartnerNumbers) {
    self.number = number
    self.partners = partners
    for entry in entries { fold(entry) }
  }

  private mutating func fold(_ entry: Entry) {
    if case .recordReversed(let reversal) = entry.event {
      postings[entry.seq] = mirror(of: reversal.seq, by: entry)
      reversed.insert(reversal.seq)
      entries.append(entry)
      state = State()
      for active in entries where active.counts && !reversed.contains(active.seq) { state.apply(active) }
    } else {
      var made: [Posting] = []
      state.post(entry, number: number, partners: partners, into: &made)
      postings[entry.seq] = made
      entries.append(entry)
      state.apply(entry)
    }
  }

  /// The postings that undo those of record `seq`.
  public func mirror(of seq: UInt64, by entry: Entry) -> [Posting] {
    (postings[seq] ?? []).map { $0.mirrored(by: entry) }
  }

  /// The later records of the subject that rest on record `seq`: without it they would be refused or would post other
  /// figures.
  /// - Parameter allowed: whether the rules would let an entry in, given a state.
  public func dependents(of seq: UInt64, allowed: (Entry, State) -> Bool) -> [UInt64] {
    var with = State()
    var without = State()
    var dependents: [UInt64] = []
    for entry in entries where entry.counts && !reversed.contains(entry.seq) {
      if entry.seq > seq {
        var before: [Posting] = []
        var after: [Posting] = []
        with.post(entry, number: number, partners: partners, into: &before)
        without.post(entry, number: number, partners: partners, into: &after)
        if before != after || !allowed(entry, without) {
          dependents.append(entry.seq)
          with.apply(entry)
          continue
        }
      }
      with.apply(entry)
      if entry.seq != seq { without.apply(entry) }
    }
    return dependents
  }
}
