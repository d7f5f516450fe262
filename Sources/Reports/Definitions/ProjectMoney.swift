import Ledger

/// What was promised and paid in one project, by partner and currency.
struct ProjectMoney {
  /// What was promised and paid by one partner in one currency, or in the whole project where the partner is 0.
  struct Sums {
    let partner: UInt32
    let currency: UInt16
    var signed: Int128 = 0
    var received: Int128 = 0
    var disbursed: Int128 = 0
    /// Of these, the ones that were not always zero: a figure that came back to zero is still a figure.
    var moved: Moved = []

    struct Moved: OptionSet {
      let rawValue: UInt8
      static let signed = Moved(rawValue: 1)
      static let received = Moved(rawValue: 2)
      static let disbursed = Moved(rawValue: 4)
    }

    /// What one posting adds: what came back is taken off.
    init(_ posting: Posting, of partner: UInt32) {
      (self.partner, currency) = (partner, posting.currency)
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

  private(set) var all: [Sums] = []
  /// The currencies of its signed money. What is disbursed in another one is compared in the first of them.
  private(set) var signedIn: [UInt16] = []

  /// Adds a posting to the whole project, and to the partner as whom its money counts, if it names one.
  mutating func add(_ posting: Posting, of identity: Int?) {
    add(Sums(posting, of: 0))
    if let identity { add(Sums(posting, of: UInt32(identity + 1))) }
    guard posting.kind == .signed || posting.kind == .added, !signedIn.contains(posting.currency) else { return }
    signedIn.append(posting.currency)
  }

  private mutating func add(_ sums: Sums) {
    if let at = all.firstIndex(where: { $0.partner == sums.partner && $0.currency == sums.currency }) { all[at].add(sums) } else { all.append(sums) }
  }

  func sums(of partner: UInt32, in currency: UInt16) -> Sums? { all.first { $0.partner == partner && $0.currency == currency } }

  /// What counts for the project as a whole, in each currency.
  var wholes: [Sums] { all.filter { $0.partner == 0 } }

  mutating func order() { all.sort { ($0.partner, $0.currency) < ($1.partner, $1.currency) } }
}
