import Ledger
import Reference

/// A table while it is filled. Every figure of every report goes through `add`, which also keeps, where somebody asks
/// for it, the lines behind each cell: a figure and its explanation are one computation. Only where nobody asks,
/// `addAtEnd` is a quicker way for long reports.
public struct Sheet: Sendable {
  /// In the order in which they are shown. No two have one name.
  public let columns: [Column]
  let known: AsKnown
  let query: Query
  /// The name of the label column that holds the currency of a row; absent where no column is money.
  static let currencyLabel = "currency"

  var rows: [Row] = []
  private var places: [RowName: Int] = [:]
  /// Rows from here on are not in `places` yet.
  private var indexed = 0
  /// The labels of a row, with the currency among them apart: spares making a list of labels for each amount.
  struct RowName: Hashable {
    let labels: [String]
    let currency: Alpha3?
  }
  var totals: [Alpha3?: Sums] = [:]
  /// What a reader must know beside the figures, in the order in which it was noted.
  public private(set) var notes: [String] = []
  /// Kept only where a cell is to be opened.
  var contributions: [CellAddress: [Contribution]] = [:]
  let traces: Bool
  private var blank: Set<Int> = []
  private let index: [String: Int]
  /// The places of the label columns. The currency, where there is one, is the last of them.
  let labelPlaces: [Int]
  private let hasCurrency: Bool
  var edgeSums: [String: Named] = [:]
  var begunSums: [String: Named] = [:]
  var unconverted: [Alpha3: Int128] = [:]
  /// What has no rate in the tables before of one report: what stands in two of them is named once.
  var named: [Alpha3: Int128] = [:]
  private var isNamed = false  // While an amount goes to several cells: it has been named.
  var rateNotes: Set<String> = []
  private var ratesNoted: Set<ExchangeRates.Rate> = []

  init(_ columns: [Column], known: AsKnown, query: Query, traces: Bool) {
    (self.columns, self.known, self.query, self.traces) = (columns, known, query, traces)
    index = Dictionary(uniqueKeysWithValues: columns.enumerated().map { ($0.element.name, $0.offset) })
    labelPlaces = columns.indices.filter { if case .label = columns[$0] { true } else { false } }
    hasCurrency = labelPlaces.last.map { columns[$0].name == Sheet.currencyLabel } ?? false
  }

  static let totalLabel = "total"

  // MARK: Filling

  /// Adds money of one posting to a cell, in its own currency or converted to the query's.
  /// - Parameters:
  ///   - labels: the labels of the row without the currency, which is added.
  ///   - order: how the row sorts among its like; its labels if absent.
  mutating func add(
    money posting: Posting, to labels: [String], _ column: String, order: @autoclosure () -> String? = nil,
    note: String = "", inTotal: Bool = true
  ) {
    guard let own = posting.currencyCode else { return }
    add(
      Int128(posting.minor), own, on: posting.convertedOn, to: labels, column, order: order(),
      inTotal: inTotal,
      evidence: Evidence(posting, note: note))
  }

  /// - Returns: the row, for `describe`; nil where only the total was added to.
  @discardableResult
  mutating func add(
    _ minor: Int128, _ own: Alpha3, on day: Day, to labels: [String], _ column: String,
    order: @autoclosure () -> String? = nil, inTotal: Bool = true,
    onlyTotal: Bool = false, evidence: Evidence
  ) -> Int? {
    let (currency, rate) = shown(minor, own, on: day)
    let at = self.place(of: column)
    func put(_ sum: inout ExactSum) { sum.add(minor, from: own, to: currency, at: rate) }
    var full: [String]?
    var place: Int?
    if !onlyTotal {
      let row = row(RowName(labels: labels, currency: currency), order(), inTotal)
      put(&rows[row].sums[adding: at])
      if traces { full = rows[row].labels }
      place = row
    }
    if inTotal { put(&totals[currency, default: Sums()][adding: at]) }
    trace(full, column, currency, inTotal) {
      var alone = ExactSum()
      put(&alone)
      return Sheet.converted(alone.rounded, minor, own, rate, evidence)
    }
    return place
  }

