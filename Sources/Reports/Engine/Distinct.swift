import Ledger

/// Distinct things in the rows of a sheet with money. A thing stands in the row of each currency it has money in, so
/// these rows must not be added; where there is more than one currency, or an unknown amount, the total without a
/// currency counts each thing once, and so does a further row "any" where a report asks for it.
struct Distinct {
  static let any = "any"

  /// The things of one row in one currency.
  private struct Row {
    let labels: [String]
    let currency: String
    /// How the row sorts among the others; its labels if absent.
    let order: String?
    var things: Set<UInt32> = []
    /// The first line that shows each thing; kept only where cells are opened.
    var lines: [UInt32: Sheet.Evidence] = [:]
  }

  private struct Name: Hashable { let labels: [String], currency: String }

  private let traces: Bool
  private var rows: [Row] = []
  private var places: [Name: Int] = [:]
  private var numbers = SumPlaces()
  /// The things of all rows.
  private var counted = SeenNumbers()
  private var last: (number: RowKey, place: Int)?

  /// - Parameter sheet: the one that will be filled.
  init(for sheet: Sheet) { traces = sheet.traces }

  /// - Parameters:
  ///   - thing: what tells things apart: the number of a project, a partner or an agreement.
  ///   - labels: the labels of the row without the currency.
  ///   - currency: the currency the row shows, or `Sheet.noCurrency` where the thing has no known value.
  ///   - order: how the row sorts among the others; its labels if absent.
  mutating func add(
    _ thing: UInt32, to labels: [String], _ currency: String, order: String? = nil,
    evidence: @autoclosure () -> Sheet.Evidence
  ) {
    put(thing, in: place(labels, currency, order), evidence())
  }

  /// The same, with a key that tells the row and its currency apart. Its name is asked for only where the row is new.
  mutating func add(
    _ thing: UInt32, key number: RowKey, to labels: @autoclosure () throws -> [String],
    _ currency: @autoclosure () -> String, order: @autoclosure () throws -> String? = nil,
    evidence: @autoclosure () -> Sheet.Evidence
  ) rethrows {
    if last?.number != number {
      // Different numbers may be the same row, as two partners of one kind.
      let key = SumPlaces.Key(number)
      let found = try numbers.known(key) ?? place(try labels(), currency(), try order())
      _ = numbers.place(of: key, ifNew: found)
      last = (number, found)
    }
    if let last { put(thing, in: last.place, evidence()) }
  }

  private mutating func place(_ labels: [String], _ currency: String, _ order: String?) -> Int {
    let name = Name(labels: labels, currency: currency)
    if let place = places[name] { return place }
    places[name] = rows.count
    rows.append(Row(labels: labels, currency: currency, order: order))
    return rows.count - 1
  }

  @inline(__always)
  private mutating func put(_ thing: UInt32, in place: Int, _ evidence: @autoclosure () -> Sheet.Evidence) {
    guard counted.insert(thing, in: place) else { return }
    rows[place].things.insert(thing)
    guard traces else { return }
    rows[place].lines[thing] = evidence()
  }

  /// By the labels without the currency, and in each of them by currency. A thing with money in some currency does not
  /// count again among those without a known value.
  private var settled: [[Row]] {
    var settled: [[Row]] = []
    for list in Dictionary(grouping: rows, by: \.labels).values {
      var list = list.sorted { $0.currency < $1.currency }
      if let unknown = list.firstIndex(where: { $0.currency == Sheet.noCurrency }) {
        for n in list.indices where n != unknown { list[unknown].things.subtract(list[n].things) }
        if list[unknown].things.isEmpty { list.remove(at: unknown) }
      }
      if !list.isEmpty { settled.append(list) }
    }
    return settled.sorted { $0[0].labels.lexicographicallyPrecedes($1[0].labels) }
  }

