import Reference

/// An amount in one currency, in minor units (cents, fils; none for yen). Never converted when recorded (requirement R40).
public struct Money: Hashable, Sendable, CustomStringConvertible {
  /// How sure the source was (R42). It survives to the report.
  public enum Qualifier: UInt8, Sendable, CaseIterable {
    case exact, about, over, under, upTo

    public var code: String {
      switch self {
      case .exact: ""
      case .about: "about"
      case .over: "over"
      case .under: "under"
      case .upTo: "upTo"
      }
    }
  }

  public var minor: Int64
  public var currency: Alpha3
  public var qualifier: Qualifier

  public init(minor: Int64, currency: Alpha3, qualifier: Qualifier = .exact) {
    (self.minor, self.currency, self.qualifier) = (minor, currency, qualifier)
  }

  public var description: String { "\(currency) \(Money.text(minor: Int128(minor), currency: currency))" }

  /// The amount as a decimal string with exactly the currency's minor units: `622409.00`.
  public static func text(minor: Int128, currency: Alpha3) -> String {
    decimalText(minor, places: Currencies.minorUnits(currency) ?? 2)
  }
}

/// `number` divided by ten to the power of `places`, written with exactly that many places.
public func decimalText(_ number: Int128, places: Int) -> String {
  // Nearly every number fits a machine word, whose digits are found many times faster.
  let digits = UInt64(exactly: number.magnitude).map { String($0) } ?? String(number.magnitude)
  let sign = number < 0 ? "-" : ""
  guard places > 0 else { return sign + digits }
  let padded = digits.utf8.count > places ? digits : String(repeating: "0", count: places + 1 - digits.utf8.count) + digits
  let point = padded.utf8.index(padded.utf8.endIndex, offsetBy: -places)
  return sign + padded[..<point] + "." + padded[point...]
}
