/// `chain`: from pledge to agreement to signature to receipt to disbursement.
extension Report {
  static let severalFunders = "several funders"

  /// Flows by their date; balances on the last day of the window and on the day before it. With a country only its
  /// part of the flows.
  mutating func chain() {
    let pledges = question.grouping == "pledge" ? pledgesOfProjects : [:]
    for project in projects {
      let phase = book.phase(project, on: question.through)
      let place = Place(
        basis: phase == .closed || phase == .cancelled ? "closed" : "ledger", project: project,
        pledges: pledges[project] ?? [])
      let funders = book.funders(project, on: question.through)
      flow(place, onlyFunder: funders.count == 1 ? funders[0] : nil)
      guard question.country == nil else { continue }
      for funder in funders where isChosen(funder) { owe(place, funder) }
      remain(place, funders)
    }
    promise()
    guard question.country == nil else { return }
    // What currencies did to the balances: whatever the flows do not explain (README, choice 10).
    table.set("exchange") { cells in
      func cell(_ name: String) -> Exact { cells[name] ?? .zero }
      return cell("outstanding") - cell("opening") - cell("signed") + cell("received") - cell("named")
        - cell("change of overpaid")
    }
  }

  private struct Place {
    let basis: String
    let project: String
    let pledges: Set<String>
  }

  private func row(_ place: Place, _ partner: String) -> [String] {
    let group =
      switch question.grouping {
      case "partner": partner
      case "project": place.project
      case "pledge": place.pledges.isEmpty ? "of no pledge" : place.pledges.sorted().joined(separator: " + ")
      default: "all"
      }
    return [place.basis, group]
  }

  // MARK: Flows

  private mutating func flow(_ place: Place, onlyFunder: String?) {
    for effect in book.effects("project/\(place.project)") {
      let isSpending = effect.measure == .disbursed
      let partner = isSpending ? onlyFunder : effect.partner.map(book.identity)
      guard question.partner == nil || isChosen(partner) else { continue }
      let row = row(place, partner ?? Report.severalFunders)
      for part in countryParts(effect) {
        if question.contains(effect.on) {
          for (currency, amount) in shown(effect, part) {
            table.add(amount, currency, effect.measure.rawValue, [row])
          }
        } else if question.straddles(effect.on) {
          name(effect, part.pieces.values.reduce(.zero, +))
          guard !isSpending, !question.isBefore(effect.start), effect.start <= question.through,
            question.country == nil
          else { continue }
          for (currency, amount) in shown(effect, part) {
            table.add(effect.measure == .signed ? amount : -amount, currency, "named", [row])
          }
        }
      }
    }
  }

  private func countryParts(_ effect: Effect) -> [Part] {
    guard let country = question.country else { return [(nil, effect.pieces.mapValues { Exact($0) })] }
    return book.parts(effect, on: lookUp(effect.name)).filter { $0.country == country }
  }

  // MARK: Balances

  private mutating func owe(_ place: Place, _ funder: String) {
    let row = row(place, funder)
    let (project, day) = (place.project, question.through)
    let now = book.balance(project, funder, on: day, table: question.table)
    put(now.outstanding, "outstanding", row, "\(project) \(funder)", on: day)
    put(now.overpaid, "overpaid", row, "\(project) \(funder)", on: day)
    put(now.overpaid, "change of overpaid", row, "\(project) \(funder)", on: day)
    if isOwed(project, funder) {
      let due = now.claims.filter { isOverdue($0) }
      put(Balance.sums(due.map { ($0.currency, $0.left) }), "overdue", row, "\(project) \(funder)", on: day)
    }
    guard let before = question.from?.before else { return }
    let then = book.balance(project, funder, on: before, table: question.table)
    put(then.outstanding, "opening", row, "\(project) \(funder)", on: before)
    put(then.overpaid.mapValues { -$0 }, "change of overpaid", row, "\(project) \(funder) before", on: before)
  }

