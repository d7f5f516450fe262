import BigInt
import Reference

/// A rational number. Amounts are summed exactly and rounded once, when they are shown (DOMAIN, Reports).
struct Exact: Hashable, Comparable {
  let top: BigInt
  /// Above zero, without a common divisor with `top`.
  let bottom: BigInt

  static let zero = Exact(BigInt(0))
  static let one = Exact(BigInt(1))

  init(_ whole: BigInt) { (top, bottom) = (whole, 1) }
  init(_ whole: Int) { self.init(BigInt(whole)) }

  init(_ top: BigInt, over bottom: BigInt) {
    let divisor = Exact.divisor(top, bottom) * (bottom < 0 ? -1 : 1)
    (self.top, self.bottom) = divisor == 1 ? (top, bottom) : (top / divisor, bottom / divisor)
  }

  /// The greatest common divisor; most numbers are small.
  private static func divisor(_ a: BigInt, _ b: BigInt) -> BigInt {
    guard var x = UInt64(exactly: a.magnitude), var y = UInt64(exactly: b.magnitude) else {
      return a.greatestCommonDivisor(with: b)
    }
    while y != 0 { (x, y) = (y, x % y) }
    return BigInt(x)
  }

  /// A decimal such as `0.9` or `-12.50`.
  init?(_ text: String) {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count <= 2, let digits = BigInt(parts.joined()) else { return nil }
    self.init(digits, over: BigInt(10).power(parts.count == 2 ? parts[1].count : 0))
  }

  static func + (a: Exact, b: Exact) -> Exact {
    if a.bottom == b.bottom { return a.bottom == 1 ? Exact(a.top + b.top) : Exact(a.top + b.top, over: a.bottom) }
    return Exact(a.top * b.bottom + b.top * a.bottom, over: a.bottom * b.bottom)
  }
  static prefix func - (a: Exact) -> Exact { Exact(-a.top, over: a.bottom) }
  static func - (a: Exact, b: Exact) -> Exact { a + -b }
  static func * (a: Exact, b: Exact) -> Exact { Exact(a.top * b.top, over: a.bottom * b.bottom) }
  static func / (a: Exact, b: Exact) -> Exact { Exact(a.top * b.bottom, over: a.bottom * b.top) }
  static func += (a: inout Exact, b: Exact) { a = a + b }
  static func -= (a: inout Exact, b: Exact) { a = a - b }
  static func < (a: Exact, b: Exact) -> Bool { a.top * b.bottom < b.top * a.bottom }

  var isZero: Bool { top == 0 }

  /// The greatest whole number that is not above.
  var floor: BigInt {
    let (quotient, rest) = top.quotientAndRemainder(dividingBy: bottom)
    return rest < 0 ? quotient - 1 : quotient
  }

  /// Half to even.
  var rounded: BigInt {
    let down = floor
    let twice = (top - down * bottom) * 2
    return twice > bottom || (twice == bottom && down % 2 != 0) ? down + 1 : down
  }

  /// The number with so many decimal places.
  func text(places: Int) -> String {
    let units = (self * Exact(BigInt(10).power(places))).rounded
    var digits = String(units.magnitude)
    while digits.count <= places { digits = "0" + digits }
    let sign = units < 0 ? "-" : ""
    return places == 0 ? sign + digits : "\(sign)\(digits.dropLast(places)).\(digits.suffix(places))"
  }
}

/// An amount in minor units, as somebody wrote it.
struct Money: Hashable {
  let minor: BigInt
  let currency: String
  /// `about`, `over`, `under` or `upTo`; a sum that contains such an amount says so.
  let qualifier: String?

  init?(_ json: JSON?) {
    guard let json, let text = json["amount"]?.text, let currency = json["currency"]?.text,
      let amount = Exact(text)
    else { return nil }
    (self.minor, self.currency) = ((amount * Money.scale(currency)).rounded, currency)
    qualifier = json["qualifier"]?.text
  }

  /// Minor units of one unit. Units without any in ISO 4217 that organisations do book (XDR) have two places.
  static func scale(_ currency: String) -> Exact { Exact(BigInt(10).power(places(currency))) }
  static func places(_ currency: String) -> Int { Alpha3(currency).flatMap(Currencies.minorUnits) ?? 2 }
}