  /// The currency in which an amount is shown, with the rate if it is another one. Takes note for those who read the
  /// report.
  mutating func shown(_ minor: Int128, _ own: Alpha3, on day: Day) -> (
    currency: Alpha3, rate: ExchangeRates.Rate?
  ) {
    guard let target = query.currency, target != own else { return (own, nil) }
    guard let rate = known.rate(from: own, to: target, on: day, by: query.rates) else {
      if !isNamed { unconverted[own, default: 0] += minor }
      return (own, nil)
    }
    noted(rate, own, target)
    return (target, rate)
  }

  /// Begins another table of the same facts.
  mutating func beginTable() {
    named.merge(unconverted) { $0.magnitude < $1.magnitude ? $1 : $0 }
    unconverted = [:]
  }

  /// Puts one amount into all its cells. Where it has no rate, the notes name it once.
  mutating func once(_ posting: Posting, _ put: (inout Sheet) throws -> Void) rethrows {
    if let own = posting.currencyCode, query.currency != nil {
      _ = shown(Int128(posting.minor), own, on: posting.convertedOn)
    }
    isNamed = true
    defer { isNamed = false }
    try put(&self)
  }

  /// Adds to a count. `labels` name the whole row, with its currency if the sheet has money.
  /// - Parameter evidence: may be left out where no cell is opened.
  mutating func add(
    count: Int64, to labels: [String], _ column: String, order: @autoclosure () -> String? = nil, inTotal: Bool = true,
    onlyTotal: Bool = false, evidence: Evidence?
  ) {
    guard evidence != nil || !traces else {
      preconditionFailure("\(column) of \(labels): a cell that may be opened needs its line")
    }
    let at = self.place(of: column)
    let isDistinct = if case .distinct = columns[at] { true } else { false }
    if !onlyTotal {
      let place = row(name(labels), order(), inTotal)
      rows[place].sums[adding: at].add(Int128(count))
      if let evidence, traces {
        let contribution = contribution(count, evidence)
        trace(rows[place].labels, column, nil, false) { contribution }
      }
    }
    if onlyTotal || (inTotal && !isDistinct) {
      let currency = self.currency(in: labels)
      totals[currency, default: Sums()][adding: at].add(Int128(count))
      if let evidence, traces {
        contributions[CellAddress(row: totalRow(currency), column: column), default: []].append(
          contribution(count, evidence))
      }
    }
  }

  /// Makes sure that a row is shown even if nothing is added to it.
  mutating func show(_ labels: [String], order: @autoclosure () -> String? = nil, inTotal: Bool = true) {
    _ = row(name(labels), order(), inTotal)
  }

  mutating func set(
    text: String, to labels: [String], _ column: String, order: @autoclosure () -> String? = nil, inTotal: Bool = true
  ) {
    rows[row(name(labels), order(), inTotal)].texts[place(of: column)] = text
  }

  /// Says which row is the whole of a portion. Both rows are named without their currency, which is the same.
  mutating func relate(_ labels: [String], _ column: String, to whole: [String]) {
    let at = place(of: column)
    for place in rows.indices where rows[place].base == labels { rows[place].wholes[at] = whole }
  }

  /// Keeps a rate for the notes.
  private mutating func noted(_ rate: ExchangeRates.Rate, _ own: Alpha3, _ target: Alpha3) {
    guard ratesNoted.insert(rate).inserted else { return }
    rateNotes.insert(
      "\(rate.equation(from: own, to: target)), \(rate.source) valid from \(rate.validFrom), record \(rate.seq)"
        + (rate.otherSeq.map { " and \($0)" } ?? ""))
  }

