import Ledger

/// A report as a value: what it shows, what it can be asked, and which facts stand in its cells. How postings are read,
/// added up, kept as evidence and shared among cores is the business of the sheet that it fills.
struct ReportDefinition: Sendable {
  /// A changed meaning gets the next number (requirement R68).
  var version = 1
  let title: String
  /// The first is used where none is asked for.
  let groupings: [Query.Grouping]
  /// The filters that it honours. Others are refused: a filter that is passed over would give a wrong figure.
  var filters: Set<Filter> = [.region, .plan, .priority, .partner, .country]
  /// Whether it can look things up as of the signature.
  var takesAsSigned = false
  /// Why there are no others.
  var because = "The report is about all projects, partners or agreements."
  let columns: @Sendable (Query.Grouping) -> [Sheet.Column]
  /// - Throws: `QueryError` where the question does not fit the report.
  let fill: @Sendable (inout Sheet) throws -> Void
}

extension ReportName {
  /// What stands above the table, in English.
  public var title: String { definition.title }
  /// What its rows can be grouped by. Not empty; the first is used where none is asked for.
  public var groupings: [Query.Grouping] { definition.groupings }
  /// The number of its definition, from 1, which each table prints. A changed meaning gets the next one
  /// (requirement R68).
  public var version: Int { definition.version }
}

/// A report as it was asked for: its name and its query.
public struct ReportRequest: Sendable {
  /// Which report.
  public let name: ReportName
  /// With what it is asked. Whether it fits is settled when the report is computed.
  public let query: Query

  /// Checks nothing.
  public init(_ name: ReportName, _ query: Query) { (self.name, self.query) = (name, query) }
}

/// The question does not fit the report.
public struct QueryError: Error, CustomStringConvertible {
  /// Where: a flag with its dashes, a member, a name.
  public let at: String
  /// What stands there.
  public let found: String
  /// What the report or the parameter takes.
  public let expected: String
  /// What to do, as a whole sentence.
  public let next: String

  /// A complaint of the four parts that people are shown.
  public init(at: String, found: String, expected: String, next: String) {
    (self.at, self.found, self.expected, self.next) = (at, found, expected, next)
  }

  /// One line: where, what was found, what was expected, what to do next.
  public var description: String { "\(at): found \(found); expected \(expected). \(next)" }
}
