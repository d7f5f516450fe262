import Ledger
import Reference
import Views

/// Looks for the risks of some projects.
struct RiskSearch {
  private(set) var risks: [Risk] = []
  private(set) var parts: [ProjectRisks.Part] = []
  private(set) var notes: [String] = []
  private let known: AsKnown
  private let query: Query
  private let terms: [UInt32: ProjectTerms]
  private let money: [MoneyByProject]
  private let names: [UInt32: ProjectTable.Row]
  private var lastDays: [UInt32: Int32] = [:]

  /// - Parameter money: of all projects, in parts of the book, in their order.
  init(
    _ known: AsKnown, _ query: Query, _ terms: [UInt32: ProjectTerms], _ names: [UInt32: ProjectTable.Row],
    _ money: [MoneyByProject]
  ) {
    (self.known, self.query, self.terms, self.names, self.money) = (known, query, terms, names, money)
  }

  /// - Parameter numbers: of the projects.
  mutating func find(in numbers: ArraySlice<UInt32>) throws {
    var odd: [UInt32: ProjectMoney] = [:]
    for number in numbers {
      guard let project = terms[number] else { continue }
      let money = ProjectMoney(of: number, in: money)
      if let money {
        if let cancelled = project.cancelled {
          try find(money, afterCancellation: cancelled, of: project)
        } else {
          try findPromises(of: project, money)
        }
      }
      if project.isOpen, let ends = project.ends { try findEnd(ends, of: project, money?.wholes ?? []) }
      guard let money, !project.hasUnknownValue, admitsWhole(project) else { continue }
      if money.accounts.contains(where: {
        $0.partner == 0 && $0.sums.disbursed != 0 && !money.signedIn.contains($0.currency)
      }) {
        odd[number] = money
      } else {
        try findOverspent(project, money, nil)
      }
    }
    if !odd.isEmpty { try findOverspent(odd) }
  }

  /// Money that an external partner promised and has not paid.
  private mutating func findPromises(of project: ProjectTerms, _ projectMoney: ProjectMoney) throws {
    let yearAfter = project.signedOn.yearLater
    for (partner, isAllInKind) in project.partners.sorted(by: { $0.place < $1.place }) where !isAllInKind {
      guard
        query.partner.map({ known.registers.partners.place(of: known.registers.identity(of: $0)) == partner }) ?? true
      else { continue }
      for currency in projectMoney.signedIn {
        guard let account = projectMoney.account(of: UInt32(partner + 1), in: currency),
          account.sums.signed > account.sums.received
        else { continue }
        let kind: String
        let due: Day
        if let ends = project.ends, query.today > ends {
          (kind, due) = ("overdue", ends)
        } else if project.ends == nil, query.today > yearAfter {
          (kind, due) = ("overdue", yearAfter)
        } else if account.sums.received == 0, query.today > yearAfter {
          (kind, due) = ("unpaid", yearAfter)
        } else {
          continue
        }
        add(
          Risk(
            kind: kind, subject: try subject(project), partner: known.partnerName(partner), since: due,
            reason:
              "signed on \(try project.signedOnText(known)), due by \(due)\(elsewhere(projectMoney, partner, currency))"
          ),
          project, [account], signed: 1, received: -1)
      }
    }
  }

  /// What the partner paid into the project in currencies in which it signed nothing.
  private func elsewhere(_ projectMoney: ProjectMoney, _ partner: Int, _ currency: UInt16) -> String {
    let amounts = projectMoney.accounts.compactMap { account -> String? in
      guard account.partner == UInt32(partner + 1), account.currency != currency, account.sums.signed == 0,
        account.sums.received > 0,
        let code = Alpha3(rawValue: account.currency - 1)
      else { return nil }
      return Table.shown(account.sums.received, code)
    }
    guard !amounts.isEmpty else { return "" }
    return "; it paid \(amounts.sorted().joined(separator: " and ")), which is not set against it"
  }

