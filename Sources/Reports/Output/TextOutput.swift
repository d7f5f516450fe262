import Ledger
import Reference

/// A report as a table for a terminal or a plain text file.
extension Table {
  /// - Parameter width: of the terminal, in which texts are then wrapped. Without it each row is one line.
  public func text(width: Int? = nil) -> String {
    let asked = parameters.map { "\($0.name) \($0.value)" }.joined(separator: ", ")
    var text = "\(title)\(asked.isEmpty ? "" : "   " + asked)\n\n"
    TextTable(
      names: columns.map(\.name), isText: columns.map { $0.kind == .text },
      rows: Array(rows.inHalves { $0.map { $0.map(Self.shown) } }.joined()), totals: totals.map { $0.map(Self.shown) }
    ).write(to: &text, width: width)
    text += "\n"
    for note in notes { text += "note: \(note)\n" }
    return text + (asOf.map { basis($0) + "\n" } ?? "")
  }

  /// What the report was computed from, in one line.
  func basis(_ asOf: AsOf) -> String {
    let window =
      asOf.from == nil && asOf.through == nil
      ? "all dates" : "\(asOf.from?.description ?? "…") to \(asOf.through?.description ?? "…")"
    let book = "as of \(asOf.size) records of \(asOf.origin), root \(asOf.root)"
    return asOf.definition.map { "\(book), \(window); \(name) definition \($0)" } ?? book
  }

  static func shown(_ cell: Cell) -> String {
    switch cell {
    case .text(let text): text
    case .count(let count): decimalText(Int128(count), places: 0, grouped: true)
    case .money(let minor, let currency): Money.text(minor: minor, currency: currency, grouped: true)
    case .percent(let units, let places): decimalText(units, places: places) + " %"
    case .none: "–"
    }
  }

  /// An amount with its currency, for people: `CHF 1,234,421.00`.
  static func shown(_ minor: Int128, _ currency: Alpha3) -> String { "\(currency) \(shown(.money(minor, currency)))" }
}

extension ExchangeRates.Rate {
  /// `1 USD = 0.9 CHF`. A rate that was worked out from another currency, or from its opposite, shows the two recorded
  /// numbers.
  func equation(from: Alpha3, to: Alpha3) -> String { "\(denominator) \(from) = \(numerator) \(to)" }
}
