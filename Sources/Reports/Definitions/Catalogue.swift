import Ledger

/// Which definition stands behind which name.
extension ReportName {
  /// The groupings a report offers; the first is used where none is asked for.
  public var groupings: [Query.Grouping] {
    switch self {
    case .funding: Funding.groupings
    case .portfolio: Portfolio.groupings
    case .sources: Sources.groupings
    case .partners: Partners.groupings
    case .agreements: Agreements.groupings
    case .assessments: Assessments.groupings
    case .groups: Groups.groupings
    case .pledges: Pledges.groupings
    case .chain: Chain.groupings
    case .budget: Budget.groupings
    case .statement: Statement.groupings
    case .indicators: Indicators.groupings
    case .risks: Risks.groupings
    case .quality: Quality.groupings
    }
  }
}

extension Reporter {
  func columns(_ name: ReportName, _ grouping: Query.Grouping) -> [Sheet.Column] {
    switch name {
    case .funding: Funding.columns(grouping)
    case .portfolio: Portfolio.columns(grouping)
    case .sources: Sources.columns(grouping)
    case .partners: Partners.columns(grouping)
    case .agreements: Agreements.columns(grouping)
    case .assessments: Assessments.columns(grouping)
    case .groups: Groups.columns(grouping)
    case .pledges: Pledges.columns(grouping)
    case .chain: Chain.columns(grouping)
    case .budget: Budget.columns(grouping)
    case .statement: Statement.columns(grouping)
    case .indicators: Indicators.columns(grouping)
    case .risks: Risks.columns(grouping)
    case .quality: Quality.columns(grouping)
    }
  }

  func fill(_ name: ReportName, _ sheet: inout Sheet) throws {
    switch name {
    case .funding: try Funding.fill(&sheet)
    case .portfolio: try Portfolio.fill(&sheet)
    case .sources: try Sources.fill(&sheet)
    case .partners: try Partners.fill(&sheet)
    case .agreements: try Agreements.fill(&sheet)
    case .assessments: try Assessments.fill(&sheet)
    case .groups: try Groups.fill(&sheet)
    case .pledges: try Pledges.fill(&sheet)
    case .chain: try Chain.fill(&sheet)
    case .budget: try Budget.fill(&sheet)
    case .statement: try Statement.fill(&sheet)
    case .indicators: try Indicators.fill(&sheet)
    case .risks: try Risks.fill(&sheet)
    case .quality: try Quality.fill(&sheet)
    }
  }
}
