import Reports

extension Table {
  /// As CSV (RFC 4180), in UTF-8: one header line, one line for each row, then the totals. The columns are always the
  /// same.
  func csv() -> [UInt8] {
    var lines = CSVLines()
    lines.add(columns.map { .text($0.name) })
    for row in rows { lines.add(row) }
    for row in totals { lines.add(row) }
    return lines.bytes
  }
}

/// Lines of CSV as they are put together. Quotes, commas and signs are looked for as bytes and code points: a letter
/// for people can hide a comma behind a mark that belongs to it.
struct CSVLines {
  private(set) var bytes: [UInt8] = []

  mutating func add(_ cells: [Cell]) {
    for (at, cell) in cells.enumerated() {
      if at > 0 { bytes.append(UInt8(ascii: ",")) }
      add(cell)
    }
    bytes.append(contentsOf: [0x0D, 0x0A])
  }

  private mutating func add(_ cell: Cell) {
    switch cell {
    case .text(let text): add(text.visible, isFormula: Self.isFormula(text))
    case .count, .position, .money, .percent: bytes.append(contentsOf: cell.plain.utf8)
    case .none: break
    }
  }

  private mutating func add(_ text: String, isFormula: Bool) {
    let isQuoted = text.utf8.contains { $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: ",") }
    if isQuoted { bytes.append(UInt8(ascii: "\"")) }
    if isFormula { bytes.append(UInt8(ascii: "'")) }
    for byte in text.utf8 {
      if byte == UInt8(ascii: "\"") { bytes.append(byte) }
      bytes.append(byte)
    }
    if isQuoted { bytes.append(UInt8(ascii: "\"")) }
  }

  /// Whether a spreadsheet could run the text, which gets an apostrophe then: it begins with a sign of a formula, maybe
  /// behind white space or what cannot be seen. A decimal number is none.
  static func isFormula(_ text: String) -> Bool {
    let start = text.unicodeScalars.drop { $0.properties.isWhitespace || $0.isHidden }
    guard let first = start.first else { return false }
    switch first {
    case "=", "+", "-", "@", "\u{FF1D}", "\u{FF0B}", "\u{FF0D}", "\u{FF20}": return !isDecimal(text)
    default: return false
    }
  }

  private static func isDecimal(_ text: String) -> Bool {
    let parts = text.utf8.dropFirst().split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    return parts.count <= 2
      && parts.allSatisfy { !$0.isEmpty && $0.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) } }
  }
}
