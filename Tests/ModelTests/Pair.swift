/// One book, in the model and in the program.
final class Pair {
  let seed: UInt64
  let program: Program
  /// What was recorded, in this order.
  private(set) var commands: [Command] = []
  /// What stayed refused, with the reason.
  private(set) var refused: [(Command, String)] = []
  private var known: [Record] = []

  init(seed: UInt64) throws { (self.seed, program) = (seed, try Program()) }

  // MARK: Recording

  /// Records acts. What is refused is put back into the line until a round records nothing.
  /// - Parameters:
  ///   - rounds: how often at most.
  ///   - afterEach: called after each record.
  func record(_ acts: [Act], rounds: Int = .max, afterEach: (Pair) throws -> Void = { _ in }) throws {
    var left = acts
    var before = -1
    var round = 0
    while !left.isEmpty, commands.count > before, round < rounds {
      before = commands.count
      round += 1
      refused = []
      left = try left.compactMap { try record($0, afterEach) }
    }
  }

  /// - Returns: what is left of the act.
  private func record(_ act: Act, _ afterEach: (Pair) throws -> Void) throws -> Act? {
    var left = act[...]
    while let first = left.first {
      let together = Array(left).acts[0]
      if let reason = try program.record(together) {
        refused.append((first, reason))
        return Array(left)
      }
      commands += together
      left = left.dropFirst(together.count)
      try afterEach(self)
    }
    return nil
  }

  // MARK: Asking

  var size: Int { program.lines.count }

  /// The records of the model: those that are stored.
  func records() throws -> [Record] {
    known = try Book.read(program.lines, after: known)
    return known
  }

  struct Answer {
    /// As it was asked in the end: the program does not take everything.
    let question: Question
    let differences: [Difference]
    /// The columns that the model has and the program has not.
    let missing: Set<String>
    /// What the program did not take.
    let refusals: Set<String>
  }

  /// Asks both.
  /// - Parameter size: as the book was known; nil for all of it, without saying so.
  func ask(_ asked: Question, _ model: Book, knownAt size: Int? = nil) throws -> Answer? {
    var refusals: Set<String> = []
    for question in asked.simpler {
      do {
        let shown = Shown(
          try program.table(question, knownAt: size), of: question.report, ids: model.records.map(\.id))
        let cells = Report(model, question).cells.filter { shown.covers($0.key) }
        let missing = Set(cells.keys.map { String($0.split(separator: "|").last ?? "") }).subtracting(shown.columns)
        let differences = Difference.all(
          question, model: cells, program: shown.cells, seed: seed, size: model.records.count)
        return Answer(
          question: question, differences: differences.filter { !missing.contains($0.column) }, missing: missing,
          refusals: refusals)
      } catch let error as Program.Refused { refusals.insert("\(asked.report): \(error.reason)") }
    }
    return nil
  }
}

extension [Command] {
  /// The commands one by one, a reversal with what replaces it.
  var acts: [Act] {
    reduce(into: []) { acts, command in
      if let last = acts.last?.last, let id = last.event["replacedBy"]?.text, id == command.id {
        acts[acts.count - 1].append(command)
      } else {
        acts.append([command])
      }
    }
  }
}

extension Question {
  /// The same window of the same report, and nothing else.
  var plain: Question {
    with {
      ($0.grouping, $0.currency, $0.table, $0.asSigned) = ("none", nil, nil, false)
      ($0.region, $0.plan, $0.priority, $0.partner, $0.country) = (nil, nil, nil, nil, nil)
    }
  }

  /// The question, and others with less in them, for a program that does not take everything.
  var simpler: [Question] {
    let changes: [(inout Question) -> Void] = [
      { $0.asSigned = false }, { $0.table = nil }, { $0.grouping = "none" },
      { ($0.region, $0.plan, $0.priority) = (nil, nil, nil) }, { $0.partner = nil }, { $0.country = nil },
    ]
    let single = changes.map(with)
    let both = changes.map { change in single[0].with { $0.table = nil }.with(change) }
    var less = self
    let stepwise = changes.map { change in
      change(&less)
      return less
    }
    return [self] + single + both + stepwise
  }
}
