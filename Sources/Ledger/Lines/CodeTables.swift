import Reference

/// The tables of all closed lists. Made once; a reader keeps a pointer to them, because each use of a global costs a
/// check whether it was made already.
struct CodeTables {
  let eventTypes = CodeTable(EventType.self)
  let partnerKinds = CodeTable(PartnerKind.self)
  let modalities = CodeTable(Modality.self)
  let earmarkings = CodeTable(Earmarking.self)
  let agreementKinds = CodeTable(AgreementKind.self)
  let pledgeKinds = CodeTable(PledgeKind.self)
  let pledgeFocuses = CodeTable(PledgeFocus.self)
  let pledgeStatuses = CodeTable(PledgeStatus.self)
  let groups = CodeTable(GroupCode.self)
  let budgetStatuses = CodeTable(BudgetStatus.self)
  let aggregateMeasures = CodeTable(AggregateMeasure.self)
  let sourceClasses = CodeTable(SourceClass.self)
  let roles = CodeTable(Role.self)
  let subjectKinds = CodeTable(Subject.Kind.allCases.map { ($0.code, $0) })
  let regions = CodeTable(Region.allCases.map { ($0.code, $0) })
  let plans = CodeTable(Plan.allCases.map { ($0.code, $0) })
  let qualifiers = CodeTable(Money.Qualifier.allCases.filter { $0 != .exact }.map { ($0.code, $0) })
  private let baap: CodeTable<Priority> = CodeTables.table(of: .baap)
  private let kap: CodeTable<Priority> = CodeTables.table(of: .kap)
  private let bap: CodeTable<Priority> = CodeTables.table(of: .bap)
  /// By the raw value of the priority.
  let themes: [CodeTable<Theme>] = PlanCodes.priorities.indices.map { place in
    CodeTable(PlanCodes.themes(of: Priority(rawValue: UInt8(place))).map { ($0.code, $0) })
  }

  /// By the raw value of a currency: its minor units, or -1.
  let minorUnits: UnsafePointer<Int8> = CodeTables.kept { Int8(Currencies.minorUnits($0) ?? -1) }
  /// By the raw value of a country: whether the code is known.
  let countries: UnsafePointer<Bool> = CodeTables.kept { Countries.isKnown($0) }

  /// A flat table for every possible code, kept for the life of the process.
  private static func kept<Value>(_ value: (Alpha3) -> Value) -> UnsafePointer<Value> {
    let table = UnsafeMutablePointer<Value>.allocate(capacity: Alpha3.possible)
    for raw in 0..<Alpha3.possible {
      guard let code = Alpha3(rawValue: UInt16(raw)) else {
        preconditionFailure("\(raw) is below the number of possible codes")
      }
      (table + raw).initialize(to: value(code))
    }
    return UnsafePointer(table)
  }

  nonisolated(unsafe) static let shared: UnsafePointer<CodeTables> = {
    let tables = UnsafeMutablePointer<CodeTables>.allocate(capacity: 1)
    tables.initialize(to: CodeTables())
    return UnsafePointer(tables)
  }()

  private static func table(of plan: Plan) -> CodeTable<Priority> {
    CodeTable(PlanCodes.priorities(of: plan).map { ($0.code, $0) })
  }

  @inline(__always)
  func priorities(in plan: Plan) -> CodeTable<Priority> {
    switch plan {
    case .baap: baap
    case .kap: kap
    case .bap: bap
    }
  }
}

/// A closed list of codes that stand in lines as their raw values.
protocol LineCode: RawRepresentable, CaseIterable, Sendable where RawValue == String {
  static func table(in tables: UnsafePointer<CodeTables>) -> CodeTable<Self>
}

extension PartnerKind: LineCode {
  static func table(in tables: UnsafePointer<CodeTables>) -> CodeTable<Self> { tables.pointee.partnerKinds }
}
extension Modality: LineCode {
  static func table(in tables: UnsafePointer<CodeTables>) -> CodeTable<Self> { tables.pointee.modalities }
}
extension Earmarking: LineCode {
  static func table(in tables: UnsafePointer<CodeTables>) -> CodeTable<Self> { tables.pointee.earmarkings }
}
extension AgreementKind: LineCode {
  static func table(in tables: UnsafePointer<CodeTables>) -> CodeTable<Self> { tables.pointee.agreementKinds }
}
extension PledgeKind: LineCode {
  static func table(in tables: UnsafePointer<CodeTables>) -> CodeTable<Self> { tables.pointee.pledgeKinds }
}
extension PledgeFocus: LineCode {
  static func table(in tables: UnsafePointer<CodeTables>) -> CodeTable<Self> { tables.pointee.pledgeFocuses }
}
extension PledgeStatus: LineCode {
  static func table(in tables: UnsafePointer<CodeTables>) -> CodeTable<Self> { tables.pointee.pledgeStatuses }
}
extension GroupCode: LineCode {
  static func table(in tables: UnsafePointer<CodeTables>) -> CodeTable<Self> { tables.pointee.groups }
}
extension BudgetStatus: LineCode {
  static func table(in tables: UnsafePointer<CodeTables>) -> CodeTable<Self> { tables.pointee.budgetStatuses }
}
extension AggregateMeasure: LineCode {
  static func table(in tables: UnsafePointer<CodeTables>) -> CodeTable<Self> { tables.pointee.aggregateMeasures }
}
extension SourceClass: LineCode {
  static func table(in tables: UnsafePointer<CodeTables>) -> CodeTable<Self> { tables.pointee.sourceClasses }
}
extension Role: LineCode {
  static func table(in tables: UnsafePointer<CodeTables>) -> CodeTable<Self> { tables.pointee.roles }
}
