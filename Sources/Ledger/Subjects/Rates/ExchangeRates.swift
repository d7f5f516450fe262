import Reference

/// Recorded exchange rates: how a report converts, and how the rules compare two currencies.
public struct ExchangeRates: Sendable {
  public struct Table: Sendable {
    public let validFrom: Day
    public let seq: UInt64
    public let subject: Subject
    public let published: RatesPublished
  }

  /// How many units of one currency make how many of another, exactly: multiply by `numerator`, divide by
  /// `denominator`.
  public struct Rate: Hashable, Sendable {
    public let numerator: Decimal
    public let denominator: Decimal
    /// The record the rate is from.
    public let seq: UInt64
    public let validFrom: Day
    public let source: Subject
  }

  /// The latest `validFrom` first; of one day the latest record first.
  public private(set) var tables: [Table] = []

  public init() {}

  init(_ entries: [Entry]) {
    tables = entries.compactMap { entry in
      guard case .rates(.published(let published)) = entry.event else { return nil }
      return Table(validFrom: published.validFrom, seq: entry.seq, subject: entry.subject, published: published)
    }.sorted { ($0.validFrom, $0.seq) > ($1.validFrom, $1.seq) }
  }

  /// The rate valid on `day`: of the tables that know both currencies, the one with the latest `validFrom` not after
  /// it.
  public func rate(from: Alpha3, to: Alpha3, on day: Day) -> Rate? {
    for table in tables where table.validFrom <= day {
      let one = Decimal(digits: 1, places: 0)
      func units(_ currency: Alpha3) -> Decimal? {
        currency == table.published.base ? one : table.published.rates[currency]
      }
      if let numerator = units(to), let denominator = units(from) {
        return Rate(
          numerator: numerator, denominator: denominator, seq: table.seq, validFrom: table.validFrom,
          source: table.subject)
      }
    }
    return nil
  }
}

extension ExchangeRates.Rate {
  /// Rounded towards zero to whole minor units of `to`. Only for limits; reports convert exactly. What is beyond any
  /// amount is cut to `beyondAnyAmount`.
  func convertedDown(_ minor: Int128, from: Alpha3, to: Alpha3) -> Int128 {
    func power(_ n: Int) -> Int128 { (0..<max(0, n)).reduce(1) { p, _ in p * 10 } }
    func times(_ a: Int128, _ b: Int128) -> Int128? {
      let (product, overflow) = a.multipliedReportingOverflow(by: b)
      return overflow ? nil : product
    }
    let beyond = minor < 0 ? -Self.beyondAnyAmount : Self.beyondAnyAmount
    let places =
      numerator.places + (Currencies.minorUnits(from) ?? 0) - denominator.places - (Currencies.minorUnits(to) ?? 0)
    let divisor = Int128(denominator.digits)
    guard let top = times(minor, Int128(numerator.digits)) else { return beyond }
    let whole =
      places < 0
      ? times(top, power(-places)).map { $0 / divisor } ?? times(top / divisor, power(-places)) ?? beyond
      : top / power(places) / divisor
    return whole.magnitude < beyond.magnitude ? whole : beyond
  }

  private static let beyondAnyAmount: Int128 = 1_000_000_000_000_000_000_000_000_000_000
}
