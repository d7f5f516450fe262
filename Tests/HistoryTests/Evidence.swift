import Ledger
import Testing

@testable import Reports

/// Explanations and changes: every line of a cell, and every cause of a movement, must add up.
enum Evidence {
  /// Opens some cells of a report and adds up their lines.
  static func checkLines(_ question: Question, _ reporter: Reporter, _ seed: UInt64, _ numbers: inout SeededNumbers) throws {
    let figures = try reporter.figures(question)
    for name in figures.places.keys.sorted().shuffled(using: &numbers).prefix(3) {
      guard let place = figures.places[name] else { continue }
      let what = "seed \(seed), \(reporter.known.size) records, \(question), cell \(name)"
      let explanation = try reporter.explain(question.request, row: place.row, column: place.column)
      #expect(explanation.cell == place.cell, "\(what)")
      guard explanation.parts.isEmpty else { continue }
      let sum = explanation.lines.reduce(Int128(0)) { $0 + $1.contribution.amount }
      #expect(sum + explanation.rounding == figures.cells[name], "\(what): the lines add to \(sum)")
      let converted = explanation.lines.count { $0.contribution.rate != nil }
      // Each converted line is off by at most half a unit, and the cell by half.
      #expect(explanation.rounding.magnitude * 2 <= UInt128(converted == 0 ? 0 : converted + 1), "\(what): \(explanation.rounding) is left over of \(converted) converted lines")
    }
  }

  /// Compares a report at two sizes: each cell that moved is named, and its lines add up to the movement.
  static func checkChanges(_ question: Question, _ earlier: Reporter, _ later: Reporter, _ seed: UInt64) throws {
    let what = "seed \(seed), \(earlier.known.size) to \(later.known.size) records, \(question)"
    // A statement of somebody whom the earlier book did not know cannot be compared.
    guard (try? earlier.report(question.request)) != nil else { return }
    let changes = try Changes(question.request, between: earlier, and: later)
    let before = try earlier.figures(question)
    let after = try later.figures(question)
    let derived = try later.sheet(question.request, traces: false).columns.compactMap { column -> String? in
      switch column {
      case .money, .count, .distinct: nil
      default: column.name
      }
    }
    var moved: [String: Int128] = [:]
    for name in Set(before.cells.keys).union(after.cells.keys) {
      let difference = (after.cells[name] ?? 0) - (before.cells[name] ?? 0)
      let column = (after.places[name] ?? before.places[name])?.column ?? ""
      if difference != 0, !derived.contains(column) { moved[name] = difference }
    }
    var named: [String: Int128] = [:]
    for difference in changes.differences {
      let row = question.report == .statement ? [difference.row.first, difference.row.last].compactMap(\.self) : difference.row
      let name = (row + [difference.column]).joined(separator: "|")
      let sum = difference.lines.reduce(Int128(0)) { $0 + $1.amount }
      #expect(sum == difference.amount, "\(what): \(name) moved by \(difference.amount), its lines by \(sum)")
      if question.naive.currency == nil { #expect(!difference.lines.contains { $0.cause == .rounding }, "\(what): \(name) has rounding without conversion") }
      named[name, default: 0] += difference.amount
    }
    #expect(named.filter { $0.value != 0 } == moved, "\(what)")
  }
}
