/// A day, as the number of days since 1970-01-01.
struct Day: Hashable, Comparable, CustomStringConvertible {
  let number: Int

  init(number: Int) { self.number = number }

  /// `2026-02-14`. The book holds only days that exist, so this is not checked again.
  init?(_ text: some StringProtocol) {
    let parts = text.split(separator: "-").compactMap { Int($0) }
    guard parts.count == 3 else { return nil }
    self.init(year: parts[0], month: parts[1], day: parts[2])
  }

  init(year: Int, month: Int, day: Int) {
    // Years that begin in March put the leap day at their end.
    let shifted = month < 3 ? year - 1 : year
    let dayOfYear = (153 * (month < 3 ? month + 9 : month - 3) + 2) / 5 + day - 1
    number = shifted * 365 + shifted / 4 - shifted / 100 + shifted / 400 + dayOfYear - 719_468
  }

  private var civil: (year: Int, month: Int, day: Int) {
    let days = number + 719_468
    let era = days / 146_097
    let rest = days % 146_097
    let yearOfEra = (rest - rest / 1460 + rest / 36_524 - rest / 146_096) / 365
    let dayOfYear = rest - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shifted = (5 * dayOfYear + 2) / 153
    let month = shifted < 10 ? shifted + 3 : shifted - 9
    let day = dayOfYear - (153 * shifted + 2) / 5 + 1
    return (yearOfEra + era * 400 + (month < 3 ? 1 : 0), month, day)
  }

  var year: Int { civil.year }
  var before: Day { Day(number: number - 1) }
  /// The same day of the next year; the last of February for a leap day.
  var yearLater: Day {
    let (year, month, day) = civil
    return month == 2 && day == 29
      ? Day(year: year + 1, month: 2, day: 28) : Day(year: year + 1, month: month, day: day)
  }

  var description: String {
    let (year, month, day) = civil
    return "\(year)-\(month < 10 ? "0" : "")\(month)-\(day < 10 ? "0" : "")\(day)"
  }

  static func < (a: Day, b: Day) -> Bool { a.number < b.number }
}

/// A date with its precision stands for an interval (DOMAIN, Values: Date).
struct Span: Hashable {
  let first: Day
  let last: Day

  init(_ first: Day, _ last: Day) { (self.first, self.last) = (first, last) }

  /// `2026-02-14`, `2026-02`, `2026-Q1`, `2026-H1`, `2026`, or two days with a slash between them.
  init?(_ text: String) {
    let ends = text.split(separator: "/")
    if ends.count == 2, let first = Day(ends[0]), let last = Day(ends[1]) {
      self.init(first, last)
      return
    }
    if let day = Day(text) {
      self.init(day, day)
      return
    }
    let parts = text.split(separator: "-")
    guard let year = parts.first.flatMap({ Int($0) }) else { return nil }
    guard parts.count == 2, let sign = parts[1].first else {
      self.init(months: 1...12, of: year)
      return
    }
    guard let number = Int(parts[1].filter(\.isNumber)) else { return nil }
    switch sign {
    case "Q": self.init(months: (3 * number - 2)...(3 * number), of: year)
    case "H": self.init(months: (6 * number - 5)...(6 * number), of: year)
    default: self.init(months: number...number, of: year)
    }
  }

  private init(months: ClosedRange<Int>, of year: Int) {
    let next = months.upperBound == 12 ? (year + 1, 1) : (year, months.upperBound + 1)
    self.init(
      Day(year: year, month: months.lowerBound, day: 1), Day(year: next.0, month: next.1, day: 1).before)
  }

  /// A span of several years is a row of its own (DOMAIN, Time: a window).
  var years: String { first.year == last.year ? "\(first.year)" : "\(first.year)–\(last.year)" }
}
