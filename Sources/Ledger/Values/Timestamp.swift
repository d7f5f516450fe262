/// When a line was recorded: microseconds since 1970-01-01T00:00:00Z, written `2026-04-02T08:15:30.123456Z`.
public struct Timestamp: Hashable, Comparable, Sendable, CustomStringConvertible {
  public let microseconds: Int64

  public init(microseconds: Int64) { self.microseconds = microseconds }

  public var day: Day {
    Day(
      number: Int32(
        microseconds >= 0 ? microseconds / 86_400_000_000 : (microseconds - 86_399_999_999) / 86_400_000_000))
  }

  /// The latest day that is today somewhere on earth (UTC+14): nobody is refused for living in the east.
  public var latestDay: Day { Timestamp(microseconds: microseconds + 14 * 3600 * 1_000_000).day }

  /// Reads exactly 27 bytes.
  @inline(__always)
  init?(utf8 bytes: UnsafeRawBufferPointer) {
    guard bytes.count == 27, let base = bytes.baseAddress?.assumingMemoryBound(to: UInt8.self),
      let day = Day(utf8: UnsafeRawBufferPointer(start: base, count: 10)), base[10] == UInt8(ascii: "T"),
      let time = digits(word(base + 11), form: "00:00:00"), let fraction = digits(word(base + 19), form: ".000000Z")
    else { return nil }
    let (hour, minute, second) = (pair(time, 0), pair(time, 3), pair(time, 6))
    guard hour < 24, minute < 60, second < 60 else { return nil }
    let seconds = Int(day.number) &* 86_400 &+ hour &* 3600 &+ minute &* 60 &+ second
    self.init(
      microseconds: Int64(
        seconds &* 1_000_000 &+ pair(fraction, 1) &* 10_000 &+ pair(fraction, 3) &* 100 &+ pair(fraction, 5)))
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
