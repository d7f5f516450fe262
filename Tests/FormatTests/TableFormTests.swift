import Formats
import Foundation
import Reports
import Testing

@Suite struct TableFormTests {
  @Test func textIsOnItsLinesAndInItsColumns() throws {
    #expect(
      try HostileTable.text(.text) == """
        Schools␊␛[31mpaid[U+202E] 100   by partner, note a[U+2028]b

        partner                      record  projects    raised    share
        ────────────────────────────────────────────────────────────────
         =cmd|' /C calc'!A0            1204     1,204  1,234.56  85.30 %
        wires,[U+FE0F] masts "tall"       –         –         –        –
        工业和信息化部                    7         0     -0.05        –
        الهيئة القومية                    8         2      0.00        –
        <b>&amp;</b>                      9         3      1.00        –
        ────────────────────────────────────────────────────────────────
        total                             –     1,209  1,235.51        –

        note: zero[U+200B]width <here>
        as of 1205 records of example.org/pledges, root cm9vdA==, 2026-01-01 to …; funding definition 1

        """)
  }

  @Test func aListIsRowsAlone() throws {
    let list = Table(
      name: "subjects", title: "Subjects",
      columns: [Table.Column(name: "subject"), Table.Column(name: "n", kind: .count)],
      rows: [[.text("partner/a"), .count(12)], [.text("project/9BRA26001"), .count(3)]])
    #expect(
      String(decoding: list.list(), as: UTF8.self) == "partner/a          12\nproject/9BRA26001   3\n")
  }

  @Test func csvQuotesByBytesAndRunsNothing() throws {
    #expect(
      try HostileTable.text(.csv).components(separatedBy: "\r\n") == [
        "partner,record,projects,raised,share,remark",
        "' =cmd|' /C calc'!A0,1204,1204,1234.56,85.30,",
        "\"wires,[U+FE0F] masts \"\"tall\"\"\",,,,,",
        "工业和信息化部,7,0,-0.05,,",
        "الهيئة القومية,8,2,0.00,,",
        "<b>&amp;</b>,9,3,1.00,,",
        "total,,1209,1235.51,,",
        "",
      ])
  }

  @Test(arguments: [
    ("=1+1", true), ("+1+1", true), ("-1+1", true), ("@SUM(A1)", true), ("  =1", true), ("\u{3000}=1", true),
    ("\u{200B}=1", true), ("\t=1", true), ("\u{FF1D}1", true), ("\r@x", true), ("+", true), ("-1.", true),
    ("-1e5", true),
    ("-8.18", false), ("+10", false), ("1=1", false), ("", false), ("–", false), ("P5/E6", false),
  ])
  func aFormulaIsKnownByItsBytes(text: String, isFormula: Bool) {
    let table = Table(name: "t", title: "", columns: [Table.Column(name: "c")], rows: [[.text(text)]])
    let line = String(decoding: table.bytes(.csv).dropFirst(3), as: UTF8.self)
    #expect(line.hasPrefix("'") == isFormula, "\(line)")
  }

  @Test func noByteOfCsvIsAControlButTheEndsOfLines() throws {
    let every = (0...0x2FF).compactMap { Unicode.Scalar($0).map(String.init) }.joined()
    let table = Table(name: "t", title: "", columns: [Table.Column(name: "c")], rows: [[.text("x" + every)]])
    let bytes = table.bytes(.csv)
    #expect(bytes.filter { $0 < 0x20 || $0 == 0x7F } == [13, 10, 13, 10])
  }

  @Test func jsonKeepsTheExactTextAndIsOneLine() throws {
    let bytes = try HostileTable.table().bytes(.json)
    #expect(bytes.filter { $0 < 0x20 || $0 == 0x7F } == [10])
    #expect(!String(decoding: bytes, as: UTF8.self).unicodeScalars.contains("\u{202E}"))
    let read = try #require(try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any])
    #expect(read["title"] as? String == HostileTable.title)
    let rows = try #require(read["rows"] as? [[Any]])
    #expect(
      rows.map { $0[0] as? String } == [
        HostileTable.formula, HostileTable.comma, HostileTable.chinese, HostileTable.arabic, HostileTable.markup,
      ])
    #expect(rows[0][1] as? Int == 1204)
    #expect(rows[0][3] as? String == "1234.56")
    #expect(rows[1][3] is NSNull)
    #expect((read["asOf"] as? [String: Any])?["size"] as? Int == 1205)
  }

  @Test func aTableOfNoBookSaysNothingOfOne() throws {
    let table = Table(name: "t", title: "T", columns: [Table.Column(name: "c")], rows: [])
    #expect(
      String(decoding: table.bytes(.json), as: UTF8.self)
        == #"{"columns":[{"kind":"text","name":"c"}],"notes":[],"parameters":{},"report":"t","#
        + #""rows":[],"title":"T","total":[]}"# + "\n")
    #expect(!String(decoding: table.bytes(.text), as: UTF8.self).contains("as of"))
  }

  @Test func htmlIsEscapedAndHasNoStyle() throws {
    #expect(
      try HostileTable.text(.html) == """
        <table>
        <caption>Schools␊␛[31mpaid[U+202E] 100 (by partner, note a[U+2028]b)</caption>
        <thead>
        <tr><th scope="col">partner</th><th scope="col" class="number">record</th>\
        <th scope="col" class="number">projects</th><th scope="col" class="number">raised</th>\
        <th scope="col" class="number">share</th></tr>
        </thead>
        <tbody>
        <tr><th scope="row"> =cmd|&#39; /C calc&#39;!A0</th><td class="number">1204</td><td class="number">1,204</td>\
        <td class="number">1,234.56</td><td class="number">85.30 %</td></tr>
        <tr><th scope="row">wires,[U+FE0F] masts &quot;tall&quot;</th><td class="number">–</td>\
        <td class="number">–</td><td class="number">–</td><td class="number">–</td></tr>
        <tr><th scope="row">工业和信息化部</th><td class="number">7</td><td class="number">0</td>\
        <td class="number">-0.05</td><td class="number">–</td></tr>
        <tr><th scope="row" dir="auto">الهيئة القومية</th><td class="number">8</td><td class="number">2</td>\
        <td class="number">0.00</td><td class="number">–</td></tr>
        <tr><th scope="row">&lt;b&gt;&amp;amp;&lt;/b&gt;</th><td class="number">9</td><td class="number">3</td>\
        <td class="number">1.00</td><td class="number">–</td></tr>
        </tbody>
        <tfoot>
        <tr><th scope="row">total</th><td class="number">–</td><td class="number">1,209</td>\
        <td class="number">1,235.51</td><td class="number">–</td></tr>
        </tfoot>
        </table>
        <ul class="notes">
        <li>zero[U+200B]width &lt;here&gt;</li>
        </ul>
        <p class="basis">as of 1205 records of example.org/pledges, root cm9vdA==, \
        2026-01-01 to …; funding definition 1</p>

        """)
  }
}
