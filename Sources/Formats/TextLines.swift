/// Text as it is put together, in UTF-8.
struct TextLines: Sendable {
  private(set) var bytes: [UInt8] = []

  mutating func reserve(_ count: Int) { bytes.reserveCapacity(bytes.count + count) }

  mutating func add(_ text: String) { bytes.append(contentsOf: text.utf8) }
  mutating func add(_ other: TextLines) { bytes.append(contentsOf: other.bytes) }
  mutating func add(spaces count: Int) {
    bytes.append(contentsOf: repeatElement(UInt8(ascii: " "), count: max(0, count)))
  }

  mutating func line(_ text: String = "") {
    add(text)
    bytes.append(UInt8(ascii: "\n"))
  }
}

/// What stands in a cell, and how many cells of a terminal it takes.
struct TextCell: Hashable, Sendable {
  let text: String
  let width: Int

  init(_ text: String) { (self.text, width) = (text, text.terminalCells) }

  /// The cells of its longest word.
  var longestWord: Int { text.split(separator: " ").map(\.terminalCells).max() ?? 0 }

  /// Breaks at spaces, and inside a word only where the word alone is too long.
  func wrapped(_ width: Int) -> [TextCell] {
    guard self.width > width, width > 0 else { return [self] }
    var lines: [TextCell] = []
    var line = ""
    var used = 0
    func end() {
      if !line.isEmpty { lines.append(TextCell(line)) }
      (line, used) = ("", 0)
    }
    for word in text.split(separator: " ") {
      let cells = word.terminalCells
      if used > 0, used + 1 + cells <= width {
        line += " " + word
        used += 1 + cells
        continue
      }
      end()
      for letter in word {
        if used + letter.terminalCells > width { end() }
        line.append(letter)
        used += letter.terminalCells
      }
    }
    end()
    return lines
  }
}