  /// One definition of overdue, for `chain` and `risks`: what is outstanding on an external line, in kind excepted, of
  /// a project that runs, and was due before the day.
  func isOwed(_ project: String, _ funder: String) -> Bool {
    let phase = book.phase(project, on: question.through)
    return phase != .closed && phase != .cancelled && !book.isInternal(funder, on: lookUp(project))
  }

  func isOverdue(_ claim: Claim) -> Bool {
    !claim.left.isZero && !claim.line.isInKind && claim.day.map { $0 < question.through } ?? false
  }

  private mutating func remain(_ place: Place, _ funders: [String]) {
    let partner = funders.count == 1 ? funders[0] : Report.severalFunders
    guard question.partner == nil || (funders.count == 1 && isChosen(partner)) else { return }
    let unspent = book.unspent(place.project, on: question.through, table: question.table)
    put(unspent, "unspent", row(place, partner), place.project, on: question.through)
  }

  private mutating func put(_ sums: [String: Exact], _ column: String, _ row: [String], _ key: String, on day: Day) {
    for (own, sum) in sums.sorted(by: { $0.key < $1.key }) {
      for (currency, amount) in balance(sum, own, column, key, on: day) {
        table.add(amount, currency, column, [row])
      }
    }
  }

  // MARK: Pledges and agreements

  /// Those that the project names on the look-up day, and those of the agreements that name it or that it names.
  private var pledgesOfProjects: [String: Set<String>] {
    var pledges: [String: Set<String>] = [:]
    for project in projects {
      let day = lookUp(project)
      let own = terms(project)
      var found = Set(own["pledges"]?.texts ?? [])
      for agreement in book.names("agreement") {
        let terms = book.terms("agreement/\(agreement)", on: day)
        if own["agreements"]?.texts.contains(agreement) ?? false || terms["projects"]?.texts.contains(project) ?? false
        {
          found.formUnion(terms["pledges"]?.texts ?? [])
        }
      }
      pledges[project] = found
    }
    return pledges
  }

  private mutating func promise() {
    if question.region == nil, question.plan == nil, question.priority == nil { promisePledges() }
    for name in book.names("agreement") {
      guard let opening = book.history("agreement/\(name)").opening, opening.start <= question.through else { continue }
      let terms = book.terms("agreement/\(name)", on: question.asSigned ? opening.start : question.through)
      guard isChosen(terms) else { continue }
      let projects = terms["projects"]?.texts ?? []
      let place = Place(
        basis: "ledger", project: projects.count == 1 ? projects[0] : "not of one project",
        pledges: Set(terms["pledges"]?.texts ?? []))
      let partner = Set((terms["parties"]?.texts ?? []).map(book.identity)).sorted().joined(separator: " + ")
      for effect in book.effects("agreement/\(name)") {
        if question.contains(effect.on) {
          for (currency, amount) in shown(effect) { table.add(amount, currency, "agreed", [row(place, partner)]) }
        } else if question.straddles(effect.on) {
          self.name(effect, Exact(effect.minor))
        }
      }
    }
  }

  /// Pledges are a state: those made by the last day, less what was withdrawn.
  private mutating func promisePledges() {
    for pledge in book.names("pledge") {
      guard let opening = book.history("pledge/\(pledge)").opening, opening.start <= question.through else { continue }
      let terms = book.terms("pledge/\(pledge)", on: question.asSigned ? opening.start : question.through)
      let by = book.identity(terms["by"]?.text ?? "")
      guard isChosen(by), question.country.map({ terms["countries"]?.texts.contains($0) ?? false }) ?? true else {
        continue
      }
      let row = row(Place(basis: "ledger", project: "not of one project", pledges: [pledge]), by)
      for effect in book.effects("pledge/\(pledge)")
      where effect.measure == .pledged && effect.start <= question.through {
        if effect.on.last > question.through { name(effect, Exact(effect.minor)) }
        for (currency, amount) in shown(effect) { table.add(amount, currency, "pledged", [row]) }
      }
    }
  }
}
