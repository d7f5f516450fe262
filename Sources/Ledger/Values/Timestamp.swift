/// When a line was recorded: microseconds since 1970-01-01T00:00:00Z, written `2026-04-02T08:15:30.123456Z`.
public struct Timestamp: Hashable, Comparable, Sendable, CustomStringConvertible {
  public let microseconds: Int64

  public init(microseconds: Int64) { self.microseconds = microseconds }

  public var day: Day {
    Day(number: Int32(microseconds >= 0 ? microseconds / 86_400_000_000 : (microseconds - 86_399_999_999) / 86_400_000_000))
  }

  /// Reads exactly 27 bytes.
  init?(utf8 b: UnsafeRawBufferPointer) {
    guard b.count == 27, b[10] == UInt8(ascii: "T"), b[13] == UInt8(ascii: ":"), b[16] == UInt8(ascii: ":"),
      b[19] == UInt8(ascii: "."), b[26] == UInt8(ascii: "Z"),
      let date = EffectiveDate(utf8: UnsafeRawBufferPointer(rebasing: b[0..<10]))
    else { return nil }
    func number(_ from: Int, _ count: Int) -> Int64? {
      var value: Int64 = 0
      for i in from..<(from + count) {
        let digit = Int64(b[i]) - 0x30
        guard digit >= 0, digit <= 9 else { return nil }
        value = value * 10 + digit
      }
      return value
    }
    guard let h = number(11, 2), h < 24, let m = number(14, 2), m < 60, let s = number(17, 2), s < 60,
      let fraction = number(20, 6)
    else { return nil }
    let seconds = Int64(date.first.number) * 86_400 + h * 3600 + m * 60 + s
    self.init(microseconds: seconds * 1_000_000 + fraction)
  }

  /// Nil unless `text` has exactly the form of a line's `at`.
  public init?(_ text: String) {
    var text = text
    guard let read = text.withUTF8({ Timestamp(utf8: UnsafeRawBufferPointer($0)) }) else { return nil }
    self = read
  }

  public var description: String {
    let inDay = microseconds - Int64(day.number) * 86_400_000_000
    let seconds = Int(inDay / 1_000_000)
    let fraction = String(inDay % 1_000_000)
    return "\(day)T\(twoDigits(seconds / 3600)):\(twoDigits(seconds / 60 % 60)):\(twoDigits(seconds % 60))."
      + String(repeating: "0", count: 6 - fraction.count) + fraction + "Z"
  }

  public static func < (a: Timestamp, b: Timestamp) -> Bool { a.microseconds < b.microseconds }
}
