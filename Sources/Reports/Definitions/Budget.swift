import Ledger
import Reference

/// `budget`, definition 2: the operational plans by priority and theme (requirements R11, R12 and R44).
///
/// A budget is a state of its plan: of each place the figure counts that is in force on the last day of the window,
/// whose first day cuts nothing. The share of the plan and of the
/// priority are worked out from the printed figures, to two decimals; the row "all" of a plan is the printed figure of
/// the whole plan, never a sum. Where children do not add to their parent, a note says so. Rows stand in the order in
/// which the plan prints its codes. Two plans are never added together, and no budget is added to project money: there
/// is no total.
enum Budget {
  static let all = "all"

  static let definition = ReportDefinition(
    version: 2, title: "Operational plan budget", groupings: [.none], filters: [.plan, .priority, .subject],
    because: "The budget of an operational plan belongs to no partner, region or country.",
    columns: { _ in
      [
        .label("plan"), .label("priority"), .label("theme"), .label(Sheet.currencyLabel), .money("budget"),
        .portion("share of plan", of: "budget"), .portion("share of priority", of: "budget"), .text("status"),
        .text("title"),
      ]
    },
    fill: fill)

  private static func fill(_ sheet: inout Sheet) throws {
    let query = sheet.query
    if let subject = query.subject, subject.kind != .plan {
      throw QueryError(
        at: "--subject", found: subject.description, expected: "the subject of a plan, such as plan/OP-26",
        next: "`pledgebook subjects` lists the plans of the book.")
    }
    for item in sheet.known.registers.plans.items.sorted(by: { $0.name < $1.name }) {
      guard query.subject.map({ $0.name == item.name }) ?? true else { continue }
      let printed = PrintedBudget(item, query) { sheet.note($0) }
      guard let plan = printed.plan, query.plan.map({ $0 == plan }) ?? true else { continue }
      for warning in printed.warnings(for: query.priority) { sheet.note(warning.text) }
      add(printed, plan, &sheet)
    }
    sheet.note("money of operational plans is never added to project money")
  }

  private static func add(_ printed: PrintedBudget, _ plan: Plan, _ sheet: inout Sheet) {
    var rows: [(labels: [String], priority: [String]?, place: PrintedBudget.Place, title: String)] = []
    for priority in PlanCodes.priorities(of: plan) where sheet.query.priority.map({ $0 == priority }) ?? true {
      rows.append(([printed.name, priority.code, all], nil, .init(priority: priority, theme: nil), priority.title))
      for theme in PlanCodes.themes(of: priority) {
        rows.append(
          (
            [printed.name, priority.code, theme.code], [printed.name, priority.code, all],
            .init(priority: priority, theme: theme), theme.title
          ))
      }
    }
    rows.append(([printed.name, all, all], nil, .init(priority: nil, theme: nil), plan.title))
    for (n, row) in rows.enumerated() {
      guard let (set, entry) = printed.figures[row.place] else { continue }
      sheet.add(
        Int128(set.value.minor), set.value.currency, on: entry.on.first, to: row.labels, "budget",
        order: printed.name + "\u{1}" + String(1000 + n), inTotal: false,
        evidence: Sheet.Evidence(entry, number: printed.number, note: "\(set.status.rawValue) budget"))
      sheet.relate(row.labels, "share of plan", to: [printed.name, all, all])
      if let priority = row.priority { sheet.relate(row.labels, "share of priority", to: priority) }
      for full in sheet.rows.map(\.labels) where Array(full.dropLast()) == row.labels {
        sheet.set(text: set.status.rawValue, to: full, "status", inTotal: false)
        sheet.set(text: row.title, to: full, "title", inTotal: false)
      }
    }
  }
}

/// The figures of one operational plan as they were printed.
struct PrintedBudget {
  /// A line of the printed table: a theme, a priority, or without both the whole plan.
  struct Place: Hashable {
    let priority: Priority?
    let theme: Theme?
  }

  let name: String
  let number: UInt32
  let plan: Plan?
  let figures: [Place: (set: BudgetSet, entry: Entry)]

  /// - Parameter begun: gets a line for each figure whose date has begun and is not over.
  init(_ item: Subjects<BudgetState>.Item, _ query: Query, begun: (String) -> Void) {
    var state = BudgetState()
    for entry in item.holding(on: query.lastDay) {
      state.apply(entry)
      guard entry.on.last > query.lastDay, case .plan(.budgetSet(let set)) = entry.event else { continue }
      begun(
        "the date \(entry.on) has begun and is not over: budget of "
          + "\(item.name)\(set.priority.map { " \($0.code)" } ?? ""), \(set.value), record \(entry.seq)")
    }
    (name, number, plan) = (item.name, item.number, state.plan)
    var figures: [Place: (set: BudgetSet, entry: Entry)] = [:]
    for (place, set) in state.budgets {
      if let entry = state.on[place] { figures[Place(priority: place.priority, theme: place.theme)] = (set, entry) }
    }
    self.figures = figures
  }

  /// Children that do not add to their parent.
  struct Warning {
    let text: String
    /// The record of the parent, or the first of the children where the parent is not stated.
    let record: Entry
    /// What the children add to less what the parent has; nil where the parent is not stated.
    let difference: Money?
  }

  /// - Parameter priority: only this one, without the plan as a whole.
  func warnings(for priority: Priority? = nil) -> [Warning] {
    guard let plan else { return [] }
    let priorities = PlanCodes.priorities(of: plan)
    var warnings: [Warning] = []
    for one in priorities where priority.map({ $0 == one }) ?? true {
      let themes = PlanCodes.themes(of: one).map { PrintedBudget.Place(priority: one, theme: $0) }
      warnings += compare(
        "\(name) \(one.code): themes add to", themes, "the priority has", "the priority itself is not stated",
        with: .init(priority: one, theme: nil))
    }
    guard priority == nil else { return warnings }
    return warnings
      + compare(
        "\(name): priorities add to", priorities.map { .init(priority: $0, theme: nil) }, "the plan has",
        "the whole plan is not stated",
        with: .init(priority: nil, theme: nil))
  }

  private func compare(
    _ what: String, _ children: [PrintedBudget.Place], _ has: String, _ absent: String, with parent: PrintedBudget.Place
  ) -> [Warning] {
    let stated = children.compactMap { figures[$0]?.set }
    guard let first = children.compactMap({ figures[$0]?.entry }).first else { return [] }
    let currencies = Set(stated.map(\.value.currency))
    let sums = currencies.sorted().map { currency in
      (currency, stated.filter { $0.value.currency == currency }.reduce(Int128(0)) { $0 + Int128($1.value.minor) })
    }
    let sumText = sums.map { Table.shown($0.1, $0.0) }.joined(separator: " and ")
    guard let (whole, record) = figures[parent] else {
      return [Warning(text: "\(what) \(sumText), \(absent)", record: first, difference: nil)]
    }
    let currency = whole.value.currency
    let sum = sums.first { $0.0 == currency }?.1 ?? 0
    let difference = sum - Int128(whole.value.minor)
    guard difference != 0 || currencies.count > 1 else { return [] }
    func shown(_ minor: Int128) -> String { Money.text(minor: minor, currency: currency, grouped: true) }
    let other = currencies == [currency] ? "" : "\(currency) "
    return [
      Warning(
        text:
          "\(what) \(sumText), \(has) \(other)\(shown(Int128(whole.value.minor))) "
          + "(\(other)\(difference > 0 ? "+" : "")\(shown(difference)))",
        record: record,
        difference: Money(minor: Int64(clamping: difference), currency: currency))
    ]
  }
}
