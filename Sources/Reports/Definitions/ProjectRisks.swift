import Ledger
import Reference

/// The risks of projects. The first scans find them, the last one adds the money of those found.
struct ProjectRisks {
  private(set) var risks: [Risk] = []
  private(set) var notes: [String] = []
  private let known: AsKnown
  private let query: Query

  /// How the sums of one partner in one currency go into the amount of a risk.
  private struct Part {
    let risk: Int
    let signed: Int128
    let received: Int128
    let disbursed: Int128

    /// Which sums it is made of.
    var uses: ProjectMoney.Sums.Moved {
      (signed != 0 ? ProjectMoney.Sums.Moved.signed : []).union(received != 0 ? .received : []).union(disbursed != 0 ? .disbursed : [])
    }

    func amount(_ money: ProjectMoney.Sums) -> Int128 { signed * money.signed + received * money.received + disbursed * money.disbursed }
  }

  private var parts: [(project: UInt32, sums: ProjectMoney.Sums, part: Part)] = []
  private var moneyOf: [UInt32: ProjectMoney] = [:]
  private var lastDays: [UInt32: Int32] = [:]
  /// The money of the projects, with what cannot be told apart added up: one project, partner, currency and rate.
  private var money: [Posting] = []

  init(_ known: AsKnown, _ query: Query) throws {
    (self.known, self.query) = (known, query)
    let terms = try ProjectTerms.all(known, query, asOf: query.today)
    try scan(Set(terms.keys))
    let numbers = terms.keys.sorted()
    for number in numbers {
      guard let project = terms[number] else { continue }
      if let cancelled = project.cancelled { try findMoney(afterCancellation: cancelled, of: number, project) } else { try findPromises(of: number, project) }
      if project.isOpen, let ends = project.ends { try findEnd(ends, of: number, project) }
    }
    try findOverspent(terms, numbers)
  }

  private static let measures: Set<Measure> = [.signed, .added, .received, .refunded, .disbursed, .recovered]

  /// False for what adds to zero in a project: it would leave a row of zero where it is converted at another rate, or stands alone in a currency.
  private static func moves(_ posting: Posting, _ reversed: Set<UInt32>) -> Bool {
    posting.flags.isDisjoint(with: [.reallocation, .reversal]) && (reversed.isEmpty || !reversed.contains(posting.position))
  }

  private mutating func scan(_ wanted: Set<UInt32>) throws {
    let today = query.today.number
    let reversed = try known.reversedPositions()
    money = try PostingSums.ofHalves(known, ProjectRisks.measures, keeping: [.subject, .partner], window: query) { posting in
      posting.currency != 0 && posting.firstDay <= today && ProjectRisks.moves(posting, reversed)
    }
    moneyOf.reserveCapacity(wanted.count)
    for (place, posting) in money.enumerated() where wanted.contains(posting.subject) {
      moneyOf[posting.subject, default: ProjectMoney()].add(posting, of: known.identity(posting.partner), sample: place)
    }
    for project in moneyOf.keys { moneyOf[project]?.order() }
  }

  /// Under whom a posting counts: 0 for the whole project, and one more than the place of the partner as whom the money counts.
  private func partners(_ posting: Posting) -> [UInt32] {
    guard let identity = known.identity(posting.partner) else { return [0] }
    return [0, UInt32(identity + 1)]
  }

  // MARK: Finding

  /// Money that an external partner promised and has not paid.
  private mutating func findPromises(of number: UInt32, _ project: ProjectTerms) throws {
    guard let projectMoney = moneyOf[number] else { return }
    let yearAfter = project.signedOn.yearLater
    for (partner, isInKind) in project.partners.sorted(by: { $0.key < $1.key }) where !isInKind {
      guard query.partner.map({ known.registers.partners.place(of: known.registers.identity(of: $0)) == partner }) ?? true else { continue }
      for currency in projectMoney.signedIn {
        guard let money = projectMoney.sums(of: UInt32(partner + 1), in: currency), money.signed > money.received else { continue }
        let kind: String
        let due: Day
        if let ends = project.ends, query.today > ends {
          (kind, due) = ("overdue", ends)
        } else if project.ends == nil, query.today > yearAfter {
          (kind, due) = ("overdue", yearAfter)
        } else if money.received == 0, query.today > yearAfter {
          (kind, due) = ("unpaid", yearAfter)
        } else {
          continue
        }
        add(
          Risk(
            kind: kind, subject: try subject(project), partner: known.partnerName(partner), since: due,
            reason: "signed on \(try project.signedOnText(known)), due by \(due)\(elsewhere(projectMoney, partner, currency))"),
          number, [money], signed: 1, received: -1)
      }
    }
  }

