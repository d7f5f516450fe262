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

extension SeenNumbers {
  /// Adds the project and currency of a posting.
  mutating func insert(accountOf posting: Posting) -> Bool {
    insert(UInt64(posting.subject) << 16 | UInt64(posting.currency))
  }
}

extension Posting {
  /// Whether it shows a signature. Money of the signature that leaves because its line changes the currency does not.
  var isSignature: Bool { measure == Measure.signed.rawValue && !flags.contains(.back) }
  /// Whether it shows an addendum.
  var isOfAddendum: Bool {
    measure == Measure.signed.rawValue ? flags.contains(.back) : measure == Measure.added.rawValue && !isRefund
  }
}
