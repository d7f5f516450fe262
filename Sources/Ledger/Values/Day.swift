/// A calendar day, counted in days since 1970-01-01 (proleptic Gregorian calendar, no time zone).
public struct Day: Hashable, Comparable, Sendable, CustomStringConvertible {
  public var number: Int32

  @inlinable public init(number: Int32) { self.number = number }

  /// Nil unless the three numbers name a day that exists, from 1900 to 2199.
  @inline(__always)
  public init?(year: Int, month: Int, day: Int) {
    // Every month has 28 days; only few days are beyond them.
    guard year >= 1900, year <= 2199, month >= 1, month <= 12, day >= 1,
      day <= 28 || day <= Day.length(ofMonth: month, year: year)
    else { return nil }
    self.init(unchecked: year, month, day)
  }

  /// Days from civil date, for years that are not negative: years begin in March, so that the leap day is the last of
  /// its year (C. Neri and L. Schneider, "Euclidean affine functions and their application to calendar algorithms",
  /// 2022).
  @inline(__always)
  init(unchecked year: Int, _ month: Int, _ day: Int) {
    let (years, months) = month <= 2 ? (year &- 1, month &+ 12) : (year, month)
    let century = Int(UInt32(truncatingIfNeeded: years) / 100)
    let dayOfYear = (979 &* months &- 2919) &>> 5 &+ day &- 1
    self.number = Int32(truncatingIfNeeded: (1461 &* years) &>> 2 &- century &+ century &>> 2 &+ dayOfYear &- 719_468)
  }

  public var components: (year: Int, month: Int, day: Int) {
    let shifted = Int(number) + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let monthPart = (5 * dayOfYear + 2) / 153
    let day = dayOfYear - (153 * monthPart + 2) / 5 + 1
    let month = monthPart < 10 ? monthPart + 3 : monthPart - 9
    return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
  }

  public var year: Int { components.year }

  @inline(__always)
  static func length(ofMonth month: Int, year: Int) -> Int {
    switch month {
    case 4, 6, 9, 11: 30
    case 2: (year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)) ? 29 : 28
    default: 31
    }
  }

  static func last(ofMonth month: Int, year: Int) -> Day {
    Day(unchecked: year, month, length(ofMonth: month, year: year))
  }

  @inlinable public static func < (a: Day, b: Day) -> Bool { a.number < b.number }

  /// `2026-02-14`
  public var description: String {
    let (y, m, d) = components
    // A text of ten bytes is a value without memory of its own; putting together pieces would cost several times as
    // much.
    guard (1000...9999).contains(y) else { return "\(y)-\(twoDigits(m))-\(twoDigits(d))" }
    return String(unsafeUninitializedCapacity: 10) { bytes in
      for (place, number) in [(0, y / 100), (2, y % 100), (5, m), (8, d)] {
        (bytes[place], bytes[place + 1]) = (0x30 + UInt8(number / 10), 0x30 + UInt8(number % 10))
      }
      (bytes[4], bytes[7]) = (UInt8(ascii: "-"), UInt8(ascii: "-"))
      return 10
    }
  }

  /// Reads exactly 10 bytes: `2026-02-14`.
  @inline(__always)
  init?(utf8 bytes: UnsafeRawBufferPointer) {
    guard bytes.count == 10, let base = bytes.baseAddress?.assumingMemoryBound(to: UInt8.self),
      let front = digits(word(base), form: "0000-00-")
    else { return nil }
    let (tens, ones) = (base[8] &- 0x30, base[9] &- 0x30)
    guard tens <= 9, ones <= 9 else { return nil }
    self.init(year: pair(front, 0) &* 100 &+ pair(front, 2), month: pair(front, 5), day: Int(tens) &* 10 &+ Int(ones))
  }

  /// Nil unless `text` is a day in the form `2026-02-14`.
  public init?(_ text: String) {
    guard let date = EffectiveDate(text), date.precision == .day else { return nil }
    self = date.first
  }
}

func twoDigits(_ n: Int) -> String { n < 10 ? "0\(n)" : "\(n)" }
