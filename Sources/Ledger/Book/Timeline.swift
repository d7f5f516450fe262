/// The facts of one subject as they come in: the state that all of them leave, and what each record posts.
///
/// Whoever owns it keeps the facts where it needs them again.
struct Timeline<State: SubjectState>: Sendable {
  /// With all facts that stand, whenever they hold.
  private(set) var state = State()
  /// The place of the last fact.
  private var last: FactOrder?
  /// The first day of the subject, where one of its records brought it into the book.
  private(set) var opening: Day?

  init() {}

  /// Of facts in the order in which they hold.
  init(_ facts: [Entry]) {
    for fact in facts { state.apply(fact) }
    place(facts)
  }

  private mutating func place(_ facts: [Entry]) {
    opening = facts.opening
    last = facts.last.map { FactOrder($0, opening: opening) }
  }

  /// Takes in a fact that holds after all others, and appends its postings if partners have numbers. False where it
  /// holds before some; then nothing is changed.
  @inline(__always)
  mutating func append(
    _ event: State.Event, _ entry: Entry, number: UInt32, partners: PartnerNumbers?, into postings: inout [Posting]
  ) -> Bool {
    let place = FactOrder(entry, opening: opening)
    if let last, place < last { return false }
    if let partners { state.post(event, entry, number: number, partners: partners, into: &postings) }
    state.apply(event, entry)
    last = place
    if entry.event.type.isFounding { opening = entry.on.first }
    return true
  }

  /// Goes from some facts to others because of a late fact or a reversal, and appends the difference that this makes.
  /// Cost: all facts are taken again.
  /// - Parameter reversed: the fact that is taken out.
  mutating func change(
    from before: [Entry], to after: [Entry], by entry: Entry, reversing reversed: UInt64?, number: UInt32,
    partners: PartnerNumbers?, into postings: inout [Posting]
  ) {
    guard let partners else {
      self = Timeline(after)
      return
    }
    let effects = Effects<State>(of: after, number: number, partners: partners)
    postings += Effects<State>(of: before, number: number, partners: partners)
      .changes(to: effects, by: entry, reversing: reversed)
    state = effects.state
    place(after)
  }

  // MARK: Looking back

  /// Where a fact that is not recorded yet would stand.
  func place(of command: Command) -> FactOrder {
    FactOrder(command.event.type, command.on, position: .max, opening: opening)
  }

  /// Whether a fact that is not recorded yet would stand behind all others.
  func comesLast(_ command: Command) -> Bool { last.map { $0 < place(of: command) } ?? true }

  /// The state that the facts before a command leave.
  /// - Parameter facts: in the order in which they hold; asked for where the command does not come last.
  func state(before command: Command, of facts: @autoclosure () -> [Entry]) -> State {
    if comesLast(command) { return state }
    let place = place(of: command)
    var state = State()
    for fact in facts() where FactOrder(fact, opening: opening) < place { state.apply(fact) }
    return state
  }

  /// The facts that hold by a day.
  func holding(on day: Day, of facts: [Entry]) -> [Entry] {
    facts.filter { FactOrder($0, opening: opening).start <= day }
  }

  /// What is in force on a day. Before its first day a subject is as the record says that brought it into the book.
  /// - Parameter facts: in the order in which they hold; asked for where some do not hold yet.
  func state(on day: Day, of facts: @autoclosure () -> [Entry]) -> State {
    guard let last, last.start > day else { return state }
    let facts = facts()
    let holding = holding(on: day, of: facts)
    var state = State()
    for fact in holding.isEmpty && opening != nil ? Array(facts.prefix(1)) : holding { state.apply(fact) }
    return state
  }
}
