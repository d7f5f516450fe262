import BigInt

/// A part of a promise that is due on one day; nil where no day is known.
struct Claim {
  let line: LineName
  let currency: String
  let day: Day?
  let amount: Exact
  var left: Exact
}

/// Money that came in, or was spent, and what is left of it to be matched.
struct Payment {
  let currency: String
  let day: Day
  /// The line that it names.
  var line: LineName?
  var left: Exact
}

/// What a partner owes to a project on a day, in the currency of the promise (DOMAIN, Currencies).
struct Balance {
  var claims: [Claim]
  var payments: [Payment]

  /// By currency; never below zero.
  var outstanding: [String: Exact] { Balance.sums(claims.map { ($0.currency, $0.left) }) }
  /// What is too much.
  var overpaid: [String: Exact] { Balance.sums(payments.map { ($0.currency, $0.left) }) }
  var paid: [String: Exact] { Balance.sums(claims.map { ($0.currency, $0.amount - $0.left) }) }

  static func sums(_ amounts: [(String, Exact)]) -> [String: Exact] {
    Dictionary(amounts, uniquingKeysWith: +).filter { !$0.value.isZero }
  }
}

extension Book {
  /// Who stands behind the lines and payments of a project by a day.
  func funders(_ project: String, on day: Day, among facts: Set<Int>? = nil) -> [String] {
    let effects = chosen(project, on: day, facts).filter { $0.measure != .disbursed }
    return Set(effects.compactMap(\.partner).map(identity)).sorted()
  }

  private func chosen(_ project: String, on day: Day, _ facts: Set<Int>?) -> [Effect] {
    effects("project/\(project)").filter { $0.start <= day && facts?.contains($0.position) ?? true }
  }

  /// - Parameters:
  ///   - facts: the positions of the facts that count; nil for all.
  ///   - table: of the rates at which payments in other currencies are matched.
  func balance(_ project: String, _ partner: String, on day: Day, among facts: Set<Int>? = nil, table: String? = nil)
    -> Balance
  {
    var claims = claims(project, partner, on: day, facts)
    var payments: [Payment] = []
    for effect in chosen(project, on: day, facts)
    where effect.measure == .received && effect.partner.map(identity) == partner {
      let payment = Payment(
        currency: effect.currency ?? "", day: effect.start, line: effect.line,
        left: Exact(BigInt(effect.minor.magnitude)))
      if effect.minor > 0 { payments.append(payment) } else { takeBack(payment, from: &payments, table) }
    }
    settle(&claims, &payments, table)
    return Balance(claims: claims, payments: payments)
  }

  /// The promises of a partner, in parts by the day on which they are due: stated instalments while the line keeps the
  /// currency at birth, the earliest first; the rest at the end of the project.
  private func claims(_ project: String, _ partner: String, on day: Day, _ facts: Set<Int>?) -> [Claim] {
    let end = plannedEnd(project, on: day)
    var claims: [Claim] = []
    for (name, line) in lines(project, on: day, among: facts) where identity(name.partner) == partner {
      guard let currency = line.promise.currency else { continue }
      var rest = line.promise.total
      for due in line.dues.sorted(by: { $0.day < $1.day }) where due.value.currency == currency && rest > 0 {
        let part = Exact(min(rest, due.value.minor))
        claims.append(Claim(line: name, currency: currency, day: due.day, amount: part, left: part))
        rest -= min(rest, due.value.minor)
      }
      if rest > 0 {
        claims.append(Claim(line: name, currency: currency, day: end, amount: Exact(rest), left: Exact(rest)))
      }
    }
    return claims.sorted {
      ($0.day ?? Day(number: .max), $0.line) < ($1.day ?? Day(number: .max), $1.line)
    }
  }

  private func lines(_ project: String, on day: Day, among facts: Set<Int>?) -> [LineName: Line] {
    guard let facts else { return lines(project, on: day) }
    let subject = "project/\(project)"
    let effects = effects(subject).filter { facts.contains($0.position) }
    return Posting.lines(effects, history(subject), on: day)
  }

