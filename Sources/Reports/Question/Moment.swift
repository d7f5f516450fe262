import EventStore
import Ledger

/// A moment in the life of a book, as people name it.
public enum Moment: Hashable, Sendable, CustomStringConvertible {
  /// When it had this many records.
  case size(UInt64)
  /// At this time, with the records of this very microsecond.
  case time(Timestamp)
  /// At the end of this day.
  case day(Day)

  static let expected = "a number of records, a day, or a time such as 2026-04-02T08:15:30.123456Z"

  public init?(_ text: String) {
    if let size = UInt64(text) {
      self = .size(size)
    } else if let time = Timestamp(text) {
      self = .time(time)
    } else if let day = Day(text) {
      self = .day(day)
    } else {
      return nil
    }
  }

  /// - Parameter place: what the moment stands for, such as `--between`.
  /// - Throws: `QueryError` if the text names no moment.
  public init(_ text: String, at place: String) throws {
    guard let moment = Moment(text) else {
      throw QueryError(
        at: place, found: text, expected: Self.expected, next: "`pledgebook log` shows positions and times.")
    }
    self = moment
  }

  public var description: String {
    switch self {
    case .size(let size): "\(size)"
    case .time(let time): "\(time)"
    case .day(let day): "\(day)"
    }
  }

  /// How many records the book had then. A number of records stands for itself, even if the book is smaller.
  public func size(of journal: Journal) throws -> UInt64 {
    switch self {
    case .size(let size): size
    case .time(let time): try journal.size(at: time)
    case .day(let day):
      try journal.size(at: Timestamp(microseconds: (Int64(day.number) + 1) * 86_400_000_000 - 1))
    }
  }
}

extension Journal {
  /// The day that counts as today where nobody names one: that of the last of the first `size` records.
  func lastDay(before size: UInt64) throws -> Day {
    size > 0 ? try record(at: size - 1).at.day : Timestamp.now.day
  }
}
