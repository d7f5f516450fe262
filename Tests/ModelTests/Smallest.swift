/// The smallest book and question in which one kind of difference stays: commands are taken out as long as it does.
struct Smallest {
  let kind: Difference.Kind
  private(set) var commands: [Command]
  private(set) var difference: Difference
  /// All columns that differ in the example.
  private(set) var columns: Set<String> = []
  private var question: Question

  /// - Parameter commands: what was recorded when the difference was found, in this order.
  init?(_ found: Difference, _ commands: [Command]) throws {
    (kind, self.commands, question, difference) = (found.kind, commands, found.question, found)
    guard try take(commands, question) else { return nil }
    try simplifyQuestion()
    try reduce { commands in
      Dictionary(grouping: commands.indices) { commands[$0].subject }.values.map(Set.init)
    }
    try reduce { $0.indices.map { [$0] } }
    try simplifyCommands()
    try simplifyQuestion()
    // What only entries named that are gone now.
    try reduce { $0.indices.map { [$0] } }
  }

  /// Takes a smaller example, if the difference is there too.
  /// - Parameter isWhole: only if nothing of it is refused.
  private mutating func take(_ commands: [Command], _ question: Question, isWhole: Bool = false) throws -> Bool {
    let pair = try Pair(seed: difference.seed)
    try pair.record(commands.acts, rounds: 1)
    if isWhole, !pair.refused.isEmpty { return false }
    guard let answer = try pair.ask(question, Book(try pair.records())),
      let found = answer.differences.first(where: { $0.kind == kind })
    else { return false }
    (self.commands, self.question, difference) = (commands, found.question, found)
    columns = Set(answer.differences.map(\.column))
    return true
  }

  /// Leaves out parts of the commands: at first halves, then smaller pieces, at last one part after the other.
  private mutating func reduce(_ split: ([Command]) -> [Set<Int>]) throws {
    var size = max(1, split(commands).count / 2)
    while true {
      var place = 0
      var isSmaller = false
      while true {
        let parts = split(commands).sorted { ($0.min() ?? 0) > ($1.min() ?? 0) }
        guard place < parts.count else { break }
        let gone = parts[place..<min(place + size, parts.count)].reduce(into: Set()) { $0.formUnion($1) }
        let left = commands.indices.filter { !gone.contains($0) }.map { commands[$0] }
        if try take(left, question) { isSmaller = true } else { place += size }
      }
      if size == 1, !isSmaller { return }
      size = max(1, size / 2)
    }
  }

  private mutating func simplifyQuestion() throws {
    let changes: [(inout Question) -> Void] = [
      { $0.asSigned = false }, { $0.table = nil }, { $0.region = nil }, { ($0.plan, $0.priority) = (nil, nil) },
      { $0.priority = nil }, { $0.partner = nil }, { $0.country = nil }, { ($0.currency, $0.table) = (nil, nil) },
      { $0.from = nil }, { $0.through = Question.today }, { $0.grouping = "none" },
    ]
    for change in changes {
      let simpler = question.with(change)
      if simpler.description != question.description { _ = try take(commands, simpler) }
    }
  }

  /// Members and entries of lists that change nothing are left out, and spans of dates become their first day.
  private mutating func simplifyCommands() throws {
    for place in commands.indices {
      let command = commands[place]
      if let first = Span(command.on)?.first.description, first != command.on {
        try exchange(
          place,
          Command(id: command.id, subject: command.subject, on: first, event: command.event, needs: command.needs))
      }
      for member in command.event.members.keys.sorted() where member != "type" {
        try exchange(place) { $0.without(member) }
        guard case .list(let items) = commands[place].event[member], items.count > 1 else { continue }
        for item in items {
          try exchange(place) { event in
            event.with(member, .list(event[member]?.items.filter { $0 != item } ?? []))
          }
        }
      }
    }
  }

  private mutating func exchange(_ place: Int, _ change: (JSON) -> JSON) throws {
    var command = commands[place]
    command.event = change(command.event)
    try exchange(place, command)
  }

  private mutating func exchange(_ place: Int, _ command: Command) throws {
    var left = commands
    left[place] = command
    // Without a member that is needed the command is refused, which is no smaller example.
    _ = try take(left, question, isWhole: true)
  }

  /// What the example consists of, in one line: examples with the same one have most often the same cause.
  var cause: String {
    var words = Set(commands.map(Smallest.word)).subtracting(["PartnerRegistered"]).sorted()
    if !isInOrder { words.append("recorded late") }
    let asked: [(String, Bool)] = [
      ("--from", question.from != nil), ("--through", question.through != Question.today),
      ("--by \(question.grouping)", question.grouping != "none"), ("--in", question.currency != nil),
      ("--region", question.region != nil), ("--plan", question.plan != nil), ("--partner", question.partner != nil),
      ("--country", question.country != nil),
    ]
    return (words + asked.filter(\.1).map(\.0)).joined(separator: ", ")
  }

  private static func word(_ command: Command) -> String {
    let entries = command.event["funding"]?.items ?? []
    let changes = ["adds", "sets"].filter { change in
      command.event[change] != nil || entries.contains { $0[change] != nil }
    }
    let lists = ["beneficiaries", "countries", "parties"].filter { command.event[$0] != nil }
    return ([command.type] + changes + lists + (Span(command.on).map { $0.first == $0.last } ?? true ? [] : ["coarse"]))
      .joined(separator: " ")
  }

  /// Whether the facts of each subject were recorded in the order of their dates.
  private var isInOrder: Bool {
    Dictionary(grouping: commands.filter { !$0.isReversal }, by: \.subject).values.allSatisfy { list in
      let days = list.compactMap { Span($0.on)?.first }
      return days == days.sorted()
    }
  }

  /// The example as somebody can repeat it.
  var lines: [String] {
    ["\(difference)"] + commands.map { "    \($0.on)  \($0.subject)  \($0.id)  \($0.event.line)" }
  }
}
