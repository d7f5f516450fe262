/// The reports that the program knows: the one list of them. The names are those of the command line and of published
/// figures.
public enum ReportName: String, CaseIterable, Sendable {
  case funding, sources, partners, agreements, assessments, groups, portfolio, pledges, chain, budget, statement,
    indicators, risks, quality

  /// What stands behind the name.
  var definition: ReportDefinition {
    switch self {
    case .funding: Funding.definition
    case .sources: Sources.definition
    case .partners: Partners.definition
    case .agreements: Agreements.definition
    case .assessments: Assessments.definition
    case .groups: Groups.definition
    case .portfolio: Portfolio.definition
    case .pledges: Pledges.definition
    case .chain: Chain.definition
    case .budget: Budget.definition
    case .statement: Statement.definition
    case .indicators: Indicators.definition
    case .risks: Risks.definition
    case .quality: Quality.definition
    }
  }
}
