import Ledger
import Reference

extension Table {
  /// What people read in a cell: `1,234.00`, `85.30 %`, `–` for nothing.
  public static func shown(_ cell: Cell) -> String {
    switch cell {
    case .text(let text): text
    case .count(let count): decimalText(Int128(count), places: 0, grouped: true)
    case .position(let position): String(position)
    case .money(let minor, let currency): Money.text(minor: minor, currency: currency, grouped: true)
    case .percent(let units, let places): decimalText(units, places: places) + " %"
    case .none: "–"
    }
  }

  /// An amount with its currency, for people: `CHF 1,234,421.00`.
  static func shown(_ minor: Int128, _ currency: Alpha3) -> String { "\(currency) \(shown(.money(minor, currency)))" }
}

extension Cell {
  /// The kind of a column that holds cells like this one; text for nothing.
  var kind: Table.Column.Kind {
    switch self {
    case .text, .none: .text
    case .count: .count
    case .position: .position
    case .money: .money
    case .percent: .percent
    }
  }

  /// What programs read in a cell: a text as it is, a plain decimal number, an empty text for nothing.
  public var plain: String {
    switch self {
    case .text(let text): text
    case .count(let count): String(count)
    case .position(let position): String(position)
    case .money(let minor, let currency): Money.text(minor: minor, currency: currency)
    case .percent(let units, let places): decimalText(units, places: places)
    case .none: ""
    }
  }
}

extension ExchangeRates.Rate {
  /// `1 USD = 0.9 CHF`. A rate that was worked out from another currency, or from its opposite, shows the two recorded
  /// numbers.
  func equation(from: Alpha3, to: Alpha3) -> String { "\(denominator) \(from) = \(numerator) \(to)" }
}
