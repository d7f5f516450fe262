import Ledger
import Testing

@testable import Reports

/// Explanations and changes: every line of a cell, and every cause of a movement, must add up.
enum Evidence {
  /// Opens every cell of a report and adds up its lines.
  static func checkLines(_ question: Question, _ open: OpenReport, _ figures: Figures, _ seed: UInt64) throws {
    for place in figures.places {
      let explanation = try open.explain(row: place.row, column: place.column)
      guard explanation.cell == place.cell else {
        Issue.record("\(what(seed, question, open, place)): another cell was opened")
        continue
      }
      guard explanation.parts.isEmpty else { continue }
      let sum = explanation.lines.reduce(Int128(0)) { $0 + $1.contribution.amount }
      let converted = explanation.lines.count { $0.contribution.rate != nil }
      if sum + explanation.rounding != place.number {
        Issue.record("\(what(seed, question, open, place)): the lines add to \(sum)")
      }
      // Each converted line is off by at most half a unit, and the cell by half.
      if explanation.rounding.magnitude * 2 > UInt128(converted == 0 ? 0 : converted + 1) {
        Issue.record(
          "\(what(seed, question, open, place)): \(explanation.rounding) is left over of \(converted) converted lines")
      }
    }
  }

  private static func what(_ seed: UInt64, _ question: Question, _ open: OpenReport, _ place: Figures.Place) -> String {
    "seed \(seed), \(open.reporter.known.size) records, \(question), cell "
      + "\(place.row.joined(separator: "/"))|\(place.column) of \(place.number)"
  }

  /// Compares a report at two sizes: each cell that moved is named, and its lines add up to the movement.
  static func checkChanges(_ question: Question, _ earlier: Reporter, _ later: Reporter, _ seed: UInt64) throws {
    let what = "seed \(seed), \(earlier.known.size) to \(later.known.size) records, \(question)"
    // A statement of somebody whom the earlier book did not know cannot be compared.
    guard let opened = try? OpenReport(earlier, question.request) else { return }
    let changes = try Changes(question.request, between: earlier, and: later)
    let (before, after) = (Figures(opened), Figures(try OpenReport(later, question.request)))
    let stated = opened.sheet.columns.compactMap { column -> String? in
      switch column {
      case .money, .count, .distinct: column.name
      case .label, .text, .percent, .share, .portion, .balance, .sum: nil
      }
    }
    var moved: [String: Int128] = [:]
    for (figures, sign) in [(before, Int128(-1)), (after, 1)] {
      for place in figures.places where stated.contains(place.column) {
        moved[place.name, default: 0] += sign * place.number
      }
    }
    var named: [String: Int128] = [:]
    for difference in changes.differences {
      let name = (difference.row + [difference.column]).joined(separator: "|")
      let sum = difference.lines.reduce(Int128(0)) { $0 + $1.amount }
      if sum != difference.amount {
        Issue.record("\(what): \(name) moved by \(difference.amount), its lines by \(sum)")
      }
      // A balance of the chain may be paid in another currency, at a rate.
      if question.query.currency == nil, question.report != .chain {
        #expect(
          !difference.lines.contains { $0.cause == .rounding }, "\(what): \(name) has rounding without conversion")
      }
      named[name, default: 0] += difference.amount
    }
    let names = Set(named.keys).union(moved.keys).filter { named[$0, default: 0] != moved[$0, default: 0] }.sorted()
    guard !names.isEmpty else { return }
    let cells = names.prefix(6).map { "\($0) moved by \(moved[$0, default: 0]), named are \(named[$0, default: 0])" }
    Issue.record("\(what): \(names.count) cells differ. \(cells.joined(separator: "; "))")
  }
}
