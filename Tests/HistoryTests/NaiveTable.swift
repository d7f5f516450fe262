import BigInt
import Ledger
import Reference

/// A sum kept as whole minor units and as fractions, worked out only when it is read.
struct NaiveSum {
  private var whole = BigInt(0)
  /// numerators by denominator
  private var fractions: [BigInt: BigInt] = [:]

  mutating func add(_ minor: Int128) { whole += BigInt(minor) }

  /// Adds `minor` units of `from` as units of `to`: minor / 10^from × up / down × 10^to.
  mutating func add(_ minor: Int128, from: Alpha3, to: Alpha3, up: Decimal, down: Decimal) {
    let top = BigInt(minor) * BigInt(up.digits) * ten(down.places) * ten(Currencies.minorUnits(to) ?? 2)
    let bottom = BigInt(down.digits) * ten(up.places) * ten(Currencies.minorUnits(from) ?? 2)
    fractions[bottom, default: 0] += top
  }

  static func + (a: NaiveSum, b: NaiveSum) -> NaiveSum {
    var sum = a
    sum.whole += b.whole
    for (bottom, top) in b.fractions { sum.fractions[bottom, default: 0] += top }
    return sum
  }

  var negative: NaiveSum {
    var sum = NaiveSum()
    sum.whole = -whole
    sum.fractions = fractions.mapValues { -$0 }
    return sum
  }

  var rounded: Int128 {
    if fractions.isEmpty { return Int128(whole) }
    let bottom = fractions.keys.reduce(BigInt(1), *)
    let top = fractions.reduce(whole * bottom) { $0 + $1.value * (bottom / $1.key) }
    return Int128(NaiveSum.divide(top, bottom))
  }

  /// Half to even, by the remainder that is never negative.
  static func divide(_ top: BigInt, _ bottom: BigInt) -> BigInt {
    if bottom < 0 { return divide(-top, -bottom) }
    var (quotient, remainder) = top.quotientAndRemainder(dividingBy: bottom)
    if remainder < 0 { (quotient, remainder) = (quotient - 1, remainder + bottom) }
    if remainder * 2 > bottom || (remainder * 2 == bottom && quotient % 2 != 0) { quotient += 1 }
    return quotient
  }

  private func ten(_ power: Int) -> BigInt { BigInt(10).power(power) }
}

/// What the model answers: one number for each cell that is not empty and not zero, named `label|label|column`.
struct NaiveTable {
  let model: NaiveModel
  let query: NaiveQuestion
  private var sums: [[String]: [String: NaiveSum]] = [:]
  private var percents: [[String]: [String: Int128]] = [:]
  /// The columns of text that are compared, since the model has a definition of what stands in them.
  static let texts = ["since", "target by"]
  private var texts: Set<String> = []

  init(_ model: NaiveModel, _ query: NaiveQuestion) { (self.model, self.query) = (model, query) }

  /// The currency in which an amount is shown.
  func shown(_ own: Alpha3?, on day: Day) -> String {
    guard let own else { return "–" }
    guard let target = query.currency, target != own else { return own.text }
    return model.rate(from: own, to: target, on: day) == nil ? own.text : target.text
  }

  /// Adds money to a row, whose labels are given without the currency, and to the total of its currency.
  mutating func money(
    _ minor: Int128, _ own: Alpha3, on day: Day, _ labels: [String], _ column: String, inTotal: Bool = true,
    inRow: Bool = true
  ) {
    var sum = NaiveSum()
    let currency = shown(own, on: day)
    if currency != own.text, let target = Alpha3(currency), let (up, down) = model.rate(from: own, to: target, on: day)
    {
      sum.add(minor, from: own, to: target, up: up, down: down)
    } else {
      sum.add(minor)
    }
    if inRow { put(sum, labels + [currency], column) }
    if inTotal { put(sum, total(labels.count, currency), column) }
  }

  mutating func count(_ number: Int, _ row: [String], _ column: String) {
    var sum = NaiveSum()
    sum.add(Int128(number))
    put(sum, row, column)
  }

  private mutating func put(_ sum: NaiveSum, _ row: [String], _ column: String) {
    sums[row, default: [:]][column] = (sums[row]?[column] ?? NaiveSum()) + sum
  }

  /// The labels of a total; what has no one currency is in the total without a currency.
  func total(_ labels: Int, _ currency: String) -> [String] {
    ["total"] + Array(repeating: "", count: labels - 1) + [currency == "–" || currency == "any" ? "" : currency]
  }

  func has(_ row: [String], _ column: String) -> Bool { sums[row]?[column] != nil }
  func value(_ row: [String], _ column: String) -> Int128 { sums[row]?[column]?.rounded ?? 0 }
  var rows: [[String]] { Array(sums.keys) }

  mutating func text(_ text: String, _ row: [String], _ column: String) {
    texts.insert((row + ["\(column) \(text)"]).joined(separator: "|"))
  }

