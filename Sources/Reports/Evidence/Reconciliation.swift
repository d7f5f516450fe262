import Ledger
import Reference

/// Every published figure beside the ledger's.
public struct Reconciliation: Sendable {
  public enum Verdict: String, Sendable {
    case agrees, differs
    case cannotBeComputed = "cannot be computed"
  }

  public struct Figure: Sendable {
    public let subject: Subject
    public let position: UInt64
    public let published: FigurePublished
    public let verdict: Verdict
    /// The ledger's figure in the unit of the published one; nil where it cannot be computed.
    public let ledger: String?
    public let difference: String?
    public let reason: String
  }

  public let figures: [Figure]
  public let table: Table

  /// Runs each published figure against the book as known to `reporter`.
  public init(_ reporter: Reporter) throws {
    var figures: [Figure] = []
    for item in reporter.known.registers.figures.items {
      for entry in item.state.entries {
        guard case .figure(.published(let published)) = entry.event, let subject = Subject(.figure, item.name) else {
          continue
        }
        figures.append(try Reconciliation.figure(published, subject, entry, reporter))
      }
    }
    self.figures = figures
    table = Reconciliation.table(figures, reporter)
  }

  private static func figure(_ published: FigurePublished, _ subject: Subject, _ entry: Entry, _ reporter: Reporter)
    throws -> Figure
  {
    func answer(_ verdict: Verdict, _ ledger: String? = nil, _ difference: String? = nil, _ reason: String) -> Figure {
      Figure(
        subject: subject, position: entry.seq, published: published, verdict: verdict, ledger: ledger,
        difference: difference, reason: reason)
    }
    guard let name = ReportName(rawValue: published.report) else {
      return answer(
        .cannotBeComputed, nil, nil,
        "the book has no report \(published.report): \(published.parameters["reason"] ?? "its subject is not recorded")"
      )
    }
    let because = published.parameters["reason"].map { ": \($0)" } ?? ""
    do {
      let request = ReportRequest(name, try query(published, on: entry.on.last, reporter))
      let address = published.cell.split(separator: "|", maxSplits: 1).map(String.init)
      guard address.count == 2 else {
        return answer(.cannotBeComputed, nil, nil, "the cell \"\(published.cell)\" is not of the form ROW|COLUMN")
      }
      let found = try FigureCell(
        reporter, request, row: address[0].split(separator: "/", omittingEmptySubsequences: false).map(String.init),
        column: address[1])
      guard let shown = decimal(found.cell),
        let exact = found.exact.map({ Number(digits: $0, places: FigureCell.places) }) ?? decimal(found.cell)
      else {
        return answer(.cannotBeComputed, nil, nil, "the ledger has nothing in this cell\(because)")
      }
      if let currency = found.currency, currency.text != published.unit {
        return answer(
          .cannotBeComputed, nil, nil, "the cell is in \(currency), the published figure in \(published.unit)")
      }
      let (fits, isNear) = compare(published, exact)
      let difference = difference(published, shown)
      let reasons = [
        found.summed.map { "the sum of \($0) cells" },
        fits && !isNear ? "fits the word \(published.qualifier.code)" : nil,
        fits && isNear && difference != "0" ? "within its rounding" : nil,
        !fits && found.exact != nil ? "\(exact.text) before rounding" : nil,
      ]
      return answer(
        fits ? .agrees : .differs, shown.text, fits ? nil : difference,
        reasons.compactMap { $0 }.joined(separator: "; "))
    } catch let error as QueryError {
      return answer(.cannotBeComputed, nil, nil, "\(error)\(because)")
    }
  }

  /// What the figure asks of its report. A reason beside it is for readers and no part of the question.
  private static func query(_ published: FigurePublished, on day: Day, _ reporter: Reporter) throws -> Query {
    let question = try Question(
      published.parameters.filter { $0.key != "reason" }.map { (name: $0.key, value: $0.value) })
    if let moment = question.knownAt {
      throw Parameter.knownAt.refusal(
        "\(moment)", expected: "no moment: figures are compared with the book as it is asked",
        next: "Leave it out of the published figure.")
    }
    return try question.query(reporter.known, today: day)
  }

