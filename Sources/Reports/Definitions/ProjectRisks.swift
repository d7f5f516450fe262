import Ledger
import Reference

/// The risks of projects. The first scans find them, the last one adds the money of those found.
struct ProjectRisks {
  private(set) var risks: [Risk] = []
  private(set) var notes: [String] = []
  private let known: AsKnown
  private let query: Query

  /// Money of one partner in one project in one currency, or of the whole project where the partner is 0.
  private struct Key: Hashable {
    let project: UInt32
    let partner: UInt32
    let currency: UInt16
  }

  private struct Sums {
    var signed: Int128 = 0
    var received: Int128 = 0
    var disbursed: Int128 = 0
    /// Of these, the ones that were not always zero: a figure that came back to zero is still a figure.
    var moved: Moved = []
    /// One of the postings behind them, by its place in `money`.
    var sample = -1

    struct Moved: OptionSet {
      let rawValue: UInt8
      static let signed = Moved(rawValue: 1)
      static let received = Moved(rawValue: 2)
      static let disbursed = Moved(rawValue: 4)
    }

    init() {}

    /// What one posting adds: what came back is taken off.
    init(_ posting: Posting) {
      let amount = Int128(posting.minor)
      switch posting.kind {
      case .signed, .added: (signed, moved) = (amount, amount == 0 ? [] : .signed)
      case .received: (received, moved) = (amount, amount == 0 ? [] : .received)
      case .refunded: (received, moved) = (-amount, amount == 0 ? [] : .received)
      case .disbursed: (disbursed, moved) = (amount, amount == 0 ? [] : .disbursed)
      case .recovered: (disbursed, moved) = (-amount, amount == 0 ? [] : .disbursed)
      case .projects, .addenda, .completions, .closures, .cancellations, .inKindDisbursements, .reached, .agreements, .pledges, .withdrawals,
        .progressReports, .assessments, .plannedEnd, .agreed, .pledged, .delivered, .budgeted, nil:
        break
      }
    }

    mutating func add(_ other: Sums) {
      signed += other.signed
      received += other.received
      disbursed += other.disbursed
      moved.formUnion(other.moved)
    }
  }

  /// The labels of the risks that the money of a key belongs to, and which sums of it make their amount.
  private struct Part {
    let labels: [String]
    let signed: Int128
    let received: Int128
    let disbursed: Int128

    /// Which sums it is made of.
    var uses: Sums.Moved {
      (signed != 0 ? Sums.Moved.signed : []).union(received != 0 ? .received : []).union(disbursed != 0 ? .disbursed : [])
    }
  }

  private var parts: [Key: [Part]] = [:]
  private var sums: [Key: Sums] = [:]
  /// In which currency money disbursed in a currency without signed money is compared.
  private var signedIn: [UInt32: [UInt16]] = [:]
  private var keysOf: [UInt32: [Key]] = [:]
  private var lastDays: [UInt32: Int32] = [:]
  /// The money of the projects, with what cannot be told apart added up: one project, partner, currency and rate.
  private var money: [Posting] = []

  init(_ known: AsKnown, _ query: Query) throws {
    (self.known, self.query) = (known, query)
    let terms = try ProjectTerms.all(known, query, asOf: query.today)
    try scan(Set(terms.keys))
    for (number, project) in terms.sorted(by: { $0.key < $1.key }) {
      if let cancelled = project.cancelled { try findMoney(afterCancellation: cancelled, of: number, project) } else { try findPromises(of: number, project) }
      if project.isOpen, let ends = project.ends { try findEnd(ends, of: number, project) }
    }
    try findOverspent(terms)
  }

  private static let measures: Set<Measure> = [.signed, .added, .received, .refunded, .disbursed, .recovered]

  /// False for what adds to zero in a project: it would leave a row of zero where it is converted at another rate, or stands alone in a currency.
  private static func moves(_ posting: Posting, _ reversed: Set<UInt32>) -> Bool {
    posting.flags.isDisjoint(with: [.reallocation, .reversal]) && (reversed.isEmpty || !reversed.contains(posting.position))
  }

