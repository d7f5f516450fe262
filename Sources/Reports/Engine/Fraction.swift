import BigInt
import Ledger
import Reference

/// An exact number of minor units, where a rate leaves parts of one.
struct Fraction: Hashable, Comparable, Sendable {
  let top: BigInt
  /// Above zero.
  let bottom: BigInt

  static let zero = Fraction(0)

  init(_ whole: Int128) { (top, bottom) = (BigInt(whole), 1) }

  private init(_ top: BigInt, over bottom: BigInt) {
    let common = top.greatestCommonDivisor(with: bottom)
    let sign: BigInt = bottom < 0 ? -1 : 1
    (self.top, self.bottom) = common > 1 ? (sign * top / common, sign * bottom / common) : (sign * top, sign * bottom)
  }

  var isZero: Bool { top == 0 }
  var isPositive: Bool { top > 0 }

  static func < (a: Fraction, b: Fraction) -> Bool { a.top * b.bottom < b.top * a.bottom }
  static func + (a: Fraction, b: Fraction) -> Fraction {
    Fraction(a.top * b.bottom + b.top * a.bottom, over: a.bottom * b.bottom)
  }
  static func - (a: Fraction, b: Fraction) -> Fraction { a + b.negative }
  static func * (a: Fraction, b: Fraction) -> Fraction { Fraction(a.top * b.top, over: a.bottom * b.bottom) }
  /// - Precondition: `b` is not zero.
  static func / (a: Fraction, b: Fraction) -> Fraction { Fraction(a.top * b.bottom, over: a.bottom * b.top) }

  /// Nil where it is no whole number, or none of 128 bits.
  var whole: Int128? { bottom == 1 ? Int128(exactly: top) : nil }
  /// To a whole number, half to even.
  var rounded: Int128 { ExactSum.halfEven(top, bottom) }

  var negative: Fraction { Fraction(-top, over: bottom) }

  /// The same money in another currency.
  func converted(from: Alpha3, to: Alpha3, at rate: ExchangeRates.Rate) -> Fraction {
    let up = (Currencies.minorUnits(to) ?? 2) + rate.denominator.places
    let down = (Currencies.minorUnits(from) ?? 2) + rate.numerator.places
    let tens = BigInt(10).power(abs(up - down))
    return Fraction(
      top * BigInt(rate.numerator.digits) * (up >= down ? tens : 1),
      over: bottom * BigInt(rate.denominator.digits) * (up >= down ? 1 : tens))
  }
}
