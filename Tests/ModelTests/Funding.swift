import BigInt

/// `funding`, `sources`, `portfolio`: money that is promised to projects (DOMAIN, Reports).
extension Report {
  /// Signatures, and what addenda add or take away, in the window.
  mutating func funding() {
    for project in projects {
      for effect in effects(project, .signed) where isChosen(effect.partner) {
        for part in parts(effect) { fund(effect, part) }
      }
      countAddendaWithoutMoney(of: project)
    }
    namePartsOfProgrammes()
    table.close()
    table.sum("raised", ["signed", "added"])
    table.ratio("external share", "external", "raised")
  }

  private mutating func fund(_ effect: Effect, _ part: Part) {
    guard question.contains(effect.on) else {
      if question.straddles(effect.on) { name(effect, part.pieces.values.reduce(.zero, +)) }
      return
    }
    let rows = groups(effect, part.country).map { ["ledger", $0] }
    let partner = effect.partner ?? ""
    for (currency, amount) in shown(effect, part) {
      table.add(amount, currency, effect.isOfSignature ? "signed" : "added", rows)
      table.add(
        amount, currency, book.isInternal(partner, on: lookUp(effect.name)) ? "internal" : "external", rows)
      if effect.isSignature { table.count(effect.name, currency, "projects", rows) }
      if effect.type == "AddendumSigned" { table.count(effect.id, currency, "addenda", rows) }
    }
  }

  /// An addendum that moves no money has no partner and no country.
  private mutating func countAddendaWithoutMoney(of project: String) {
    guard question.partner == nil, question.country == nil else { return }
    for fact in book.history("project/\(project)").facts
    where fact.type == "AddendumSigned" && fact.event["funding"] == nil && question.contains(fact.record.on) {
      let effect = Effect(fact, "project/\(project)", .signed, nil)
      table.count(effect.id, "–", "addenda", groups(effect, nil).map { ["ledger", $0] })
    }
  }

  /// A parent and its parts: money is counted where it is signed; where both name money, reports say so (R30).
  private mutating func namePartsOfProgrammes() {
    func hasMoney(_ project: String) -> Bool { effects(project, .signed).contains { $0.minor != 0 } }
    for project in projects where hasMoney(project) {
      if let parent = terms(project)["parent"]?.text, hasMoney(parent) { notes.programmes.insert([parent, project]) }
    }
  }

  // MARK: Portfolio

  /// Signed by the end of the window, and not completed, closed or cancelled before it.
  func isActive(_ project: String) -> Bool {
    guard let from = question.from, let end = book.end(project) else { return true }
    return end >= from
  }

  /// The money promised by the last day: a state. What has begun and is not over is in it, and named.
  mutating func portfolio() {
    for project in projects where isActive(project) {
      let hasEnded = book.end(project).map { $0 <= question.through } ?? false
      for effect in effects(project, .signed) where effect.start <= question.through && isChosen(effect.partner) {
        for part in parts(effect) {
          let rows = groups(effect, part.country).map { ["ledger", $0] }
          if effect.on.last > question.through { name(effect, part.pieces.values.reduce(.zero, +)) }
          let isInternal = book.isInternal(effect.partner ?? "", on: lookUp(project))
          for (currency, amount) in shown(effect, part) {
            table.add(amount, currency, isInternal ? "ITU fund" : "partners", rows)
            for column in ["projects", hasEnded ? "completed" : "ongoing"] {
              table.count(project, currency, column, rows)
            }
          }
        }
      }
    }
    table.close()
    table.sum("total", ["partners", "ITU fund"])
    table.ratio("external share", "partners", "total")
  }

  // MARK: Sources

  /// Internal and external money, always with its base; the two are never mixed (R65).
  mutating func sources() {
    for project in projects {
      for effect in effects(project, .signed) where isChosen(effect.partner) {
        for part in parts(effect) {
          if effect.isSignature, question.contains(effect.on) { put(effect, part, base: "signed") }
          if effect.isSignature, question.straddles(effect.on) { name(effect, part.pieces.values.reduce(.zero, +)) }
          if effect.start <= question.through, isActive(project) { put(effect, part, base: "portfolio") }
        }
      }
    }
    table.close(any: true)
    table.sum("total", ["external", "internal"])
    table.ratio("external share", "external", "total")
    table.ratio("internal share", "internal", "total")
  }

  private mutating func put(
    _ effect: Effect, _ part: Part, base: String
  ) {
    let rows = groups(effect, part.country).map {
      ["ledger", base] + (question.grouping == "none" ? [] : [$0])
    }
    let isInternal = book.isInternal(effect.partner ?? "", on: lookUp(effect.name))
    for (currency, amount) in shown(effect, part) {
      table.add(amount, currency, isInternal ? "internal" : "external", rows, total: false)
      table.count(effect.name, currency, "projects", rows, total: false)
    }
  }
}
