/// What is asked of a report.
struct Question: CustomStringConvertible {
  var report: String
  var from: Day?
  /// Without one the window ends today (DOMAIN, Time).
  var through: Day
  var grouping = "none"
  var currency: String?
  /// The table of rates: `--in CHF@NAME`.
  var table: String?
  /// Look up as of the signature instead of the last day of the window.
  var asSigned = false
  var region: String?
  var plan: String?
  var priority: String?
  var partner: String?
  var country: String?
  var subject: String?

  /// - Parameter window: a date, or two days with a slash; nil for all until today.
  init(_ report: String, _ window: String? = nil, by grouping: String = "none", in currency: String? = nil) {
    let span = window.flatMap { Span($0) }
    (self.report, self.grouping, self.currency) = (report, grouping, currency)
    (from, through) = (span?.first, span?.last ?? Question.today)
  }

  /// The day that counts as today in the tests.
  static let today = Day(year: 2026, month: 12, day: 31)

  func through(_ day: String) -> Question { with { $0.through = Day(day) ?? $0.through } }

  func with(_ change: (inout Question) -> Void) -> Question {
    var other = self
    change(&other)
    return other
  }

  // MARK: The window

  /// Flows are what lies wholly inside.
  func contains(_ span: Span) -> Bool { from.map { $0 <= span.first } ?? true && span.last <= through }

  /// What reaches over an edge is left out of the flows, and named.
  func straddles(_ span: Span) -> Bool {
    !contains(span) && span.first <= through && from.map { $0 <= span.last } ?? true
  }

  /// Whether something that holds from this day on was in force before the window.
  func isBefore(_ start: Day) -> Bool { from.map { start < $0 } ?? false }

  var description: String {
    let parts: [(String, String?)] = [
      ("--from", from?.description), ("--through", through.description), ("--by", grouping), ("--in", currency),
      ("@", table), ("--as", asSigned ? "signed" : nil), ("--region", region), ("--plan", plan),
      ("--priority", priority), ("--partner", partner), ("--country", country), ("--subject", subject),
    ]
    return ([report] + parts.compactMap { name, value in value.map { "\(name) \($0)" } }).joined(separator: " ")
  }
}
