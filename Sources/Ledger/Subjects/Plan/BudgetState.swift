/// The budget of one operational plan: the last figure for the whole, each priority and each theme.
public struct BudgetState: SubjectState {
  public struct Place: Hashable, Sendable {
    public let priority: Priority?
    public let theme: Theme?
  }
  public private(set) var plan: Plan?
  public private(set) var budgets: [Place: BudgetSet] = [:]
  public private(set) var on: [Place: Entry] = [:]

  public init() {}

  public mutating func apply(_ event: PlanEvent, _ entry: Entry) {
    switch event {
    case .budgetSet(let set):
      plan = set.plan
      let place = Place(priority: set.priority, theme: set.theme)
      budgets[place] = set
      on[place] = entry
    }
  }

  public func post(
    _ event: PlanEvent, _ entry: Entry, number: UInt32, partners: PartnerNumbers, into postings: inout [Posting]
  ) {
    switch event {
    case .budgetSet(let set): post(set, entry, number: number, into: &postings)
    }
  }

  private func post(_ set: BudgetSet, _ entry: Entry, number: UInt32, into postings: inout [Posting]) {
    let place = Place(priority: set.priority, theme: set.theme)
    let value = PromisedValue(budgets[place]?.value, on: on[place]?.start ?? entry.start)
    for move in value.moves(.sets(set.value), on: entry.start) {
      var posting = Posting(.budgeted, 1, entry: entry, subject: number).with(move, set.value.qualifier)
      posting.plan = set.plan.rawValue
      posting.priority = set.priority.map { $0.rawValue + 1 } ?? 0
      posting.theme = set.theme.map { $0.rawValue + 1 } ?? 0
      postings.append(posting)
    }
  }
}
