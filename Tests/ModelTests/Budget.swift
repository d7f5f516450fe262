/// `budget`: operational plans. Never added to project money (R12).
extension Report {
  private struct Place: Hashable {
    let plan: String
    let priority: String
    let theme: String
    let region: String

    var labels: [String] { [plan, priority, theme, region] }
  }

  /// A budget is a state of its plan: of each place the last one by date, whatever the window begins with.
  mutating func budget() {
    for name in book.names("plan") {
      if let subject = question.subject, subject != "plan/\(name)" { continue }
      let facts = book.history("plan/\(name)").holding(on: question.through)
      for (type, columns) in [("BudgetSet", ["value"]), ("BudgetSpent", ["committed", "spent"])] {
        var last: [Place: Fact] = [:]
        for fact in facts where fact.type == type { last[place(fact, name)] = fact }
        for (place, fact) in last where isChosen(place, fact) { show(place, fact, columns) }
      }
    }
    compareWithParents()
  }

  private func place(_ fact: Fact, _ plan: String) -> Place {
    func part(_ name: String) -> String { fact.event[name]?.text ?? "all" }
    return Place(plan: plan, priority: part("priority"), theme: part("theme"), region: part("region"))
  }

  private func isChosen(_ place: Place, _ fact: Fact) -> Bool {
    question.plan.map { fact.event["plan"]?.text == $0 } ?? true
      && question.priority.map { place.priority == "all" || place.priority == $0 } ?? true
      && question.region.map { place.region == "all" || place.region == $0 } ?? true
  }

  private mutating func show(_ place: Place, _ fact: Fact, _ columns: [String]) {
    for member in columns {
      guard let value = Money(fact.event[member]) else { continue }
      let column = member == "value" ? "budget" : member
      let pieces = [(fact.start, Exact(value.minor))]
      let key = "\(place.labels) \(column)"
      for (currency, amount) in shown(pieces, value.currency, "budget", key, unpiecedOn: fact.start) {
        table.add(amount, currency, column, [place.labels], total: false)
        if let status = fact.event["status"]?.text, column == "budget" {
          table.write(status, "status", Table.Row(place.labels, currency))
        }
      }
    }
  }

  private mutating func compareWithParents() {
    var children: [Table.Row: [Int: Exact]] = [:]
    for row in table.rows where table.columns(row)["budget"] != nil {
      let own = table.amount(row, "budget")
      table.ratio("share of plan", row, own, table.amount(parent(row, from: 1), "budget"))
      if row.labels[1] != "all", row.labels[2...] != ["all", "all"] {
        table.ratio("share of priority", row, own, table.amount(parent(row, from: 2), "budget"))
      }
      // The narrowest of what a place names is what it is a part by.
      guard let level = (1...3).last(where: { row.labels[$0] != "all" }) else { continue }
      children[parent(row, from: level), default: [:]][level, default: .zero] += own
    }
    for (row, byLevel) in children where table.columns(row)["budget"] != nil {
      for (level, sum) in byLevel where sum != table.amount(row, "budget") {
        let kind = ["", "priorities", "themes", "regions"][level]
        notes.open.insert(
          "\(row.labels.filter { $0 != "all" }.joined(separator: " ")) \(row.currency) \(kind) \(sum.rounded)")
      }
    }
  }

  private func parent(_ row: Table.Row, from level: Int) -> Table.Row {
    Table.Row(row.labels.prefix(level) + Array(repeating: "all", count: row.labels.count - level), row.currency)
  }
}
