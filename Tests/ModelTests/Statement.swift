/// `statement`: the money of one project or one partner in order of date, with balances after each line.
extension Report {
  /// What was before the window is one line, `brought forward`; what has begun and is not over stands in lines
  /// `not over`; all of them add to the total, which is the balance of the last day.
  mutating func statement() {
    guard let subject = question.subject else { return }
    let isProject = subject.hasPrefix("project/")
    let name = String(subject.drop { $0 != "/" }.dropFirst())
    let partner = isProject ? nil : book.identity(name)
    let projects = isProject ? [name] : book.names("project")
    // A statement of a partner has no disbursements: they name nobody.
    let effects = projects.flatMap { book.effects("project/\($0)") }.filter { effect in
      effect.start <= question.through
        && (isProject || (effect.measure != .disbursed && effect.partner.map(book.identity) == partner))
    }.sorted {
      ($0.start, $0.on.first, $0.subject, $0.position) < ($1.start, $1.on.first, $1.subject, $1.position)
    }
    var facts: Set<Int> = []
    for effect in effects {
      let row = self.row(effect)
      for (currency, amount) in shown(effect) { table.add(amount, currency, effect.measure.rawValue, [row]) }
      if question.straddles(effect.on) { self.name(effect, Exact(effect.minor)) }
    }
    for group in lines(effects) {
      facts.formUnion(group.map(\.position))
      guard let last = group.last else { continue }
      balances(projects, partner, row(last), on: last.start, facts)
    }
    balances(projects, partner, ["total"], on: question.through, nil)
  }

  private func row(_ effect: Effect) -> [String] {
    if question.isBefore(effect.start) { return ["brought forward"] }
    return [question.contains(effect.on) ? effect.id : "not over \(effect.id)"]
  }

  /// The effects of each line of the statement, in order.
  private func lines(_ effects: [Effect]) -> [[Effect]] {
    effects.reduce(into: []) { lines, effect in
      if let last = lines.last?.last, row(last) == row(effect) {
        lines[lines.count - 1].append(effect)
      } else {
        lines.append([effect])
      }
    }
  }

  /// Balances as of a day, of the facts so far; all are converted at the rate of the last day of the window.
  private mutating func balances(
    _ projects: [String], _ partner: String?, _ row: [String], on day: Day, _ facts: Set<Int>?
  ) {
    for project in projects {
      let funders = book.funders(project, on: day, among: facts)
      for funder in funders where partner == nil || funder == partner {
        let balance = book.balance(project, funder, on: day, among: facts, table: question.table)
        put(balance.outstanding, "outstanding", row, "\(project) \(funder)")
        put(balance.overpaid, "overpaid", row, "\(project) \(funder)")
      }
      guard partner == nil else { continue }
      put(book.unspent(project, on: day, among: facts, table: question.table), "unspent", row, project)
    }
  }

  private mutating func put(_ sums: [String: Exact], _ column: String, _ row: [String], _ key: String) {
    for (own, sum) in sums {
      // Each balance of the statement is the same money again, so only the last one is noted.
      for (currency, amount) in balance(sum, own, column, key, on: question.through) {
        table.add(amount, currency, column, [row], total: false)
      }
    }
  }
}
