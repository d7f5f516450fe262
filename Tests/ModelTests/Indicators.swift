/// `indicators`: one computation under each heading (R67), each from the report that has the figure.
extension Report {
  private struct Source {
    let code: String
    let part: String
    let report: String
    let grouping: String
    /// The labels of the row; nil for the total.
    let row: [String]?
    let column: String
    var base: (row: [String]?, column: String)?

    init(
      _ code: String, _ part: String, _ report: String, _ column: String, by grouping: String = "none",
      row: [String]? = nil, base: (row: [String]?, column: String)? = nil
    ) {
      (self.code, self.part, self.report, self.column) = (code, part, report, column)
      (self.grouping, self.row, self.base) = (grouping, row, base)
    }
  }

  private var figures: [Source] {
    let partnership = ["ledger", "partnership"]
    let ratios = ["portfolio", "signed"].flatMap { base in
      ["internal", "external"].map {
        Source("I-2", "\($0), \(base)", "sources", $0, row: ["ledger", base], base: (["ledger", base], "total"))
      }
    }
    let inGroups = ["allocated", "not allocated", "whole value"].map {
      Source("I-7", $0, "groups", $0, row: [Report.union], base: (["all projects"], "whole value"))
    }
    return [
      Source("I-1", "", "funding", "raised"), Source("I-3", "", "partners", "partners"),
      Source("I-4", "", "agreements", "agreements"), Source("I-4", "value", "agreements", "value"),
      Source("I-5", "", "assessments", "reports"), Source("I-6", "", "groups", "projects", row: [Report.union]),
      Source("K-1", "", "funding", "raised"),
      Source("K-2", "", "agreements", "agreements", by: "kind", row: partnership),
      Source("K-3", "", "agreements", "value", by: "kind", row: partnership),
      Source(
        "K-4", "", "agreements", "agreements", by: "kind", row: ["in force on \(question.through)", "unsdcf"]),
      Source("K-5", "", "agreements", "UN value", by: "kind", row: partnership),
      Source("O-1", "", "funding", "projects"),
      Source("O-10", "", "agreements", "agreements", by: "kind", row: partnership),
    ] + ratios + inGroups
  }

  mutating func indicators() {
    var tables: [String: Table] = [:]
    // The plan chooses the list, and says what a priority means.
    let question = question.with { $0.plan = $0.priority == nil ? nil : $0.plan }
    for source in figures {
      let other = question.with { ($0.report, $0.grouping) = (source.report, source.grouping) }
      let key = "\(source.report) \(source.grouping)"
      let table = tables[key] ?? Report(book, other).table
      tables[key] = table
      take(source, table)
    }
    for code in Set(figures.map(\.code)).union(["K-6", "K-7"]) { showTarget(of: code) }
    table.close()
  }

  private mutating func take(_ source: Source, _ from: Table) {
    let labels = [source.code, source.part]
    func isAt(_ row: Table.Row, _ labels: [String]?) -> Bool {
      labels.map { row.labels == $0 } ?? (row.labels[0] == "total")
    }
    let rows = from.rows.filter { isAt($0, source.row) }
    for row in rows where from.columns(row)[source.column] != nil {
      let amount = from.amount(row, source.column)
      table.add(amount, row.currency, "amount", [labels], total: false)
      guard let base = source.base,
        let whole = from.rows.first(where: { isAt($0, base.row) && $0.currency == row.currency })
      else { continue }
      table.add(from.amount(whole, base.column), row.currency, "base", [labels], total: false)
      table.ratio("ratio", Table.Row(labels, row.currency), amount, from.amount(whole, base.column))
    }
    // A number is that of the row in which each thing counts once.
    let counted = rows.filter { from.number($0, source.column) > 0 }
    let once = counted.first { ["", "any"].contains($0.currency) } ?? counted.first
    for place in 0..<(once.map { from.number($0, source.column) } ?? 0) {
      table.count("\(place)", "–", "number", [labels], total: false)
    }
  }

  private mutating func showTarget(of code: String) {
    guard let target = target(code, on: question.through) else { return }
    let labels = [code, "target"]
    if let count = target.count {
      table.write(String(count), "target", Table.Row(labels, "–"))
      table.write(target.by.description, "by", Table.Row(labels, "–"))
    }
    guard let value = target.value else { return }
    let pieces = [(target.start, Exact(value.minor))]
    for (currency, amount) in shown(pieces, value.currency, "target", code, unpiecedOn: target.start) {
      table.add(amount, currency, "target", [labels], total: false)
      table.write(target.by.description, "by", Table.Row(labels, currency))
    }
  }
}