  /// A figure as digits and decimal places.
  struct Number {
    var digits: Int128
    var places: Int
    var text: String { decimalText(digits, places: places) }

    func scaled(to other: Int) -> Int128 { (places..<max(places, other)).reduce(digits) { n, _ in n * 10 } }
  }

  private static func decimal(_ cell: Cell) -> Number? {
    switch cell {
    case .money(let minor, let currency): Number(digits: minor, places: Currencies.minorUnits(currency) ?? 2)
    case .count(let count): Number(digits: Int128(count), places: 0)
    case .percent(let units, let places): Number(digits: units, places: places)
    case .text, .position, .none: nil
    }
  }

  /// A figure agrees if the ledger's is within half a step of the printed rounding, or fits what `over`, `under`,
  /// `upTo` say.
  private static func compare(_ published: FigurePublished, _ ledger: Number) -> (fits: Bool, isNear: Bool) {
    let step =
      published.rounding.map { Number(digits: Int128($0.digits), places: $0.places) } ?? Number(digits: 0, places: 0)
    let (difference, places) = less(ledger, published.value, places: step.places)
    let isNear = difference.magnitude * 2 <= step.scaled(to: places).magnitude
    return switch published.qualifier {
    case .exact, .about: (isNear, isNear)
    case .over: (difference >= 0 || isNear, isNear)
    case .under, .upTo: (difference <= 0 || isNear, isNear)
    }
  }

  /// The ledger's figure less the printed one, with its sign.
  private static func difference(_ published: FigurePublished, _ ledger: Number) -> String {
    let (difference, places) = less(ledger, published.value, places: 0)
    return difference == 0 ? "0" : (difference > 0 ? "+" : "") + decimalText(difference, places: places)
  }

  private static func less(_ ledger: Number, _ value: Decimal, places: Int) -> (difference: Int128, places: Int) {
    let printed = Number(digits: Int128(value.digits), places: value.places)
    let places = max(printed.places, ledger.places, places)
    return (ledger.scaled(to: places) - printed.scaled(to: places), places)
  }

  private static func table(_ figures: [Figure], _ reporter: Reporter) -> Table {
    let columns =
      ["position", "figure", "statement", "report", "cell", "unit"].map { Table.Column(name: $0, kind: .text) }
      + ["printed", "ledger", "difference", "verdict", "reason"].map { Table.Column(name: $0, kind: .text) }
    let rows = figures.map { figure -> [Cell] in
      let p = figure.published
      let qualifier = p.qualifier == .exact ? "" : "\(p.qualifier.code) "
      let parameters = p.parameters.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
      return [
        String(figure.position), figure.subject.name, p.statement,
        ([p.report] + parameters).joined(separator: " "),
        p.cell, p.unit, qualifier + p.value.description, figure.ledger ?? "", figure.difference ?? "",
        figure.verdict.rawValue, figure.reason,
      ].map(Cell.text)
    }
    func count(_ verdict: Verdict) -> Int { figures.count { $0.verdict == verdict } }
    return Table(
      name: "reconcile", title: "Published figures beside the ledger", parameters: [], columns: columns, rows: rows,
      totals: [],
      notes: [
        "\(figures.count) figures: \(count(.agrees)) agree, \(count(.differs)) differ, \(count(.cannotBeComputed)) "
          + "cannot be computed"
      ],
      asOf: Table.AsOf(reporter.known.journal, reporter.known.head, definition: 1))
  }
}

/// The cell of a report that a published figure speaks of: one cell by its row and column, or a sum of cells.
///
/// A printed total can be set beside the rows that it stands for: a label `*` fits every label but `all`, and columns
/// with ` + ` between them are added. `OP-26/P2/*|budget` is the sum of the themes of P2; `OP-26/P2/all|budget` is the
/// figure printed for P2 itself.
struct FigureCell {
  /// Decimal places of an exact ratio; a report shows two.
  static let places = 6

  let cell: Cell
  /// A ratio to `places` decimals, so that a figure is not rounded twice before it is compared; nil where the cell is
  /// no ratio.
  let exact: Int128?
  /// How many cells were added; nil where the figure is one cell.
  let summed: Int?

  var currency: Alpha3? { if case .money(_, let currency) = cell { currency } else { nil } }

