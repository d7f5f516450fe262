/// `risks`: promises and projects to look at, as of the last day of the window; a state, so the window's first day
/// chooses nothing.
extension Report {
  mutating func risks() {
    let day = question.through
    for project in projects {
      let list = terms(project)["beneficiaries"]?.items ?? []
      guard question.country.map({ wanted in list.contains { $0["country"]?.text == wanted } }) ?? true else {
        continue
      }
      let phase = book.phase(project, on: day)
      for funder in book.funders(project, on: day) where isChosen(funder) {
        let balance = book.balance(project, funder, on: day, table: question.table)
        if isOwed(project, funder) { late(project, funder, balance) }
        if phase == .cancelled { kept(project, funder) }
      }
      if question.partner == nil { spending(project, phase) }
    }
    if question.region == nil, question.plan == nil, question.priority == nil { pledgesAtRisk() }
  }

  private mutating func risk(
    _ kind: String, _ subject: String, _ partner: String, since: Day, _ sums: [String: Exact], unknown: Bool = false
  ) {
    let labels = [kind, subject, partner]
    for (own, sum) in sums {
      for (currency, amount) in balance(sum, own, kind, "\(labels)", on: question.through) {
        table.add(amount, currency, "amount", [labels], total: false)
        table.write(since.description, "since", Table.Row(labels, currency))
      }
    }
    if unknown { table.write(since.description, "since", Table.Row(labels, "–")) }
  }

  // MARK: Promises

  /// Overdue as in `chain`; unpaid where nothing came in a year and nothing is overdue.
  private mutating func late(_ project: String, _ funder: String, _ balance: Balance) {
    let subject = "project/\(project)"
    let overdue = balance.claims.filter { isOverdue($0) }
    if let since = overdue.compactMap(\.day).min() {
      return risk("overdue", subject, funder, since: since, Balance.sums(overdue.map { ($0.currency, $0.left) }))
    }
    guard let signed = book.history(subject).opening?.record.on.last, signed.yearLater < question.through,
      balance.paid.isEmpty
    else { return }
    let missing = balance.claims.filter { !$0.line.isInKind }
    risk(
      "unpaid", subject, funder, since: signed.yearLater, Balance.sums(missing.map { ($0.currency, $0.left) }))
  }

  private mutating func kept(_ project: String, _ funder: String) {
    let subject = "project/\(project)"
    guard let since = book.history(subject).facts.last(where: { $0.type == "ProjectCancelled" })?.start else { return }
    let balance = book.balance(project, funder, on: question.through, table: question.table)
    let received = balance.paid.merging(balance.overpaid, uniquingKeysWith: +)
    risk("cancelledWithMoney", subject, funder, since: since, received)
  }

  // MARK: Projects

  private mutating func spending(_ project: String, _ phase: Book.Phase) {
    let day = question.through
    let lines = book.lines(project, on: day)
    let signed = Balance.sums(
      lines.values.compactMap { line in
        line.promise.currency.map { ($0, Exact(line.promise.total)) }
      })
    let (left, beyond) = book.spend(signed, of: project, on: day, table: question.table)
    if let end = book.plannedEnd(project, on: day), phase == .running, end.number - day.number <= 90 {
      risk(
        end < day ? "expired" : "expiring", "project/\(project)", "–", since: end, left, unknown: left.isEmpty)
    }
    // Whether more was spent than an unknown sum, or than money without a rate, nobody can say.
    guard left.isEmpty, !beyond.isEmpty, !lines.values.contains(where: { $0.promise.currency == nil }),
      let last = beyond.map(\.day).max()
    else { return }
    risk(
      "overspent", "project/\(project)", "–", since: last, Balance.sums(beyond.map { ($0.currency, $0.left) }))
  }

  // MARK: Pledges

  private mutating func pledgesAtRisk() {
    let day = question.through
    for name in book.names("pledge") {
      let (subject, history) = ("pledge/\(name)", book.history("pledge/\(name)"))
      let terms = book.terms(subject, on: day)
      let held = history.holding(on: day)
      let by = book.identity(terms["by"]?.text ?? "")
      guard let opening = history.opening, opening.start <= day, isChosen(by),
        question.country.map({ terms["countries"]?.texts.contains($0) ?? false }) ?? true
      else { continue }
      if let withdrawn = held.last(where: { $0.type == "PledgeWithdrawn" }) {
        let was = promised(subject, .pledged) { $0.type != "PledgeWithdrawn" }
        risk("withdrawnPledge", subject, by, since: withdrawn.start, was, unknown: was.isEmpty)
        continue
      }
      let missing = missing(subject)
      let progress = held.last { $0.type == "PledgeProgressReported" }
      let status = progress?.event["status"]?.text
      if let progress, status == "delayed" {
        risk("delayedPledge", subject, by, since: progress.start, missing, unknown: missing.isEmpty)
      }
      if let end = terms["ends"]?.text.flatMap({ Day($0) }), end < day, status != "completed" {
        risk("overduePledge", subject, by, since: end, missing, unknown: missing.isEmpty)
      }
    }
  }

  private func promised(
    _ subject: String, _ measure: Effect.Measure, _ fits: (Effect) -> Bool = { _ in true }
  ) -> [String: Exact] {
    Balance.sums(
      book.effects(subject).filter { $0.measure == measure && $0.start <= question.through && fits($0) }.compactMap {
        effect in effect.currency.map { ($0, Exact(effect.minor)) }
      })
  }

  /// Pledged less delivered, never below zero; what was delivered in another currency at the rate of its report.
  private func missing(_ subject: String) -> [String: Exact] {
    var missing = promised(subject, .pledged)
    guard
      let report = book.history(subject).holding(on: question.through).last(where: {
        $0.event["delivered"] != nil
      }), let delivered = Money(report.event["delivered"]), let currency = missing.keys.first,
      let worth = book.rates.convert(
        Exact(delivered.minor), delivered.currency, currency, on: report.start, table: question.table)
    else { return missing }
    missing[currency] = max(.zero, (missing[currency] ?? .zero) - worth)
    return missing.filter { !$0.value.isZero }
  }
}
