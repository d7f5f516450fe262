/// What hangs on another subject is looked up, never posted (DOMAIN, Time).
extension Book {
  // MARK: Partners

  func identity(_ partner: String) -> String {
    var name = partner
    for _ in merges {
      guard let other = merges[name] else { break }
      name = other
    }
    return name
  }

  /// What is known of the identity on a day. Before its first record a partner is as that record says.
  func profile(_ partner: String, on day: Day) -> JSON {
    let subject = "partner/\(identity(partner))"
    let first = history(subject).facts.first?.start
    return terms(subject, on: max(day, first ?? day))
  }

  func kind(_ partner: String, on day: Day) -> String { profile(partner, on: day)["kind"]?.text ?? "not stated" }
  func isInternal(_ partner: String, on day: Day) -> Bool { kind(partner, on: day) == "internalFund" }

  // MARK: Groups of countries

  static let groups = ["LDC", "LLDC", "SIDS"]

  /// The same country and `from` again replaces the interval; `to` is not included.
  func isMember(_ country: String, of group: String, on day: Day) -> Bool {
    var intervals: [Day: Day?] = [:]
    for fact in history("group/\(group)").facts where fact.event["country"]?.text == country {
      intervals[fact.start] = .some(fact.event["to"]?.text.flatMap { Day($0) })
    }
    return intervals.contains { from, to in from <= day && to.map { day < $0 } ?? true }
  }

  // MARK: Projects

  enum Phase { case running, completed, closed, cancelled }

  /// Whichever of closure and cancellation holds and came last; else whether the activities are completed.
  func phase(_ project: String, on day: Day) -> Phase {
    let facts = history("project/\(project)").holding(on: day).map(\.type)
    switch facts.last(where: { $0 == "ProjectClosed" || $0 == "ProjectCancelled" }) {
    case "ProjectClosed": return .closed
    case "ProjectCancelled": return .cancelled
    default: return facts.contains("ActivitiesCompleted") ? .completed : .running
    }
  }

  /// The first day on which a project was completed, closed or cancelled, whatever came later.
  func end(_ project: String) -> Day? {
    history("project/\(project)").facts
      .filter { ["ActivitiesCompleted", "ProjectClosed", "ProjectCancelled"].contains($0.type) }.map(\.start).min()
  }

  func plannedEnd(_ project: String, on day: Day) -> Day? {
    terms("project/\(project)", on: day)["ends"]?.text.flatMap { Day($0) }
  }

  /// The project above all others of its programme.
  func programme(_ project: String, on day: Day) -> String {
    var name = project
    for _ in histories {
      guard let parent = terms("project/\(name)", on: day)["parent"]?.text, parent != project else { break }
      name = parent
    }
    return name
  }

  // MARK: Agreements

  func isInForce(_ agreement: String, on day: Day) -> Bool {
    let history = history("agreement/\(agreement)")
    guard let opening = history.opening, opening.start <= day else { return false }
    let terms = terms("agreement/\(agreement)", on: day)
    let from = terms["validFrom"]?.text.flatMap { Day($0) } ?? opening.start
    let to = terms["validTo"]?.text.flatMap { Day($0) } ?? day
    return from <= day && day <= to && !history.holding(on: day).contains { $0.type == "AgreementEnded" }
  }
}
