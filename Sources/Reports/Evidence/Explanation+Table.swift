import Ledger
import Reference

extension Explanation {
  /// The lines behind the cell, which add up to it; of a ratio or a balance, the columns that it follows from.
  public var table: Table { parts.isEmpty ? ofLines : ofParts }

  private var ofLines: Table {
    let columns = [
      Table.Column(name: "position", kind: .position), Table.Column(name: "from"), Table.Column(name: "through"),
      Table.Column(name: "recorded"), Table.Column(name: "subject"), Table.Column(name: "amount", kind: cell.kind),
      Table.Column(name: "original", isOccasional: true), Table.Column(name: "rate", isOccasional: true),
      Table.Column(name: "rate source", isOccasional: true), Table.Column(name: "counts"),
      Table.Column(name: "note", isOccasional: true),
    ]
    let note = "each line is rounded by itself, the figure once"
    return table(
      "the lines behind one figure", columns,
      rows: (lines + excluded).map(row) + (rounding == 0 ? [] : [beside("rounding", amount(rounding), note)]),
      totals: [beside("total", amount(lines.reduce(rounding) { $0 + $1.contribution.amount }), "")], notes: counted)
  }

  private var ofParts: Table {
    table(
      "the columns behind one figure",
      [Table.Column(name: "column"), Table.Column(name: "figure", kind: parts.first?.value.kind ?? .text)],
      rows: parts.map { [.text($0.name), $0.value] }, totals: [[.text(address.column), cell]],
      notes: ["the figure follows from these columns; open each of them for its lines"])
  }

  private func table(
    _ what: String, _ columns: [Table.Column], rows: [[Cell]], totals: [[Cell]], notes: [String]
  ) -> Table {
    let labels = address.row.filter { !$0.isEmpty }.joined(separator: "/")
    return Table(
      name: report.name, title: "\(report.title): \(what)",
      parameters: report.parameters + [("row", labels), ("column", address.column)], columns: columns, rows: rows,
      totals: totals, notes: notes, asOf: report.asOf)
  }

  private var counted: [String] {
    excluded.isEmpty
      ? [] : ["\(excluded.count) of these lines do not count: they are in no sum, and their note says why"]
  }

  private func row(_ line: Line) -> [Cell] {
    let c = line.contribution
    return [
      .position(c.position), .text(c.first.description), .text(c.last.description), .text(line.recorded.description),
      .text(line.subject.description), amount(c.amount), .text(c.original?.description ?? ""),
      .text(c.rate?.text ?? ""), .text(c.rate.map { "\($0.source) of \($0.validFrom)" } ?? ""),
      .text(c.counts ? "yes" : "no"), .text(c.note),
    ]
  }

  /// A row that is of no record.
  private func beside(_ name: String, _ amount: Cell, _ note: String) -> [Cell] {
    [.none, .text(""), .text(""), .text(""), .text(name), amount] + Array(repeating: .text(""), count: 4) + [
      .text(note)
    ]
  }

  private func amount(_ value: Int128) -> Cell {
    switch cell {
    case .money(_, let currency): .money(value, currency)
    case .count: .count(Int64(clamping: value))
    case .text, .position, .percent, .none: cell
    }
  }
}

extension ExchangeRates.Rate {
  /// The factor, or the two recorded numbers where it was worked out from another currency or its opposite.
  fileprivate var text: String {
    denominator == Decimal(digits: 1, places: 0) ? "\(numerator)" : "\(numerator)/\(denominator)"
  }
}
