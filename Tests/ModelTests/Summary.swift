/// What differs in many lives: by report and by what the smallest examples have in common.
struct Summary {
  private struct Found {
    var cells = 0
    var questions: Set<String> = []
    /// Of each life the difference in the smallest book, with what was recorded there.
    var smallest: [UInt64: (difference: Difference, commands: [Command])] = [:]
  }
  /// Differences of one report with the same cause.
  private struct Group {
    var columns: [String: Int] = [:]
    var example: Smallest
  }

  /// Each kind is seen in so many small examples.
  private static let examples = 3

  private var found: [Difference.Kind: Found] = [:]
  private var missing: [String: Set<String>] = [:]
  private var refusals: [String: Int] = [:]
  private var refused: [String: (count: Int, example: String)] = [:]
  private var (lives, commands, questions) = (0, 0, 0)

  mutating func add(_ comparison: Comparison) {
    lives += 1
    commands += comparison.commands.count
    questions += comparison.questions
    missing.merge(comparison.missing) { $0.union($1) }
    refusals.merge(comparison.refusals, uniquingKeysWith: +)
    for (command, reason) in comparison.refused {
      let code = "\(command.type): \(reason.prefix { $0 != ":" })"
      refused[code, default: (0, "\(command.on) \(command.subject) \(command.event.line): \(reason)")].count += 1
    }
    for difference in comparison.differences { add(difference, comparison.commands) }
  }

  private mutating func add(_ difference: Difference, _ commands: [Command]) {
    var kind = found[difference.kind] ?? Found()
    kind.cells += 1
    kind.questions.insert("\(difference.seed) \(difference.size) \(difference.question)")
    if kind.smallest[difference.seed].map({ difference.size < $0.difference.size }) ?? true {
      // The first line is not of the life.
      kind.smallest[difference.seed] = (difference, Array(commands.prefix(difference.size - 1)))
    }
    found[difference.kind] = kind
  }

  // MARK: As text

  func text() async throws -> String {
    var examples: [String: [String]] = [:]
    try await withThrowingTaskGroup(of: (String, [String]).self) { group in
      for report in Set(found.keys.map(\.report)) { group.addTask { (report, try self.examples(of: report)) } }
      for try await (report, lines) in group { examples[report] = lines }
    }
    return (head + counts + examples.sorted { $0.key < $1.key }.flatMap(\.value)).joined(separator: "\n")
  }

  private var head: [String] {
    var lines = ["\(lives) lives, \(commands) records, \(questions) questions, \(found.count) kinds of differences"]
    for (code, refusal) in refused.sorted(by: { $0.key < $1.key }) {
      lines.append("stays refused, \(refusal.count) times, \(code): \(refusal.example)")
    }
    for (refusal, count) in refusals.sorted(by: { $0.key < $1.key }) {
      lines.append("not taken, \(count) times: \(refusal)")
    }
    for (report, columns) in missing.sorted(by: { $0.key < $1.key }) where !columns.isEmpty {
      lines.append("\(report) has no column \(columns.sorted().joined(separator: ", "))")
    }
    return lines + [""]
  }

  private var counts: [String] {
    found.sorted { $0.key < $1.key }.map { "\($0): \($1.cells) cells in \($1.questions.count) questions" }
  }

  /// The causes of a report, those with the smallest examples first.
  private func examples(of report: String) throws -> [String] {
    var groups: [String: Group] = [:]
    var seen: [String: Int] = [:]
    for (kind, found) in found.sorted(by: { $0.key < $1.key }) where kind.report == report {
      for (_, start) in found.smallest.sorted(by: { $0.value.difference.size < $1.value.difference.size })
      where seen[kind.column, default: 0] < Summary.examples {
        guard let small = try Smallest(start.difference, start.commands) else { continue }
        var group = groups[small.cause] ?? Group(example: small)
        for column in small.columns {
          seen[column, default: 0] += 1
          group.columns[column, default: 0] += 1
        }
        if small.commands.count < group.example.commands.count { group.example = small }
        groups[small.cause] = group
      }
    }
    return groups.sorted { ($0.value.example.commands.count, $0.key) < ($1.value.example.commands.count, $1.key) }
      .flatMap { cause, group in
        let columns = group.columns.sorted { $0.key < $1.key }.map { "\($0) (\($1))" }.joined(separator: ", ")
        return ["", "\(report): \(cause)", "  columns: \(columns)"] + group.example.lines.map { "  \($0)" }
      }
  }
}
