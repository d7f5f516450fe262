import BigInt
import Ledger
import Reference

/// A sum of money that is exact until it is shown. Amounts that were converted keep their rate until then, so the sum
/// is rounded once, half to even (DOMAIN, Reports; requirement R41).
public struct ExactSum: Hashable, Sendable {
  private struct Key: Hashable, Sendable {
    let rate: ExchangeRates.Rate
    let from: Alpha3
    let to: Alpha3
  }

  private var own: Int128 = 0
  private var converted: [Key: Int128] = [:]
  /// What is no whole number of minor units: the rest of a balance that was paid in another currency.
  private var part: Fraction?

  /// A sum of one amount in minor units.
  public init(_ minor: Int128 = 0) { own = minor }

  /// Adds minor units that need no conversion. Stops the program beyond 128 bits, which no book of 64-bit amounts
  /// reaches.
  public mutating func add(_ minor: Int128) { own += minor }

  /// Adds an exact amount that may be no whole number.
  mutating func add(_ amount: Fraction) {
    if let whole = amount.whole { own += whole } else { part = (part ?? .zero) + amount }
  }

  /// - Parameter rate: nil where the amount is shown in its own currency.
  mutating func add(_ minor: Int128, from: Alpha3, to: Alpha3, at rate: ExchangeRates.Rate?) {
    guard let rate else { return add(minor) }
    converted[Key(rate: rate, from: from, to: to), default: 0] += minor
  }

  /// Exact. Cost: one step for each rate in `b`.
  public static func + (a: ExactSum, b: ExactSum) -> ExactSum {
    var sum = a
    sum.own += b.own
    for (key, minor) in b.converted { sum.converted[key, default: 0] += minor }
    if let part = b.part { sum.add(part) }
    return sum
  }

  /// Exact. Cost: one step for each rate in `b`.
  public static func - (a: ExactSum, b: ExactSum) -> ExactSum {
    var difference = a
    difference.own -= b.own
    for (key, minor) in b.converted { difference.converted[key, default: 0] -= minor }
    if let part = b.part { difference.add(part.negative) }
    return difference
  }

  /// Whole minor units, rounded half to even.
  public var rounded: Int128 {
    if converted.isEmpty, part == nil { return own }
    return (part == nil ? quick : nil) ?? exact
  }

  /// The same in machine words, if the sum is far enough from a tie to be sure of it.
  ///
  /// Each converted amount is a whole number and a fraction that is cut off after 60 bits. So the true fraction of the
  /// sum lies between the sum of the cut ones and that plus one unit of the last bit for each amount. Only where a tie
  /// lies in between does rounding need more.
  private var quick: Int128? {
    var whole = own
    var fraction: Int128 = 0
    for (key, minor) in converted {
      let rate = key.rate
      let up = (Currencies.minorUnits(key.to) ?? 2) + rate.denominator.places
      let down = (Currencies.minorUnits(key.from) ?? 2) + rate.numerator.places
      guard abs(up - down) <= 18, let (n, d) = ExactSum.fraction(minor, rate, up - down) else { return nil }
      var (quotient, remainder) = n.quotientAndRemainder(dividingBy: d)
      if remainder < 0 { (quotient, remainder) = (quotient - 1, remainder + d) }
      whole += quotient
      fraction += (remainder << 60) / d
    }
    let one: Int128 = 1 << 60
    whole += fraction >> 60
    fraction &= one - 1
    if fraction + Int128(converted.count) < one / 2 { return whole }
    return fraction > one / 2 ? whole + 1 : nil
  }

  /// `minor` at `rate` as a fraction of minor units; nil where it does not fit.
  private static func fraction(_ minor: Int128, _ rate: ExchangeRates.Rate, _ tens: Int) -> (Int128, Int128)? {
    var scale: Int128 = 1
    for _ in 0..<abs(tens) { scale *= 10 }
    let (scaled, a) = minor.multipliedReportingOverflow(by: Int128(rate.numerator.digits))
    let (n, b) = scaled.multipliedReportingOverflow(by: tens > 0 ? scale : 1)
    let (d, c) = Int128(rate.denominator.digits).multipliedReportingOverflow(by: tens < 0 ? scale : 1)
    // The remainder has 60 more bits in `quick`.
    guard !a, !b, !c, d > 0, d < 1 << 66 else { return nil }
    return (n, d)
  }

  private var exact: Int128 {
    let (top, bottom) = fraction
    return ExactSum.halfEven(top, bottom)
  }

  /// The sum as one fraction, whose lower part is above zero.
  private var fraction: (BigInt, BigInt) {
    var top = BigInt(0)
    var bottom = BigInt(1)
    for (key, minor) in converted {
      // minor / 10^from × numerator / denominator × 10^to, as one fraction.
      let rate = key.rate
      let up = (Currencies.minorUnits(key.to) ?? 2) + rate.denominator.places
      let down = (Currencies.minorUnits(key.from) ?? 2) + rate.numerator.places
      var n = BigInt(minor) * BigInt(rate.numerator.digits)
      var d = BigInt(rate.denominator.digits)
      if up >= down { n *= BigInt(10).power(up - down) } else { d *= BigInt(10).power(down - up) }
      top = top * d + n * bottom
      bottom *= d
      let common = top.greatestCommonDivisor(with: bottom)
      if common > 1 { (top, bottom) = (top / common, bottom / common) }
    }
    if let part { (top, bottom) = (top * part.bottom + part.top * bottom, bottom * part.bottom) }
    return (top + BigInt(own) * bottom, bottom)
  }

  /// This sum in hundredths of a percent of another one, from the exact sums, half to even; nil of nothing.
  func percent(of whole: ExactSum) -> Int128? {
    if converted.isEmpty, whole.converted.isEmpty, part == nil, whole.part == nil {
      return ExactSum.percent(own, of: whole.own)
    }
    let ((a, b), (c, d)) = (fraction, whole.fraction)
    guard c != 0 else { return nil }
    let sign: BigInt = c < 0 ? -1 : 1
    return ExactSum.halfEven(a * d * 10_000 * sign, b * c * sign)
  }

  /// `top` divided by `bottom` > 0, to a whole number.
  static func halfEven(_ top: BigInt, _ bottom: BigInt) -> Int128 {
    let (quotient, remainder) = top.magnitude.quotientAndRemainder(dividingBy: bottom.magnitude)
    let twice = remainder * 2
    var whole = quotient
    if twice > bottom.magnitude || (twice == bottom.magnitude && quotient % 2 == 1) { whole += 1 }
    return Int128(String(top.sign == .minus ? -BigInt(whole) : BigInt(whole))) ?? 0
  }

  /// `part` of `whole` in percent with `places` decimals, half to even; nil of nothing.
  static func percent(_ part: Int128, of whole: Int128, places: Int = 2) -> Int128? {
    guard whole != 0 else { return nil }
    let sign: BigInt = whole < 0 ? -1 : 1
    return halfEven(BigInt(part) * 100 * BigInt(10).power(places) * sign, BigInt(whole) * sign)
  }
}
