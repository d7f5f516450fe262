import Testing

@testable import Formats

struct TextColumnsTests {
  private let table = TextColumns(
    ["kind", "what was found", "amount", "to do"], isText: [true, true, false, true],
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
      for word in row.map(\.text).joined(separator: " ").split(separator: " ") where word != "–" {
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

  @Test func anEmptyTableSaysSoInBothLayouts() {
    let empty = TextColumns(["kind", "amount"], isText: [true, false], rows: [], totals: [])
    #expect(empty.lines(width: nil) == ["kind  amount", "────────────", "(nothing recorded)"])
    #expect(empty.lines(width: 5) == ["(nothing recorded)"])
  }

  @Test func aWordIsBrokenOnlyIfItAloneIsTooLong() {
    #expect(TextCell("a bcdefgh ij").wrapped(4).map(\.text) == ["a", "bcde", "fgh", "ij"])
    #expect(TextCell("ab cd").wrapped(5).map(\.text) == ["ab cd"])
    #expect(TextCell("").wrapped(5).map(\.text) == [""])
    #expect(TextCell("国家电信 管理局").wrapped(5).map(\.text) == ["国家", "电信", "管理", "局"])
  }

  /// Each line has its amount at the same place, counted in cells of a terminal.
  @Test func chineseAndArabicNamesStandRight() {
    let names = ["ANATEL", "中华人民共和国工业和信息化部", "الهيئة القومية", "Agência", "한국정보통신", "e\u{301}te\u{301}"]
    let table = TextColumns(
      ["partner", "amount"], isText: [true, false], rows: names.map { [$0, "1.00"] }, totals: [["total", "600.00"]])
    let lines = table.lines(width: nil)
    #expect(lines[2] == "ANATEL                          1.00")
    #expect(lines[3] == "中华人民共和国工业和信息化部    1.00")
    #expect(lines[4] == "الهيئة القومية                  1.00")
    #expect(lines[7] == "e\u{301}te\u{301}                             1.00")
    #expect(Set(lines.map(\.terminalCells)) == [36])
  }
}

extension TextColumns {
  fileprivate init(_ names: [String], isText: [Bool], rows: [[String]], totals: [[String]]) {
    func cells(_ row: [String]) -> [TextCell] { row.map { TextCell($0) } }
    self.init(names: cells(names), isText: isText, rows: rows.map(cells), totals: totals.map(cells))
  }

  /// What is written, line by line.
  fileprivate func lines(width: Int?) -> [String] {
    var text = TextLines()
    write(to: &text, width: width)
    var lines = String(decoding: text.bytes, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
      .map(String.init)
    #expect(lines.last == "", "each line ends with a line feed")
    lines.removeLast()
    return lines
  }
}
