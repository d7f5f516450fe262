import Ledger
import Reference

/// `portfolio`, definition 2: projects that are active in a period, by region (requirement R64).
///
/// A project is active in the window if it was signed by its end and had not completed, closed or been cancelled
/// before its start. The money is what was promised by the last day, a state: not the spending of the year.
/// "completed" are those whose activities ended in the window; the others are ongoing.
enum Portfolio {
  static let definition = ReportDefinition(
    version: 2, title: "Projects active, by region", groupings: [.region, .plan, .priority, .project, .none],
    takesAsSigned: true,
    columns: { grouping in
      [
        .label("basis"), grouping.label, .label(Sheet.currencyLabel), .distinct("projects"), .distinct("completed"),
        .distinct("ongoing"), .money("partners"), .money("ITU fund"), .sum("total", of: ["partners", "ITU fund"]),
        .percent("external share", of: "partners", over: "total"),
      ]
    },
    fill: fill)

  private static func fill(_ sheet: inout Sheet) throws {
    let known = sheet.known
    let partners = known.partners(on: sheet.query.lastDay)
    let lives = try Lives(known, sheet.query.window)
    try sheet.fill(
      MoneyTable(
        measures: [.signed, .added], scope: sheet.query.asState, rows: Rows(sheet),
        columns: { [partners.isInternal($0) ? "ITU fund" : "partners"] },
        straddling: { _ in "money of projects" }, namesCells: true, counts: { lives.isActive($0.subject) },
        things: [
          .init(column: "projects"),
          .init(column: "completed", otherwise: "ongoing", shows: { lives.endedInWindow($0.subject) }),
        ]))
    Reported.add(
      to: &sheet,
      [
        .portfolio: [
          .count(.projects, "projects"), .count(.completed, "completed"), .count(.ongoing, "ongoing"),
          .classes(external: "partners", internal: "ITU fund"), .money("total"),
        ]
      ])
  }
}

/// When the projects of a book began and ended, seen through a window.
struct Lives {
  private var signed: [UInt32: Int64] = [:]
  private var ended: [UInt32: (first: Int32, last: Int32)] = [:]
  private let window: Window

  init(_ known: AsKnown, _ window: Window) throws {
    self.window = window
    try known.forEachPosting([.projects, .completions, .closures, .cancellations]) { posting in
      if posting.measure == Measure.projects.rawValue {
        if window.through.map({ posting.firstDay <= $0.number }) ?? true { signed[posting.subject, default: 0] += 1 }
      } else if ended[posting.subject].map({ posting.lastDay < $0.last }) ?? true {
        ended[posting.subject] = (posting.firstDay, posting.lastDay)
      }
    }
  }

  func isActive(_ project: UInt32) -> Bool {
    guard signed[project] != nil else { return false }
    guard let end = ended[project], let from = window.from else { return true }
    return end.last >= from.number
  }

  func endedInWindow(_ project: UInt32) -> Bool {
    guard let end = ended[project] else { return false }
    return window.through.map { end.last <= $0.number } ?? true
  }
}
