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
    /// With all facts that stand, whenever they hold.
    public private(set) var state = State()
    /// The place of the last fact.
    private var last: FactOrder?
    /// The first day of the subject, where one of its records brought it into the book.
    private(set) var opening: Day?

    fileprivate init(name: String, number: UInt32) { (self.name, self.number) = (name, number) }

    /// The records that still count, in the order of the book.
    public var active: [Entry] { entries.filter { $0.counts && !reversed.contains($0.seq) } }

    /// The facts that stand, in the order in which they hold.
    public var standing: [Entry] { active.inOrder() }

    /// The facts that hold by a day, in the order in which they hold.
    public func holding(on day: Day) -> [Entry] { standing.filter { FactOrder($0, opening: opening).start <= day } }

    /// What is in force on a day. Before its first day a subject is as the record says that brought it into the book.
    public func state(on day: Day) -> State {
      guard let last, last.start > day else { return state }
      return state(of: standing) { $0.start <= day }
    }

    /// The state that the facts before a place leave.
    func state(before place: FactOrder) -> State {
      guard let last, last >= place else { return state }
      return state(of: standing) { $0 < place }
    }

    /// Where a fact that is not recorded yet would stand.
    func place(of command: Command) -> FactOrder {
      FactOrder(command.event.type, command.on, position: .max, opening: opening)
    }

    /// Whether a fact that is not recorded yet would stand behind all others.
    func comesLast(_ command: Command) -> Bool { last.map { $0 < place(of: command) } ?? true }

    private func state(of facts: [Entry], where holds: (FactOrder) -> Bool) -> State {
      var state = State()
      for (n, fact) in facts.enumerated()
      where holds(FactOrder(fact, opening: opening)) || n == 0 && fact.event.type.isFounding { state.apply(fact) }
      return state
    }

    fileprivate mutating func fold(_ entry: Entry, partners: PartnerNumbers, into postings: inout [Posting]) {
      if let event = State.Event(entry.event) {
        let place = FactOrder(entry, opening: opening)
        if last.map({ $0 < place }) ?? true {
          state.post(event, entry, number: number, partners: partners, into: &postings)
          entries.append(entry)
          state.apply(event, entry)
          last = place
          if entry.event.type.isFounding { opening = entry.on.first }
          return
        }
      }
      let before = Effects<State>(of: standing, number: number, partners: partners)
      let undone = entry.counts ? nil : entry.reversal.seq
      entries.append(entry)
      if let undone { reversed.insert(undone) }
      let facts = standing
      opening = facts.first { $0.event.type.isFounding }?.on.first
      last = facts.last.map { FactOrder($0, opening: opening) }
      let after = Effects<State>(of: facts, number: number, partners: partners)
      postings += before.changes(to: after, by: entry, reversing: undone)
      state = after.state
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
