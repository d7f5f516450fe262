import Reference

// One table for each closed list of codes; each is made when it is first needed.

extension EventType: LineCode { static let table = CodeTable(Self.self) }
extension PartnerKind: LineCode { static let table = CodeTable(Self.self) }
extension Modality: LineCode { static let table = CodeTable(Self.self) }
extension Earmarking: LineCode { static let table = CodeTable(Self.self) }
extension AgreementKind: LineCode { static let table = CodeTable(Self.self) }
extension PledgeKind: LineCode { static let table = CodeTable(Self.self) }
extension PledgeFocus: LineCode { static let table = CodeTable(Self.self) }
extension PledgeStatus: LineCode { static let table = CodeTable(Self.self) }
extension GroupCode: LineCode { static let table = CodeTable(Self.self) }
extension BudgetStatus: LineCode { static let table = CodeTable(Self.self) }
extension AggregateMeasure: LineCode { static let table = CodeTable(Self.self) }
extension SourceClass: LineCode { static let table = CodeTable(Self.self) }
extension Role: LineCode { static let table = CodeTable(Self.self) }

extension Subject.Kind { static let table = CodeTable(allCases.map { ($0.code, $0) }) }
extension Region { static let table = CodeTable(allCases.map { ($0.code, $0) }) }
extension Plan { static let table = CodeTable(allCases.map { ($0.code, $0) }) }
extension Money.Qualifier { static let table = CodeTable(allCases.filter { $0 != .exact }.map { ($0.code, $0) }) }

extension Priority {
  private static func table(of plan: Plan) -> CodeTable<Priority> {
    CodeTable(PlanCodes.priorities(of: plan).map { ($0.code, $0) })
  }
  private static let baap = table(of: .baap)
  private static let kap = table(of: .kap)
  private static let bap = table(of: .bap)

  @inline(__always)
  static func table(in plan: Plan) -> CodeTable<Priority> {
    switch plan {
    case .baap: baap
    case .kap: kap
    case .bap: bap
    }
  }
}

extension Theme {
  /// By the raw value of the priority.
  static let tables: [CodeTable<Theme>] = PlanCodes.priorities.indices.map { place in
    CodeTable(PlanCodes.themes(of: Priority(rawValue: UInt8(place))).map { ($0.code, $0) })
  }
}
