import Ledger
import Reference

/// Promises and projects to look at, as of today.
extension NaiveTable {
  mutating func risks() {
    let moves = Dictionary(grouping: model.projectMoves.filter { $0.on.first <= query.today }, by: \.subject)
    for name in model.projectNames {
      guard let project = NaiveProject(name, model, today: query.today), query.contains(project.record.on),
        project.passes(query)
      else { continue }
      risks(of: project, moves[name] ?? [])
    }
    guard query.region == nil, query.plan == nil, query.priority == nil else { return }
    for name in Set(model.facts.filter { $0.event.type == .pledge(.made) }.map(\.subject.name)).sorted() {
      risks(ofPledge: name)
    }
  }

  /// One row for each currency in which money moved; where none did, one without a currency.
  private mutating func risk(
    _ kind: String, _ subject: String, _ partner: String, since: Day, _ moves: [(move: NaiveMove, sign: Int128)]
  ) {
    let labels = [kind, subject, partner]
    var currencies: Set<String> = []
    for (move, sign) in moves where move.minor != 0 {
      money(sign * move.minor, move.currency, on: move.on.first, labels, "amount", inTotal: false)
      currencies.insert(shown(move.currency, on: move.on.first))
    }
    for currency in currencies.isEmpty ? ["–"] : currencies { text(since.description, labels + [currency], "since") }
  }

  // MARK: Projects

  private mutating func risks(of project: NaiveProject, _ moves: [NaiveMove]) {
    let subject = "project/\(project.name)"
    func chosen(_ signs: [String: Int128], _ fits: (NaiveMove) -> Bool = { _ in true }) -> [(
      move: NaiveMove, sign: Int128
    )] {
      moves.compactMap { move in signs[move.measure].flatMap { fits(move) ? (move, $0) : nil } }
    }
    for partner in Set(moves.compactMap { $0.partner.map(model.identity) }).sorted()
    where query.partner.map({ model.identity($0) == partner }) ?? true {
      for currency in Set(moves.map(\.currency)) {
        func isOfPartner(_ move: NaiveMove) -> Bool {
          move.partner.map(model.identity) == partner && move.currency == currency
        }
        let received = chosen(["received": 1], isOfPartner)
        let missing = chosen(["signed": 1, "received": -1], isOfPartner)
        if let day = project.cancelled {
          if sum(received) > 0 { risk("cancelledWithMoney", subject, partner, since: day, received) }
        } else if project.funders[partner] == false, sum(missing) > 0,
          let (kind, day) = due(project, hasPaid: sum(received) != 0)
        {
          risk(kind, subject, partner, since: day, missing)
        }
      }
    }
    guard query.partner.map({ project.funders[model.identity($0)] != nil }) ?? true else { return }
    if project.isOpen, let end = project.ends, end.number - query.today.number <= 90 {
      risk(
        end < query.today ? "expired" : "expiring", subject, "–", since: end, chosen(["signed": 1, "disbursed": -1]))
    }
    // Whether more was spent than an unknown sum, nobody can say.
    if project.unstated.isEmpty { overspent(project, subject, moves, chosen(["signed": -1, "disbursed": 1])) }
  }

  private func sum(_ moves: [(move: NaiveMove, sign: Int128)]) -> Int128 {
    moves.reduce(0) { $0 + $1.sign * $1.move.minor }
  }

  /// A project runs until its stated end; where none is stated, the money is due a year after the signature.
  private func due(_ project: NaiveProject, hasPaid: Bool) -> (String, Day)? {
    let aYearAfter = project.record.on.last.aYearLater
    if let end = project.ends, end < query.today { return ("overdue", end) }
    guard aYearAfter < query.today else { return nil }
    return project.ends == nil ? ("overdue", aYearAfter) : hasPaid ? nil : ("unpaid", aYearAfter)
  }

  /// More disbursed than signed. What was disbursed in a currency in which nothing was signed counts in the first one
  /// that was, at the rate of its day.
  private mutating func overspent(
    _ project: NaiveProject, _ subject: String, _ moves: [NaiveMove], _ less: [(move: NaiveMove, sign: Int128)]
  ) {
    let signed = moves.filter { $0.measure == "signed" }.map(\.currency)
    let spent = moves.filter { $0.measure == "disbursed" }
    guard let first = signed.first,
      let last = spent.filter({ $0.record.event.type == .project(.disbursementMade) }).map(\.on.first).max()
    else { return }
    let odd = spent.filter { !signed.contains($0.currency) }
    var over: Set<Alpha3> = []
    for currency in Set(signed) {
      let own = less.filter { $0.move.currency == currency }
      var balance = NaiveSum()
      balance.add(sum(own))
      if currency == first {
        for move in odd {
          guard let (up, down) = model.rate(from: move.currency, to: first, on: move.on.first) else { return }
          balance.add(move.minor, from: move.currency, to: first, up: up, down: down)
        }
      }
      if balance.rounded > 0 { over.insert(currency) }
    }
    // Where currencies are taken together, all of them are shown, each once.
    if over.contains(first), !odd.isEmpty { return risk("overspent", subject, "–", since: last, less) }
    for currency in over {
      risk("overspent", subject, "–", since: last, less.filter { $0.move.currency == currency })
    }
  }

  // MARK: Pledges

  private mutating func risks(ofPledge name: String) {
    var untilToday = query
    (untilToday.from, untilToday.through) = (nil, query.today)
    let pledge = NaivePledge(name, model, untilToday)
    guard let made = pledge.made, let first = pledge.first, query.contains(first.on) else { return }
    let entity = model.identity(made.by)
    guard query.partner.map({ model.identity($0) == entity }) ?? true,
      query.country.map({ model.partner(entity).country == $0 }) ?? true
    else { return }
    func moves(_ columns: [String: Int128]) -> [(move: NaiveMove, sign: Int128)] {
      pledge.moves.compactMap { record, column, money in
        columns[column].map {
          (
            NaiveMove(
              record: record, measure: column, minor: Int128(money.minor), currency: money.currency, partner: entity),
            $0
          )
        }
      }
    }
    if let withdrawn = pledge.withdrawn {
      return risk("withdrawnPledge", "pledge/\(name)", entity, since: withdrawn.on.first, moves(["pledged": 1]))
    }
    let missing = moves(["pledged": 1, "delivered": -1])
    if pledge.status == .delayed, let report = pledge.report {
      risk("delayedPledge", "pledge/\(name)", entity, since: report.on.first, missing)
    }
    if let end = pledge.ends, end < query.today, pledge.status != .completed {
      risk("overduePledge", "pledge/\(name)", entity, since: end, missing)
    }
  }
}
