/// A state of a project that is kept up record by record.
public protocol ProjectFacts: SubjectState where Event == ProjectEvent {
  /// Whether an event changes the state, or posts what depends on it.
  static func depends(on event: ProjectEvent) -> Bool
}

/// The projects that were needed so far.
///
/// One project never needs another, so several of these can fold different projects of one book side by side.
public struct Projects<State: ProjectFacts>: Sendable {
  public struct Item: Sendable {
    /// Position of the first record of the project.
    public let number: UInt32
    /// How many records the project has, reversals included.
    public private(set) var count: UInt64 = 0
    private var timeline = Timeline<State>()
    /// The facts that stand and that the state depends on, in the order in which they hold; nil until one comes late.
    private var facts: [Entry]?

    /// With all facts that stand, whenever they hold.
    public var state: State { timeline.state }

    init(number: UInt32) { self.number = number }

    init(number: UInt32, _ entries: [Entry]) {
      self.init(number: number)
      count = UInt64(entries.count)
      timeline = Timeline(Item.standing(entries))
    }

    private static func standing(_ entries: [Entry]) -> [Entry] {
      let reversed = Set(entries.compactMap(\.reversed))
      return entries.filter { entry in
        guard case .project(let event) = entry.event, !reversed.contains(entry.seq) else { return false }
        return State.depends(on: event)
      }.inOrder()
    }

    /// Takes in a fact that holds after all others. False where it does not; then nothing is changed.
    ///
    /// A mutating method of the item works on it in place; reading `items[place].state` from outside would copy the
    /// whole state for each record.
    @inline(__always)
    mutating func fold(
      _ event: ProjectEvent, _ entry: Entry, partners: PartnerNumbers?, into postings: inout [Posting]
    ) -> Bool {
      if State.depends(on: event) {
        guard timeline.append(event, entry, number: number, partners: partners, into: &postings) else { return false }
        facts?.append(entry)
      } else if let partners {
        timeline.state.post(event, entry, number: number, partners: partners, into: &postings)
      }
      count += 1
      return true
    }

    /// Takes in a fact that holds before others, or a reversal. Cost: as many steps as the state has facts; the first
    /// time, the records of the project are read.
    mutating func foldLate(
      _ entry: Entry, partners: PartnerNumbers?, into postings: inout [Posting],
      all: (Subject, UInt64) throws -> [Entry], one: (UInt64) throws -> Entry
    ) throws {
      defer { count += 1 }
      let undone = entry.reversed
      if let undone, case let target = try one(undone), case .project(let event) = target.event,
        !State.depends(on: event)
      {
        guard let partners else { return }
        postings += Effects<State>(of: [target], number: number, partners: partners)
          .changes(to: Effects(of: [], number: number, partners: partners), by: entry, reversing: undone)
        return
      }
      var after = try facts ?? Item.standing(all(entry.subject, count))
      // What is kept is changed in place where nobody wants to know the difference.
      facts = nil
      let before = partners == nil ? [] : after
      if let undone { after.removeAll { $0.seq == undone } } else { after.insert(entry) }
      timeline.change(
        from: before, to: after, by: entry, reversing: undone, number: number, partners: partners, into: &postings)
      facts = after
    }

    // MARK: Looking back

    /// The facts that stand, in the order in which they hold; empty where nobody asked to remember them.
    var standing: [Entry] { facts ?? [] }

    /// Whether a fact that is not recorded yet would stand behind all others.
    func comesLast(_ command: Command) -> Bool { timeline.comesLast(command) }

    /// Reads the facts if they are not at hand: needed by `state(before:)` and `standing`.
    mutating func remember(_ records: () throws -> [Entry]) rethrows {
      if facts == nil { facts = Item.standing(try records()) }
    }

    /// The state that the facts before a command leave.
    func state(before command: Command) -> State { timeline.state(before: command, of: standing) }
  }

  private var places: [String: Int] = [:]
  private var items: [Item] = []

  public init() {}

  public subscript(name: String) -> Item? { places[name].map { items[$0] } }
  public var count: Int { items.count }
  /// In no order.
  public var all: [(name: String, item: Item)] { places.map { ($0.key, items[$0.value]) } }
  public func contains(_ name: String) -> Bool { places[name] != nil }
  /// How many records a project has. Copies nothing, unlike the subscript.
  public func count(of name: String) -> UInt64 { places[name].map { items[$0].count } ?? 0 }

  /// Takes in a project with all its records up to now.
  public mutating func load(_ name: String, _ entries: [Entry]) {
    guard places[name] == nil, let first = entries.first else { return }
    places[name] = items.count
    items.append(Item(number: UInt32(truncatingIfNeeded: first.seq), entries))
  }

  /// Takes a project in anew, as its records up to now leave it.
  public mutating func reload(_ name: String, _ entries: [Entry]) {
    guard let place = places[name] else { return load(name, entries) }
    items[place] = Item(number: items[place].number, entries)
  }

  /// Whether a command is about a project that is known, and a fact that does not come last in it.
  func isLate(_ command: Command) -> Bool {
    guard command.subject.kind == .project, let place = places[command.subject.name] else { return false }
    return !items[place].comesLast(command)
  }

  /// Has the facts of a project at hand where a command does not come last among them, or reverses one.
  /// - Parameters:
  ///   - command: about a project that was loaded; else nothing is done.
  ///   - records: of the project, in the order of the book.
  public mutating func remember(for command: Command, _ records: () throws -> [Entry]) rethrows {
    guard let place = places[command.subject.name] else { return }
    if command.event.type != .reversed, items[place].comesLast(command) { return }
    try items[place].remember(records)
  }

  /// Folds one record and appends its postings. Records come in the order of the book.
  /// - Parameters:
  ///   - entry: of a project.
  ///   - partners: how postings name partners at this place of the book.
  ///   - postings: they are put behind those that are there.
  ///   - all: the earlier records of a project, in order, of which there are so many; read where a fact comes late or
  ///     is reversed, the first time.
  ///   - one: an earlier record; read where it is reversed.
  @inline(__always)
  public mutating func fold(
    _ entry: Entry, partners: PartnerNumbers, into postings: inout [Posting], all: (Subject, UInt64) throws -> [Entry],
    one: (UInt64) throws -> Entry
  ) throws {
    let place = place(of: entry)
    if case .project(let event) = entry.event,
      items[place].fold(event, entry, partners: partners, into: &postings)
    {
      return
    }
    try items[place].foldLate(entry, partners: partners, into: &postings, all: all, one: one)
  }

  /// The same without postings: what the rules need after a record was written.
  public mutating func apply(
    _ entry: Entry, all: (Subject, UInt64) throws -> [Entry], one: (UInt64) throws -> Entry
  ) throws {
    guard contains(entry.subject.name) else {
      load(entry.subject.name, [entry])
      return
    }
    let place = place(of: entry)
    var unused: [Posting] = []
    if case .project(let event) = entry.event, items[place].fold(event, entry, partners: nil, into: &unused) { return }
    try items[place].foldLate(entry, partners: nil, into: &unused, all: all, one: one)
  }

  @inline(__always)
  private mutating func place(of entry: Entry) -> Int {
    if let known = places[entry.subject.name] { return known }
    places[entry.subject.name] = items.count
    items.append(Item(number: UInt32(truncatingIfNeeded: entry.seq)))
    return items.count - 1
  }
}
