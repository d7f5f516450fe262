/// The cells of a table in columns: texts to the left, numbers to the right.
///
/// Where a terminal is too narrow, headings and texts are wrapped. What does not fit even then, or would have very tall
/// rows, is shown with one cell in each line. Nothing is cut off.
struct TextColumns {
  let names: [TextCell]
  let isText: [Bool]
  let rows: [[TextCell]]
  let totals: [[TextCell]]

  static let gap = 2
  /// A longer word may be broken.
  static let longestWord = 28
  private static let tallestRow = 6

  /// Appends the lines of the table, each with its line feed.
  /// - Parameter width: of the terminal; nil for no limit.
  func write(to text: inout TextLines, width: Int?) {
    guard let widths = widths(in: width) else { return write(cellByCell: width ?? 0, to: &text) }
    write(inColumns: widths, to: &text)
  }

  /// Appends the rows alone, each in one line.
  func writeRows(to text: inout TextLines) {
    let widths = fullWidths(with: [])
    for row in rows { write(line: row, widths, to: &text) }
  }

  // MARK: Widths

  /// The cells of each column; nil where the terminal is too narrow for columns.
  private func widths(in width: Int?) -> [Int]? {
    let full = fullWidths(with: [names])
    guard let width, Self.room(full) > width else { return full }
    let least = names.indices.map(narrowest)
    // The headings of numbers are wrapped first. Then the widest text gives way.
    var widths = names.indices.map { isText[$0] ? full[$0] : least[$0] }
    while Self.room(widths) > width {
      guard let widest = names.indices.filter({ widths[$0] > least[$0] }).max(by: { widths[$0] < widths[$1] }) else {
        return nil
      }
      widths[widest] -= 1
    }
    return rows.contains { height($0, widths) > Self.tallestRow } ? nil : widths
  }

  private func fullWidths(with headings: [[TextCell]]) -> [Int] {
    var full = names.map { _ in 0 }
    for lines in [headings, rows, totals] {
      for cells in lines { for at in full.indices { full[at] = max(full[at], cells[at].width) } }
    }
    return full
  }

  private static func room(_ widths: [Int]) -> Int { widths.reduce(0, +) + gap * max(0, widths.count - 1) }

  /// Numbers are never broken.
  private func narrowest(_ at: Int) -> Int {
    let cells = (rows + totals).map { $0[at] }
    let heading = names[at].longestWord
    return isText[at]
      ? max(heading, min(Self.longestWord, cells.map(\.longestWord).max() ?? 0))
      : max(heading, cells.map(\.width).max() ?? 0)
  }

  private func fits(_ cells: [TextCell], _ widths: [Int]) -> Bool {
    cells.indices.allSatisfy { cells[$0].width <= widths[$0] }
  }

  /// How many lines a row needs.
  private func height(_ cells: [TextCell], _ widths: [Int]) -> Int {
    fits(cells, widths) ? 1 : cells.indices.map { cells[$0].wrapped(widths[$0]).count }.max() ?? 0
  }

  // MARK: Lines

  private func write(inColumns widths: [Int], to text: inout TextLines) {
    let rule = String(repeating: "─", count: Self.room(widths))
    write(row: names, widths, to: &text)
    text.line(rule)
    if rows.isEmpty { text.line(Self.nothing) }
    let stretches = rows.inStretches { rows in
      var text = TextLines()
      text.reserve(rows.count * (Self.room(widths) + 1))
      for row in rows { write(row: row, widths, to: &text) }
      return text
    }
    for stretch in stretches { text.add(stretch) }
    if !totals.isEmpty { text.line(rule) }
    for row in totals { write(row: row, widths, to: &text) }
  }

  private static let nothing = "(nothing recorded)"

  /// One row, in as many lines as its longest cell needs.
  private func write(row cells: [TextCell], _ widths: [Int], to text: inout TextLines) {
    if fits(cells, widths) { return write(line: cells, widths, to: &text) }
    let wrapped = cells.indices.map { cells[$0].wrapped(widths[$0]) }
    for n in 0..<(wrapped.map(\.count).max() ?? 0) {
      write(line: wrapped.map { n < $0.count ? $0[n] : TextCell("") }, widths, to: &text)
    }
  }

  /// The cells in one line, without spaces at its end.
  private func write(line cells: [TextCell], _ widths: [Int], to text: inout TextLines) {
    var owed = 0
    for at in cells.indices {
      let pad = widths[at] - cells[at].width
      if !isText[at] { owed += pad }
      if !cells[at].text.isEmpty {
        text.add(spaces: owed)
        owed = 0
        text.add(cells[at].text)
      }
      owed += (isText[at] ? pad : 0) + Self.gap
    }
    text.line()
  }

  private func write(cellByCell width: Int, to text: inout TextLines) {
    let label = names.map(\.width).max() ?? 0
    let room = max(Self.longestWord, width - label - Self.gap)
    func write(_ cells: [TextCell]) {
      for at in cells.indices where !cells[at].text.isEmpty && cells[at].text != "–" {
        for (line, part) in cells[at].wrapped(room).enumerated() {
          if line == 0 { text.add(names[at].text) }
          text.add(spaces: label + Self.gap - (line == 0 ? names[at].width : 0))
          text.line(part.text)
        }
      }
    }
    if rows.isEmpty { text.line(Self.nothing) }
    for (n, row) in (rows + totals).enumerated() {
      if n > 0 || rows.isEmpty { text.line() }
      write(row)
    }
  }
}
