/// The action plans whose codes the book knows. A priority, theme or initiative code means something only within its
/// plan: P4 and P5 swap their meaning between KAP and BAP (requirement R24).
public enum Plan: UInt8, CaseIterable, Sendable {
  case baap = 1
  case kap, bap

  public var code: String {
    switch self {
    case .baap: "BAAP"
    case .kap: "KAP"
    case .bap: "BAP"
    }
  }

  public var title: String {
    switch self {
    case .baap: "Buenos Aires Action Plan"
    case .kap: "Kigali Action Plan"
    case .bap: "Baku Action Plan"
    }
  }

  public init?(code: String) {
    guard let plan = Plan.allCases.first(where: { $0.code == code }) else { return nil }
    self = plan
  }
}

/// A priority or enabler of one plan. `rawValue` is its place in the compiled list; places are only ever added at the
/// end.
public struct Priority: Hashable, Sendable, CustomStringConvertible {
  public let rawValue: UInt8

  package init(rawValue: UInt8) { self.rawValue = rawValue }

  public init?(_ code: String, in plan: Plan) {
    guard let place = PlanCodes.priorities.firstIndex(where: { $0.plan == plan && $0.code == code }) else { return nil }
    rawValue = UInt8(place)
  }

  public var plan: Plan { PlanCodes.priorities[Int(rawValue)].plan }
  public var code: String { PlanCodes.priorities[Int(rawValue)].code }
  public var title: String { PlanCodes.priorities[Int(rawValue)].title }
  public var description: String { "\(plan.code) \(code)" }
}

/// A theme of a priority. The key of a theme is (plan, priority, theme): capacity development is a theme of two KAP
/// priorities.
public struct Theme: Hashable, Sendable {
  public let rawValue: UInt8

  package init(rawValue: UInt8) { self.rawValue = rawValue }

  public init?(_ code: String, in priority: Priority) {
    guard PlanCodes.priorities[Int(priority.rawValue)].themes.contains(code),
      let place = PlanCodes.themes.firstIndex(where: { $0.code == code })
    else { return nil }
    rawValue = UInt8(place)
  }

  public var code: String { PlanCodes.themes[Int(rawValue)].code }
  public var title: String { PlanCodes.themes[Int(rawValue)].title }
}

/// The compiled lists. Sources: TDAG-21/2/2 (chapters of the BaAP report), the OP-23 tables (KAP) and the OP-26 tables
/// (BAP).
public enum PlanCodes {
  struct PriorityEntry: Sendable {
    let plan: Plan
    let code: String
    let title: String
    let themes: [String]
  }

  static let priorities: [PriorityEntry] = {
    func entry(_ plan: Plan, _ code: String, _ title: String, _ themes: String) -> PriorityEntry {
      PriorityEntry(plan: plan, code: code, title: title, themes: themes.split(separator: " ").map(String.init))
    }
    return [
      entry(.baap, "capacity", "Capacity building", ""),
      entry(.baap, "cybersecurity", "Cybersecurity", ""),
      entry(.baap, "digitalInclusion", "Digital inclusion", ""),
      entry(.baap, "innovation", "Digital innovation ecosystems", ""),
      entry(.baap, "services", "Digital services and applications", ""),
      entry(.baap, "emergency", "Emergency telecommunications", ""),
      entry(.baap, "environment", "Environment", ""),
      entry(.baap, "infrastructure", "Network and digital infrastructure", ""),
      entry(.baap, "policy", "Policy and regulatory framework", ""),
      entry(.baap, "statistics", "Statistics", ""),
      entry(.baap, "strategic", "Strategic initiatives", ""),
      entry(.kap, "P1", "Affordable connectivity", "emergency infrastructure"),
      entry(.kap, "P2", "Digital transformation", "innovation services"),
      entry(.kap, "P3", "Enabling policy and regulatory environment", "capacity policy statistics"),
      entry(
        .kap, "P4", "Inclusive and secure telecommunications/ICTs for sustainable development", "capacity cybersecurity"
      ),
      entry(.kap, "P5/E6/E7", "Resource mobilization, partnerships and international cooperation", "crossCutting"),
      entry(.kap, "E1", "Membership-driven", "crossCutting"),
      entry(.kap, "E2", "Regional presence", "crossCutting"),
      entry(.kap, "E3", "Diversity and inclusion", "digitalInclusion"),
      entry(.kap, "E4", "Commitment to environmental sustainability", "environment"),
      entry(.kap, "E5", "Excellence in human resources and organizational innovation", "crossCutting"),
      entry(.bap, "P1", "Affordable connectivity", "emergency infrastructure"),
      entry(.bap, "P2", "Digital transformation", "innovation services capacity environment"),
      entry(.bap, "P3", "Enabling policy and regulatory environment", "policy statistics"),
      entry(.bap, "P4", "Resource mobilization, partnerships and international cooperation", "crossCutting"),
      entry(
        .bap, "P5", "Inclusive, safe and secure telecommunications/ICTs for sustainable development",
        "cybersecurity digitalInclusion"),
      entry(.bap, "E", "Organizational excellence", "membership regionalPresence support projectManagement"),
    ]
  }()

  static let themes: [(code: String, title: String)] = [
    ("capacity", "Capacity development"),
    ("crossCutting", "Cross-cutting"),
    ("cybersecurity", "Cybersecurity"),
    ("digitalInclusion", "Digital inclusion"),
    ("emergency", "Emergency telecommunications"),
    ("environment", "Environment"),
    ("infrastructure", "Network and digital infrastructure"),
    ("innovation", "Digital innovation ecosystems"),
    ("membership", "Membership-driven"),
    ("policy", "Policy and regulation"),
    ("projectManagement", "Project management"),
    ("regionalPresence", "Regional presence"),
    ("services", "Digital services and applications"),
    ("statistics", "Data and statistics"),
    ("support", "Support services"),
  ]

  /// All priorities of a plan, in the order in which its documents print them.
  public static func priorities(of plan: Plan) -> [Priority] {
    priorities.indices.filter { priorities[$0].plan == plan }.map { Priority(rawValue: UInt8($0)) }
  }

  /// The themes of a priority, in printed order.
  public static func themes(of priority: Priority) -> [Theme] {
    priorities[Int(priority.rawValue)].themes.compactMap { Theme($0, in: priority) }
  }
}
