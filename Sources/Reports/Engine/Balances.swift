import Ledger
import Reference

/// What is owed, account by account: money that is due against money that came for it.
///
/// An account is one currency of one party in one project. Payments are matched to what is due in their own currency,
/// then to other currencies at the rate of the payment's day, the earliest payment first; help in kind is neither paid
/// by money nor pays for any. So no balance is below zero, and what is too much stands apart (Schemas/reports.md,
/// chain).
struct Balances: Sendable {
  struct Account: Sendable {
    /// A posting of the account: it says in which row the balance stands.
    let posting: Posting
    /// In minor units, without help in kind.
    fileprivate(set) var due: Int128 = 0
    fileprivate(set) var inKind: Int128 = 0
    fileprivate(set) var paid: Int128 = 0
    /// The last day on which something was paid, if anything was.
    fileprivate(set) var lastPaid: Day?
    /// Which party it is of.
    fileprivate var group = 0
    /// What is still due, and what is too much, without help in kind.
    fileprivate(set) var left = Fraction.zero
    fileprivate(set) var over = Fraction.zero
    /// The lines of the account; kept only where a cell is to be opened.
    fileprivate(set) var lines: [Line] = []
  }

  /// What a line adds to what is due; below zero where it pays.
  struct Line: Sendable {
    let posting: Posting
    let amount: Fraction
    /// Where it pays in another currency.
    let rate: ExchangeRates.Rate?
  }

  /// Payments of one account that may be matched in another currency.
  private struct Payment {
    let day: Int32
    let account: Int
    let posting: Posting
    var left: Fraction
  }

  /// Stands for the project itself among the parties.
  static let project = UInt32.max

  private(set) var accounts: [Account] = []
  private var places = SumPlaces()
  /// The accounts of one party in one project.
  private var parties = SumPlaces()
  private var accountsOf: [[Int]] = []
  private var payments: [Payment] = []
  private let known: AsKnown
  private let keepsLines: Bool

  /// - Parameter sheet: the one that the balances will stand in.
  init(for sheet: Sheet) { (known, keepsLines) = (sheet.known, sheet.traces) }

  /// Takes in what a partner promised to a project, or paid for it. Other postings change nothing.
  mutating func add(promise posting: Posting) {
    let partner = known.identity(posting.partner).map { UInt32($0 + 1) } ?? 0
    switch posting.kind {
    case .signed, .added: add(posting, of: partner, sign: 1, inKind: posting.flags.contains(.inKind))
    case .received: add(posting, of: partner, sign: -1)
    case .refunded: add(posting, of: partner, sign: 1, isBack: true)
    case .disbursed, .recovered, .projects, .addenda, .completions, .closures, .cancellations, .inKindDisbursements,
      .reached, .agreements, .pledges, .withdrawals, .progressReports, .assessments, .plannedEnd, .agreed, .pledged,
      .delivered, .budgeted, nil:
      break
    }
  }

  /// - Parameters:
  ///   - party: a partner as whom the money counts, or `project`.
  ///   - sign: 1 for what is due, −1 for what is paid for it.
  ///   - inKind: help in kind.
  ///   - isBack: what was paid comes back: it is no new money that is due.
  mutating func add(
    _ posting: Posting, of party: UInt32, sign: Int128, inKind: Bool = false, isBack: Bool = false
  ) {
    guard posting.currency != 0 else { return }
    let key = SumPlaces.Key(a: UInt64(posting.subject), b: UInt64(party), c: UInt64(posting.currency))
    let place = places.place(of: key, ifNew: accounts.count)
    if place == accounts.count {
      accounts.append(Account(posting: posting))
      let group = parties.place(of: SumPlaces.Key(a: key.a, b: key.b, c: 0), ifNew: accountsOf.count)
      if group == accountsOf.count { accountsOf.append([]) }
      accounts[place].group = group
      accountsOf[group].append(place)
    }
    let minor = sign * Int128(posting.minor)
    if (sign > 0) != isBack {
      if inKind { accounts[place].inKind += minor } else { accounts[place].due += minor }
    } else {
      accounts[place].paid -= minor
      if !isBack {
        accounts[place].lastPaid = max(accounts[place].lastPaid ?? posting.start, posting.start)
        payments.append(
          Payment(day: posting.rateDay, account: place, posting: posting, left: Fraction(Int128(posting.minor))))
      }
    }
    if keepsLines {
      accounts[place].lines.append(Line(posting: posting, amount: Fraction(minor), rate: nil))
    }
  }

  /// Works out what is left and what is too much. Call it once, when all lines are there.
  mutating func settle() {
    for n in accounts.indices {
      let rest = accounts[n].due - accounts[n].paid
      if rest > 0 { accounts[n].left = Fraction(rest) } else { accounts[n].over = Fraction(-rest) }
    }
    let mixed = accountsOf.filter { group in
      group.count > 1 && group.contains { accounts[$0].over.isPositive }
        && group.contains { accounts[$0].left.isPositive }
    }
    guard !mixed.isEmpty else { return }
    var byAccount: [Int: [Payment]] = [:]
    let wanted = Set(mixed.joined())
    for payment in payments where wanted.contains(payment.account) {
      byAccount[payment.account, default: []].append(payment)
    }
    for group in mixed { match(group, byAccount) }
  }

  /// All accounts of the party of one.
  func party(of account: Account) -> [Account] { accountsOf[account.group].map { accounts[$0] } }

  private mutating func match(_ group: [Int], _ byAccount: [Int: [Payment]]) {
    // In its own currency the earliest payments went first, so the last ones are left over.
    var open: [Payment] = []
    for place in group where accounts[place].over.isPositive {
      var rest = accounts[place].over
      for payment in (byAccount[place] ?? []).sorted(by: Balances.isEarlier).reversed()
      where rest.isPositive && payment.left.isPositive {
        var payment = payment
        payment.left = min(payment.left, rest)
        rest = rest - payment.left
        open.append(payment)
      }
    }
    let due = group.filter { accounts[$0].left.isPositive }
      .sorted { accounts[$0].posting.currency < accounts[$1].posting.currency }
    for var payment in open.sorted(by: Balances.isEarlier) {
      for place in due where accounts[place].left.isPositive && payment.left.isPositive { pay(place, &payment) }
    }
  }

  private static func isEarlier(_ a: Payment, _ b: Payment) -> Bool {
    (a.day, a.posting.fact) < (b.day, b.posting.fact)
  }

  private mutating func pay(_ place: Int, _ payment: inout Payment) {
    guard let from = payment.posting.currencyCode, let to = accounts[place].posting.currencyCode,
      let rate = known.rate(from: from, to: to, on: Day(number: payment.day))
    else { return }
    let worth = payment.left.converted(from: from, to: to, at: rate)
    let paid = min(worth, accounts[place].left)
    let used = worth <= accounts[place].left ? payment.left : payment.left * accounts[place].left / worth
    accounts[place].left = accounts[place].left - paid
    payment.left = payment.left - used
    accounts[payment.account].over = accounts[payment.account].over - used
    if keepsLines {
      accounts[place].lines.append(Line(posting: payment.posting, amount: paid.negative, rate: rate))
      accounts[payment.account].lines.append(Line(posting: payment.posting, amount: used, rate: rate))
    }
  }
}
