/// A date with its own precision: a day, a month, a quarter, a half year, a year, or a range of two days.
/// It stands for the interval from `first` to `last`, both included (DOMAIN, Values; requirement R52).
public struct EffectiveDate: Hashable, Sendable, CustomStringConvertible {
  public enum Precision: UInt8, Sendable { case day, month, quarter, half, year, range }

  public let first: Day
  public let last: Day
  public let precision: Precision

  init(first: Day, last: Day, precision: Precision) {
    (self.first, self.last, self.precision) = (first, last, precision)
  }

  public init(day: Day) { self.init(first: day, last: day, precision: .day) }

  public init(year: Int) {
    self.init(first: Day(unchecked: year, 1, 1), last: Day(unchecked: year, 12, 31), precision: .year)
  }

  /// Nil unless `text` has one of the six forms and names days that exist.
  public init?(_ text: String) {
    var text = text
    let read = text.withUTF8 { EffectiveDate(utf8: UnsafeRawBufferPointer($0)) }
    guard let read else { return nil }
    self = read
  }

  /// Reads `2026-02-14`, `2026-02`, `2026-Q1`, `2026-H1`, `2026` or `2026-01-01/2026-03-31`.
  @inline(__always)
  init?(utf8 bytes: UnsafeRawBufferPointer) {
    // Nearly all dates are days.
    if let day = Day(utf8: bytes) { self.init(day: day) } else { self.init(other: bytes) }
  }

  @inline(never)
  private init?(other bytes: UnsafeRawBufferPointer) {
    func number(_ from: Int, _ count: Int) -> Int? {
      var value = 0
      for i in from..<(from + count) {
        let digit = Int(bytes[i]) - 0x30
        guard digit >= 0, digit <= 9 else { return nil }
        value = value * 10 + digit
      }
      return value
    }
    func day(_ from: Int) -> Day? { Day(utf8: UnsafeRawBufferPointer(rebasing: bytes[from..<(from + 10)])) }
    switch bytes.count {
    case 4:
      guard let y = number(0, 4), (1900...2199).contains(y) else { return nil }
      self.init(year: y)
    case 7:
      guard bytes[4] == UInt8(ascii: "-"), let y = number(0, 4), (1900...2199).contains(y) else { return nil }
      if bytes[5] == UInt8(ascii: "Q") {
        guard let q = number(6, 1), (1...4).contains(q) else { return nil }
        self.init(first: Day(unchecked: y, q * 3 - 2, 1), last: Day.last(ofMonth: q * 3, year: y), precision: .quarter)
      } else if bytes[5] == UInt8(ascii: "H") {
        guard let h = number(6, 1), (1...2).contains(h) else { return nil }
        self.init(first: Day(unchecked: y, h * 6 - 5, 1), last: Day.last(ofMonth: h * 6, year: y), precision: .half)
      } else {
        guard let m = number(5, 2), (1...12).contains(m) else { return nil }
        self.init(first: Day(unchecked: y, m, 1), last: Day.last(ofMonth: m, year: y), precision: .month)
      }
    case 21:
      guard bytes[10] == UInt8(ascii: "/"), let a = day(0), let b = day(11), a < b else { return nil }
      self.init(first: a, last: b, precision: .range)
    default: return nil
    }
  }

  public var description: String {
    let (y, m, _) = first.components
    return switch precision {
    case .day: first.description
    case .month: "\(y)-\(twoDigits(m))"
    case .quarter: "\(y)-Q\((m + 2) / 3)"
    case .half: "\(y)-H\(m == 1 ? 1 : 2)"
    case .year: "\(y)"
    case .range: "\(first)/\(last)"
    }
  }
}

/// A window over effective dates, both days included. An entry falls in it when its whole interval does.
public struct Window: Hashable, Sendable, CustomStringConvertible {
  public let from: Day?
  public let through: Day?

  public init(from: Day? = nil, through: Day? = nil) { (self.from, self.through) = (from, through) }
  public init(_ date: EffectiveDate) { self.init(from: date.first, through: date.last) }

  public static let always = Window()

  @inlinable public func contains(first: Day, last: Day) -> Bool {
    if let from, first < from { return false }
    if let through, through < last { return false }
    return true
  }

  /// True where part of the interval lies in the window and part outside: it is left out of totals and named in the
  /// notes.
  @inlinable public func straddles(first: Day, last: Day) -> Bool {
    if contains(first: first, last: last) { return false }
    if let from, last < from { return false }
    if let through, through < first { return false }
    return true
  }

  public var description: String { "\(from?.description ?? "…")–\(through?.description ?? "…")" }
}
