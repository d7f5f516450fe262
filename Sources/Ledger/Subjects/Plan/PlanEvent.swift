/// What can happen to an operational plan.
public enum PlanEvent: SubjectEvent {
  indirect case budgetSet(BudgetSet)

  public enum Name: String, EventName {
    case budgetSet = "BudgetSet"

    public static var countsInPeriods: Bool { true }
    public var mayLieInFuture: Bool { true }
    public var isFounding: Bool { false }
  }

  public init?(_ event: Event) {
    guard case .plan(let own) = event else { return nil }
    self = own
  }

  public var name: Name {
    switch self {
    case .budgetSet: .budgetSet
    }
  }

  init(_ name: Name, from r: inout LineReader) throws(LineError) {
    switch name {
    case .budgetSet: self = .budgetSet(try BudgetSet(from: &r))
    }
  }

  func write(to w: inout LineWriter) {
    switch self {
    case .budgetSet(let set): set.write(to: &w)
    }
  }

  public var sentence: Sentence {
    switch self {
    case .budgetSet(let set): set.sentence
    }
  }
}

public enum BudgetStatus: String, CaseIterable, Sendable { case preliminary, final }

/// Money of an operational plan. It is never added to project money (requirement R12).
public struct BudgetSet: Hashable, Sendable {
  public let plan: Plan
  /// Nil: the whole plan.
  public let priority: Priority?
  public let status: BudgetStatus
  public let theme: Theme?
  public let value: Money

  /// Of a whole plan.
  public init(of plan: Plan, _ status: BudgetStatus, _ value: Money) {
    (self.plan, self.status, self.value) = (plan, status, value)
    (priority, theme) = (nil, nil)
  }

  public init(of priority: Priority, theme: Theme? = nil, _ status: BudgetStatus, _ value: Money) {
    (plan, self.priority, self.theme) = (priority.plan, priority, theme)
    (self.status, self.value) = (status, value)
  }

  init(from r: inout LineReader) throws(LineError) {
    try r.need("plan")
    plan = try r.plan()
    priority = r.has("priority") ? try r.priority(in: plan) : nil
    try r.need("status")
    status = try r.oneOf(BudgetStatus.self)
    if let priority, r.has("theme") { theme = try r.theme(in: priority) } else { theme = nil }
    try r.type("BudgetSet")
    try r.need("value")
    value = try r.money()
  }

  func write(to w: inout LineWriter) {
    w.member("plan", plain: plan.code)
    w.member("priority", plain: priority?.code)
    w.member("status", plain: status.rawValue)
    w.member("theme", plain: theme?.code)
    w.type("BudgetSet")
    w.member("value", money: value)
  }

  var sentence: Sentence {
    """
    \(status.rawValue) budget of \(plan.code)\(priority.map { " \($0.code)" })\(theme.map { " \($0.code)" }): \(value)
    """
  }
}

extension Rules {
  func check(_ event: PlanEvent) throws(Refusal) {
    switch event {
    case .budgetSet(let set):
      if let plan = books.registers.plans[command.subject.name]?.state.plan, plan != set.plan {
        throw Refusal(
          .unknownCode, at: "event.plan", found: set.plan.code,
          expected: "\(plan.code), the plan of \(command.subject)",
          remedy: "Keep the budgets of two plans in two subjects.")
      }
      try current(set.value, at: "event.value")
      try notNegative(set.value, at: "event.value")
    }
  }
}
