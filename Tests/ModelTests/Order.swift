/// The order in which facts are recorded.
enum Order {
  /// The lines of acts in the order given.
  static func lines(_ acts: [Act]) -> [String] {
    acts.joined().enumerated().map { $1.line($0) }
  }

  /// The same acts, those of each subject in the order of their first days, the opening first.
  static func dated(_ acts: [Act]) -> [Act] {
    func key(_ act: Act) -> (Int, Day) {
      (act.contains(where: \.isOpening) ? 0 : 1, act.first.flatMap { Span($0.on)?.first } ?? Question.today)
    }
    // A sort of the standard library keeps the order of what is equal.
    var bySubject = Dictionary(grouping: acts) { $0.first?.subject ?? "" }
      .mapValues { $0.sorted { key($0) < key($1) }[...] }
    return acts.compactMap { bySubject[$0.first?.subject ?? ""]?.popFirst() }
  }

  /// The same acts in another order: one is drawn after the other from those that can be recorded. What a command needs
  /// comes before it; facts of one subject and one first day keep their order; closings, roles and approvals are first.
  static func shuffled(_ acts: [Act], _ numbers: inout Numbers) -> [Act] {
    let firsts: Set<String> = ["RoleGranted", "RoleRevoked", "ApprovalRequired", "PeriodClosed"]
    var done = acts.filter { $0.contains { firsts.contains($0.type) } }
    var left = acts.filter { !$0.contains { firsts.contains($0.type) } }
    var known: Set<String> = []
    for command in done.joined() { known.formUnion(learned(command)) }
    while !left.isEmpty {
      var waiting: Set<String> = []
      var open: [Int] = []
      for (place, act) in left.enumerated() {
        let days = act.filter { !$0.isReversal }.map(\.day)
        if waiting.isDisjoint(with: days), isReady(act, known) { open.append(place) }
        waiting.formUnion(days)
      }
      guard let place = open.randomElement(using: &numbers) else { return done + left }
      let act = left.remove(at: place)
      for command in act { known.formUnion(learned(command)) }
      done.append(act)
    }
    return done
  }

  private static func learned(_ command: Command) -> Set<String> {
    command.isOpening ? [command.subject, command.id] : [command.id]
  }

  private static func isReady(_ act: Act, _ known: Set<String>) -> Bool {
    var known = known
    return act.allSatisfy { command in
      defer { known.formUnion(learned(command)) }
      return command.needs.isSubset(of: known)
    }
  }
}
