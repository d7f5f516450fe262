import Reference

/// An amount in one currency, in minor units (cents, fils; none for yen). Never converted when recorded (requirement
/// R40).
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

  /// For people: `CHF 622,409.00`. The qualifier is not in it.
  public var grouped: String { "\(currency) \(Money.text(minor: Int128(minor), currency: currency, grouped: true))" }

  /// The amount as a decimal string with exactly the currency's minor units: `622409.00`; with thousands apart, for
  /// people, `622,409.00`.
  public static func text(minor: Int128, currency: Alpha3, grouped: Bool = false) -> String {
    decimalText(minor, places: Currencies.minorUnits(currency) ?? 2, grouped: grouped)
  }
}

/// `number` divided by ten to the power of `places`, written with exactly that many places.
/// - Parameters:
///   - number: the digits, with the sign.
///   - places: how many of them stand behind the point; 0 for no point.
///   - grouped: thousands apart by commas, for people.
public func decimalText(_ number: Int128, places: Int, grouped: Bool = false) -> String {
  // 39 digits at most, and zeros up to the point.
  let capacity = max(40, places + 1) * 2
  return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: capacity) { bytes in
    var start = capacity
    var written = 0
    func put(_ digit: UInt8) {
      if written == places, places > 0 { prepend(UInt8(ascii: ".")) }
      if grouped, written > places, (written - places) % 3 == 0 { prepend(UInt8(ascii: ",")) }
      prepend(0x30 + digit)
      written += 1
    }
    func prepend(_ byte: UInt8) {
      start -= 1
      bytes[start] = byte
    }
    // Nearly every number fits a machine word, whose digits are found many times faster.
    var large = number.magnitude
    while large > UInt128(UInt64.max) {
      put(UInt8(large % 10))
      large /= 10
    }
    var rest = UInt64(large)
    while rest > 0 || written <= places {
      put(UInt8(rest % 10))
      rest /= 10
    }
    if number < 0 { prepend(UInt8(ascii: "-")) }
    return String(decoding: UnsafeBufferPointer(rebasing: bytes[start...]), as: UTF8.self)
  }
}
