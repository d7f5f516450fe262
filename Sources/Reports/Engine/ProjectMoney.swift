import Ledger

/// What was promised and paid in one project, by partner and currency.
struct ProjectMoney {
  /// What was promised and paid.
  struct Sums {
    private(set) var signed: Int128 = 0
    private(set) var received: Int128 = 0
    private(set) var disbursed: Int128 = 0
    /// Of these, the ones that were not always zero: a figure that came back to zero is still a figure.
    private(set) var moved: Moved = []

    struct Moved: OptionSet {
      let rawValue: UInt8
      static let signed = Moved(rawValue: 1)
      static let received = Moved(rawValue: 2)
      static let disbursed = Moved(rawValue: 4)
    }

    init() {}
    init(_ posting: Posting) { add(posting) }

    /// What came back is taken off.
    mutating func add(_ posting: Posting) {
      guard posting.minor != 0 else { return }
      let amount = Int128(posting.minor)
      switch posting.kind {
      case .signed, .added:
        signed += amount
        moved.insert(.signed)
      case .received:
        received += amount
        moved.insert(.received)
      case .refunded:
        received -= amount
        moved.insert(.received)
      case .disbursed:
        disbursed += amount
        moved.insert(.disbursed)
      case .recovered:
        disbursed -= amount
        moved.insert(.disbursed)
      case .projects, .addenda, .completions, .closures, .cancellations, .inKindDisbursements, .reached, .agreements,
        .pledges, .withdrawals,
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

  /// What one partner promised and paid in one currency; the partner 0 is the whole project.
  struct Account {
    let partner: UInt32
    let currency: UInt16
    fileprivate(set) var sums = Sums()
  }

  /// By partner, then by currency.
  let accounts: [Account]

  /// Nil where the project has no money.
  init?(of project: UInt32, in parts: [MoneyByProject]) {
    var accounts: [Account] = []
    accounts.reserveCapacity(8)
    for part in parts {
      part.forEach(of: project) { link in
        ProjectMoney.add(link.sums, to: 0, link.currency, in: &accounts)
        if link.partner != 0 { ProjectMoney.add(link.sums, to: link.partner, link.currency, in: &accounts) }
      }
    }
    if accounts.isEmpty { return nil }
    accounts.sort { ($0.partner, $0.currency) < ($1.partner, $1.currency) }
    self.accounts = accounts
  }

  private static func add(_ sums: Sums, to partner: UInt32, _ currency: UInt16, in accounts: inout [Account]) {
    var at = 0
    while at < accounts.count, accounts[at].partner != partner || accounts[at].currency != currency { at += 1 }
    if at == accounts.count { accounts.append(Account(partner: partner, currency: currency)) }
    accounts[at].sums.add(sums)
  }

  /// What counts for the project as a whole, in each currency.
  var wholes: [Account] { accounts.filter { $0.partner == 0 } }
}
