import Ledger
import Reference

extension Sheet {
  static let noCurrency = "–"

  /// Counts things, each with the line that shows it; the lines are looked at only where a cell is opened.
  mutating func add(
    things: some Collection<Evidence>, to labels: [String], _ column: String, order: @autoclosure () -> String? = nil,
    inTotal: Bool = true, onlyTotal: Bool = false
  ) {
    guard let first = things.first else { return }
    if !traces {
      add(
        count: Int64(things.count), to: labels, column, order: order(), inTotal: inTotal, onlyTotal: onlyTotal,
        evidence: first)
    } else {
      for evidence in things {
        add(count: 1, to: labels, column, order: order(), inTotal: inTotal, onlyTotal: onlyTotal, evidence: evidence)
      }
    }
  }

  /// The currency of the row in which the money of a posting is shown.
  func shownCurrency(_ posting: Posting) -> String { shown.text(posting) }

  var shown: ShownCurrency { ShownCurrency(known: known, target: query.currency, table: query.rates) }
}

/// In which currency a posting is shown: its own, or that of the query where there is a rate. Small, so that a loop
/// over postings need not carry the whole sheet.
struct ShownCurrency {
  let known: AsKnown
  let target: Alpha3?
  /// Of rates.
  let table: String?

  func text(_ posting: Posting) -> String { code(posting)?.text ?? Sheet.noCurrency }

  /// Tells the rows of one group apart.
  @inline(__always)
  func key(_ posting: Posting) -> UInt64 {
    target == nil ? UInt64(posting.currency) : code(posting).map { UInt64($0.rawValue) + 1 } ?? 0
  }

  private func code(_ posting: Posting) -> Alpha3? { posting.currencyCode.map { code($0, on: posting.convertedOn) } }

  /// That of an amount of a day.
  func code(_ own: Alpha3, on day: Day) -> Alpha3 {
    guard let target, target != own else { return own }
    return known.rate(from: own, to: target, on: day, by: table) == nil ? own : target
  }
}
