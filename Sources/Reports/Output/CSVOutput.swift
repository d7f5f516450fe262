import Ledger
import Reference

/// A report as CSV (RFC 4180): one header line, one line for each row, totals marked in the first column.
extension Table {
  public func csv() -> String {
    let lines = [columns.map { CSVField.text($0.name) }] + (rows + totals).map { $0.map(CSVField.text) }
    return lines.map { $0.joined(separator: ",") + "\r\n" }.joined()
  }
}

enum CSVField {
  static func text(_ cell: Cell) -> String {
    switch cell {
    case .text(let text): self.text(text)
    case .count(let count): String(count)
    case .money(let minor, let currency): Money.text(minor: minor, currency: currency)
    case .percent(let units, let places): decimalText(units, places: places)
    case .none: ""
    }
  }

  /// A text that begins like a formula gets an apostrophe, so that no spreadsheet runs what somebody wrote into a
  /// title.
  static func text(_ text: String) -> String {
    let isNumber = Double(text) != nil
    let safe = !isNumber && text.first.map { "=+-@\t\r".contains($0) } ?? false ? "'" + text : text
    guard safe.contains(where: { "\",\n\r".contains($0) || $0 == "\r\n" }) else { return safe }
    return "\"" + safe.replacing("\"", with: "\"\"") + "\""
  }
}
