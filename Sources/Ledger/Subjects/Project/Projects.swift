/// The projects that were needed so far, folded in the order of the book.
///
/// One project never needs another, so several of these can fold different projects of one book side by side.
public struct Projects: Sendable {
  public struct Item: Sendable {
    /// Position of the first record of the project.
    public let number: UInt32
    /// How many records the project has, reversals included.
    public internal(set) var count: UInt64
    public internal(set) var state: ProjectState

    /// A mutating method of the item works on it in place; reading `items[place].state` from outside would copy the
    /// whole state for each record.
    @inline(__always)
    mutating func fold(
      _ event: ProjectEvent, _ entry: Entry, partners: PartnerNumbers, into postings: inout [Posting]
    ) {
      state.post(event, entry, number: number, partners: partners, into: &postings)
      state.apply(event, entry)
      count += 1
    }

    mutating func apply(_ event: ProjectEvent, _ entry: Entry) {
      state.apply(event, entry)
      count += 1
    }

    mutating func take(_ state: ProjectState) {
      self.state = state
      count += 1
    }
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
    let replay = Replay<ProjectState>(entries, number: UInt32(truncatingIfNeeded: first.seq), partners: .none)
    places[name] = items.count
    items.append(Item(number: UInt32(truncatingIfNeeded: first.seq), count: UInt64(entries.count), state: replay.state))
  }

  /// Folds one record and appends its postings.
  /// - Parameters:
  ///   - entry: of a project. Entries come in the order of the book.
  ///   - partners: how postings name partners at this place of the book.
  ///   - postings: they are put behind those that are there.
  ///   - history: all earlier records of a project, in order; asked for only where a record is reversed.
  @inline(__always)
  public mutating func fold(
    _ entry: Entry, partners: PartnerNumbers, into postings: inout [Posting], history: (Subject) throws -> [Entry]
  ) rethrows {
    let place: Int
    if let known = places[entry.subject.name] {
      place = known
    } else {
      place = items.count
      places[entry.subject.name] = place
      items.append(Item(number: UInt32(truncatingIfNeeded: entry.seq), count: 0, state: ProjectState()))
    }
    if case .project(let event) = entry.event {
      items[place].fold(event, entry, partners: partners, into: &postings)
    } else {
      let replay = Replay<ProjectState>(try history(entry.subject), number: items[place].number, partners: partners)
      let reversed = entry.reversal.seq
      postings += replay.mirror(of: reversed, by: entry)
      items[place].take(replay.state(without: reversed))
    }
  }

  /// The same without postings: what the rules need after a record was written.
  public mutating func apply(_ entry: Entry, history: (Subject) throws -> [Entry]) rethrows {
    guard let place = places[entry.subject.name] else {
      load(entry.subject.name, [entry])
      return
    }
    if case .project(let event) = entry.event {
      items[place].apply(event, entry)
    } else {
      let replay = Replay<ProjectState>(try history(entry.subject), number: items[place].number, partners: .none)
      items[place].take(replay.state(without: entry.reversal.seq))
    }
  }
}
