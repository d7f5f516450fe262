/// The cells of a report in columns: texts to the left, numbers to the right.
///
/// Where a terminal is too narrow, headings and texts are wrapped. What does not fit even then, or would have very tall
/// rows, is shown with one cell in each line. Nothing is cut off.
struct TextTable {
  let names: [String]
  let isText: [Bool]
  let rows: [[String]]
  let totals: [[String]]

  private static let gap = 2
  /// Added in one piece: letter by letter takes longer than all the rest of a line.
  private static let spaces = "                                                                "
  /// A longer word may be broken.
  private static let longestWord = 28
  private static let tallestRow = 6

  /// Appends the lines of the table, each with its line feed.
  /// - Parameter width: of the terminal; nil for no limit.
  func write(to text: inout String, width: Int?) {
    var full = names.map(\.letters)
    for row in rows { for at in full.indices { full[at] = max(full[at], row[at].letters) } }
    for row in totals { for at in full.indices { full[at] = max(full[at], row[at].letters) } }
    guard let width, TextTable.room(full) > width else { return write(inColumns: full, to: &text) }
    let least = names.indices.map(narrowest)
    // The headings of numbers are wrapped first. Then the widest text gives way.
    var widths = names.indices.map { isText[$0] ? full[$0] : least[$0] }
    while TextTable.room(widths) > width {
      guard let widest = names.indices.filter({ widths[$0] > least[$0] }).max(by: { widths[$0] < widths[$1] }) else {
        return write(cellByCell: width, to: &text)
      }
      widths[widest] -= 1
    }
    if rows.contains(where: { height($0, widths) > TextTable.tallestRow }) {
      write(cellByCell: width, to: &text)
    } else {
      write(inColumns: widths, to: &text)
    }
  }

  private func write(inColumns widths: [Int], to text: inout String) {
    let rule = String(repeating: "─", count: TextTable.room(widths)) + "\n"
    text.reserveCapacity(text.utf8.count + (rows.count + 4) * (TextTable.room(widths) + 1))
    write(row: names, widths, to: &text)
    text += rule
    if rows.isEmpty { text += "(nothing recorded)\n" }
    let halves = rows.inHalves { rows in
      var text = ""
      text.reserveCapacity(rows.count * (TextTable.room(widths) + 1))
      for row in rows { write(row: row, widths, to: &text) }
      return text
    }
    for half in halves { text += half }
    if !totals.isEmpty { text += rule }
    for row in totals { write(row: row, widths, to: &text) }
  }

  private static func room(_ widths: [Int]) -> Int { widths.reduce(0, +) + gap * max(0, widths.count - 1) }

  /// Numbers are never broken.
  private func narrowest(_ at: Int) -> Int {
    let cells = (rows + totals).map { $0[at] }
    func longest(_ text: String) -> Int { text.split(separator: " ").map(\.count).max() ?? 0 }
    let heading = longest(names[at])
    return isText[at]
      ? max(heading, min(TextTable.longestWord, cells.map(longest).max() ?? 0))
      : max(heading, cells.map(\.count).max() ?? 0)
  }

  /// One row, in as many lines as its longest cell needs.
  private func write(row cells: [String], _ widths: [Int], to text: inout String) {
    if fits(cells, widths) { return write(line: cells, widths, to: &text) }
    let wrapped = cells.indices.map { TextTable.wrap(cells[$0], widths[$0]) }
    for n in 0..<(wrapped.map(\.count).max() ?? 0) {
      write(line: wrapped.map { n < $0.count ? $0[n] : "" }, widths, to: &text)
    }
  }

  private func fits(_ cells: [String], _ widths: [Int]) -> Bool {
    cells.indices.allSatisfy { cells[$0].letters <= widths[$0] }
  }

  /// How many lines a row needs.
  private func height(_ cells: [String], _ widths: [Int]) -> Int {
    fits(cells, widths) ? 1 : cells.indices.map { TextTable.wrap(cells[$0], widths[$0]).count }.max() ?? 0
  }

  /// The cells in one line, without spaces at its end.
  private func write(line cells: [String], _ widths: [Int], to text: inout String) {
    var owed = 0
    for at in cells.indices {
      let pad = widths[at] - cells[at].letters
      if !isText[at] { owed += pad }
      if !cells[at].isEmpty {
        while owed > 0 {
          let count = min(owed, TextTable.spaces.utf8.count)
          text += TextTable.spaces[..<TextTable.spaces.utf8.index(TextTable.spaces.startIndex, offsetBy: count)]
          owed -= count
        }
        text += cells[at]
      }
      owed += (isText[at] ? pad : 0) + TextTable.gap
    }
    text += "\n"
  }

  private func write(cellByCell width: Int, to text: inout String) {
    let label = names.map(\.count).max() ?? 0
    let room = max(TextTable.longestWord, width - label - TextTable.gap)
    func lines(_ cells: [String]) -> [String] {
      let shown = cells.indices.filter { !cells[$0].isEmpty && cells[$0] != "–" }
      return shown.flatMap { at in
        TextTable.wrap(cells[at], room).enumerated().map { line, part in
          (line == 0 ? names[at] : "").padded(to: label + TextTable.gap) + part
        }
      } + [""]
    }
    let all =
      (rows.isEmpty ? ["(nothing recorded)", ""] : rows.flatMap(lines)).dropLast(totals.isEmpty ? 1 : 0)
      + totals.flatMap(lines).dropLast()
    for line in all { text += line + "\n" }
  }

  /// Breaks at spaces, and inside a word only where the word alone is too long.
  static func wrap(_ text: String, _ width: Int) -> [String] {
    guard text.letters > width, width > 0 else { return [text] }
    var lines: [String] = []
    var line = ""
    for word in text.split(separator: " ") {
      if !line.isEmpty, line.count + 1 + word.count <= width {
        line += " " + word
        continue
      }
      if !line.isEmpty { lines.append(line) }
      var rest = word
      while rest.count > width {
        lines.append(String(rest.prefix(width)))
        rest = rest.dropFirst(width)
      }
      line = String(rest)
    }
    return line.isEmpty ? lines : lines + [line]
  }
}

extension String {
  /// The number of letters. Most cells are plain ASCII, in which each byte is one.
  fileprivate var letters: Int {
    let isPlain = utf8.withContiguousStorageIfAvailable { bytes in
      var marks: UInt8 = 0
      for byte in bytes { marks |= byte | (byte == 0x0D ? 0x80 : 0) }
      return marks < 0x80
    }
    return isPlain ?? false ? utf8.count : count
  }

  fileprivate func padded(to width: Int) -> String { self + String(repeating: " ", count: max(0, width - count)) }
}
