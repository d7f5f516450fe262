import Reports

extension Table {
  /// As one JSON object and a line feed; amounts and percentages are decimal strings, counts and positions are
  /// integers. Members are sorted.
  func json() -> [UInt8] {
    var json = JSONWriter()
    json.object {
      if let asOf { $0.member("asOf") { $0.asOf(asOf) } }
      $0.member("columns") { $0.array(columns) { $0.column($1) } }
      if let definition = asOf?.definition { $0.member("definition") { $0.integer(definition) } }
      $0.member("notes") { $0.array(notes) { $0.string($1) } }
      $0.member("parameters") {
        $0.object { for (name, value) in parameters.sorted(by: { $0.name < $1.name }) { $0.member(name, value) } }
      }
      $0.member("report", name)
      $0.member("rows") { $0.array(rows) { $0.array($1) { $0.cell($1) } } }
      $0.member("title", title)
      $0.member("total") { $0.array(totals) { $0.array($1) { $0.cell($1) } } }
    }
    return json.bytes + [UInt8(ascii: "\n")]
  }
}

extension JSONWriter {
  fileprivate mutating func asOf(_ asOf: Table.AsOf) {
    object {
      $0.member("from", asOf.from?.description)
      $0.member("origin", asOf.origin)
      $0.member("root", asOf.root)
      $0.member("size") { $0.integer(asOf.size) }
      $0.member("through", asOf.through?.description)
    }
  }

  fileprivate mutating func column(_ column: Table.Column) {
    object {
      $0.member("kind", column.kind.rawValue)
      $0.member("name", column.name)
    }
  }

  fileprivate mutating func cell(_ cell: Cell) {
    switch cell {
    case .text(let text): string(text)
    case .count(let count): integer(count)
    case .position(let position): integer(position)
    case .money, .percent: string(cell.plain)
    case .none: null()
    }
  }
}
