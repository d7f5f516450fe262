/// How a fact is judged among those of its subject: on the day from which it holds, whenever it is recorded.
extension Rules {
  /// The command as a fact that is about to be recorded.
  var entry: Entry { command.entry(at: .max) }

  /// The rules that a recorded fact obeyed.
  func rules(of fact: Entry) -> Rules {
    var recorded = Command(fact.event, about: fact.subject, on: fact.on, actor: command.actor, id: command.id)
    if fact.hasOverride { recorded.override = "" }
    return Rules(command: recorded, books: books, day: day)
  }

  /// The facts of the command's subject that stand, in the order in which they hold.
  var standing: [Entry] {
    let (name, registers) = (command.subject.name, books.registers)
    return switch command.subject.kind {
    case .project: books.projects[name]?.standing ?? []
    case .partner: registers.partners[name]?.standing ?? []
    case .agreement: registers.agreements[name]?.standing ?? []
    case .pledge: registers.pledges[name]?.standing ?? []
    case .assessment: registers.assessments[name]?.standing ?? []
    case .plan: registers.plans[name]?.standing ?? []
    case .group: registers.groups[name]?.standing ?? []
    case .rates: registers.rates[name]?.standing ?? []
    case .target: registers.targets[name]?.standing ?? []
    case .aggregate: registers.aggregates[name]?.standing ?? []
    case .figure: registers.figures[name]?.standing ?? []
    case .policy: registers.policies[name]?.standing ?? []
    case .books: registers.books[name]?.standing ?? []
    }
  }

  /// The facts that a rule lets in among others, but no longer among these: by their positions, in order.
  /// - Parameters:
  ///   - after: the facts as they would stand, in the order in which they hold.
  ///   - before: as they stand.
  func broken(by after: [Entry], than before: [Entry]) -> [UInt64] {
    switch command.subject.kind {
    case .project:
      broken(by: after, than: before) { (event: ProjectEvent, fact, state: ProjectState) in
        do throws(Refusal) {
          try event.check(rules(of: fact), in: state)
          return true
        } catch { return false }
      }
    case .agreement:
      broken(by: after, than: before) { (event: AgreementEvent, _, state: AgreementState) in
        event.name.isFounding || state.signed != nil && event.keepsTotal(of: state.value)
      }
    case .pledge:
      broken(by: after, than: before) { (event: PledgeEvent, _, state: PledgeState) in
        event.name.isFounding || state.made != nil && event.keepsTotal(of: state.value)
      }
    case .partner:
      broken(by: after, than: before) { (event: PartnerEvent, _, state: PartnerState) in
        event.name.isFounding || state.profile != nil
      }
    case .plan, .assessment, .group, .rates, .target, .aggregate, .figure, .policy, .books: []
    }
  }

  /// The same with a rule of the caller's own.
  func broken<State: SubjectState>(
    by after: [Entry], than before: [Entry], where allowed: (State.Event, Entry, State) -> Bool
  ) -> [UInt64] {
    func failing(_ facts: [Entry]) -> Set<UInt64> {
      var state = State()
      var failing: Set<UInt64> = []
      for fact in facts {
        guard let event = State.Event(fact.event) else { continue }
        if fact.seq != .max, !allowed(event, fact, state) { failing.insert(fact.seq) }
        state.apply(event, fact)
      }
      return failing
    }
    let after = failing(after)
    return after.isEmpty ? [] : after.subtracting(failing(before)).sorted()
  }

  /// A late fact must not break a hard rule that a later one obeyed.
  func needsUnbroken(_ broken: [UInt64]) throws(Refusal) {
    guard let first = broken.first else { return }
    throw Refusal(
      .laterRecordBreaks, at: "on", found: "\(command.on), before record \(first), which would no longer be allowed",
      expected: "a fact after which the total of no later record is below zero",
      remedy: "`pledgebook show \(first)` prints that record. Correct the date or the amount, or reverse that record.")
  }

  /// A fact needs its subject on its own day.
  func needsOpening(_ opening: Day?, _ what: String) throws(Refusal) {
    if let opening, command.on.last < opening {
      throw Refusal(
        .beforeSignature, at: "on", found: command.on.description, expected: "a date not before \(opening), \(what)",
        remedy: "Correct one of the two dates.")
    }
  }
}
