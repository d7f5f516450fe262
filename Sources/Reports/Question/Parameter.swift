/// What a question may say besides the name of a report. Its name is the same on the command line, in the parameters of
/// a published figure and in a link.
public enum Parameter: String, CaseIterable, Sendable {
  case knownAt = "known-at"
  case from, through, during, by
  case currency = "in"
  case region, plan, priority, partner, country, subject
  case lookedUp = "as"
  case today

  /// What it does, for people who ask.
  public var help: String {
    switch self {
    case .knownAt:
      "As the book was known: a number of records, a day, or a time such as 2026-04-02T08:15:30.123456Z."
    case .from: "First day of the window over effective dates."
    case .through: "Last day of the window."
    case .during: "The window as one date: 2025, 2026-Q1, 2026-03."
    case .by: "How rows are grouped."
    case .currency: "Convert to this currency by the recorded rates; CHF@un by those of rates/un alone."
    case .region: "Only this region."
    case .plan: "Only this plan: BAAP, KAP or BAP."
    case .priority: "Only this priority; needs --plan."
    case .partner: "Only this partner and those merged into it."
    case .country: "Only this country."
    case .subject: "The subject of a statement, such as project/9RAF26001."
    case .lookedUp: "signed: countries, kinds and the like as of the signature, not of the last day of the window."
    case .today: "The day that counts as today. Default: the day of the last record."
    }
  }

  /// What a value must be.
  public var expected: String {
    switch self {
    case .knownAt: Moment.expected
    case .from: "a day such as 2026-01-01"
    case .through: "a day such as 2026-03-31"
    case .during: "a date such as 2025 or 2026-Q1"
    case .by: "one of \(Query.Grouping.allCases.map(\.rawValue).joined(separator: ", "))"
    case .currency: "an ISO 4217 currency, or one with a table of rates such as CHF@un"
    case .region: "AFR, AMS, ARB, ASP, CIS, EUR or MULTI"
    case .plan: "BAAP, KAP or BAP"
    case .priority: "a priority of the plan named with --plan"
    case .partner: "a registered partner"
    case .country: "an ISO 3166 alpha-3 country"
    case .subject: "a subject such as project/9RAF26001"
    case .lookedUp: "signed"
    case .today: "a day such as 2026-02-14"
    }
  }
}

extension Parameter {
  func refusal(_ found: String, expected: String? = nil, next: String? = nil) -> QueryError {
    QueryError(
      at: "--\(rawValue)", found: found, expected: expected ?? self.expected,
      next: next ?? "`pledgebook report --help` explains the options.")
  }
}
