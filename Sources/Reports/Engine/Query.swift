import Ledger
import Reference

/// What somebody asks of a report: a window over effective dates, filters, a grouping, and a currency.
public struct Query: Hashable, Sendable {
  /// Only what lies in it counts. What straddles its edge is left out and named in the notes.
  public var window = Window.always
  /// What the rows stand for; nil for the first grouping of the report. One that the report does not offer is
  /// refused.
  public var grouping: Grouping?
  /// Amounts are shown in it where there is a rate for their day; others stay in their own. Nil: nothing is
  /// converted.
  public var currency: Alpha3?
  /// The table of rates that converts: the name of a subject `rates/NAME`. Nil: the one whose rate is the newest.
  public var rates: String?
  /// Whether what is looked up is as of the signature instead of the last day of the window.
  public var isAsSigned = false
  /// Only postings with this region. Like each filter: nil for all, and refused where the report does not honour
  /// it.
  public var region: Region?
  /// Only postings of this plan.
  public var plan: Plan?
  /// Only postings of this priority, which belongs to one plan.
  public var priority: Priority?
  /// The name of a partner: only what counts as its money, merged partners included.
  public var partner: String?
  /// Only the shares of this country.
  public var country: Alpha3?
  /// One subject, where a report is about one.
  public var subject: Subject?
  /// The day that counts as today: for membership "as of today", overdue payments and frameworks in force.
  public var today: Day

  /// A question about everything, with nothing left out or converted.
  public init(today: Day) { self.today = today }

  /// Whether the report shows a state: all that has begun by the last day, whatever the window begins with. What is not
  /// over by then counts, and is named.
  var isState = false

  enum Place: UInt64 { case inside, outside, straddling }

  /// Where the interval of a posting lies.
  @inline(__always)
  func place(_ posting: Posting) -> Place {
    if isState { return posting.start <= lastDay ? .inside : .outside }
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
