import Ledger
import Reference

@testable import Reports

/// One report with everything that can be asked of it, drawn at random.
struct Question: CustomStringConvertible {
  let report: ReportName
  var naive: NaiveQuestion

  /// - Parameter model: what the book knows; a statement is of one of its subjects.
  init(_ report: ReportName, _ model: NaiveModel, _ numbers: inout SeededNumbers) {
    self.report = report
    func day(_ year: Int, _ month: Int, _ day: Int) -> Day? { Day(year: year, month: month, day: day) }
    let todays = [day(2022, 1, 1), day(2023, 12, 13), day(2024, 6, 15), day(2026, 12, 31), day(2027, 12, 31)]
      .compactMap(\.self)
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
      naive.subject = model.subjects.randomElement(using: &numbers)
      return
    }
    if numbers.chance(12) { naive.region = Region.allCases.randomElement(using: &numbers) }
    if numbers.chance(12) { naive.plan = Plan.allCases.randomElement(using: &numbers) }
    if let plan = naive.plan, numbers.chance(30) {
      naive.priority = PlanCodes.priorities(of: plan).randomElement(using: &numbers)
    }
    if numbers.chance(12) { naive.partner = "K\(numbers.number(1...14))" }
    if numbers.chance(12) { naive.country = numbers.one(of: History.countries).flatMap { Alpha3($0) } }
  }

  /// For reports that refuse a filter.
  var withoutFilters: Question {
    var other = self
    (other.naive.region, other.naive.plan, other.naive.priority, other.naive.partner, other.naive.country) = (
      nil, nil, nil, nil, nil
    )
    return other
  }

  var request: ReportRequest {
    var query = Query(today: naive.today)
    query.window = Window(from: naive.from, through: naive.through)
    query.grouping = Query.Grouping(rawValue: naive.grouping)
    (query.currency, query.region, query.plan, query.priority) = (
      naive.currency, naive.region, naive.plan, naive.priority
    )
    (query.partner, query.country, query.subject) = (naive.partner, naive.country, naive.subject)
    return ReportRequest(report, query)
  }

  var description: String {
    let n = naive
    let parts: [(String, String?)] = [
      ("--from", n.from?.description), ("--through", n.through?.description), ("--by", n.grouping),
      ("--in", n.currency?.text), ("--region", n.region?.code),
      ("--plan", n.plan?.code), ("--priority", n.priority?.code), ("--partner", n.partner),
      ("--country", n.country?.text), ("--subject", n.subject?.description), ("--today", n.today.description),
    ]
    return ([report.rawValue] + parts.compactMap { name, value in value.map { "\(name) \($0)" } }).joined(
      separator: " ")
  }
}

/// A finished report as the numbers of its cells, named as the model names them. Empty cells and zeros are left out.
struct Figures {
  struct Place {
    let name: String
    let row: [String]
    let column: String
    let cell: Cell
    let number: Int128
  }

  private(set) var places: [Place] = []
  /// The numbers, and a one for each text that the model gives too.
  private(set) var all: [String: Int128] = [:]

  init(_ open: OpenReport) {
    let report = open.report
    let labels = open.sheet.labelPlaces
    for row in report.rows + report.totals {
      let all = labels.map { if case .text(let text) = row[$0] { text } else { "" } }
      let names = Figures.names(report.name, all).joined(separator: "|")
      for (at, column) in report.columns.enumerated() {
        let number: Int128
        switch row[at] {
        case .count(let count): number = Int128(count)
        case .money(let minor, _): number = minor
        case .percent(let percent, _): number = percent
        case .text(let text):
          if NaiveTable.texts.contains(column.name) { self.all["\(names)|\(column.name) \(text)"] = 1 }
          continue
        case .position, .none: continue
        }
        guard number != 0 else { continue }
        let place = Place(name: "\(names)|\(column.name)", row: all, column: column.name, cell: row[at], number: number)
        places.append(place)
        if column.name != "base" || !Figures.isBesideZero(row) { self.all[place.name, default: 0] += number }
      }
    }
  }

  /// A record and its reversal leave an amount of zero, and what it is a part of beside it; the model has neither.
  private static func isBesideZero(_ row: [Cell]) -> Bool {
    row.contains { if case .money(0, _) = $0 { true } else { false } }
  }

  /// The labels by which the model knows a row: without the prose.
  static func names(_ report: String, _ labels: [String]) -> [String] {
    guard labels.count > 3 else { return labels }
    switch report {
    case "statement": return [labels[0], labels[labels.count - 1]]
    case "indicators": return [labels[0], labels[1]] + labels.dropFirst(3)
    case "quality":
      // Of two printed totals that are the same, the finding names the other one in its prose.
      let other = labels[3].split(separator: "(record ").dropFirst().first?.prefix(while: \.isNumber)
      return labels.prefix(3) + [other.map(String.init) ?? ""] + labels.suffix(1)
    default: return labels
    }
  }
}
