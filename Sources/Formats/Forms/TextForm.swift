import Reports

extension Table {
  /// For a terminal or a plain text file: title, columns, notes, and what it was computed from.
  /// - Parameter width: of the terminal, in which texts are then wrapped. Without it each row is one line.
  func text(width: Int? = nil) -> [UInt8] {
    var text = TextLines()
    text.line((title + (asked.isEmpty ? "" : "   " + asked)).visible)
    text.line()
    textColumns.write(to: &text, width: width)
    text.line()
    for note in notes { text.line("note: \(note)".visible) }
    if let basis { text.line(basis.visible) }
    return text.bytes
  }

  /// The rows alone, in columns without a heading: for a list that is read as it comes.
  public func list() -> [UInt8] {
    var text = TextLines()
    textColumns.writeRows(to: &text)
    return text.bytes
  }

  private var textColumns: TextColumns {
    let shown = shownColumns
    @Sendable func cells(_ row: [Cell]) -> [TextCell] { shown.map { TextCell(row[$0].shown) } }
    return TextColumns(
      names: shown.map { TextCell(columns[$0].name.visible) }, isText: shown.map { columns[$0].kind == .text },
      rows: Array(rows.inStretches { $0.map(cells) }.joined()), totals: totals.map(cells))
  }
}

/// What all forms for people say.
extension Table {
  /// What was asked for, in one line.
  var asked: String { parameters.map { "\($0.name) \($0.value)" }.joined(separator: ", ") }

  /// What the table was computed from, in one line.
  var basis: String? {
    guard let asOf else { return nil }
    let book = "as of \(asOf.size) records of \(asOf.origin), root \(asOf.root)"
    guard let definition = asOf.definition else { return book }
    let window =
      asOf.from == nil && asOf.through == nil
      ? "all dates" : "\(asOf.from?.description ?? "…") to \(asOf.through?.description ?? "…")"
    return "\(book), \(window); \(name) definition \(definition)"
  }

  /// The places of the columns that people see.
  var shownColumns: [Int] {
    columns.indices.filter { at in !columns[at].isOccasional || (rows + totals).contains { !$0[at].isEmpty } }
  }
}

extension Cell {
  /// What people see.
  var shown: String { Table.shown(self).visible }

  fileprivate var isEmpty: Bool { self == .none || self == .text("") }
}
