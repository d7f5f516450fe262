import Ledger
import Reference

/// What a report shows of promised money: which postings count, in which rows and columns they stand, and what is
/// counted beside the money. One pass over the postings fills it.
struct MoneyTable {
  let measures: Set<Measure>
  let scope: Query
  let rows: Rows
  /// What `columns` looks at besides the rows.
  var traits: Traits = .funderClass
  /// The columns that an amount goes to.
  let columns: (Posting) -> [String]
  /// What an amount is called that is left out because its date straddles the edge of the window; nil: not named.
  let straddling: (Posting) -> String?
  /// Whether an opened cell shows what was left out of it.
  var namesCells = false
  /// Which postings of the measures count at all.
  var counts: (Posting) -> Bool = { _ in true }
  var things: [Things] = []
  var counting = Counting.inEachCurrency
  /// How rows sort; nil: by their labels.
  var order: (([String]) -> String)?
  var inTotal = true

  /// How many totals a thing with money in two currencies is in.
  enum Counting {
    /// One for each currency.
    case inEachCurrency
    /// See `Distinct`.
    case once
  }

  /// What is counted in one column: each thing once in a row.
  struct Things {
    let column: String
    let thing: (Posting) -> UInt32
    /// Whether a posting shows a thing. Asked only of postings that stand.
    let shows: (Posting) -> Bool
    /// A thing that moved no money shows itself by a posting of this measure.
    var alone: Measure?

    static func projects(_ column: String, _ shows: @escaping (Posting) -> Bool = { _ in true }) -> Things {
      Things(column: column, thing: { $0.subject }, shows: shows)
    }
  }
}

extension Sheet {
  /// Fills rows from postings.
  mutating func fill(_ table: MoneyTable) throws {
    let rows = table.rows
    let reversed = try known.reversedPositions()
    var counter = table.counter(for: self)
    var flow = Flow(into: self, lookingAt: rows.grouping.traits.union(table.traits), window: table.scope) {
      posting, sheet in
      let labels = try rows.labels(posting)
      let order = table.order.map { Sheet.order($0(labels), labels, rows.currency(posting)) }
      for column in table.columns(posting) {
        sheet.add(money: posting, to: labels, column, order: order, inTotal: table.inTotal)
      }
    }
    try known.forEachPosting(table.measures, table.scope, edge: { try leaveOut($0, of: table) }) { posting in
      guard table.counts(posting) else { return }
      if posting.currency != 0 { try flow.add(posting, to: &self) }
      guard !posting.flags.contains(.reversal), !reversed.contains(posting.position) else { return }
      try counter.count(posting)
    }
    try flow.settle(into: &self)
    try counter.write(to: &self)
  }

  private mutating func leaveOut(_ posting: Posting, of table: MoneyTable) throws {
    guard let what = table.straddling(posting) else { return }
    if table.namesCells {
      leaveOut(posting, what, to: try table.rows.labels(posting), table.columns(posting).first)
    } else {
      leaveOut(posting, what)
    }
  }
}

extension MoneyTable {
  fileprivate func counter(for sheet: Sheet) -> Counter { Counter(self, sheet) }

  /// Counts the things of a table while its postings pass.
  fileprivate struct Counter {
    private let table: MoneyTable
    private var tallies: [Tally] = []
    private var distinct: [Distinct] = []

    init(_ table: MoneyTable, _ sheet: Sheet) {
      self.table = table
      switch table.counting {
      case .inEachCurrency: tallies = table.things.map { Tally($0.thing) }
      case .once: distinct = table.things.map { _ in Distinct(for: sheet) }
      }
    }

    @inline(__always)
    mutating func count(_ posting: Posting) throws {
      for (n, things) in table.things.enumerated() {
        if things.alone?.rawValue == posting.measure {
          tallies[n].addIfAlone(posting)
        } else if things.shows(posting) {
          try count(posting, things, n)
        }
      }
    }

    private mutating func count(_ posting: Posting, _ things: Things, _ n: Int) throws {
      let rows = table.rows
      if tallies.isEmpty {
        try distinct[n].add(
          things.thing(posting), key: rows.key(posting), to: try rows.labels(posting), rows.currency(posting),
          order: try table.order.map { $0(try rows.labels(posting)) }, evidence: Sheet.Evidence(posting))
      } else {
        try tallies[n].add(rows.key(posting), posting, labels: try rows.labels(posting) + [rows.currency(posting)])
      }
    }

    mutating func write(to sheet: inout Sheet) throws {
      for (n, things) in table.things.enumerated() where !tallies.isEmpty {
        try tallies[n].settle { [rows = table.rows] in
          (rows.key($0), try rows.labels($0) + [rows.currency($0)])
        }
        tallies[n].write(to: &sheet, things.column)
      }
      Distinct.write(Array(zip(distinct, table.things.map(\.column))), to: &sheet, totals: table.inTotal)
    }
  }
}