  /// What the partner paid into the project in currencies in which it signed nothing.
  private func elsewhere(_ projectMoney: ProjectMoney, _ partner: Int, _ currency: UInt16) -> String {
    let amounts = projectMoney.all.compactMap { money -> String? in
      guard money.partner == UInt32(partner + 1), money.currency != currency, money.signed == 0, money.received > 0,
        let code = Alpha3(rawValue: money.currency - 1)
      else { return nil }
      return "\(code) \(ReportValue.grouped(Money.text(minor: money.received, currency: code)))"
    }
    guard !amounts.isEmpty else { return "" }
    return "; it paid \(amounts.sorted().joined(separator: " and ")), which is not set against it"
  }

  private mutating func findEnd(_ ends: Day, of number: UInt32, _ project: ProjectTerms) throws {
    let days = ends.number - query.today.number
    guard days <= 90, admitsWhole(project) else { return }
    let risk = Risk(
      kind: days < 0 ? "expired" : "expiring", subject: try subject(project), partner: "–", since: ends,
      reason: days < 0 ? "ended \(-days) days ago and is still open" : "ends in \(days) days and is open")
    add(risk, number, moneyOf[number]?.wholes ?? [], signed: 1, disbursed: -1)
  }

  private mutating func findMoney(afterCancellation day: Day, of number: UInt32, _ project: ProjectTerms) throws {
    for money in moneyOf[number]?.all ?? [] where money.partner != 0 && money.received > 0 {
      let partner = Int(money.partner) - 1
      guard query.partner.map({ known.registers.partners.place(of: known.registers.identity(of: $0)) == partner }) ?? true else { continue }
      add(
        Risk(
          kind: "cancelledWithMoney", subject: try subject(project), partner: known.partnerName(partner), since: day,
          reason: "cancelled on \(day); money received was not refunded"),
        number, [money], received: 1)
    }
  }

  /// More disbursed than signed, in the currencies of the signature. Other currencies are taken at the rate of the day.
  private mutating func findOverspent(_ terms: [UInt32: ProjectTerms], _ numbers: [UInt32]) throws {
    var converted: [UInt32: ExactSum] = [:]
    var without: Set<UInt32> = []
    let odd = moneyOf.filter { _, money in money.all.contains { $0.partner == 0 && $0.disbursed != 0 && !money.signedIn.contains($0.currency) } }
    if !odd.isEmpty {
      try known.forEachPosting([.disbursed, .recovered]) { posting in
        guard let signedIn = odd[posting.subject]?.signedIn, posting.firstDay <= query.today.number, let own = posting.currencyCode,
          let first = signedIn.first, let target = Alpha3(rawValue: first - 1), !signedIn.contains(posting.currency)
        else { return }
        guard let rate = known.rate(from: own, to: target, on: Day(number: posting.firstDay)) else {
          without.insert(posting.subject)
          return
        }
        let sign: Int128 = posting.kind == .disbursed ? 1 : -1
        converted[posting.subject, default: ExactSum()].add(sign * Int128(posting.minor), from: own, to: target, at: rate)
      }
    }
    for number in numbers {
      guard let project = terms[number], !project.hasUnknownValue, admitsWhole(project) else { continue }
      if without.contains(number) {
        notes.append("\(try subject(project)): disbursed in a currency without a rate to that of its signature; whether it is overspent is not known")
        continue
      }
      guard let projectMoney = moneyOf[number] else { continue }
      for (n, currency) in projectMoney.signedIn.enumerated() {
        guard let money = projectMoney.sums(of: 0, in: currency) else { continue }
        let spent = ExactSum(money.disbursed) + (n == 0 ? converted[number] ?? ExactSum() : ExactSum())
        // Where nothing was spent, less than nothing may be signed: an addendum can be dated before the signature that it takes from.
        guard spent.rounded > money.signed, let last = try lastSpent(number) else { continue }
        let isMixed = n == 0 && converted[number] != nil
        let risk = Risk(
          kind: "overspent", subject: try subject(project), partner: "–", since: last,
          reason: isMixed ? "more was disbursed than signed, at the rates of the days; each currency has its own row" : "more was disbursed than signed")
        add(risk, number, isMixed ? projectMoney.wholes : [money], signed: -1, disbursed: 1)
      }
    }
  }

