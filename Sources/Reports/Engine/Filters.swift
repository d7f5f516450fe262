import Ledger

/// The filters of a query. A report that cannot honour one refuses it: a filter that is passed over would give a wrong
/// figure.
enum Filter: String, CaseIterable { case region, plan, priority, partner, country, subject }

extension Query {
  /// The given value of a filter as text; nil where it is not given.
  private func value(_ filter: Filter) -> String? {
    switch filter {
    case .region: region?.code
    case .plan: plan?.code
    case .priority: priority?.code
    case .partner: partner
    case .country: country?.text
    case .subject: subject?.description
    }
  }

  /// Throws `QueryError` for the first filter that is given and that the report does not honour.
  func allow(_ filters: Set<Filter>, in report: ReportName, because reason: String) throws {
    for filter in Filter.allCases where !filters.contains(filter) {
      guard let value = value(filter) else { continue }
      let names = Filter.allCases.filter(filters.contains).map { "--\($0.rawValue)" }
      throw QueryError(
        at: "--\(filter.rawValue)", found: value,
        expected: names.isEmpty ? "no filter" : "no filter but \(names.joined(separator: ", "))",
        next: "\(reason) Leave the filter out of `pledgebook report \(report.rawValue)`.")
    }
  }

  /// The currency with the table of rates, as it is asked for.
  var shownCurrency: String? { currency.map { "\($0)\(rates.map { "@\($0)" } ?? "")" } }

  /// The same question of everything up to the end of its window.
  var upToItsEnd: Query {
    var query = self
    query.window = Window(through: window.through)
    return query
  }

  /// The same question of what is in force on its last day.
  var asState: Query {
    var query = upToItsEnd
    query.isState = true
    return query
  }

  /// Whether the money of a project is wanted by country.
  var asksForCountries: Bool { country != nil || grouping == .country }

  /// Whether what is looked up of projects, apart from countries, decides what counts or where it stands.
  var asksForTerms: Bool {
    let grouped = grouping.map { !$0.traits.isDisjoint(with: [.region, .plan]) } ?? false
    return grouped || region != nil || plan != nil || priority != nil
  }

  /// The last day that the report looks at: the end of its window, or today.
  var lastDay: Day { window.through ?? today }
}
