import Ledger
import Reference

/// A report as a table for a terminal or a plain text file.
extension ReportValue {
  /// - Parameter width: of the terminal, in which texts are then wrapped. Without it each row is one line.
  public func text(width: Int? = nil) -> String {
    var lines = ["\(title)\(parameters.isEmpty ? "" : "   " + parameters.map { "\($0.name) \($0.value)" }.joined(separator: ", "))", ""]
    lines += TextTable(
      names: columns.map(\.name), isText: columns.map { $0.kind == .text }, rows: rows.map { $0.map(Self.shown) }, totals: totals.map { $0.map(Self.shown) }
    ).lines(width: width)
    lines.append("")
    lines += notes.map { "note: \($0)" }
    lines.append(basis)
    return lines.joined(separator: "\n") + "\n"
  }

  /// What the report was computed from, in one line.
  public var basis: String {
    let window = asOf.from == nil && asOf.through == nil ? "all dates" : "\(asOf.from?.description ?? "…") to \(asOf.through?.description ?? "…")"
    return "as of \(asOf.size) records of \(asOf.origin), root \(asOf.root), \(window); \(report) definition \(definition)"
  }

  static func shown(_ cell: Cell) -> String {
    switch cell {
    case .text(let text): text
    case .count(let count): grouped(String(count))
    case .money(let minor, let currency): grouped(Money.text(minor: minor, currency: currency))
    case .percent(let units, let places): decimalText(units, places: places) + " %"
    case .none: "–"
    }
  }

  /// An amount with its currency, for people: `CHF 1,234,421.00`.
  static func shown(_ minor: Int128, _ currency: Alpha3) -> String { "\(currency) \(shown(.money(minor, currency)))" }

  /// Thousands apart, for people: `1,234,421.00`.
  public static func grouped(_ number: String) -> String {
    let bytes = Array(number.utf8)
    let start = bytes.first == UInt8(ascii: "-") ? 1 : 0
    let end = bytes.firstIndex(of: UInt8(ascii: ".")) ?? bytes.count
    guard end - start > 3 else { return number }
    return String(unsafeUninitializedCapacity: bytes.count + bytes.count / 3) { text in
      var length = 0
      for (at, byte) in bytes.enumerated() {
        if at > start, at < end, (end - at) % 3 == 0 {
          text[length] = UInt8(ascii: ",")
          length += 1
        }
        text[length] = byte
        length += 1
      }
      return length
    }
  }
}

extension ExchangeRates.Rate {
  /// `1 USD = 0.9 CHF`. A rate that was worked out from another currency, or from its opposite, shows the two recorded numbers.
  func equation(from: Alpha3, to: Alpha3) -> String { "\(denominator) \(from) = \(numerator) \(to)" }
}