  /// Fills the columns of a report. Together, because the row "any" stands in all of them or in none.
  /// - Parameters:
  ///   - totals: adds to the total of each currency, and to one without a currency that counts each thing once.
  ///   - unites: adds the rows "any".
  static func write(
    _ columns: [(things: Distinct, column: String)], to sheet: inout Sheet, totals: Bool = true, unites: Bool = true
  ) {
    let settled = columns.map(\.things.settled)
    var currencies: [[String]: Set<String>] = [:]
    for place in settled.joined() { currencies[place[0].labels, default: []].formUnion(place.map(\.currency)) }
    let all = currencies.values.reduce(into: Set<String>()) { $0.formUnion($1) }
    let isOne = !unites && all.count < 2 && !all.contains(Sheet.noCurrency)
    for (n, (_, column)) in columns.enumerated() {
      write(settled[n], to: &sheet, column, totals: totals, one: isOne) {
        unites && (currencies[$0]?.count ?? 0) > 1
      }
    }
  }

  private static func write(
    _ places: [[Row]], to sheet: inout Sheet, _ column: String, totals: Bool, one isOne: Bool,
    inSeveral: ([String]) -> Bool
  ) {
    var inTotals: [String: Row] = [:]
    for place in places {
      for row in place {
        put(row, as: row.currency, column, &sheet)
        if totals { unite(&inTotals[row.currency], with: row) }
      }
      if inSeveral(place[0].labels), let once = union(place) { put(once, as: any, column, &sheet) }
    }
    guard totals else { return }
    let sorted = inTotals.values.sorted { $0.currency < $1.currency }
    for row in sorted where row.currency != Sheet.noCurrency { putTotal(row, as: row.currency, column, &sheet) }
    if !isOne, let once = union(sorted) { putTotal(once, as: any, column, &sheet) }
  }

  /// Of several lines that show the same the first one stands for it.
  private static func unite(_ all: inout Row?, with row: Row) {
    all?.things.formUnion(row.things)
    all?.lines.merge(row.lines) { first, _ in first }
    if all == nil { all = row }
  }

  private static func union(_ rows: [Row]) -> Row? {
    var all: Row?
    for row in rows { unite(&all, with: row) }
    return all
  }

  private static func put(_ row: Row, as currency: String, _ column: String, _ sheet: inout Sheet) {
    let order = Sheet.order(row.order, row.labels, currency)
    add(row, to: row.labels + [currency], column, &sheet, order: order, onlyTotal: false)
  }

  private static func putTotal(_ row: Row, as currency: String, _ column: String, _ sheet: inout Sheet) {
    let before = Array(repeating: "", count: max(0, sheet.labelPlaces.count - 1))
    add(row, to: before + [currency], column, &sheet, order: nil, onlyTotal: true)
  }

  private static func add(
    _ row: Row, to labels: [String], _ column: String, _ sheet: inout Sheet, order: String?, onlyTotal: Bool
  ) {
    guard sheet.traces else {
      sheet.add(count: Int64(row.things.count), to: labels, column, order: order, onlyTotal: onlyTotal, evidence: nil)
      return
    }
    // In the order of the book.
    let lines = row.lines.filter { row.things.contains($0.key) }.sorted {
      ($0.value.position, $0.key) < ($1.value.position, $1.key)
    }
    for line in lines {
      sheet.add(count: 1, to: labels, column, order: order, onlyTotal: onlyTotal, evidence: line.value)
    }
  }
}

extension Sheet {
  /// Rows of one place sort by currency; the row that counts all currencies comes last.
  static func order(_ order: String?, _ labels: [String], _ currency: String) -> String {
    (order ?? labels.joined(separator: "\u{1}")) + "\u{1}" + (currency == Distinct.any ? "~" : currency)
  }

  /// Adds money to a row that has its own place in the order.
  mutating func add(
    _ posting: Posting, to labels: [String], _ column: String, order: @autoclosure () -> String, negative: Bool = false,
    note: String = "", inTotal: Bool = true
  ) {
    guard let own = posting.currencyCode else { return }
    let minor = Int128(posting.minor)
    let currency = shownCurrency(posting)
    add(
      negative ? -minor : minor, own, on: posting.convertedOn, to: labels, column,
      order: Sheet.order(order(), labels, currency), inTotal: inTotal, evidence: Evidence(posting, note: note))
  }
}