  /// A payment goes to the line that it names; then to lines of its currency, then to others at the rate of its day,
  /// the earliest due first; to lines in kind only when it names them (README, choice 8).
  private func settle(_ claims: inout [Claim], _ payments: inout [Payment], _ table: String?) {
    func pay(_ claims: inout [Claim], _ fits: (Payment, Claim) -> Bool) {
      for one in payments.indices {
        for other in claims.indices where fits(payments[one], claims[other]) {
          match(&payments[one], &claims[other], table)
        }
      }
    }
    pay(&claims) { $0.line == $1.line }
    let isFree = { (payment: Payment, claim: Claim) in !(payment.line?.isInKind ?? false) && !claim.line.isInKind }
    pay(&claims) { isFree($0, $1) && $0.currency == $1.currency }
    pay(&claims, isFree)
  }

  private func match(_ payment: inout Payment, _ claim: inout Claim, _ table: String?) {
    guard !payment.left.isZero, !claim.left.isZero,
      let worth = rates.convert(payment.left, payment.currency, claim.currency, on: payment.day, table: table)
    else { return }
    if worth <= claim.left {
      claim.left -= worth
      payment.left = .zero
    } else {
      payment.left = payment.left - payment.left * claim.left / worth
      claim.left = .zero
    }
  }

  /// What goes back is taken from the last payments first: of the line that it names, of none, of others; in its own
  /// currency, then in others at the rate of its day.
  private func takeBack(_ refund: Payment, from payments: inout [Payment], _ table: String?) {
    var left = refund.left
    for isSame in [true, false] {
      for rank in 0...2 {
        for place in payments.indices.reversed() where !left.isZero && !payments[place].left.isZero {
          let payment = payments[place]
          let own = payment.line == refund.line ? 0 : payment.line == nil ? 1 : 2
          guard own == rank, (payment.currency == refund.currency) == isSame,
            let worth = rates.convert(left, refund.currency, payment.currency, on: refund.day, table: table)
          else { continue }
          let taken = min(worth, payment.left)
          payments[place].left -= taken
          left = left - left * taken / worth
        }
      }
    }
  }

  // MARK: What is spent

  /// What of some money is left after the disbursements of a project, and what was disbursed beyond it; by currency.
  /// Disbursements are matched as payments are: in their currency first, then in others at the rate of their day.
  func spend(_ money: [String: Exact], of project: String, on day: Day, among facts: Set<Int>? = nil, table: String?)
    -> (left: [String: Exact], beyond: [Payment])
  {
    var pools = money.sorted { $0.key < $1.key }.map { currency, amount in
      Claim(line: LineName("", nil, ""), currency: currency, day: nil, amount: amount, left: amount)
    }
    var spent: [Payment] = []
    for effect in chosen(project, on: day, facts) where effect.measure == .disbursed {
      let payment = Payment(
        currency: effect.currency ?? "", day: effect.start, left: Exact(BigInt(effect.minor.magnitude)))
      if effect.minor > 0 { spent.append(payment) } else { takeBack(payment, from: &spent, table) }
    }
    settle(&pools, &spent, table)
    return (Balance.sums(pools.map { ($0.currency, $0.left) }), spent.filter { !$0.left.isZero })
  }

  /// Received and not spent; never below zero.
  func unspent(_ project: String, on day: Day, among facts: Set<Int>? = nil, table: String?) -> [String: Exact] {
    var received: [String: Exact] = [:]
    for partner in funders(project, on: day, among: facts) {
      let balance = balance(project, partner, on: day, among: facts, table: table)
      received.merge(balance.paid, uniquingKeysWith: +)
      received.merge(balance.overpaid, uniquingKeysWith: +)
    }
    return spend(received, of: project, on: day, among: facts, table: table).left
  }
}
