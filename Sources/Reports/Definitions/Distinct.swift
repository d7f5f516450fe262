import Ledger

/// Distinct things in the rows of a sheet with money. A thing stands in the row of each currency it has money in, so these rows must not be
/// added; where a row exists in more than one currency, a further row "any" counts each thing once.
struct Distinct {
  static let any = "any"

  private struct Place {
    let order: String?
    var currencies: [String: [UInt32: Sheet.Evidence]] = [:]

    init(order: String?) { self.order = order }

    /// Of several lines that show the same the first one stands for it.
    mutating func add(_ thing: UInt32, _ currency: String, _ evidence: Sheet.Evidence) {
      if currencies[currency]?[thing] == nil { currencies[currency, default: [:]][thing] = evidence }
    }
  }

  private var places: [[String]: Place] = [:]
  private struct Seen: Hashable { let thing: UInt32, currency: UInt64, key: UInt64 }
  private var seen: Set<Seen> = []

  /// - Parameters:
  ///   - thing: what tells things apart: the number of a project, a partner or an agreement.
  ///   - labels: the labels of the row without the currency.
  ///   - currency: the currency the row shows, or `Sheet.noCurrency` where the thing has no known value.
  ///   - order: how the row sorts among the others; its labels if absent.
  mutating func add(_ thing: UInt32, to labels: [String], _ currency: String, order: String? = nil, evidence: Sheet.Evidence) {
    places[labels, default: Place(order: order)].add(thing, currency, evidence)
  }

  /// The same, with numbers that tell the row and its currency apart. All else is asked for only where the thing is new there.
  mutating func add(
    _ thing: UInt32, key: UInt64, _ currencyKey: UInt64, to labels: @autoclosure () throws -> [String], _ currency: @autoclosure () -> String,
    order: @autoclosure () throws -> String? = nil, evidence: @autoclosure () -> Sheet.Evidence
  ) rethrows {
    guard seen.insert(Seen(thing: thing, currency: currencyKey, key: key)).inserted else { return }
    add(thing, to: try labels(), currency(), order: try order(), evidence: evidence())
  }

  /// The currencies of each place. A thing with money in some currency does not count again among those without a known value.
  private var settled: [[String]: [String: [UInt32: Sheet.Evidence]]] {
    places.mapValues { place in
      var currencies = place.currencies
      let valued = Set(currencies.filter { $0.key != Sheet.noCurrency }.flatMap(\.value.keys))
      currencies[Sheet.noCurrency] = currencies[Sheet.noCurrency]?.filter { !valued.contains($0.key) }
      return currencies.filter { !$0.value.isEmpty }
    }
  }

  /// Fills the columns of a report. Together, because the row "any" stands in all of them or in none.
  /// - Parameter totals: adds to the total of each currency, and to one without a currency that counts each thing once.
  static func write(_ columns: [(things: Distinct, column: String)], to sheet: inout Sheet, totals: Bool = true) {
    let settled = columns.map(\.things.settled)
    var currencies: [[String]: Set<String>] = [:]
    for places in settled { for (labels, place) in places { currencies[labels, default: []].formUnion(place.keys) } }
    for (n, (things, column)) in columns.enumerated() {
      things.write(settled[n], to: &sheet, column, totals: totals) { (currencies[$0]?.count ?? 0) > 1 }
    }
  }

  private func write(
    _ settled: [[String]: [String: [UInt32: Sheet.Evidence]]], to sheet: inout Sheet, _ column: String, totals: Bool, inSeveral: ([String]) -> Bool
  ) {
    var inTotals: [String: [UInt32: Sheet.Evidence]] = [:]
    for (labels, currencies) in settled.sorted(by: { $0.key.lexicographicallyPrecedes($1.key) }) {
      let order = places[labels]?.order
      var once: [UInt32: Sheet.Evidence] = [:]
      for (currency, things) in currencies.sorted(by: { $0.key < $1.key }) {
        put(things, labels, currency, order, column, &sheet)
        once.merge(things) { first, _ in first }
        inTotals[currency, default: [:]].merge(things) { first, _ in first }
      }
      if inSeveral(labels) { put(once, labels, Distinct.any, order, column, &sheet) }
    }
    guard totals else { return }
    var once: [UInt32: Sheet.Evidence] = [:]
    for (currency, things) in inTotals.sorted(by: { $0.key < $1.key }) {
      once.merge(things) { first, _ in first }
      if currency != Sheet.noCurrency { putTotal(things, currency, column, &sheet) }
    }
    putTotal(once, Distinct.any, column, &sheet)
  }

  private func put(_ things: [UInt32: Sheet.Evidence], _ labels: [String], _ currency: String, _ order: String?, _ column: String, _ sheet: inout Sheet) {
    sheet.add(things: Distinct.ordered(things, sheet), to: labels + [currency], column, order: Sheet.order(order, labels, currency))
  }

  private func putTotal(_ things: [UInt32: Sheet.Evidence], _ currency: String, _ column: String, _ sheet: inout Sheet) {
    let before = Array(repeating: "", count: max(0, sheet.labelPlaces.count - 1))
    sheet.add(things: Distinct.ordered(things, sheet), to: before + [currency], column, onlyTotal: true)
  }

  /// In the order of the book, where somebody looks at it.
  private static func ordered(_ things: [UInt32: Sheet.Evidence], _ sheet: Sheet) -> [Sheet.Evidence] {
    sheet.traces ? things.sorted { ($0.value.position, $0.key) < ($1.value.position, $1.key) }.map(\.value) : Array(things.values)
  }
}

extension Sheet {
  /// Rows of one place sort by currency; the row that counts all currencies comes last.
  static func order(_ order: String?, _ labels: [String], _ currency: String) -> String {
    (order ?? labels.joined(separator: "\u{1}")) + "\u{1}" + (currency == Distinct.any ? "~" : currency)
  }

  /// Adds money to a row that has its own place in the order.
  mutating func add(_ posting: Posting, to labels: [String], _ column: String, order: @autoclosure () -> String, negative: Bool = false, note: String = "", inTotal: Bool = true) {
    guard let own = posting.currencyCode else { return }
    let minor = Int128(posting.minor)
    let currency = shownCurrency(posting)
    add(
      negative ? -minor : minor, own, on: Day(number: posting.firstDay), to: labels, column,
      order: Sheet.order(order(), labels, currency), inTotal: inTotal, evidence: Evidence(posting, note: note))
  }
}
