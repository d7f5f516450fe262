/// The subjects of one kind, each with the records behind its state, folded in the order of the book.
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