  private mutating func findEnd(_ ends: Day, of project: ProjectTerms, _ wholes: [ProjectMoney.Account]) throws {
    let days = ends.number - query.today.number
    guard days <= 90, admitsWhole(project) else { return }
    let risk = Risk(
      kind: days < 0 ? "expired" : "expiring", subject: try subject(project), partner: "–", since: ends,
      reason: days < 0 ? "ended \(-days) days ago and is still open" : "ends in \(days) days and is open")
    add(risk, project, wholes, signed: 1, disbursed: -1)
  }

  private mutating func find(_ money: ProjectMoney, afterCancellation day: Day, of project: ProjectTerms) throws {
    for account in money.accounts where account.partner != 0 && account.sums.received > 0 {
      let partner = Int(account.partner) - 1
      guard
        query.partner.map({ known.registers.partners.place(of: known.registers.identity(of: $0)) == partner }) ?? true
      else { continue }
      add(
        Risk(
          kind: "cancelledWithMoney", subject: try subject(project), partner: known.partnerName(partner), since: day,
          reason: "cancelled on \(day); money received was not refunded"),
        project, [account], received: 1)
    }
  }

  /// More disbursed than signed, where something was disbursed in currencies in which nothing was signed: it is taken
  /// at the rate of its day.
  private mutating func findOverspent(_ odd: [UInt32: ProjectMoney]) throws {
    var converted: [UInt32: ExactSum] = [:]
    var without: Set<UInt32> = []
    try known.forEachPosting([.disbursed, .recovered]) { posting in
      guard let signedIn = odd[posting.subject]?.signedIn, posting.firstDay <= query.today.number,
        let own = posting.currencyCode,
        let first = signedIn.first, let target = Alpha3(rawValue: first - 1), !signedIn.contains(posting.currency)
      else { return }
      guard let rate = known.rate(from: own, to: target, on: Day(number: posting.firstDay)) else {
        without.insert(posting.subject)
        return
      }
      let sign: Int128 = posting.kind == .disbursed ? 1 : -1
      converted[posting.subject, default: ExactSum()].add(sign * Int128(posting.minor), from: own, to: target, at: rate)
    }
    for (number, money) in odd.sorted(by: { $0.key < $1.key }) {
      guard let project = terms[number] else { continue }
      if without.contains(number) {
        notes.append(
          "\(try subject(project)): disbursed in a currency without a rate to that of its signature; whether it is "
            + "overspent is not known"
        )
      } else {
        try findOverspent(project, money, converted[number])
      }
    }
  }

  /// - Parameter converted: what was disbursed in other currencies than those of the signature, in the first of them.
  private mutating func findOverspent(_ project: ProjectTerms, _ projectMoney: ProjectMoney, _ converted: ExactSum?)
    throws
  {
    for (n, currency) in projectMoney.signedIn.enumerated() {
      guard let account = projectMoney.account(of: 0, in: currency) else { continue }
      let spent = ExactSum(account.sums.disbursed) + (n == 0 ? converted ?? ExactSum() : ExactSum())
      // Where nothing was spent, less than nothing may be signed: an addendum can be dated before the signature that it
      // takes from.
      guard spent.rounded > account.sums.signed, let last = try lastSpent(project.number) else { continue }
      let isMixed = n == 0 && converted != nil
      let risk = Risk(
        kind: "overspent", subject: try subject(project), partner: "–", since: last,
        reason: isMixed
          ? "more was disbursed than signed, at the rates of the days; each currency has its own row"
          : "more was disbursed than signed")
      add(risk, project, isMixed ? projectMoney.wholes : [account], signed: -1, disbursed: 1)
    }
  }

