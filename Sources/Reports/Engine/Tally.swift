import Ledger
import Reference

/// Distinct things that stand in rows: each counts once in a row and once in the total of its currency.
struct Tally {
  private struct Row {
    let labels: [String]
    /// In the order of the book: the first posting that shows each thing.
    var shown: [Posting] = []
  }

  private let thing: MoneyTable.Things.Thing
  private let known: AsKnown
  private var rows: [Row] = []
  private var places = SumPlaces()
  /// The things of all rows.
  private var counted = SeenNumbers()
  private var records = SeenNumbers()
  private var alone: [Posting] = []
  private var last: (key: RowKey, position: UInt32)?

  /// - Parameter thing: what tells things apart.
  init(_ thing: MoneyTable.Things.Thing, _ known: AsKnown) { (self.thing, self.known) = (thing, known) }

  /// `posting` shows that its thing stands in a row. Postings come in the order of the book.
  /// - Parameters:
  ///   - key: tells the rows apart.
  ///   - labels: of the row, its currency included; asked for once for each row.
  mutating func add(_ key: RowKey, _ posting: Posting, labels: @autoclosure () throws -> [String]) rethrows {
    if let last, last.key == key, last.position == posting.position { return }
    last = (key, posting.position)
    let place = places.place(of: SumPlaces.Key(key), ifNew: rows.count)
    if place == rows.count { rows.append(Row(labels: try labels())) }
    _ = records.insert(UInt64(posting.position))
    if counted.insert(thing.number(posting, known), in: place) { rows[place].shown.append(posting) }
  }

  /// Counts only if no other posting of the record was added: an addendum that moves no money.
  mutating func addIfAlone(_ posting: Posting) { alone.append(posting) }

  /// Gives those that stayed alone their rows.
  mutating func settle(_ row: (Posting) throws -> (key: RowKey, labels: [String])) rethrows {
    for posting in alone where !records.contains(UInt64(posting.position)) {
      let (key, labels) = try row(posting)
      add(key, posting, labels: labels)
    }
    alone = []
  }

  /// Adds one to the column for each thing of each row, and once for the total of its currency.
  mutating func write(to sheet: inout Sheet, _ column: String) {
    var totals: [String: Set<UInt32>] = [:]
    for row in rows.sorted(by: { $0.labels.lexicographicallyPrecedes($1.labels) }) {
      let currency = row.labels.last ?? ""
      let shown = row.shown.sorted { $0.position < $1.position }
      sheet.add(things: shown.lazy.map { Sheet.Evidence($0) }, to: row.labels, column)
      sheet.add(
        things: shown.filter { totals[currency, default: []].insert(thing.number($0, known)).inserted }.lazy.map {
          Sheet.Evidence($0)
        }, to: row.labels, column, onlyTotal: true)
    }
  }
}

extension Sheet {
  static let noCurrency = "–"

  /// Counts things, each with the line that shows it; the lines are looked at only where a cell is opened.
  mutating func add(
    things: some Collection<Evidence>, to labels: [String], _ column: String, order: @autoclosure () -> String? = nil,
    inTotal: Bool = true, onlyTotal: Bool = false
  ) {
    guard let first = things.first else { return }
    if !traces {
      add(
        count: Int64(things.count), to: labels, column, order: order(), inTotal: inTotal, onlyTotal: onlyTotal,
        evidence: first)
    } else {
      for evidence in things {
        add(count: 1, to: labels, column, order: order(), inTotal: inTotal, onlyTotal: onlyTotal, evidence: evidence)
      }
    }
  }

  /// The currency of the row in which the money of a posting is shown.
  func shownCurrency(_ posting: Posting) -> String { shown.text(posting) }

  var shown: ShownCurrency { ShownCurrency(known: known, target: query.currency) }
}

/// In which currency a posting is shown: its own, or that of the query where there is a rate. Small, so that a loop
/// over postings need not carry the whole sheet.
struct ShownCurrency {
  let known: AsKnown
  let target: Alpha3?

  func text(_ posting: Posting) -> String { code(posting)?.text ?? Sheet.noCurrency }

  /// Tells the rows of one group apart.
  @inline(__always)
  func key(_ posting: Posting) -> UInt64 {
    target == nil ? UInt64(posting.currency) : code(posting).map { UInt64($0.rawValue) + 1 } ?? 0
  }

  private func code(_ posting: Posting) -> Alpha3? {
    guard let own = posting.currencyCode, let target, target != own else { return posting.currencyCode }
    return known.rate(from: own, to: target, on: Day(number: posting.firstDay)) == nil ? own : target
  }
}
