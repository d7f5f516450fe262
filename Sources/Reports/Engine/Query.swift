import Ledger
import Reference

/// What somebody asks of a report: a window over effective dates, filters, a grouping, and a currency.
public struct Query: Hashable, Sendable {
  public var window = Window.always
  public var grouping: Grouping?
  public var currency: Alpha3?
  public var region: Region?
  public var plan: Plan?
  public var priority: Priority?
  public var partner: String?
  public var country: Alpha3?
  /// One subject, where a report is about one.
  public var subject: Subject?
  /// The day that counts as today: for membership "as of today", overdue payments and frameworks in force.
  public var today: Day

  public init(today: Day) { self.today = today }

  enum Place: UInt64 { case inside, outside, straddling }

  /// Where the interval of a posting lies.
  @inline(__always)
  func place(_ posting: Posting) -> Place {
    let first = Day(number: posting.firstDay)
    let last = Day(number: posting.lastDay)
    if window.contains(first: first, last: last) { return .inside }
    return window.straddles(first: first, last: last) ? .straddling : .outside
  }

  /// Whether the attributes of a posting pass the filters. The partner filter is applied by `AsKnown`, which knows
  /// merges.
  @inline(__always)
  func admits(_ posting: Posting) -> Bool {
    if let region, posting.region != region.rawValue + 1 { return false }
    if let plan, posting.plan != plan.rawValue { return false }
    if let priority, posting.priority != priority.rawValue + 1 { return false }
    if let country, posting.country != country.rawValue + 1 { return false }
    return true
  }
}
