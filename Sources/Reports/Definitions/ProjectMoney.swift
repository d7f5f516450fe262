import Ledger

/// What was promised and paid in one project, by partner and currency.
struct ProjectMoney {
  /// What was promised and paid by one partner in one currency, or in the whole project where the partner is 0.
  struct Sums {
    let partner: UInt32
    let currency: UInt16
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

    init(of partner: UInt32, in currency: UInt16) { (self.partner, self.currency) = (partner, currency) }

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

  /// By partner, then by currency.
  let all: [Sums]
  /// The currencies of its signed money, in the order of the book. What is disbursed in another one is compared in the first of them.
  let signedIn: [UInt16]

  /// Nil where the project has no money.
  init?(of project: UInt32, in parts: [MoneyByProject]) {
    var all: [Sums] = []
    func add(_ sums: Sums, to partner: UInt32) {
      var at = 0
      while at < all.count, all[at].partner != partner || all[at].currency != sums.currency { at += 1 }
      if at == all.count { all.append(Sums(of: partner, in: sums.currency)) }
      all[at].add(sums)
    }
    var signedIn: [UInt16] = []
    var signed: [(at: Int, currency: UInt16)] = []
    for part in parts {
      signed.removeAll(keepingCapacity: true)
      part.forEach(of: project) { sums, signedAt in
        add(sums, to: 0)
        if sums.partner != 0 { add(sums, to: sums.partner) }
        if let signedAt { signed.append((signedAt, sums.currency)) }
      }
      if signed.count > 1 { signed.sort { $0.at < $1.at } }
      for (_, currency) in signed where !signedIn.contains(currency) { signedIn.append(currency) }
    }
    if all.isEmpty { return nil }
    self.all = all.sorted { ($0.partner, $0.currency) < ($1.partner, $1.currency) }
    self.signedIn = signedIn
  }

  func sums(of partner: UInt32, in currency: UInt16) -> Sums? { all.first { $0.partner == partner && $0.currency == currency } }

  /// What counts for the project as a whole, in each currency.
  var wholes: [Sums] { all.filter { $0.partner == 0 } }
}