  // MARK: Derived columns

  mutating func drop(_ column: String) { for row in sums.keys { sums[row]?[column] = nil } }

  /// Adds a row to the balances so far and shows them in it.
  mutating func carry(_ row: [String], _ columns: [String], _ balances: inout [String: NaiveSum]) {
    func part(_ column: String) -> NaiveSum { sums[row]?[column] ?? NaiveSum() }
    for column in columns {
      let before = balances[column] ?? NaiveSum()
      balances[column] =
        column == "outstanding"
        ? before + part("signed") + part("received").negative : before + part("received") + part("disbursed").negative
    }
    close(row, balances)
  }

  mutating func close(_ row: [String], _ balances: [String: NaiveSum]) {
    for (column, sum) in balances { sums[row, default: [:]][column] = sum }
  }

  mutating func sum(_ column: String, of parts: [String]) {
    for (row, cells) in sums where cells[column] == nil {
      sums[row]?[column] = parts.compactMap { cells[$0] }.reduce(NaiveSum(), +)
    }
  }

  mutating func percent(_ column: String, _ part: String, over whole: String) {
    for (row, cells) in sums {
      percents[row, default: [:]][column] = NaiveTable.percent(
        cells[part]?.rounded ?? 0, of: cells[whole]?.rounded ?? 0)
    }
  }

  mutating func percent(_ row: [String], _ column: String, of whole: [String], _ counted: String, part: String? = nil) {
    percents[row, default: [:]][column] = NaiveTable.percent(value(row, part ?? counted), of: value(whole, counted))
  }

  /// Takes a figure over from another table.
  mutating func take(_ other: NaiveTable, _ row: [String], _ column: String, _ labels: [String], _ here: String) {
    if let sum = other.sums[row]?[column] { put(sum, labels, here) }
  }

  /// In hundredths of a percent.
  static func percent(_ part: Int128, of whole: Int128) -> Int128? {
    whole == 0 ? nil : Int128(NaiveSum.divide(BigInt(part) * 10_000, BigInt(whole)))
  }

  var cells: [String: Int128] {
    var cells: [String: Int128] = [:]
    for (row, columns) in sums {
      for (column, sum) in columns where sum.rounded != 0 {
        cells[(row + [column]).joined(separator: "|")] = sum.rounded
      }
    }
    for (row, columns) in percents {
      for (column, percent) in columns where percent != 0 { cells[(row + [column]).joined(separator: "|")] = percent }
    }
    for text in texts { cells[text] = 1 }
    return cells
  }

  // MARK: Distinct things

  /// Counts each thing once in each row (which ends with its currency) and once in the total of each currency.
  mutating func distinct(_ things: [(row: [String], thing: String)], _ column: String) {
    for (row, group) in Dictionary(grouping: things, by: \.row) { count(Set(group.map(\.thing)).count, row, column) }
    for (currency, group) in Dictionary(grouping: things, by: { $0.row.last ?? "" }) {
      count(Set(group.map(\.thing)).count, total((things.first?.row.count ?? 2) - 1, currency), column)
    }
  }

  /// The same where a thing without known value counts so only if it has no money in the row, and where a row "any"
  /// counts each thing once if the columns together stand in more than one currency. The total "any" is always there.
  mutating func distinctInAny(_ columns: [([(row: [String], thing: String)], String)], totals: Bool = true) {
    var kept: [[(row: [String], thing: String)]] = []
    var currencies: [[String]: Set<String>] = [:]
    for (things, _) in columns {
      var left: [(row: [String], thing: String)] = []
      for (labels, group) in Dictionary(grouping: things, by: { Array($0.row.dropLast()) }) {
        let valued = Set(group.filter { $0.row.last != "–" }.map(\.thing))
        let stays = group.filter { $0.row.last != "–" || !valued.contains($0.thing) }
        currencies[labels, default: []].formUnion(stays.map { $0.row.last ?? "" })
        left += stays
      }
      kept.append(left)
    }
    for (left, (_, column)) in zip(kept, columns) {
      for (row, list) in Dictionary(grouping: left, by: \.row) { count(Set(list.map(\.thing)).count, row, column) }
      for (labels, list) in Dictionary(grouping: left, by: { Array($0.row.dropLast()) })
      where (currencies[labels]?.count ?? 0) > 1 {
        count(Set(list.map(\.thing)).count, labels + ["any"], column)
      }
      guard totals, let width = left.first?.row.count else { continue }
      // The total row names only the currency.
      for (currency, list) in Dictionary(grouping: left, by: { $0.row.last ?? "" }) where currency != "–" {
        count(Set(list.map(\.thing)).count, total(width - 1, currency), column)
      }
      count(Set(left.map(\.thing)).count, total(width - 1, "any"), column)
    }
  }
}
