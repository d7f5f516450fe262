import Ledger
import Reference

@testable import Reports

/// One report with everything that can be asked of it, drawn at random.
struct Question: CustomStringConvertible {
  let report: ReportName
  var naive: NaiveQuestion

  /// - Parameter records: what the book knows; a statement is of one of their subjects.
  init(_ report: ReportName, _ records: ArraySlice<Record>, _ numbers: inout SeededNumbers) {
    self.report = report
    func day(_ year: Int, _ month: Int, _ day: Int) -> Day? { Day(year: year, month: month, day: day) }
    let todays = [day(2022, 1, 1), day(2023, 12, 13), day(2024, 6, 15), day(2026, 12, 31), day(2027, 12, 31)].compactMap(\.self)
    naive = NaiveQuestion(today: numbers.one(of: todays) ?? Day(number: 20_818))
    switch numbers.number(0...6) {
    case 0...1:
      let year = numbers.number(2022...2026)
      (naive.from, naive.through) = (day(year, 1, 1), day(year, 12, 31))
    case 2: naive.through = day(numbers.number(2022...2026), 12, 31)
    case 3: naive.from = day(numbers.number(2022...2026), 1, 1)
    case 4:
      let first = Day(number: Int32(numbers.number(18_900...20_818)))
      (naive.from, naive.through) = (first, Day(number: first.number + Int32(numbers.number(0...800))))
    default: break
    }
    naive.grouping = numbers.one(of: report.groupings)?.rawValue ?? "none"
    if numbers.chance(45) { naive.currency = numbers.one(of: ["CHF", "USD", "EUR", "JPY"]).flatMap { Alpha3($0) } }
    if report == .statement {
      let subjects = Set(records.map(\.subject).filter { $0.kind == .project || $0.kind == .partner }).sorted()
      naive.subject = subjects.randomElement(using: &numbers)
      return
    }
    if numbers.chance(12) { naive.region = Region.allCases.randomElement(using: &numbers) }
    if numbers.chance(12) { naive.plan = Plan.allCases.randomElement(using: &numbers) }
    if let plan = naive.plan, numbers.chance(30) { naive.priority = PlanCodes.priorities(of: plan).randomElement(using: &numbers) }
    if numbers.chance(12) { naive.partner = "K\(numbers.number(1...14))" }
    if numbers.chance(12) { naive.country = numbers.one(of: History.countries).flatMap { Alpha3($0) } }
  }

  /// For reports that refuse a filter.
  var withoutFilters: Question {
    var other = self
    (other.naive.region, other.naive.plan, other.naive.priority, other.naive.partner, other.naive.country) = (nil, nil, nil, nil, nil)
    return other
  }

  var request: ReportRequest {
    var query = Query(today: naive.today)
    query.window = Window(from: naive.from, through: naive.through)
    query.grouping = Query.Grouping(rawValue: naive.grouping)
    (query.currency, query.region, query.plan, query.priority) = (naive.currency, naive.region, naive.plan, naive.priority)
    (query.partner, query.country, query.subject) = (naive.partner, naive.country, naive.subject)
    return ReportRequest(report, query)
  }

  var description: String {
    let n = naive
    let parts: [(String, String?)] = [
      ("--from", n.from?.description), ("--through", n.through?.description), ("--by", n.grouping), ("--in", n.currency?.text), ("--region", n.region?.code),
      ("--plan", n.plan?.code), ("--priority", n.priority?.code), ("--partner", n.partner), ("--country", n.country?.text), ("--subject", n.subject?.description), ("--today", n.today.description),
    ]
    return ([report.rawValue] + parts.compactMap { name, value in value.map { "\(name) \($0)" } }).joined(separator: " ")
  }
}

/// A finished report as the numbers of its cells, named as the model names them. Empty cells, zeros and texts are left out.
struct Figures {
  var cells: [String: Int128] = [:]
  /// The labels and column of each of these cells.
  var places: [String: (row: [String], column: String, cell: Cell)] = [:]

  /// - Parameter labels: the places of the labels. Rows of a statement are named by the first and the last of them.
  init(_ report: ReportValue, labels: [Int]) {
    for row in report.rows + report.totals {
      let all = labels.map { if case .text(let text) = row[$0] { text } else { "" } }
      let names = report.report == ReportName.statement.rawValue ? [all.first, all.last].compactMap(\.self) : all
      for (at, column) in report.columns.enumerated() {
        let number: Int128
        switch row[at] {
        case .count(let count): number = Int128(count)
        case .money(let minor, _): number = minor
        case .percent(let percent, _): number = percent
        case .text, .none: continue
        }
        guard number != 0 else { continue }
        let name = (names + [column.name]).joined(separator: "|")
        cells[name] = number
        places[name] = (all, column.name, row[at])
      }
    }
  }
}

extension Reporter {
  func figures(_ question: Question) throws -> Figures {
    let request = question.request
    return Figures(try report(request), labels: try sheet(request, traces: false).labelPlaces)
  }
}
