import EventStore
import Ledger
import Reference

/// One cell of a report, opened into the lines behind it. The lines that count add up to the cell exactly; a converted
/// cell has a last line for what rounding each line by itself leaves over.
public struct Explanation: Sendable {
  public struct Line: Sendable {
    public let contribution: Contribution
    public let subject: Subject
    public let recorded: Day
  }

  public let report: Table
  public let address: CellAddress
  public let cell: Cell
  public let lines: [Line]
  /// Lines that were looked at and left out, with the reason.
  public let excluded: [Line]
  /// What rounding each line by itself leaves over; zero where nothing was converted.
  public let rounding: Int128
  /// For a ratio: the cells it is made of.
  public let parts: [(name: String, value: Cell)]
}

extension Reporter {
  /// Opens one cell.
  /// - Parameters:
  ///   - row: the labels of the row, or as many of them as make it unique; `total` is the total row.
  ///   - column: the name of the column.
  public func explain(_ request: ReportRequest, row: [String], column: String) throws -> Explanation {
    try OpenReport(self, request).explain(row: row, column: column)
  }
}

/// A report whose cells can be opened one after another: it is filled once, and each record behind it is read once.
final class OpenReport {
  let reporter: Reporter
  /// As it is printed.
  let report: Table
  /// Every cell knows its lines.
  let sheet: Sheet
  private var records: [UInt64: Record] = [:]
  /// The rows and totals with their labels.
  private lazy var all = (report.rows + report.totals).map { [places = sheet.labelPlaces] cells in
    (labels: places.map { place in if case .text(let text) = cells[place] { text } else { "" } }, cells: cells)
  }

  init(_ reporter: Reporter, _ request: ReportRequest) throws {
    self.reporter = reporter
    sheet = try reporter.sheet(request, traces: true)
    report = reporter.finished(sheet, request)
  }

  func explain(row: [String], column: String) throws -> Explanation {
    let (labels, cells) = try find(row)
    guard let at = report.columns.firstIndex(where: { $0.name == column }) else {
      throw QueryError(
        at: "--column", found: column,
        expected: "one of \(report.columns.filter { $0.kind != .text }.map(\.name).joined(separator: ", "))",
        next: "Column names with spaces stand in quotes.")
    }
    let address = CellAddress(row: labels, column: column)
    let sources = sheet.sources(of: column, stated: sheet.contributions[address] != nil)
    var lines: [Explanation.Line] = []
    var excluded: [Explanation.Line] = []
    if sources.isSum {
      for name in sources.columns {
        for contribution in sheet.contributions[CellAddress(row: labels, column: name)] ?? [] {
          let line = try line(contribution)
          if contribution.counts { lines.append(line) } else { excluded.append(line) }
        }
      }
    }
    lines.sort { $0.contribution.position < $1.contribution.position }
    let shown = lines.reduce(Int128(0)) { $0 + $1.contribution.amount }
    let exact: Int128 =
      switch cells[at] {
      case .money(let minor, _): minor
      case .count(let count): Int128(count)
      case .text, .position, .percent, .none: shown
      }
    let rounding = sources.isSum ? exact - shown : 0
    guard rounding == 0 || lines.contains(where: { $0.contribution.rate != nil }) else {
      throw LinesDiffer(address: address, figure: exact, lines: shown)
    }
    return Explanation(
      report: report, address: address, cell: cells[at], lines: lines, excluded: excluded, rounding: rounding,
      parts: sources.isSum
        ? [] : sources.columns.map { name in (name, cells[report.columns.firstIndex { $0.name == name } ?? at]) })
  }

  private func line(_ contribution: Contribution) throws -> Explanation.Line {
    var contribution = contribution
    let changing = try reporter.known.corrections().records(changing: UInt32(truncatingIfNeeded: contribution.position))
    if !changing.isEmpty {
      let said = "changed by record \(changing.map(String.init).joined(separator: ", "))"
      contribution.note = contribution.note.isEmpty ? said : "\(contribution.note); \(said)"
    }
    return Explanation.Line(
      contribution: contribution, subject: try record(at: contribution.subject).subject,
      recorded: try record(at: contribution.position).at.day)
  }

  private func record(at position: UInt64) throws -> Record {
    if let record = records[position] { return record }
    let record = try reporter.known.journal.record(at: position)
    records[position] = record
    return record
  }

  private func find(_ row: [String]) throws -> (labels: [String], cells: [Cell]) {
    // A row is named by its labels, in order; those that are the same in all rows may be left out.
    let found = all.filter { candidate in
      var rest = candidate.labels[...]
      for word in row {
        guard let at = rest.firstIndex(of: word) else { return false }
        rest = rest[(at + 1)...]
      }
      return true
    }
    // Labels may hold slashes themselves: the whole name of a row always finds it.
    let name = row.joined(separator: "/")
    let exact = all.filter { $0.labels == row || $0.labels.filter { !$0.isEmpty }.joined(separator: "/") == name }
    if let only = exact.first ?? (found.count == 1 ? found.first : nil) { return only }
    let names = (found.isEmpty ? all : found).prefix(12).map { $0.labels.filter { !$0.isEmpty }.joined(separator: "/") }
    throw QueryError(
      at: "--row", found: row.joined(separator: "/"),
      expected: found.isEmpty
        ? "one of the rows \(names.joined(separator: "; "))"
        : "one row, not \(found.count): \(names.joined(separator: "; "))",
      next: "Give the labels of the row with a slash between them.")
  }
}

/// A figure whose lines do not add up to it, with nothing converted: a defect of the program.
struct LinesDiffer: Error, CustomStringConvertible {
  let address: CellAddress
  let figure: Int128
  let lines: Int128

  var description: String {
    "row \(address.row.joined(separator: "/")), column \(address.column): found lines that add to \(lines); expected "
      + "\(figure), which the report shows. This is a defect of the program: report it, with the book."
  }
}

extension Sheet {
  /// The columns whose lines make up a column, and whether they add up to it.
  func sources(of column: String, stated: Bool) -> (columns: [String], isSum: Bool) {
    switch columns[place(of: column)] {
    case .label, .text: ([], false)
    case .sum(_, let parts):
      stated ? ([column], true) : (parts.flatMap { sources(of: $0, stated: false).columns }, true)
    case .percent(_, let part, let whole): ([part, whole], false)
    case .share(_, let part), .portion(_, let part): ([part], false)
    case .balance(_, let plus, let minus): (plus + minus, false)
    default: ([column], true)
    }
  }
}
