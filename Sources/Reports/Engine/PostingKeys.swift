import Ledger

/// The money of one funder in one project.
struct FundingLineKey: Hashable {
  private let key: UInt64
  init(_ posting: Posting) { key = UInt64(posting.subject) << 32 | UInt64(posting.partner) }
}

/// The money of one project in one currency.
struct AccountKey: Hashable {
  private let key: UInt64
  init(_ posting: Posting) { key = UInt64(posting.subject) << 16 | UInt64(posting.currency) }
}
