import Testing

@testable import Reports

struct TextTableTests {
  private let table = TextTable(
    names: ["kind", "what was found", "amount", "to do"], isText: [true, true, false, true],
    rows: [
      ["noSource", "3 records cite no document: 200, 201, 202", "1,234.00", "Name the document when you record."],
      ["open", "–", "–", ""],
    ],
    totals: [["total", "", "1,234.00", ""]])

  @Test func withoutAWidthEachRowIsOneLine() {
    let lines = table.lines(width: nil)
    #expect(lines.count == 6)
    #expect(
      lines[2] == "noSource  3 records cite no document: 200, 201, 202  1,234.00  Name the document when you record.")
    #expect(table.lines(width: 97) == lines)
  }

  @Test(arguments: [96, 80, 60, 46, 40, 30]) func nothingIsWiderThanTheTerminalAndNothingIsLost(width: Int) {
    let lines = table.lines(width: width)
    #expect(lines.allSatisfy { $0.count <= max(width, 44) }, "\(width)")
    let words = lines.joined(separator: " ").split(separator: " ")
    for row in table.rows {
      for word in row.joined(separator: " ").split(separator: " ") where word != "–" {
        #expect(words.contains(word), "\(width): \(word)")
      }
    }
  }

  @Test func theWidestTextGivesWayAndNumbersStay() {
    #expect(
      table.lines(width: 60) == [
        "kind      what was found         amount  to do",
        String(repeating: "─", count: 60),
        "noSource  3 records cite no    1,234.00  Name the document",
        "          document: 200, 201,            when you record.",
        "          202",
        "open      –                           –",
        String(repeating: "─", count: 60),
        "total                          1,234.00",
      ])
  }

  @Test func whatDoesNotFitHasOneCellInEachLine() {
    #expect(
      table.lines(width: 30) == [
        "kind            noSource",
        "what was found  3 records cite no document:",
        "                200, 201, 202",
        "amount          1,234.00",
        "to do           Name the document when you",
        "                record.",
        "",
        "kind            open",
        "",
        "kind            total",
        "amount          1,234.00",
      ])
  }

  @Test func aWordIsBrokenOnlyIfItAloneIsTooLong() {
    #expect(TextTable.wrap("a bcdefgh ij", 4) == ["a", "bcde", "fgh", "ij"])
    #expect(TextTable.wrap("ab cd", 5) == ["ab cd"])
    #expect(TextTable.wrap("", 5) == [""])
  }
}

extension TextTable {
  /// What is written, line by line.
  fileprivate func lines(width: Int?) -> [String] {
    var text = ""
    write(to: &text, width: width)
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    #expect(lines.last == "", "each line ends with a line feed")
    lines.removeLast()
    return lines
  }
}
