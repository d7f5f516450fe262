import Ledger
import Reference
import Views

/// Looks for the risks of some projects.
struct RiskSearch {
  private(set) var risks: [Risk] = []
  private(set) var parts: [ProjectRisks.Part] = []
  private let known: AsKnown
  private let query: Query
  private let terms: [UInt32: ProjectTerms]
  private let money: [MoneyByProject]
  private let names: [UInt32: ProjectTable.Row]

  /// - Parameter money: of all projects, in parts of the book, in their order.
  init(
    _ known: AsKnown, _ query: Query, _ terms: [UInt32: ProjectTerms], _ names: [UInt32: ProjectTable.Row],
    _ money: [MoneyByProject]
  ) {
    (self.known, self.query, self.terms, self.names, self.money) = (known, query, terms, names, money)
  }

  /// - Parameter numbers: of the projects.
  mutating func find(in numbers: ArraySlice<UInt32>) throws {
    for number in numbers {
      guard let project = terms[number] else { continue }
      let money = ProjectMoney(of: number, in: money)
      if let money, let cancelled = project.cancelled { try find(money, afterCancellation: cancelled, of: project) }
      if project.isOpen, let ends = project.ends { try findEnd(ends, of: project, money?.wholes ?? []) }
    }
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
        query.partner.map({ known.place(ofPartner: $0) == partner }) ?? true
      else { continue }
      add(
        Risk(
          kind: "cancelledWithMoney", subject: try subject(project), partner: known.partnerName(partner), since: day,
          reason: "cancelled on \(day); money received was not refunded"),
        project, [account], received: 1)
    }
  }

  private func subject(_ project: ProjectTerms) throws -> String {
    "project/\(try names[project.number]?.name ?? project.name(known))"
  }

  /// A risk of a whole project is of interest where the partner asked for is one of its funders.
  private func admitsWhole(_ project: ProjectTerms) -> Bool {
    query.partner.map { project.hasFunder(known.place(ofPartner: $0)) } ?? true
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
  }
}

extension Day {
  /// The same day of the next year; the 28th of February after a 29th.
  var yearLater: Day {
    let (y, m, d) = components
    return Day(year: y + 1, month: m, day: d) ?? Day(year: y + 1, month: 2, day: 28) ?? Day(number: number + 365)
  }
}
