import Ledger

/// The money of one funder in one project.
struct FundingLineKey: Hashable {
  private let project: UInt32
  private let partner: UInt32

  /// By the partner as it was named.
  init(_ posting: Posting) { (project, partner) = (posting.subject, posting.partner) }

  /// By the partner as whom the money counts, which is nil for money of nobody.
  init(_ posting: Posting, of identity: Int?) {
    (project, partner) = (posting.subject, identity.map { UInt32($0 + 1) } ?? 0)
  }
}

/// The money of one project in one currency. In the order of the projects, then of the currencies.
struct AccountKey: Hashable, Comparable {
  private let key: UInt64

  init(_ posting: Posting) { key = UInt64(posting.subject) << 16 | UInt64(posting.currency) }

  static func < (a: AccountKey, b: AccountKey) -> Bool { a.key < b.key }
}

extension SumPlaces.Key {
  /// The money of one project in one currency.
  fileprivate init(account posting: Posting) {
    self.init(a: UInt64(posting.subject), b: UInt64(posting.currency), c: 0)
  }
}

extension SeenNumbers {
  /// Adds the project and currency of a posting.
  mutating func insert(accountOf posting: Posting) -> Bool {
    insert(UInt64(posting.subject) << 16 | UInt64(posting.currency))
  }
}

/// Sums by project and currency.
struct AccountSums {
  private var places = SumPlaces()
  private var sums: [Int128] = []

  mutating func add(_ posting: Posting) {
    let place = places.place(of: SumPlaces.Key(account: posting), ifNew: sums.count)
    if place == sums.count { sums.append(0) }
    sums[place] += Int128(posting.minor)
  }

  subscript(posting: Posting) -> Int128 { places.known(SumPlaces.Key(account: posting)).map { sums[$0] } ?? 0 }
}
