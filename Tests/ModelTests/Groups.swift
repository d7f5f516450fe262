/// `groups`: projects and money in LDC, LLDC, SIDS and their union (I-6, I-7; R22, R23).
extension Report {
  static let union = "LDC, LLDC or SIDS"

  mutating func groups() {
    for project in projects {
      let list = book.terms("project/\(project)", on: lookUp(project))["beneficiaries"]?.items ?? []
      let reached = list.compactMap { $0["country"]?.text }
      if let country = question.country, !reached.contains(country) { continue }
      for effect in effects(project, .signed) where isChosen(effect.partner) { reach(effect, reached) }
    }
    table.close(any: true)
  }

  /// The groups of some countries on a day, their union, and all projects.
  private func rows(_ countries: [String], on day: Day) -> [String] {
    let groups = Book.groups.filter { group in countries.contains { book.isMember($0, of: group, on: day) } }
    return groups + (groups.isEmpty ? [] : [Report.union]) + ["all projects"]
  }

  private func labels(_ effect: Effect, _ row: String) -> [String] {
    [row] + (question.grouping == "none" ? [] : groups(effect, nil))
  }

  private mutating func reach(_ effect: Effect, _ reached: [String]) {
    guard question.contains(effect.on) else {
      if question.straddles(effect.on) { name(effect, Exact(effect.minor)) }
      return
    }
    let signed = book.history(effect.subject).opening?.start ?? effect.start
    let (then, atEnd) = (rows(reached, on: signed), rows(reached, on: question.through))
    for (currency, amount) in shown(effect) {
      table.add(amount, currency, "whole value", then.map { labels(effect, $0) }, total: false)
      if effect.isSignature {
        table.count(effect.name, currency, "projects", then.map { labels(effect, $0) }, total: false)
        table.count(effect.name, currency, "projects at end", atEnd.map { labels(effect, $0) }, total: false)
      }
    }
    for part in book.parts(effect, on: lookUp(effect.name)) { allocate(effect, part, signed, then) }
  }

  /// What the shares give to countries of each group, and what no country has.
  private mutating func allocate(
    _ effect: Effect, _ part: Part, _ signed: Day, _ then: [String]
  ) {
    if let country = part.country {
      guard question.country == nil || question.country == country else { return }
      for (currency, amount) in shown(effect, part, isNoted: false) {
        for (column, day) in [("allocated", signed), ("allocated at end", question.through)] {
          table.add(
            amount, currency, column, rows([country], on: day).map { labels(effect, $0) }, total: false)
        }
      }
    } else {
      let reason = book.shares(effect.name, effect.currency, on: lookUp(effect.name)).reason
      for (currency, amount) in shown(effect, part, isNoted: false) {
        let places = then + ["not allocated", "not allocated: \(reason)"]
        table.add(amount, currency, "not allocated", places.map { labels(effect, $0) }, total: false)
      }
    }
  }
}
