import Ledger
import Reference

@testable import Reports

/// One report with everything that can be asked of it, drawn at random.
struct Question: CustomStringConvertible {
  let report: ReportName
  private(set) var query: Query

  /// - Parameter subjects: what the book knows; a statement is of one of them.
  init(_ report: ReportName, _ subjects: [Subject], _ numbers: inout SeededNumbers) {
    self.report = report
    func day(_ year: Int, _ month: Int, _ day: Int) -> Day? { Day(year: year, month: month, day: day) }
    let todays = [day(2022, 1, 1), day(2023, 12, 13), day(2024, 6, 15), day(2026, 12, 31), day(2027, 12, 31)]
      .compactMap(\.self)
    query = Query(today: numbers.one(of: todays) ?? Day(number: 20_818))
    switch numbers.number(0...6) {
    case 0...1:
      let year = numbers.number(2022...2026)
      query.window = Window(from: day(year, 1, 1), through: day(year, 12, 31))
    case 2: query.window = Window(through: day(numbers.number(2022...2026), 12, 31))
    case 3: query.window = Window(from: day(numbers.number(2022...2026), 1, 1))
    case 4:
      let first = Day(number: Int32(numbers.number(18_900...20_818)))
      query.window = Window(from: first, through: Day(number: first.number + Int32(numbers.number(0...800))))
    default: break
    }
    query.grouping = numbers.one(of: report.groupings)
    if numbers.chance(45) { query.currency = numbers.one(of: ["CHF", "USD", "EUR", "JPY"]).flatMap { Alpha3($0) } }
    if report == .statement {
      query.subject = subjects.randomElement(using: &numbers)
      return
    }
    if numbers.chance(12) { query.region = Region.allCases.randomElement(using: &numbers) }
    if numbers.chance(12) { query.plan = Plan.allCases.randomElement(using: &numbers) }
    if let plan = query.plan, numbers.chance(30) {
      query.priority = PlanCodes.priorities(of: plan).randomElement(using: &numbers)
    }
    if numbers.chance(12) { query.partner = "K\(numbers.number(1...14))" }
    if numbers.chance(12) { query.country = numbers.one(of: History.countries).flatMap { Alpha3($0) } }
  }

  /// For reports that refuse a filter.
  var withoutFilters: Question {
    var other = self
    (other.query.region, other.query.plan, other.query.priority) = (nil, nil, nil)
    (other.query.partner, other.query.country) = (nil, nil)
    return other
  }

  var request: ReportRequest { ReportRequest(report, query) }

  var description: String {
    let q = query
    let parts: [(String, String?)] = [
      ("--from", q.window.from?.description), ("--through", q.window.through?.description),
      ("--by", q.grouping?.rawValue), ("--in", q.currency?.text), ("--region", q.region?.code),
      ("--plan", q.plan?.code), ("--priority", q.priority?.code), ("--partner", q.partner),
      ("--country", q.country?.text), ("--subject", q.subject?.description), ("--today", q.today.description),
    ]
    return ([report.rawValue] + parts.compactMap { name, value in value.map { "\(name) \($0)" } }).joined(
      separator: " ")
  }
}

/// A finished report as the numbers of its cells. Empty cells and zeros are left out.
struct Figures {
  struct Place {
    let name: String
    let row: [String]
    let column: String
    let cell: Cell
    let number: Int128
  }

  private(set) var places: [Place] = []

  init(_ open: OpenReport) {
    let report = open.report
    let labels = open.sheet.labelPlaces
    for row in report.rows + report.totals {
      let all = labels.map { if case .text(let text) = row[$0] { text } else { "" } }
      for (at, column) in report.columns.enumerated() {
        let number: Int128
        switch row[at] {
        case .count(let count): number = Int128(count)
        case .money(let minor, _): number = minor
        case .percent(let percent, _): number = percent
        case .text, .position, .none: continue
        }
        guard number != 0 else { continue }
        let name = (all + [column.name]).joined(separator: "|")
        places.append(Place(name: name, row: all, column: column.name, cell: row[at], number: number))
      }
    }
  }
}
