import BigInt

/// A report as numbers: rows named by their labels and a currency, cells by their column.
///
/// The currency is `–` where no amount is known, `any` in a row that counts each thing of several currencies once,
/// and empty in the total that does so.
struct Table {
  struct Row: Hashable {
    let labels: [String]
    let currency: String

    init(_ labels: [String], _ currency: String) { (self.labels, self.currency) = (labels, currency) }
  }

  private(set) var money: [Row: [String: Exact]] = [:]
  private var things: [Row: [String: Set<String>]] = [:]
  private var texts: [Row: [String: String]] = [:]
  private var ratios: [Row: [String: Exact]] = [:]

  static func total(_ labels: [String], _ currency: String) -> Row {
    Row(["total"] + labels.dropFirst().map { _ in "" }, currency == "–" ? "" : currency)
  }

  /// Adds an amount in minor units to each of the rows, and once to the total of the currency.
  mutating func add(_ amount: Exact, _ currency: String, _ column: String, _ rows: [[String]], total: Bool = true) {
    guard let first = rows.first, currency != "–" else { return }
    for labels in Set(rows) { money[Row(labels, currency), default: [:]][column, default: .zero] += amount }
    if total { money[Table.total(first, currency), default: [:]][column, default: .zero] += amount }
  }

  mutating func addToTotal(_ amount: Exact, _ currency: String, _ column: String, width: Int) {
    money[Table.total(Array(repeating: "", count: width), currency), default: [:]][column, default: .zero] += amount
  }

  /// Counts a thing in each of the rows, and in the total: each thing once, however often it comes.
  mutating func count(_ thing: String, _ currency: String, _ column: String, _ rows: [[String]], total: Bool = true) {
    guard let first = rows.first else { return }
    for labels in rows { things[Row(labels, currency), default: [:]][column, default: []].insert(thing) }
    if total { totals[first.count, default: [:]][currency, default: [:]][column, default: []].insert(thing) }
  }
  private var totals: [Int: [String: [String: Set<String>]]] = [:]

  mutating func write(_ text: String, _ column: String, _ row: Row) { texts[row, default: [:]][column] = text }

  // MARK: Counting once

  /// Ends the counting. A thing of which no amount is known counts so only where it has no money beside it. Where the
  /// things of a row stand in several currencies, a row `any` counts each once; so does the total without a currency.
  mutating func close(any: Bool = false) {
    for (labels, rows) in Dictionary(grouping: things.keys, by: \.labels) {
      let united = Table.unite(Dictionary(uniqueKeysWithValues: rows.map { ($0.currency, things[$0] ?? [:]) }))
      for row in rows { things[row] = united.byCurrency[row.currency] }
      if any, united.byCurrency.count > 1 { things[Row(labels, "any")] = united.all }
    }
    for (width, byCurrency) in totals {
      let united = Table.unite(byCurrency)
      let labels = Array(repeating: "", count: width)
      for (currency, columns) in united.byCurrency where currency != "–" {
        things[Table.total(labels, currency)] = columns
      }
      if united.byCurrency.count > 1 || united.byCurrency["–"] != nil { things[Table.total(labels, "")] = united.all }
    }
    totals = [:]
  }

  private static func unite(_ byCurrency: [String: [String: Set<String>]]) -> (
    byCurrency: [String: [String: Set<String>]], all: [String: Set<String>]
  ) {
    var (left, all) = (byCurrency, [String: Set<String>]())
    for (currency, columns) in byCurrency {
      for (column, set) in columns {
        all[column, default: []].formUnion(set)
        if currency != "–" { left["–"]?[column]?.subtract(set) }
      }
    }
    if left["–"]?.values.allSatisfy(\.isEmpty) ?? false { left["–"] = nil }
    return (left, all)
  }

  // MARK: What follows from other columns

  mutating func sum(_ column: String, _ parts: [String]) {
    for (row, cells) in money where parts.contains(where: { cells[$0] != nil }) {
      money[row]?[column] = parts.compactMap { cells[$0] }.reduce(cells[column] ?? .zero, +)
    }
  }

  mutating func set(_ column: String, _ value: ([String: Exact]) -> Exact) {
    for (row, cells) in money { money[row]?[column] = value(cells) }
  }

  /// Ratios come from exact amounts, never from rounded ones (R41).
  mutating func ratio(_ column: String, _ part: String, _ whole: String) {
    for (row, cells) in money {
      if let all = cells[whole], !all.isZero { ratios[row, default: [:]][column] = (cells[part] ?? .zero) / all }
    }
    for (row, cells) in things {
      if let all = cells[whole], !all.isEmpty {
        ratios[row, default: [:]][column] = Exact(BigInt(cells[part]?.count ?? 0), over: BigInt(all.count))
      }
    }
  }

  mutating func ratio(_ column: String, _ row: Row, _ part: Exact, _ whole: Exact) {
    if !whole.isZero { ratios[row, default: [:]][column] = part / whole }
  }

  // MARK: Reading

  var rows: Set<Row> { Set(money.keys).union(things.keys).union(texts.keys) }
  func amount(_ row: Row, _ column: String) -> Exact { money[row]?[column] ?? .zero }
  func number(_ row: Row, _ column: String) -> Int { things[row]?[column]?.count ?? 0 }
  func columns(_ row: Row) -> [String: Exact] { money[row] ?? [:] }
  func counted(_ row: Row) -> [String: Int] { (things[row] ?? [:]).mapValues(\.count) }

  /// Every cell that is not empty and not zero, as it is shown: `label|label|currency|column`.
  var cells: [String: String] {
    var cells: [String: String] = [:]
    func name(_ row: Row, _ column: String) -> String {
      (row.labels + [row.currency, column]).joined(separator: "|")
    }
    for (row, columns) in money {
      for (column, amount) in columns where amount.rounded != 0 {
        cells[name(row, column)] = (Exact(amount.rounded) / Money.scale(row.currency)).text(
          places: Money.places(row.currency))
      }
    }
    for (row, columns) in things {
      for (column, set) in columns where !set.isEmpty { cells[name(row, column)] = String(set.count) }
    }
    for (row, columns) in ratios {
      for (column, ratio) in columns where !ratio.isZero {
        cells[name(row, column)] = (ratio * Exact(100)).text(places: 2) + " %"
      }
    }
    for (row, columns) in texts { for (column, text) in columns { cells[name(row, column)] = text } }
    return cells
  }
}
