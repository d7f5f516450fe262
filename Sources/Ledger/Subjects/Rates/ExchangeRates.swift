import Reference

/// Recorded exchange rates: how a report converts, and how the rules compare two currencies.
///
/// A currency's rate holds until its next one in the same table. A pair is taken from the table whose older rate of the
/// two is the newest; of several from the first by name, then by base (Schemas/events.md, RatesPublished).
public struct ExchangeRates: Sendable {
  /// How many units of one currency make how many of another, exactly: multiply by `numerator`, divide by
  /// `denominator`.
  public struct Rate: Hashable, Sendable {
    public let numerator: Decimal
    public let denominator: Decimal
    /// The older of the two records that the rate is from: since when the pair is as it is.
    public let seq: UInt64
    public let validFrom: Day
    /// The other one, where there are two.
    public let otherSeq: UInt64?
    public let source: Subject
  }

  private struct Table: Hashable, Comparable, Sendable {
    let subject: Subject
    let base: Alpha3

    static func < (a: Table, b: Table) -> Bool {
      a.subject == b.subject ? a.base < b.base : a.subject.name < b.subject.name
    }
  }

  /// Units of a currency for one unit of the base, from a day on.
  private struct Units: Sendable {
    let validFrom: Day
    let seq: UInt64
    let units: Decimal
  }

  /// In the order of tables; of each currency in the order in which rates hold.
  private var tables: [(table: Table, rates: [Alpha3: [Units]])] = []
  /// How many records there are.
  public private(set) var count = 0

  public init() {}

  init(_ entries: [Entry]) { for entry in entries { add(entry) } }

  /// Takes in one more record. Cost: little where it holds after those of its table.
  mutating func add(_ entry: Entry) {
    guard case .rates(.published(let published)) = entry.event else { return }
    count += 1
    let table = Table(subject: entry.subject, base: published.base)
    var place = tables.firstIndex { !($0.table < table) } ?? tables.endIndex
    if place == tables.endIndex || tables[place].table != table { tables.insert((table, [:]), at: place) }
    place = min(place, tables.count - 1)
    for (currency, units) in published.rates where currency != published.base {
      let new = Units(validFrom: published.validFrom, seq: entry.seq, units: units)
      let list = tables[place].rates[currency] ?? []
      let at = list.lastIndex { ($0.validFrom, $0.seq) < (new.validFrom, new.seq) }.map { $0 + 1 } ?? 0
      tables[place].rates[currency, default: []].insert(new, at: at)
    }
  }

  /// The rate valid on `day`; nil where no table knows both currencies by then.
  /// - Parameters:
  ///   - from: the currency that is converted.
  ///   - to: the currency that is wanted.
  ///   - day: on which the rate holds.
  ///   - name: of the only table that is asked, without its kind; nil for all.
  public func rate(from: Alpha3, to: Alpha3, on day: Day, in name: String? = nil) -> Rate? {
    var best: Rate?
    for (table, rates) in tables where name == nil || table.subject.name == name {
      func units(_ currency: Alpha3) -> Units? {
        if currency == table.base {
          return Units(validFrom: Day(number: .max), seq: .max, units: Decimal(digits: 1, places: 0))
        }
        return rates[currency]?.last { $0.validFrom <= day }
      }
      guard let up = units(to), let down = units(from) else { continue }
      let (older, newer) = (up.validFrom, up.seq) < (down.validFrom, down.seq) ? (up, down) : (down, up)
      if let best, best.validFrom >= older.validFrom { continue }
      best = Rate(
        numerator: up.units, denominator: down.units, seq: older.seq, validFrom: older.validFrom,
        otherSeq: newer.seq == .max || newer.seq == older.seq ? nil : newer.seq, source: table.subject)
    }
    return best
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