  private mutating func scan(_ wanted: Set<UInt32>) throws {
    var totals = PostingSums(known, keeping: [.subject, .partner], window: query)
    let today = query.today.number
    let reversed = try known.reversedPositions()
    try known.forEachPosting(ProjectRisks.measures) { posting in
      if posting.currency != 0, posting.firstDay <= today, ProjectRisks.moves(posting, reversed) { totals.add(posting) }
    }
    money = totals.postings
    for (place, posting) in money.enumerated() where wanted.contains(posting.subject) {
      let amount = Sums(posting)
      for key in keys(posting) {
        sums[key, default: Sums()].add(amount)
        if sums[key]?.sample == -1 {
          sums[key]?.sample = place
          keysOf[key.project, default: []].append(key)
        }
      }
      guard posting.kind == .signed || posting.kind == .added else { continue }
      if !(signedIn[posting.subject]?.contains(posting.currency) ?? false) { signedIn[posting.subject, default: []].append(posting.currency) }
    }
    for project in keysOf.keys { keysOf[project]?.sort { ($0.partner, $0.currency) < ($1.partner, $1.currency) } }
  }

  /// The project's own key, and that of the partner as whom the money counts.
  private func keys(_ posting: Posting) -> [Key] {
    let whole = Key(project: posting.subject, partner: 0, currency: posting.currency)
    guard let identity = known.identity(posting.partner) else { return [whole] }
    return [whole, Key(project: posting.subject, partner: UInt32(identity + 1), currency: posting.currency)]
  }

  // MARK: Finding

