import Ledger

/// The reports that the program knows. The names are the names of the command line and of published figures.
public enum ReportName: String, CaseIterable, Sendable {
  case funding, sources, partners, agreements, assessments, groups, portfolio, pledges, chain, budget, statement,
    indicators, risks, quality

  /// The version of the definition. A changed definition gets the next number and the old one stays available.
  public var definition: Int { 1 }

  /// Whether the report can be about one subject.
  var takesSubject: Bool {
    switch self {
    case .statement, .chain, .budget: true
    case .funding, .sources, .partners, .agreements, .assessments, .groups, .portfolio, .pledges, .indicators, .risks,
      .quality:
      false
    }
  }

  public var title: String {
    switch self {
    case .funding: "Project funds raised"
    case .sources: "Internal and external sources of project funds"
    case .partners: "Partners contributing to projects"
    case .agreements: "Agreements signed"
    case .assessments: "Impact assessment reports"
    case .groups: "Projects and money in LDC, LLDC and SIDS"
    case .portfolio: "Projects active, by region"
    case .pledges: "Partner2Connect pledges"
    case .chain: "From pledge to disbursement"
    case .budget: "Operational plan budget"
    case .statement: "Statement of one subject"
    case .indicators: "Indicators of a plan"
    case .risks: "Promises at risk"
    case .quality: "Quality of the data"
    }
  }
}

/// A report as it was asked for: its name and its query.
public struct ReportRequest: Sendable {
  public let name: ReportName
  public let query: Query

  public init(_ name: ReportName, _ query: Query) { (self.name, self.query) = (name, query) }
}

/// The question does not fit the report.
public struct QueryError: Error, CustomStringConvertible {
  let at: String
  let found: String
  let expected: String
  let next: String
  public var description: String { "\(at): found \(found); expected \(expected). \(next)" }
}
