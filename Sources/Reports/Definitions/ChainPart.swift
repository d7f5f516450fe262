import Ledger

/// What the report `chain` keeps of some subjects: the money that counts, and what is owed.
struct ChainPart: Sendable {
  private let links: Links
  private let rows: ChainRows
  private let lastDay: Day
  /// What passes the filters, in the order of the book.
  private(set) var counted: [Posting] = []
  /// What partners owe, and what of their money is not spent.
  private(set) var promised: Balances
  private(set) var spent: Balances
  /// Funding lines without a known value.
  private(set) var unknown: Set<FundingLineKey> = []

  init(_ links: Links, _ rows: ChainRows, for sheet: Sheet) {
    (self.links, self.rows, lastDay) = (links, rows, sheet.query.lastDay)
    promised = Balances(for: sheet)
    spent = Balances(for: sheet)
  }

  mutating func see(_ posting: Posting) throws {
    guard try links.admits(posting, rows) else { return }
    counted.append(posting)
    if posting.flags.contains(.unknownValue) { unknown.insert(FundingLineKey(posting)) }
    guard let due = Chain.step(posting).due, posting.start <= lastDay else { return }
    promised.add(promise: posting)
    if due.unspent != 0 {
      spent.add(posting, of: Balances.project, sign: Int128(due.unspent), isBack: Chain.step(posting).isBack)
    }
  }

  mutating func settle() {
    promised.settle()
    spent.settle()
  }
}

/// Which projects are over, and when each was to end.
struct ProjectEnds: Sendable {
  let planned: [UInt32: Day]
  let over: Set<UInt32>

  /// - Parameter day: what began after it is not looked at.
  init(_ known: AsKnown, through day: Day) throws {
    var planned: [UInt32: Posting] = [:]
    var over: Set<UInt32> = []
    try known.forEachPosting([.plannedEnd, .closures, .cancellations]) { posting in
      if posting.kind != .plannedEnd {
        if posting.lastDay <= day.number { over.insert(posting.subject) }
      } else if posting.firstDay <= day.number, planned[posting.subject].map({ $0.holdsBefore(posting) }) ?? true {
        planned[posting.subject] = posting
      }
    }
    self.planned = planned.mapValues { Day(number: Int32(clamping: $0.minor)) }
    self.over = over
  }
}