  /// Money that an external partner promised and has not paid.
  private mutating func findPromises(of number: UInt32, _ project: ProjectTerms) throws {
    let yearAfter = project.signedOn.yearLater
    for (partner, isInKind) in project.partners.sorted(by: { $0.key < $1.key }) where !isInKind {
      guard query.partner.map({ known.registers.partners.place(of: known.registers.identity(of: $0)) == partner }) ?? true else { continue }
      for currency in signedIn[number] ?? [] {
        let key = Key(project: number, partner: UInt32(partner + 1), currency: currency)
        guard let money = sums[key], money.signed > money.received else { continue }
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
            reason: "signed on \(try project.signedOnText(known)), due by \(due)\(elsewhere(number, partner, currency))"),
          [key: (signed: 1, received: -1, disbursed: 0)])
      }
    }
  }

  /// What the partner paid into the project in currencies in which it signed nothing.
  private func elsewhere(_ number: UInt32, _ partner: Int, _ currency: UInt16) -> String {
    let amounts = (keysOf[number] ?? []).compactMap { key -> String? in
      guard key.partner == UInt32(partner + 1), key.currency != currency, let money = sums[key], money.signed == 0, money.received > 0,
        let code = Alpha3(rawValue: key.currency - 1)
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
    add(risk, Dictionary(uniqueKeysWithValues: wholes(number).map { ($0, (signed: 1, received: 0, disbursed: -1)) }))
  }

  private mutating func findMoney(afterCancellation day: Day, of number: UInt32, _ project: ProjectTerms) throws {
    for key in keysOf[number] ?? [] where key.partner != 0 {
      guard let money = sums[key], money.received > 0 else { continue }
      let partner = Int(key.partner) - 1
      guard query.partner.map({ known.registers.partners.place(of: known.registers.identity(of: $0)) == partner }) ?? true else { continue }
      add(
        Risk(
          kind: "cancelledWithMoney", subject: try subject(project), partner: known.partnerName(partner), since: day,
          reason: "cancelled on \(day); money received was not refunded"),
        [key: (signed: 0, received: 1, disbursed: 0)])
    }
  }

  /// More disbursed than signed, in the currencies of the signature. Other currencies are taken at the rate of the day.
  private mutating func findOverspent(_ terms: [UInt32: ProjectTerms]) throws {
    var converted: [UInt32: ExactSum] = [:]
    var without: Set<UInt32> = []
    let odd = Set(sums.filter { $0.key.partner == 0 && $0.value.disbursed != 0 && !(signedIn[$0.key.project]?.contains($0.key.currency) ?? false) }.map(\.key.project))
    if !odd.isEmpty {
      try known.forEachPosting([.disbursed, .recovered]) { posting in
        guard odd.contains(posting.subject), posting.firstDay <= query.today.number, let own = posting.currencyCode,
          let first = signedIn[posting.subject]?.first, let target = Alpha3(rawValue: first - 1), !(signedIn[posting.subject] ?? []).contains(posting.currency)
        else { return }
        guard let rate = known.rate(from: own, to: target, on: Day(number: posting.firstDay)) else {
          without.insert(posting.subject)
          return
        }
        let sign: Int128 = posting.kind == .disbursed ? 1 : -1
        converted[posting.subject, default: ExactSum()].add(sign * Int128(posting.minor), from: own, to: target, at: rate)
      }
    }
    for (number, project) in terms.sorted(by: { $0.key < $1.key }) where !project.hasUnknownValue && admitsWhole(project) {
      if without.contains(number) {
        notes.append("\(try subject(project)): disbursed in a currency without a rate to that of its signature; whether it is overspent is not known")
        continue
      }
      for (n, currency) in (signedIn[number] ?? []).enumerated() {
        let key = Key(project: number, partner: 0, currency: currency)
        guard let money = sums[key] else { continue }
        let spent = ExactSum(money.disbursed) + (n == 0 ? converted[number] ?? ExactSum() : ExactSum())
        // Where nothing was spent, less than nothing may be signed: an addendum can be dated before the signature that it takes from.
        guard spent.rounded > money.signed, let last = try lastSpent(number) else { continue }
        let isMixed = n == 0 && converted[number] != nil
        let risk = Risk(
          kind: "overspent", subject: try subject(project), partner: "–", since: last,
          reason: isMixed ? "more was disbursed than signed, at the rates of the days; each currency has its own row" : "more was disbursed than signed")
        add(risk, Dictionary(uniqueKeysWithValues: (isMixed ? wholes(number) : [key]).map { ($0, (signed: -1, received: 0, disbursed: 1)) }))
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

  private func wholes(_ number: UInt32) -> [Key] { (keysOf[number] ?? []).filter { $0.partner == 0 } }

  /// A risk of a whole project is of interest where the partner asked for is one of its funders.
  private func admitsWhole(_ project: ProjectTerms) -> Bool {
    guard let partner = query.partner, let place = known.registers.partners.place(of: known.registers.identity(of: partner)) else { return query.partner == nil }
    return project.partners[place] != nil
  }

  private mutating func add(_ risk: Risk, _ money: [Key: (signed: Int128, received: Int128, disbursed: Int128)]) {
    risks.append(risk)
    for (key, sign) in money { parts[key, default: []].append(Part(labels: risk.labels, signed: sign.signed, received: sign.received, disbursed: sign.disbursed)) }
  }

  // MARK: Adding

  func addMoney(to sheet: inout Sheet) throws {
    guard !parts.isEmpty else { return }
    func add(_ posting: Posting) {
      guard let own = posting.currencyCode else { return }
      let money = Sums(posting)
      for key in keys(posting) {
        for part in parts[key] ?? [] {
          let amount = part.signed * money.signed + part.received * money.received + part.disbursed * money.disbursed
          guard amount != 0 else { continue }
          sheet.add(amount, own, on: Day(number: posting.firstDay), to: part.labels, "amount", inTotal: false, evidence: Sheet.Evidence(posting))
        }
      }
    }
    if sheet.mayBeSummed, query.currency == nil { return addTotals(to: &sheet) }
    if sheet.mayBeSummed { return money.forEach { if keysOf[$0.subject] != nil { add($0) } } }
    let concerned = Set(parts.keys.map(\.project))
    let reversed = try known.reversedPositions()
    try known.forEachPosting(ProjectRisks.measures) { posting in
      if concerned.contains(posting.subject), posting.firstDay <= query.today.number, ProjectRisks.moves(posting, reversed) { add(posting) }
    }
  }
}

extension ProjectRisks {
  /// The same in one step for each risk, where neither lines nor rates are wanted.
  private func addTotals(to sheet: inout Sheet) {
    for (key, parts) in parts {
      guard let money = sums[key], let currency = Alpha3(rawValue: key.currency - 1) else { continue }
      for part in parts where !part.uses.isDisjoint(with: money.moved) {
        let amount = part.signed * money.signed + part.received * money.received + part.disbursed * money.disbursed
        sheet.add(amount, currency, on: query.today, to: part.labels, "amount", inTotal: false, evidence: Sheet.Evidence(self.money[money.sample]))
      }
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