  /// The day of the last disbursement of a project, nil if there is none. Cost: a scan of payments, the first time.
  private mutating func lastSpent(_ number: UInt32) throws -> Day? {
    if lastDays.isEmpty {
      let today = query.today.number
      var days: [UInt32: Int32] = [:]
      let reversed = try known.reversedPositions()
      try known.forEachPosting([.disbursed]) { posting in
        if posting.currency != 0, posting.firstDay <= today, ProjectRisks.moves(posting, reversed) {
          days[posting.subject] = max(days[posting.subject] ?? posting.firstDay, posting.firstDay)
        }
      }
      lastDays = days
    }
    return lastDays[number].map(Day.init(number:))
  }

  private func subject(_ project: ProjectTerms) throws -> String {
    "project/\(try names[project.number]?.name ?? project.name(known))"
  }

  /// A risk of a whole project is of interest where the partner asked for is one of its funders.
  private func admitsWhole(_ project: ProjectTerms) -> Bool {
    guard let partner = query.partner,
      let place = known.registers.partners.place(of: known.registers.identity(of: partner))
    else { return query.partner == nil }
    return project.partners.contains { $0.place == place }
  }

  /// Adds a risk, or joins it to the same one in another currency: those of one project stand together.
  private mutating func add(
    _ risk: Risk, _ project: ProjectTerms, _ money: [ProjectMoney.Account], signed: Int128 = 0, received: Int128 = 0,
    disbursed: Int128 = 0
  ) {
    var (place, at) = (risks.count, risks.count - 1)
    while at >= 0, risks[at].labels[1] == risk.labels[1] {
      if risks[at].labels == risk.labels { place = at }
      at -= 1
    }
    if place < risks.count { risks[place].join(risk) } else { risks.append(risk) }
    // A project that is overspent in two currencies may bring one of them twice.
    var first = parts.count
    while first > 0, parts[first - 1].project == project.number { first -= 1 }
    let others = first..<parts.count
    func isThere(_ account: ProjectMoney.Account) -> Bool {
      others.contains {
        parts[$0].risk == place && parts[$0].account.partner == account.partner
          && parts[$0].account.currency == account.currency
      }
    }
    for account in money where !isThere(account) {
      parts.append(
        ProjectRisks.Part(
          risk: place, project: project.number, account: account, signed: signed, received: received,
          disbursed: disbursed))
    }
  }
}

extension RiskSearch {
  /// Gives each risk its rows.
  func add(to sheet: inout Sheet) {
    let (column, since, reason) = (sheet.place(of: "amount"), sheet.place(of: "since"), sheet.place(of: "reason"))
    func add(_ risk: Risk, _ amount: Sheet.Amount?) {
      // The rows of one project stand together.
      sheet.addAtEnd(
        risk.labels, sharing: 1, column, amount, texts: [(reason, risk.reason), (since, risk.since.description)])
    }
    sheet.expect(rows: parts.count)
    var hasAmount = [Bool](repeating: false, count: risks.count)
    for part in parts where !part.uses.isDisjoint(with: part.account.sums.moved) {
      guard let own = Alpha3(rawValue: part.account.currency - 1) else { continue }
      hasAmount[part.risk] = true
      for money in money {
        money.forEach(of: part.project) { link in
          guard link.currency == part.account.currency,
            part.account.partner == 0 || part.account.partner == link.partner,
            !part.uses.isDisjoint(with: link.sums.moved)
          else { return }
          link.forEachPiece { sums, line in
            guard !part.uses.isDisjoint(with: sums.moved) else { return }
            add(risks[part.risk], Sheet.Amount(minor: part.amount(sums), own: own, on: link.day, line: line))
          }
        }
      }
    }
    for (place, risk) in risks.enumerated() where !hasAmount[place] { add(risk, nil) }
    for text in notes { sheet.note(text) }
  }
}

extension Day {
  /// The same day of the next year; the 28th of February after a 29th.
  var yearLater: Day {
    let (y, m, d) = components
    return Day(year: y + 1, month: m, day: d) ?? Day(year: y + 1, month: 2, day: 28) ?? Day(number: number + 365)
  }
}
