import Foundation
import Ledger
import Reference

/// A question as it is written, read in this one place for every door: flags, the parameters of a published figure, a
/// link. Its text is canonical: the same question is always the same text.
///
/// What depends on a book is settled where it is asked: whether a partner is registered, and which day is today.
public struct Question: Hashable, Sendable {
  /// As the book was known; nil for all of it.
  public var knownAt: Moment?
  /// The day that counts as today; nil for that of the last record.
  public var today: Day?
  /// All but its day are part of the question.
  private var asked: Query

  /// - Throws: `QueryError` for a name that is no parameter, a parameter that stands twice, a value that cannot be read
  public init(_ parameters: some Sequence<(name: String, value: String)>) throws {
    var given: [Parameter: String] = [:]
    for (name, value) in parameters {
      guard let parameter = Parameter(rawValue: name) else {
        throw QueryError(
          at: "--\(name)", found: "no such parameter",
          expected: "one of \(Parameter.allCases.map(\.rawValue).joined(separator: ", "))",
          next: "`pledgebook report --help` explains them.")
      }
      if let first = given.updateValue(value, forKey: parameter) {
        throw parameter.refusal("\(first) and \(value)", expected: "one value", next: "Leave one out.")
      }
    }
    try self.init(given)
  }

  /// Of parameters as in a link: `by=partner&in=CHF&known-at=204`, maybe with percent signs for other characters.
  public init(_ text: String) throws {
    try self.init(
      text.split(separator: "&").map { part in
        let sides = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map {
          $0.removingPercentEncoding ?? String($0)
        }
        return (name: sides[0], value: sides.count > 1 ? sides[1] : "")
      })
  }

  /// A query that was made in a program.
  public init(_ query: Query, knownAt: Moment? = nil) {
    (asked, self.knownAt, today) = (query, knownAt, query.today)
    asked.today = Self.anyDay
  }

  private init(_ given: [Parameter: String]) throws {
    asked = Query(today: Self.anyDay)
    // Sorted as the parameters are declared: a priority is read after its plan.
    for parameter in Parameter.allCases {
      guard let value = given[parameter] else { continue }
      guard read(parameter, value) else { throw parameter.refusal(value) }
    }
    try checkWindow(given)
  }

  private static let anyDay = Day(number: 0)

  // MARK: Reading

  /// Returns false where the value cannot be read.
  private mutating func read(_ parameter: Parameter, _ value: String) -> Bool {
    switch parameter {
    case .knownAt: put(Moment(value), \.knownAt)
    case .from: put(Day(value)) { Window(from: $0, through: $1.through) }
    case .through: put(Day(value)) { Window(from: $1.from, through: $0) }
    case .during: put(EffectiveDate(value)) { date, _ in Window(date) }
    case .by: put(Query.Grouping(rawValue: value), \.asked.grouping)
    case .currency: readCurrency(value)
    case .region: put(Region(code: value), \.asked.region)
    case .plan: put(Plan(code: value), \.asked.plan)
    case .priority: put(asked.plan.flatMap { Priority(value, in: $0) }, \.asked.priority)
    case .partner: put(Subject.isName(value) ? value : nil, \.asked.partner)
    case .country: put(Alpha3(value).flatMap { Countries.isKnown($0) ? $0 : nil }, \.asked.country)
    case .subject: put(Subject(value), \.asked.subject)
    case .lookedUp: value == "signed" && put(true, \.isAsSigned)
    case .today: put(Day(value), \.today)
    }
  }

  private var isAsSigned: Bool? {
    get { asked.isAsSigned }
    set { asked.isAsSigned = newValue ?? false }
  }

  /// `CHF`, or `CHF@un` with the table of rates.
  private mutating func readCurrency(_ value: String) -> Bool {
    let parts = value.split(separator: "@", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    guard let currency = Alpha3(parts[0]), Currencies.minorUnits(currency) != nil else { return false }
    asked.currency = currency
    return parts.count == 1 || put(Subject.isName(parts[1]) ? parts[1] : nil, \.asked.rates)
  }

  private mutating func put<T>(_ value: T?, _ path: WritableKeyPath<Question, T?>) -> Bool {
    self[keyPath: path] = value
    return value != nil
  }

  private mutating func put<T>(_ value: T?, _ window: (T, Window) -> Window) -> Bool {
    guard let value else { return false }
    asked.window = window(value, asked.window)
    return true
  }

  private func checkWindow(_ given: [Parameter: String]) throws {
    if given[.during] != nil, given[.from] != nil || given[.through] != nil {
      throw Parameter.during.refusal(
        "it beside --from or --through", expected: "one of the two ways to name a window", next: "Leave one out.")
    }
    if let from = asked.window.from, let through = asked.window.through, through < from {
      throw Parameter.through.refusal(
        "\(through)", expected: "a day not before \(from)", next: "Exchange the two days.")
    }
  }

  // MARK: Asking

  /// The query to a book as it was known.
  /// - Parameter today: what counts as today where the question does not say; nil for the day of the last record.
  /// - Throws: `QueryError` if the book has no such partner or table of rates.
  public func query(_ known: AsKnown, today: Day? = nil) throws -> Query {
    var query = asked
    if let partner = query.partner, known.registers.profile(of: partner) == nil {
      throw Parameter.partner.refusal(partner, next: "`pledgebook report partners` lists them.")
    }
    if let rates = query.rates, known.registers.rates.place(of: rates) == nil {
      throw Parameter.currency.refusal(
        "\(query.currency?.text ?? "")@\(rates)", expected: "a table of rates of the book",
        next: "`pledgebook subjects` lists them.")
    }
    query.today = try self.today ?? today ?? known.journal.lastDay(before: known.size)
    return query
  }
}

extension Question: CustomStringConvertible {
  /// `by=partner&from=2026-01-01&in=CHF`: sorted, and only what is not as it would be anyway. Reads back to the same
  /// question. No value needs percent signs.
  public var description: String {
    Parameter.allCases.map { ($0.rawValue, text($0)) }.sorted { $0.0 < $1.0 }
      .compactMap { name, value in value.map { "\(name)=\($0)" } }.joined(separator: "&")
  }

  private func text(_ parameter: Parameter) -> String? {
    switch parameter {
    case .knownAt: knownAt?.description
    case .from: asked.window.from?.description
    case .through: asked.window.through?.description
    case .during: nil
    case .by: asked.grouping?.rawValue
    case .currency: asked.shownCurrency
    case .region: asked.region?.code
    case .plan: (asked.plan ?? asked.priority?.plan)?.code
    case .priority: asked.priority?.code
    case .partner: asked.partner
    case .country: asked.country?.text
    case .subject: asked.subject?.description
    case .lookedUp: asked.isAsSigned ? "signed" : nil
    case .today: today?.description
    }
  }
}
