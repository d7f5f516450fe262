import Ledger

/// Distinct things in rows, each with the line that shows it: once in a row, once in the total.
struct HeadCount {
  private var byRow: [(row: [String], things: [String: Sheet.Evidence])] = []
  private var places: [[String]: Int] = [:]

  /// Counts `thing` in a row, if it was not yet counted there.
  mutating func add(_ thing: String, to row: [String], _ evidence: Sheet.Evidence) {
    let place = places[row] ?? byRow.count
    if place == byRow.count {
      places[row] = place
      byRow.append((row, [:]))
    }
    if let earlier = byRow[place].things[thing], earlier.position <= evidence.position { return }
    byRow[place].things[thing] = evidence
  }

  /// - Parameter inTotal: false for rows that are counted beside the report's own.
  func write(to sheet: inout Sheet, _ column: String, inTotal: Bool = true) {
    var total: [String: Sheet.Evidence] = [:]
    for (row, things) in byRow {
      for (thing, evidence) in things.sorted(by: { ($0.value.position, $0.key) < ($1.value.position, $1.key) }) {
        sheet.add(count: 1, to: row, column, inTotal: inTotal, evidence: evidence)
        if total[thing].map({ evidence.position < $0.position }) ?? true { total[thing] = evidence }
      }
    }
    guard inTotal, let row = byRow.first?.row else { return }
    for evidence in total.values.sorted(by: { $0.position < $1.position }) {
      sheet.add(count: 1, to: row, column, onlyTotal: true, evidence: evidence)
    }
  }
}
