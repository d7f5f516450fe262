import Ledger

extension Changes {
  /// Every line that moved a figure, with the figure before and after. The lines of a figure add up to its difference.
  public var table: Table {
    let columns = [
      Table.Column(name: "row"), Table.Column(name: "column"), Table.Column(name: "before", kind: .money),
      Table.Column(name: "after", kind: .money), Table.Column(name: "cause"),
      Table.Column(name: "amount", kind: .money), Table.Column(name: "currency", isOccasional: true),
      Table.Column(name: "position", kind: .position), Table.Column(name: "on"), Table.Column(name: "subject"),
      Table.Column(name: "note", isOccasional: true),
    ]
    return Table(
      name: after.name, title: "\(after.title): what moved", parameters: after.parameters, columns: columns,
      rows: differences.flatMap { difference in difference.lines.map { row(difference, $0) } },
      notes: [before, after].compactMap(\.asOf).map { "compared: \($0.size) records, root \($0.root)" }
        + (differences.isEmpty ? ["nothing moved"] : []),
      asOf: after.asOf)
  }

  private func row(_ difference: Difference, _ line: Line) -> [Cell] {
    [
      .text(line.row.filter { !$0.isEmpty }.joined(separator: "/")), .text(line.column), difference.before,
      difference.after, .text(line.cause.rawValue),
      line.currency.map { .money(line.amount, $0) } ?? .count(Int64(clamping: line.amount)),
      .text(line.currency?.text ?? ""), .position(line.position), .text(line.on.description),
      .text(line.subject.description), .text(line.note),
    ]
  }
}
