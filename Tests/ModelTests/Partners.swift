/// `partners`: who contributes to projects (I-3).
extension Report {
  /// Distinct identities with a funding line in a project signed in the window; internal funds are no partners (R05).
  mutating func partners() {
    for project in projects {
      guard let signed = book.history("project/\(project)").opening, question.contains(signed.record.on) else {
        continue
      }
      for effect in effects(project, .signed) where effect.start <= question.through && isChosen(effect.partner) {
        guard let partner = effect.partner, !book.isInternal(partner, on: lookUp(project)) else { continue }
        for part in countryParts(effect) { contribute(effect, part, book.identity(partner)) }
      }
    }
    table.close(any: true)
    table.sum("promised", ["signed", "added"])
  }

  /// Only a filter asks for the country that the money goes to; the grouping is by the partner's own.
  private func countryParts(_ effect: Effect) -> [Part] {
    guard let country = question.country else { return [(nil, effect.pieces.mapValues { Exact($0) })] }
    return book.parts(effect, on: lookUp(effect.name)).filter { $0.country == country }
  }

  private mutating func contribute(
    _ effect: Effect, _ part: Part, _ partner: String
  ) {
    let profile = book.profile(partner, on: lookUp(effect.name))
    let group =
      switch question.grouping {
      case "kind": profile["kind"]?.text ?? "not stated"
      case "country": profile["country"]?.text ?? "not stated"
      case "partner": partner
      case "region": terms(effect.name)["region"]?.text ?? "not stated"
      default: "all"
      }
    let rows = [["ledger", group]]
    for (currency, amount) in shown(effect, part) {
      table.add(amount, currency, effect.isOfSignature ? "signed" : "added", rows)
      // A refund lowers a promise; it is no funding line of its own.
      guard effect.type != "ContributionRefunded" else { continue }
      table.count(partner, currency, "partners", rows)
      table.count(effect.name, currency, "projects", rows)
      if isNew(partner) { table.count(partner, currency, "new", rows) }
    }
  }

  /// Without any funding line before the window.
  private func isNew(_ partner: String) -> Bool {
    guard let from = question.from else { return false }
    return !book.names("project").contains { project in
      effects(project, .signed).contains {
        $0.start < from && $0.type != "ContributionRefunded" && $0.partner.map(book.identity) == partner
      }
    }
  }
}
