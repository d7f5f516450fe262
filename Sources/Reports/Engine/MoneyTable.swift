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
  /// Which postings of the measures count at all; nil: all.
  var counts: ((Posting) -> Bool)?
  var things: [Things] = []
  /// Whether a row of things in several currencies has another one below it that counts each once.
  var unites = false
  /// How rows sort; nil: by their labels.
  var order: (([String]) -> String)?
  var inTotal = true

  /// What is counted in one column: each thing once in a row.
  struct Things {
    let column: String
    /// The column of the things that `column` leaves out.
    var otherwise: String?
    var thing: Thing = .project
    /// Whether a posting shows a thing; nil: each does.
    var shows: ((Posting) -> Bool)?
    /// A thing that moved no money shows itself by a posting of this measure.
    var alone: Measure?

    /// What tells things apart.
    enum Thing {
      case project, record
      /// The partner as whom the money counts.
      case partner
    }
  }
}

extension Sheet {
  /// Fills rows from postings.
  mutating func fill(_ table: MoneyTable) throws {
    beginTable()
    let (rows, counts) = (table.rows, table.counts)
    var counter = Counter(table, self)
    var flow = Flow(into: self, lookingAt: rows.grouping.traits.union(table.traits), window: table.scope) {
      posting, sheet in
      let labels = try rows.labels(posting)
      let order = table.order.map { Sheet.order($0(labels), labels, rows.currency(posting)) }
      for column in table.columns(posting) {
        sheet.add(money: posting, to: labels, column, order: order, inTotal: table.inTotal)
      }
    }
    try known.forEachPosting(table.measures, table.scope, edge: { try leaveOut($0, of: table) }) { posting in
      if let counts, !counts(posting) { return }
      if posting.currency != 0 { try flow.add(posting, to: &self) }
      try counter.count(posting)
    }
    try flow.settle(into: &self)
    try counter.write(to: &self)
  }

  private mutating func leaveOut(_ posting: Posting, of table: MoneyTable) throws {
    guard let what = table.straddling(posting) else { return }
    if table.scope.isState { return nameBegun(posting, what) }
    if table.namesCells {
      leaveOut(posting, what, to: try table.rows.labels(posting), table.columns(posting).first)
    } else {
      leaveOut(posting, what)
    }
  }
}

/// Counts the things of a table while its postings pass.
private struct Counter {
  /// One entry of the table: where its things are counted, and those that it leaves out.
  private struct Rule {
    let thing: MoneyTable.Things.Thing
    let shows: ((Posting) -> Bool)?
    let alone: Measure.RawValue
    let column: Int
    let otherwise: Int?
    /// The facts that moved money, and those that may have moved none.
    var moving: Set<UInt32> = []
    var waiting: [Posting] = []
  }

  private let table: MoneyTable
  private var rules: ContiguousArray<Rule> = []
  private var columns: [String] = []
  private var distinct: [Distinct] = []

  init(_ table: MoneyTable, _ sheet: Sheet) {
    self.table = table
    for things in table.things {
      rules.append(
        Rule(
          thing: things.thing, shows: things.shows, alone: things.alone?.rawValue ?? 0, column: columns.count,
          otherwise: things.otherwise.map { _ in columns.count + 1 }))
      columns += [things.column] + (things.otherwise.map { [$0] } ?? [])
    }
    distinct = columns.map { _ in Distinct(for: sheet) }
  }

  @inline(__always)
  mutating func count(_ posting: Posting) throws {
    for n in rules.indices {
      if rules[n].alone == posting.measure {
        rules[n].waiting.append(posting)
      } else if rules[n].shows?(posting) ?? true {
        if rules[n].alone != 0 { rules[n].moving.insert(posting.fact) }
        try add(posting, rules[n].thing, to: rules[n].column)
      } else if let otherwise = rules[n].otherwise {
        try add(posting, rules[n].thing, to: otherwise)
      }
    }
  }

  @inline(__always)
  private mutating func add(_ posting: Posting, _ thing: MoneyTable.Things.Thing, to column: Int) throws {
    let rows = table.rows
    try distinct[column].add(
      thing.number(posting, rows.known), key: rows.key(posting), to: try rows.labels(posting), rows.currency(posting),
      order: try table.order.map { $0(try rows.labels(posting)) }, evidence: Sheet.Evidence(posting))
  }

  mutating func write(to sheet: inout Sheet) throws {
    for rule in rules {
      for posting in rule.waiting where !rule.moving.contains(posting.fact) {
        try add(posting, rule.thing, to: rule.column)
      }
    }
    Distinct.write(Array(zip(distinct, columns)), to: &sheet, totals: table.inTotal, unites: table.unites)
  }
}

extension MoneyTable.Things.Thing {
  @inline(__always)
  func number(_ posting: Posting, _ known: AsKnown) -> UInt32 {
    switch self {
    case .project: posting.subject
    case .record: posting.fact
    case .partner: known.identity(posting.partner).map { UInt32($0) } ?? 0
    }
  }
}
