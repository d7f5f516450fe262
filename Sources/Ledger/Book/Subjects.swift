/// The subjects of one kind, each with the records behind its state.
public struct Subjects<State: SubjectState>: Sendable {
  /// One subject.
  public struct Item: Sendable {
    /// Of the subject, without its kind.
    public let name: String
    /// Position of the first record of the subject.
    public let number: UInt32
    /// In the order of the book.
    public private(set) var entries: [Entry] = []
    /// The positions of the records that were taken out.
    public private(set) var reversed: Set<UInt64> = []
    private var timeline = Timeline<State>()

    /// With all facts that stand, whenever they hold.
    public var state: State { timeline.state }
    /// The first day of the subject, where one of its records brought it into the book.
    var opening: Day? { timeline.opening }

    fileprivate init(name: String, number: UInt32) { (self.name, self.number) = (name, number) }

    /// The records that still count, in the order of the book.
    public var active: [Entry] { entries.filter { $0.counts && !reversed.contains($0.seq) } }

    /// The facts that stand, in the order in which they hold.
    public var standing: [Entry] { active.inOrder() }

    /// The facts that hold by a day, in the order in which they hold.
    public func holding(on day: Day) -> [Entry] { timeline.holding(on: day, of: standing) }

    /// What is in force on a day. Before its first day a subject is as the record says that brought it into the book.
    public func state(on day: Day) -> State { timeline.state(on: day, of: standing) }

    /// The state that the facts before a command leave.
    func state(before command: Command) -> State { timeline.state(before: command, of: standing) }

    fileprivate mutating func fold(_ entry: Entry, partners: PartnerNumbers, into postings: inout [Posting]) {
      if let event = State.Event(entry.event),
        timeline.append(event, entry, number: number, partners: partners, into: &postings)
      {
        entries.append(entry)
        return
      }
      let before = standing
      entries.append(entry)
      if let undone = entry.reversed { reversed.insert(undone) }
      timeline.change(
        from: before, to: standing, by: entry, reversing: entry.reversed, number: number, partners: partners,
        into: &postings)
    }
  }

  /// In the order in which they came into the book.
  public private(set) var items: [Item] = []
  private var places: [String: Int] = [:]

  /// Of an empty book.
  public init() {}

  /// The subjects as partners are numbered. Costs nothing; hold it only while the subjects do not change.
  var numbers: PartnerNumbers { PartnerNumbers(places: places) }

  /// The place of a subject in `items`.
  public func place(of name: String) -> Int? { places[name] }
  /// A copy of the subject; nil where the book does not know it.
  public subscript(name: String) -> Item? { places[name].map { items[$0] } }
  /// How many records a subject has.
  public func count(of name: String) -> Int { places[name].map { items[$0].entries.count } ?? 0 }

  mutating func fold(_ entry: Entry, partners: PartnerNumbers, into postings: inout [Posting]) {
    let place = places[entry.subject.name] ?? items.count
    if place == items.count {
      places[entry.subject.name] = place
      items.append(Item(name: entry.subject.name, number: UInt32(truncatingIfNeeded: entry.seq)))
    }
    items[place].fold(entry, partners: partners, into: &postings)
  }
}
