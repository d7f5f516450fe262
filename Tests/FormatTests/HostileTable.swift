import Formats
import Ledger
import Reference
import Reports
import Testing

/// A table with texts that somebody may have written into a book to mislead its readers.
enum HostileTable {
  /// Ends a line, colours a terminal, turns the direction of writing.
  static let title = "Schools\n\u{1B}[31mpaid\u{202E} 100"
  static let formula = " =cmd|' /C calc'!A0"
  /// A comma that belongs to one letter with the mark behind it.
  static let comma = "wires,\u{FE0F} masts \"tall\""
  static let chinese = "工业和信息化部"
  static let arabic = "الهيئة القومية"
  static let markup = "<b>&amp;</b>"

  static func table() throws -> Table {
    let chf = try #require(Alpha3("CHF"))
    return Table(
      name: "funding", title: title, parameters: [("by", "partner"), ("note", "a\u{2028}b")],
      columns: [
        Table.Column(name: "partner"), Table.Column(name: "record", kind: .position),
        Table.Column(name: "projects", kind: .count), Table.Column(name: "raised", kind: .money),
        Table.Column(name: "share", kind: .percent), Table.Column(name: "remark", isOccasional: true),
      ],
      rows: [
        [.text(formula), .position(1204), .count(1204), .money(123_456, chf), .percent(8530, places: 2), .text("")],
        [.text(comma), .none, .none, .none, .none, .text("")],
        [.text(chinese), .position(7), .count(0), .money(-5, chf), .none, .text("")],
        [.text(arabic), .position(8), .count(2), .money(0, chf), .none, .text("")],
        [.text(markup), .position(9), .count(3), .money(100, chf), .none, .text("")],
      ], totals: [[.text("total"), .none, .count(1209), .money(123_551, chf), .none, .text("")]],
      notes: ["zero\u{200B}width <here>"],
      asOf: Table.AsOf(
        origin: "example.org/pledges", size: 1205, root: "cm9vdA==", from: Day("2026-01-01"), definition: 1))
  }

  static func text(_ form: TableForm, width: Int? = nil) throws -> String {
    String(decoding: try table().bytes(form, width: width), as: UTF8.self)
  }
}
