/// `agreements` (I-4, K-2 to K-5) and `assessments` (I-5).
extension Report {
  mutating func agreements() {
    for name in book.names("agreement") {
      let subject = "agreement/\(name)"
      guard let opening = book.history(subject).opening, opening.start <= question.through else { continue }
      let lookUp = question.asSigned ? opening.start : question.through
      let terms = book.terms(subject, on: lookUp)
      guard isChosen(terms) else { continue }
      count(name, opening, terms, lookUp)
      for effect in book.effects(subject) { agree(effect, terms, lookUp) }
      if ["framework", "unsdcf"].contains(terms["kind"]?.text ?? ""), book.isInForce(name, on: question.through) {
        let row = ["in force on \(question.through)", terms["kind"]?.text ?? ""]
        table.count(name, "–", "agreements", [row], total: false)
      }
    }
    table.close(any: true)
    table.sum("value", ["signed", "revised"])
  }

  /// Whether an agreement passes the filters. It has no priority.
  func isChosen(_ terms: JSON) -> Bool {
    let parties = terms["parties"]?.texts ?? []
    return question.partner.map { wanted in parties.contains { book.identity($0) == book.identity(wanted) } } ?? true
      && question.country.map { terms["countries"]?.texts.contains($0) ?? false } ?? true
      && question.region.map { terms["region"]?.text == $0 } ?? true
      && question.plan.map { terms["plan"]?.text == $0 } ?? true && question.priority == nil
  }

  private func rows(_ terms: JSON, _ on: Span) -> [[String]] {
    let group =
      switch question.grouping {
      case "kind": terms["kind"]?.text ?? "not stated"
      case "partner": Set((terms["parties"]?.texts ?? []).map(book.identity)).sorted().joined(separator: " + ")
      case "region", "plan": terms[question.grouping]?.text ?? "not stated"
      case "year": on.years
      default: "all"
      }
    return [["ledger", group]]
  }

  private func isOfUN(_ terms: JSON, _ day: Day) -> Bool {
    (terms["parties"]?.texts ?? []).contains { book.kind($0, on: day) == "unEntity" }
  }

  /// An agreement counts once, in the currency in which its value stands at the end of the window.
  private mutating func count(_ name: String, _ opening: Fact, _ terms: JSON, _ day: Day) {
    guard question.contains(opening.record.on) else { return }
    let last = valued("agreement/\(name)")
    let currency = last.flatMap { last in last.currency.map { currencyShown($0, on: last.start) } } ?? "–"
    let rows = rows(terms, opening.record.on)
    table.count(name, currency, "agreements", rows)
    if last == nil { table.count(name, currency, "without value", rows) }
    if isOfUN(terms, day) { table.count(name, currency, "UN agreements", rows) }
  }

  /// The last effect in the currency in which a value stands on the last day; nil without a value.
  private func valued(_ subject: String) -> Effect? {
    let effects = book.effects(subject).filter { $0.start <= question.through }
    let totals = Balance.sums(effects.compactMap { effect in effect.currency.map { ($0, Exact(effect.minor)) } })
    return effects.filter { totals.isEmpty || totals[$0.currency ?? ""] != nil }
      .max { ($0.start, $0.position, $0.currency ?? "") < ($1.start, $1.position, $1.currency ?? "") }
  }

  private mutating func agree(_ effect: Effect, _ terms: JSON, _ day: Day) {
    guard question.contains(effect.on) else {
      if question.straddles(effect.on) { name(effect, Exact(effect.minor)) }
      return
    }
    for (currency, amount) in shown(effect) {
      let rows = rows(terms, effect.on)
      table.add(amount, currency, effect.type == "AgreementSigned" ? "signed" : "revised", rows)
      if isOfUN(terms, day) { table.add(amount, currency, "UN value", rows) }
    }
  }

  // MARK: Assessments

  mutating func assessments() {
    for (subject, history) in book.histories.sorted(by: { $0.key < $1.key }) where subject.hasPrefix("assessment/") {
      for fact in history.facts where question.contains(fact.record.on) {
        let about = fact.event["projects"]?.texts ?? []
        let chosen = Set(projects)
        guard !isFiltered || about.contains(where: { chosen.contains($0) && hasChosenMoney($0) }) else { continue }
        let groups =
          switch question.grouping {
          case "project": about
          case "year": [fact.record.on.years]
          default: ["all"]
          }
        table.count(fact.record.name, "–", "reports", groups.map { [$0] })
        for project in about {
          table.count(project, "–", "projects", question.grouping == "project" ? [[project]] : groups.map { [$0] })
        }
      }
    }
    table.close()
  }

  private var isFiltered: Bool {
    question.region != nil || question.plan != nil || question.priority != nil || question.partner != nil
      || question.country != nil
  }

  /// Whether a project has a line of the partner, and reaches the country, that are asked for.
  private func hasChosenMoney(_ project: String) -> Bool {
    let reached = (terms(project)["beneficiaries"]?.items ?? []).compactMap { $0["country"]?.text }
    return question.country.map { reached.contains($0) } ?? true
      && effects(project, .signed).contains { $0.start <= question.through && isChosen($0.partner) }
  }
}