  /// The day of the last disbursement of a project, nil if there is none. Cost: a scan of payments, the first time.
  private mutating func lastSpent(_ number: UInt32) throws -> Day? {
    if lastDays.isEmpty {
      let today = query.today.number
      var days: [UInt32: Int32] = [:]
      let reversed = try known.reversedPositions()
      try known.forEachPosting([.disbursed]) { posting in
        if posting.currency != 0, posting.firstDay <= today, ProjectRisks.moves(posting, reversed) { days[posting.subject] = max(days[posting.subject] ?? posting.firstDay, posting.firstDay) }
      }
      lastDays = days
    }
    return lastDays[number].map(Day.init(number:))
  }

  private func subject(_ project: ProjectTerms) throws -> String { "project/\(try project.name(known))" }

  /// A risk of a whole project is of interest where the partner asked for is one of its funders.
  private func admitsWhole(_ project: ProjectTerms) -> Bool {
    guard let partner = query.partner, let place = known.registers.partners.place(of: known.registers.identity(of: partner)) else { return query.partner == nil }
    return project.partners[place] != nil
  }

  private mutating func add(_ risk: Risk, _ project: UInt32, _ money: [ProjectMoney.Sums], signed: Int128 = 0, received: Int128 = 0, disbursed: Int128 = 0) {
    let part = Part(risk: risks.count, signed: signed, received: received, disbursed: disbursed)
    risks.append(risk)
    for sums in money { parts.append((project, sums, part)) }
  }

  // MARK: Adding

  func addMoney(to sheet: inout Sheet) throws {
    guard !parts.isEmpty else { return }
    if sheet.mayBeSummed, query.currency == nil { return addTotals(to: &sheet) }
    let parts = Dictionary(grouping: parts, by: \.project)
    func add(_ posting: Posting) {
      guard let own = posting.currencyCode, let parts = parts[posting.subject] else { return }
      for partner in partners(posting) {
        let money = ProjectMoney.Sums(posting, of: partner)
        for (_, sums, part) in parts where sums.partner == partner && sums.currency == posting.currency {
          let amount = part.amount(money)
          guard amount != 0 else { continue }
          sheet.add(
            amount, own, on: Day(number: posting.firstDay), to: risks[part.risk].labels, "amount", inTotal: false, evidence: Sheet.Evidence(posting))
        }
      }
    }
    if sheet.mayBeSummed { return money.forEach(add) }
    let reversed = try known.reversedPositions()
    try known.forEachPosting(ProjectRisks.measures) { posting in
      if posting.firstDay <= query.today.number, ProjectRisks.moves(posting, reversed) { add(posting) }
    }
  }
}

extension ProjectRisks {
  /// The same in one step for each risk, where neither lines nor rates are wanted.
  private func addTotals(to sheet: inout Sheet) {
    for (_, sums, part) in parts where !part.uses.isDisjoint(with: sums.moved) {
      guard let currency = Alpha3(rawValue: sums.currency - 1) else { continue }
      sheet.add(
        part.amount(sums), currency, on: query.today, to: risks[part.risk].labels, "amount", inTotal: false, evidence: Sheet.Evidence(money[sums.sample]))
    }
  }
}

extension Day {
  /// The same day of the next year; the 28th of February after a 29th.
  var yearLater: Day {
    let (y, m, d) = components
    return Day(year: y + 1, month: m, day: d) ?? Day(year: y + 1, month: 2, day: 28) ?? Day(number: number + 365)
  }
}