  /// - Parameter row: the words between the slashes of the address. A label may have slashes of its own, such as
  ///   `P5/E6/E7`.
  init(_ reporter: Reporter, _ request: ReportRequest, row words: [String], column: String) throws {
    let sheet = try reporter.sheet(request, traces: false)
    let report = sheet.finish(request.name, title: request.name.title, parameters: [])
    func fitting(_ rows: [[Cell]]) -> [(labels: [String], cells: [Cell])] {
      rows.map { cells in
        (sheet.labelPlaces.map { place in if case .text(let text) = cells[place] { text } else { "" } }, cells)
      }
      .filter { FigureCell.fits($0.labels, words) }
    }
    let columns = column.split(separator: " + ").map(String.init)
    guard words.contains("*") || columns.count > 1 else {
      let found = try reporter.explain(
        request, row: fitting(report.rows + report.totals).first?.labels ?? words, column: column)
      (cell, summed) = (found.cell, nil)
      exact = sheet.ratio(found.address.row, column).flatMap {
        ExactSum.percent($0.part, of: $0.whole, places: FigureCell.places)
      }
      return
    }
    let places = try columns.map { name in
      guard
        let place = report.columns.firstIndex(where: { $0.name == name && ($0.kind == .money || $0.kind == .count) })
      else {
        throw QueryError(
          at: "cell", found: name, expected: "a column of amounts or counts of the report \(request.name.rawValue)",
          next: "Other columns cannot be added.")
      }
      return place
    }
    let cells = fitting(report.rows).flatMap { row in places.map { row.cells[$0] } }.filter { $0 != .none }
    (cell, exact, summed) = (try FigureCell.sum(cells, words, columns), nil, cells.count)
  }

  private static func fits(_ labels: [String], _ words: [String]) -> Bool {
    var rest = words[...]
    for label in labels {
      let parts = label.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
      if rest.first == "*", label != Budget.all {
        rest = rest.dropFirst()
      } else if rest.starts(with: parts) {
        rest = rest.dropFirst(parts.count)
      } else {
        return false
      }
    }
    return rest.isEmpty
  }

  private static func sum(_ cells: [Cell], _ row: [String], _ columns: [String]) throws -> Cell {
    let counts = cells.compactMap { if case .count(let count) = $0 { count } else { nil } }
    let amounts = cells.compactMap {
      if case .money(let minor, let currency) = $0 { (minor: minor, currency: currency) } else { nil }
    }
    let currencies = Set(amounts.map(\.currency))
    if counts.isEmpty, currencies.count == 1, let currency = currencies.first {
      return .money(amounts.reduce(Int128(0)) { $0 + $1.minor }, currency)
    }
    if amounts.isEmpty, !counts.isEmpty { return .count(counts.reduce(0, +)) }
    throw QueryError(
      at: "cell",
      found: "\(cells.count) cells to add for \(row.joined(separator: "/"))|\(columns.joined(separator: " + "))",
      expected: "counts, or amounts of one currency",
      next: "Give every label of the row, the currency too; * stands for any label but all.")
  }
}

extension Sheet {
  /// What a ratio of a row is worked out from; nil for other columns and for totals.
  func ratio(_ labels: [String], _ column: String) -> (part: Int128, whole: Int128)? {
    guard let row = row(labels) else { return nil }
    let at = place(of: column)
    let parts: (ExactSum?, ExactSum?)
    switch columns[at] {
    case .percent(_, let part, let whole): parts = (sum(place(of: part), row.sums), sum(place(of: whole), row.sums))
    case .portion(_, let part):
      let whole = row.wholes[at].flatMap { self.row($0 + (row.currency.map { [$0.text] } ?? [])) }
      parts = (sum(place(of: part), row.sums), whole.flatMap { sum(place(of: part), $0.sums) })
    case .share(_, let part):
      parts = (sum(place(of: part), row.sums), sum(place(of: part), totals[row.currency] ?? Sums()))
    case .label, .text, .money, .count, .distinct, .sum, .balance: return nil
    }
    guard let part = parts.0, let whole = parts.1 else { return nil }
    return (part.rounded, whole.rounded)
  }
}
