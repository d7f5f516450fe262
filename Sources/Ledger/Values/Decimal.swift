/// An exact decimal number of at most 18 digits: `digits` divided by ten to the power of `places`.
/// Canonical text: no leading zeros, no trailing zeros after the point.
public struct Decimal: Hashable, Sendable, CustomStringConvertible {
  public let digits: Int64
  public let places: Int

  /// Takes trailing zeros after the point away.
  public init(digits: Int64, places: Int) {
    var (digits, places) = (digits, places)
    while places > 0, digits % 10 == 0 { (digits, places) = (digits / 10, places - 1) }
    (self.digits, self.places) = (digits, places)
  }

  /// Nil unless `text` is a canonical decimal.
  public init?(_ text: String) {
    var text = text
    guard let read = text.withUTF8({ Decimal(utf8: UnsafeRawBufferPointer($0)) }) else { return nil }
    self = read
  }

  init?(utf8 bytes: UnsafeRawBufferPointer) {
    var at = 0
    var digits: Int64 = 0
    var count = 0
    var point: Int? = nil
    let negative = bytes.count > 0 && bytes[0] == UInt8(ascii: "-")
    if negative { at = 1 }
    let start = at
    while at < bytes.count {
      let byte = bytes[at]
      if byte == UInt8(ascii: ".") {
        guard point == nil, at > start, at + 1 < bytes.count else { return nil }
        point = at
      } else {
        guard byte >= 0x30, byte <= 0x39 else { return nil }
        count += 1
        guard count <= 18 else { return nil }
        digits = digits * 10 + Int64(byte - 0x30)
      }
      at += 1
    }
    guard count > 0 else { return nil }
    let whole = (point ?? bytes.count) - start
    if whole > 1, bytes[start] == 0x30 { return nil }
    let places = point.map { bytes.count - $0 - 1 } ?? 0
    if places > 0, digits % 10 == 0 { return nil }
    if negative, digits == 0 { return nil }
    (self.digits, self.places) = (negative ? -digits : digits, places)
  }

  public var description: String { decimalText(Int128(digits), places: places) }
}