  /// The row with these labels, its currency included.
  func row(_ labels: [String]) -> Row? {
    places[name(labels)].map { rows[$0] } ?? rows[indexed...].first { $0.labels == labels }
  }

  /// A column that says nothing in this report and stays empty.
  mutating func leaveBlank(_ column: String) { blank.insert(place(of: column)) }
  func isBlank(_ at: Int) -> Bool { blank.contains(at) }

  // MARK: Many rows, where a report knows more than the sheet

  /// An amount with the line it comes from.
  struct Amount {
    let minor: Int128
    let own: Alpha3
    let on: Day
    /// May be left out where no cell is to be opened.
    let line: Posting?
  }

  /// Adds to a row without looking through all of them: the row is new, or one of the last, which all have the same
  /// label in `place`. It is in no total.
  /// - Parameters:
  ///   - labels: without the currency.
  ///   - texts: for a new row; the last column first, which makes room for the others.
  mutating func addAtEnd(
    _ labels: [String], sharing place: Int, _ column: Int, _ amount: Amount?,
    texts: @autoclosure () -> [(column: Int, text: String)]
  ) {
    let shown = amount.map { self.shown($0.minor, $0.own, on: $0.on) }
    let currency = shown?.currency
    var at = rows.count - 1
    while at >= 0, rows[at].labels[place] == labels[place], rows[at].currency != currency || rows[at].base != labels {
      at -= 1
    }
    if at < 0 || rows[at].labels[place] != labels[place] {
      at = rows.count
      rows.append(
        Row(labels: labels + [currency?.text ?? Sheet.noCurrency], base: labels, currency: currency, inTotal: false))
      for (column, text) in texts() { rows[at].texts[column] = text }
    }
    guard let amount, let shown else { return }
    rows[at].sums[adding: column].add(amount.minor, from: amount.own, to: shown.currency, at: shown.rate)
    guard traces else { return }
    guard let line = amount.line else { preconditionFailure("\(labels): an amount without its line") }
    var alone = ExactSum()
    alone.add(amount.minor, from: amount.own, to: shown.currency, at: shown.rate)
    trace(rows[at].labels, columns[column].name, shown.currency, false) {
      Sheet.converted(alone.rounded, amount.minor, amount.own, shown.rate, Evidence(line))
    }
  }

  /// An empty sheet for a part of this report.
  var part: Sheet { Sheet(columns, known: known, query: query, traces: traces) }

  /// Fills rows by `addAtEnd` from a list: each core takes a stretch of it. No row may be of two stretches, or here.
  mutating func fill<Element: Sendable>(
    from list: [Element], _ body: @Sendable (ArraySlice<Element>, inout Sheet) throws -> Void
  ) throws {
    let parts = try list.inStretches { [part] stretch in
      var sheet = part
      try body(stretch, &sheet)
      return sheet
    }
    rows.reserveCapacity(parts.reduce(rows.count) { $0 + $1.rows.count })
    for part in parts {
      rows += part.rows
      contributions.merge(part.contributions, uniquingKeysWith: +)
      unconverted.merge(part.unconverted, uniquingKeysWith: +)
      rateNotes.formUnion(part.rateNotes)
      for text in part.notes { note(text) }
    }
  }

  /// Makes room for so many rows at once.
  mutating func expect(rows count: Int) { rows.reserveCapacity(count) }

  /// Fills columns of free text in a row that has none of them yet.
  /// - Parameters:
  ///   - row: as `add` gave it.
  ///   - columns: in their order.
  mutating func describe(_ row: Int, _ columns: [String], _ texts: () -> [String]) {
    guard let last = columns.last, rows[row].texts[place(of: last)] == nil else { return }
    // From the right: the first text makes room for the others.
    for (column, text) in zip(columns, texts()).reversed() { rows[row].texts[place(of: column)] = text }
  }

