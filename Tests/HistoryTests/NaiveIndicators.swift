import Ledger
import Reference

import enum Reports.ReportName

/// The indicators of a plan. Each takes its figures from the rows of another report as the model has it, whatever plan
/// is asked for.
extension NaiveTable {
  mutating func indicators() {
    switch query.plan ?? .bap {
    case .bap:
      let union = "LDC, LLDC or SIDS"
      let ratios = ["portfolio", "signed"].flatMap { base in
        ["internal", "external"].map {
          Part("\($0), \(base)", .row(["ledger", base]), $0, of: (["ledger", base], "total"))
        }
      }
      let inGroups = ["allocated", "not allocated", "whole value"].map {
        Part($0, .row([union]), $0, of: (["all projects"], "whole value"))
      }
      for heading in ["Priority 4", "Convening platform"] {
        amounts(heading, "I-1", .funding, "none", [Part("", .totals, "raised")])
        amounts(heading, "I-2", .sources, "none", ratios)
        number(heading, "I-3", .partners, "none", Part("", .totals, "partners"))
        number(heading, "I-4", .agreements, "none", Part("", .totals, "agreements"))
        number(heading, "I-5", .assessments, "none", Part("", .totals, "reports"))
        number(heading, "I-6", .groups, "none", Part("", .row([union]), "projects"))
        amounts(heading, "I-7", .groups, "none", inGroups)
      }
    case .kap:
      let heading = "P5/E6/E7"
      let partnership = Place.row(["ledger", "partnership"])
      amounts(heading, "K-1", .funding, "none", [Part("", .totals, "raised")])
      number(heading, "K-2", .agreements, "kind", Part("", partnership, "agreements"))
      amounts(heading, "K-3", .agreements, "kind", [Part("", partnership, "value")])
      number(
        heading, "K-4", .agreements, "kind",
        Part("", .row(["in force on \(query.through ?? query.today)", "unsdcf"]), "agreements"))
      amounts(heading, "K-5", .agreements, "kind", [Part("", partnership, "UN value")])
      target(heading, "K-6", counts: false, "")
      target(heading, "K-7", counts: false, "")
    case .baap: break
    }
    for row in rows where has(row, "amount") { percent(row, "ratio", of: row, "base", part: "amount") }
  }

  private enum Place {
    case totals
    case row([String])
  }

  private struct Part {
    let name: String
    let place: Place
    let column: String
    let base: (row: [String], column: String)?

    init(_ name: String, _ place: Place, _ column: String, of base: (row: [String], column: String)? = nil) {
      (self.name, self.place, self.column, self.base) = (name, place, column, base)
    }
  }

  private func source(_ report: ReportName, _ grouping: String) -> NaiveTable {
    var query = query
    (query.plan, query.grouping, query.today) = (nil, grouping, query.through ?? query.today)
    var table = NaiveTable(model, query)
    table.fill(report)
    return table
  }

  /// The rows of a place, which end with their currency.
  private func rows(_ place: Place, _ table: NaiveTable) -> [[String]] {
    table.rows.filter { row in
      switch place {
      case .totals: row.first == "total"
      case .row(let labels): Array(row.dropLast()) == labels
      }
    }
  }

  /// The row in which each thing counts once: that without a currency, that of all currencies, or the only one.
  private mutating func number(
    _ heading: String, _ code: String, _ report: ReportName, _ grouping: String, _ part: Part
  ) {
    let table = source(report, grouping)
    let found = rows(part.place, table).filter { table.has($0, part.column) }
    let row = found.first { ["", "any", "total"].contains($0.last) } ?? (found.count == 1 ? found[0] : nil)
    count(Int(row.map { table.value($0, part.column) } ?? 0), [heading, code, part.name, "–"], "number")
    target(heading, code, counts: true, part.name)
  }

  private mutating func amounts(
    _ heading: String, _ code: String, _ report: ReportName, _ grouping: String, _ parts: [Part]
  ) {
    let table = source(report, grouping)
    for part in parts {
      for row in rows(part.place, table) where table.has(row, part.column) {
        guard let currency = row.last, Alpha3(currency) != nil else { continue }
        let labels = [heading, code, part.name, currency]
        take(table, row, part.column, labels, "amount")
        if let base = part.base, table.value(row, part.column) != 0 {
          take(table, base.row + [currency], base.column, labels, "base")
        }
      }
    }
    target(heading, code, counts: false, parts[0].name)
  }

  /// The first target of the indicator by a day not before the end of the window stands beside its first figure; one of
  /// the other sort than the figure beside none.
  private mutating func target(_ heading: String, _ code: String, counts: Bool, _ part: String) {
    var targets: [(record: Record, set: TargetSet)] = []
    for record in model.facts {
      if case .target(.set(let set)) = record.event, set.measure == code, set.by >= query.through ?? query.today {
        targets.append((record, set))
      }
    }
    let day = targets.map(\.set.by).min()
    guard let (record, set) = targets.last(where: { $0.set.by == day }) else { return }
    var row = [heading, code]
    switch set.goal {
    case .count(let number):
      row += [counts ? part : "", "–"]
      count(Int(number), row, "target number")
    case .value(let value):
      row += [counts ? "" : part]
      money(Int128(value.minor), value.currency, on: record.on.first, row, "target amount", inTotal: false)
      row.append(shown(value.currency, on: record.on.first))
    }
    text(set.by.description, row, "target by")
  }
}
