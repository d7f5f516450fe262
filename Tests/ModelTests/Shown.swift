import Pledgebook

/// What a table of the program says, with the names of the model: `label|label|currency|column`, without what is empty
/// or zero. Here stand the differences of form between the two.
struct Shown {
  private(set) var cells: [String: String] = [:]
  /// The columns that the program has, by the names of the model.
  private(set) var columns: Set<String> = []
  /// The indicators that it lists: those of one plan. Empty in another report.
  private(set) var codes: Set<String> = []
  private let report: String
  private let names: [String]
  /// The ids of records by position.
  private let ids: [String]

  /// Other names of columns that mean the same.
  private static let renamed = [
    "indicators": ["target number": "target", "target amount": "target", "target by": "by"]
  ]
  /// Texts that the model has too; others are for readers.
  private static let texts: Set<String> = ["status", "since", "by"]

  init(_ table: Pledgebook.Table, of report: String, ids: [String]) {
    (self.report, self.ids) = (report, ids)
    names = table.columns.map(\.name)
    for row in table.rows { add(row, isTotal: false) }
    for row in table.totals { add(row, isTotal: true) }
    dropNeedlessTotals()
    columns = Set(names.map(renamed))
  }

  private func renamed(_ column: String) -> String { Shown.renamed[report]?[column] ?? column }

  private mutating func add(_ row: [Cell], isTotal: Bool) {
    let currencyPlace = names.firstIndex(of: "currency")
    let currency = currencyPlace.map { text(row[$0]) } ?? (isTotal ? "" : "–")
    // Labels stand before the currency; where there is none, there is one label.
    let labels = labels(row[..<(currencyPlace ?? 1)].map(text), isTotal)
    for place in ((currencyPlace ?? 0) + 1)..<row.count {
      guard let value = value(row[place], names[place]) else { continue }
      let isTarget = report == "indicators" && names[place].hasPrefix("target")
      let own = isTarget ? [labels[0], "target"] : labels
      cells[(own + [currency, renamed(names[place])]).joined(separator: "|")] = value
    }
  }

  /// Whether the table speaks of a cell of the model at all.
  func covers(_ cell: String) -> Bool { codes.isEmpty || codes.contains(String(cell.prefix { $0 != "|" })) }

  /// A total without a currency says nothing where there is one currency with the same number.
  private mutating func dropNeedlessTotals() {
    guard names.contains("currency") else { return }
    let totals = cells.keys.filter { $0.hasPrefix("total|") }.map { ($0, Shown.split($0)) }
    let needless = totals.filter { $0.1.currency.isEmpty }
    let counted = totals.filter { total in needless.contains { $0.1.column == total.1.column } }
    let currencies = Set(counted.map(\.1.currency)).subtracting([""])
    guard let only = currencies.first, currencies.count == 1,
      needless.allSatisfy({ cells["\($1.row)|\(only)|\($1.column)"] == cells[$0] })
    else { return }
    for (cell, _) in needless { cells[cell] = nil }
  }

  private static func split(_ cell: String) -> (row: String, currency: String, column: String) {
    let parts = cell.split(separator: "|", omittingEmptySubsequences: false)
    return (
      parts.dropLast(2).joined(separator: "|"), String(parts.dropLast().last ?? ""), String(parts.last ?? "")
    )
  }

  private func text(_ cell: Cell) -> String { if case .text(let text) = cell { text } else { "" } }

  private mutating func labels(_ all: [String], _ isTotal: Bool) -> [String] {
    switch report {
    case "chain" where names.first != "basis": return isTotal ? all + [""] : ["ledger"] + all
    case "budget" where !names.contains("region"): return all + ["all"]
    case "indicators":
      codes.insert(all[1])
      return [all[1], all[3]]
    case "statement": return [line(all, isTotal)]
    default: return all
    }
  }

  private func line(_ all: [String], _ isTotal: Bool) -> String {
    if isTotal { return "total" }
    return Int(all[0]).flatMap { ids.indices.contains($0) ? ids[$0] : nil } ?? all.last ?? ""
  }

  private func value(_ cell: Cell, _ column: String) -> String? {
    switch cell {
    case .none: nil
    case .text(let text): Shown.texts.contains(renamed(column)) ? text : nil
    case .count(let count): count == 0 ? nil : String(count)
    case .position: nil
    case .money(let minor, _): minor == 0 ? nil : cell.plain
    case .percent(let units, _): units == 0 ? nil : cell.plain + " %"
    }
  }
}