  /// Takes over a figure of another report with the lines behind it, and says whether there is one; the cell stays
  /// empty if not.
  /// - Parameters:
  ///   - row: the labels of the other report's row, its currency included; a total row by its labels.
  ///   - labels: the row here, its currency included. It is in no total.
  @discardableResult
  mutating func adopt(
    _ other: Sheet, _ row: [String], _ from: String, to labels: [String], _ column: String, order: String
  ) -> Bool {
    let source = other.place(of: from)
    let currency = other.currency(in: row)
    let sums = row == other.totalRow(currency) ? other.totals[currency] : other.row(row)?.sums
    guard let sums, let sum = other.sum(source, sums) else { return false }
    let place = self.row(name(labels), order, false)
    let at = self.place(of: column)
    rows[place].sums[at] = (rows[place].sums[at] ?? ExactSum()) + sum
    guard traces else { return true }
    let parts = other.sources(of: from, stated: sums[source] != nil).columns
    contributions[CellAddress(row: labels, column: column), default: []] += parts.flatMap {
      other.contributions[CellAddress(row: row, column: $0)] ?? []
    }
    return true
  }

  mutating func note(_ text: String) { if !notes.contains(text) { notes.append(text) } }

  func contribution(_ count: Int64, _ evidence: Evidence, counts: Bool = true) -> Contribution {
    Contribution(
      position: evidence.position, subject: evidence.subject, first: evidence.first, last: evidence.last,
      amount: Int128(count), original: nil,
      rate: nil, note: evidence.note, counts: counts)
  }

  /// Money, converted where there is a rate.
  private static func converted(
    _ shown: Int128, _ minor: Int128, _ own: Alpha3, _ rate: ExchangeRates.Rate?, _ evidence: Evidence
  ) -> Contribution {
    Contribution(
      position: evidence.position, subject: evidence.subject, first: evidence.first, last: evidence.last, amount: shown,
      original: rate == nil ? nil : Money(minor: Int64(clamping: minor), currency: own), rate: rate,
      note: evidence.note, counts: true)
  }

  mutating func trace(
    _ labels: [String]?, _ column: String, _ currency: Alpha3?, _ inTotal: Bool, _ make: () -> Contribution
  ) {
    guard traces else { return }
    let contribution = make()
    if let labels { contributions[CellAddress(row: labels, column: column), default: []].append(contribution) }
    if inTotal { contributions[CellAddress(row: totalRow(currency), column: column), default: []].append(contribution) }
  }

  /// The order is worked out only for a new row.
  mutating func row(_ name: RowName, _ order: @autoclosure () -> String?, _ inTotal: Bool) -> Int {
    while indexed < rows.count {
      places[
        RowName(
          labels: rows[indexed].currency == nil ? rows[indexed].labels : rows[indexed].base,
          currency: rows[indexed].currency)] = indexed
      indexed += 1
    }
    if let place = places[name] { return place }
    let place = rows.count
    places[name] = place
    indexed += 1
    let labels = name.currency.map { name.labels + [$0.text] } ?? name.labels
    let base = name.currency != nil ? name.labels : Array(labels.dropLast())
    rows.append(Row(labels: labels, base: base, currency: name.currency, inTotal: inTotal, order: order()))
    return place
  }

  func name(_ labels: [String]) -> RowName {
    currency(in: labels).map { RowName(labels: Array(labels.dropLast()), currency: $0) }
      ?? RowName(labels: labels, currency: nil)
  }

  func place(of column: String) -> Int {
    guard let place = index[column] else { preconditionFailure("the report has no column \(column)") }
    return place
  }

  func currency(in labels: [String]) -> Alpha3? {
    hasCurrency && labels.count == labelPlaces.count ? labels.last.flatMap { Alpha3($0) } : nil
  }

  /// The labels of the total row of a currency.
  func totalRow(_ currency: Alpha3?) -> [String] {
    labelPlaces.enumerated().map { n, place in
      columns[place].name == Sheet.currencyLabel ? (currency?.text ?? "") : (n == 0 ? Sheet.totalLabel : "")
    }
  }
}
