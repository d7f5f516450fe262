/// The subjects of one kind, each with the records behind its state, folded in the order of the book.
public struct Subjects<State: SubjectState>: Sendable {
  /// One subject.
  public struct Item: Sendable {
    /// The name after the slash.
    public let name: String
    /// Position of the first record of the subject.
    public let number: UInt32
    /// All its records in the order of the book, reversals and what they reversed included.
    public var entries: [Entry] = []
    /// Positions of its records that no longer count.
    public var reversed: Set<UInt64> = []
    /// What its other records come to.
    public var state = State()

    /// The records that still count.
    public var active: [Entry] { entries.filter { $0.counts && !reversed.contains($0.seq) } }
  }

  /// In the order in which they came into the book. Places never change.
  public private(set) var items: [Item] = []
  private var places: [String: Int] = [:]

  /// No subject yet.
  public init() {}

  /// The subjects as partners are numbered. Costs nothing; hold it only while the subjects do not change.
  var numbers: PartnerNumbers { PartnerNumbers(places: places) }

  /// Where the subject stands in `items`; nil where the book does not know it.
  public func place(of name: String) -> Int? { places[name] }
  /// The subject with this name; nil where the book does not know it.
  public subscript(name: String) -> Item? { places[name].map { items[$0] } }
  /// How many records a subject has.
  public func count(of name: String) -> Int { places[name].map { items[$0].entries.count } ?? 0 }

  mutating func fold(_ entry: Entry, partners: PartnerNumbers, into postings: inout [Posting]) {
    let place = places[entry.subject.name] ?? items.count
    if place == items.count {
      places[entry.subject.name] = place
      items.append(Item(name: entry.subject.name, number: UInt32(truncatingIfNeeded: entry.seq)))
    }
    if let event = State.Event(entry.event) {
      items[place].state.post(event, entry, number: items[place].number, partners: partners, into: &postings)
      items[place].entries.append(entry)
      items[place].state.apply(event, entry)
    } else {
      let reversed = entry.reversal.seq
      let replay = Replay<State>(items[place].entries, number: items[place].number, partners: partners)
      postings += replay.mirror(of: reversed, by: entry)
      items[place].entries.append(entry)
      items[place].reversed.insert(reversed)
      items[place].state = State()
      for active in items[place].active { items[place].state.apply(active) }
    }
  }
}
