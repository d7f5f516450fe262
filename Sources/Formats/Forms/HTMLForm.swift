import Reports

extension Table {
  /// As an HTML table for a page, with its notes and what it was computed from below. No style inside: cells with
  /// figures have the class `number`.
  func html() -> [UInt8] {
    let shown = shownColumns
    var html = HTMLText()
    html.line("<table>")
    html.line("<caption>", asked.isEmpty ? title : "\(title) (\(asked))", "</caption>")
    html.line("<thead>")
    html.raw("<tr>")
    for at in shown { html.heading(columns[at]) }
    html.line("</tr>")
    html.line("</thead>")
    html.line("<tbody>")
    for row in rows { html.row(row, of: self, shown) }
    html.line("</tbody>")
    if !totals.isEmpty {
      html.line("<tfoot>")
      for row in totals { html.row(row, of: self, shown) }
      html.line("</tfoot>")
    }
    html.line("</table>")
    if !notes.isEmpty {
      html.line("<ul class=\"notes\">")
      for note in notes { html.line("<li>", note, "</li>") }
      html.line("</ul>")
    }
    if let basis { html.line("<p class=\"basis\">", basis, "</p>") }
    return html.bytes
  }

  /// How many cells of a row are its heading: the texts before the first figure, at least one.
  fileprivate var headings: Int {
    let texts = columns.prefix { $0.kind == .text }.count
    return texts < columns.count ? max(1, texts) : 1
  }
}

/// HTML as it is put together.
private struct HTMLText {
  private(set) var bytes: [UInt8] = []

  mutating func raw(_ text: String) { bytes.append(contentsOf: text.utf8) }

  /// One line: tags, or a text between two tags.
  mutating func line(_ open: String, _ text: String = "", _ close: String = "") {
    raw(open)
    escaped(text)
    raw(close + "\n")
  }

  mutating func heading(_ column: Table.Column) {
    raw(column.kind == .text ? "<th scope=\"col\">" : "<th scope=\"col\" class=\"number\">")
    escaped(column.name)
    raw("</th>")
  }

  mutating func row(_ cells: [Cell], of table: Table, _ shown: [Int]) {
    let headings = table.headings
    raw("<tr>")
    for at in shown {
      let text = cells[at].shown
      let isText = table.columns[at].kind == .text
      let tag = at < headings && isText && !text.isEmpty ? "th scope=\"row\"" : "td"
      let kind = isText ? (text.isRightToLeft ? " dir=\"auto\"" : "") : " class=\"number\""
      raw("<" + tag + kind + ">")
      escaped(text)
      raw("</" + tag.prefix(2) + ">")
    }
    raw("</tr>\n")
  }

  private mutating func escaped(_ text: String) {
    for byte in text.visible.utf8 {
      switch byte {
      case UInt8(ascii: "&"): raw("&amp;")
      case UInt8(ascii: "<"): raw("&lt;")
      case UInt8(ascii: ">"): raw("&gt;")
      case UInt8(ascii: "\""): raw("&quot;")
      case UInt8(ascii: "'"): raw("&#39;")
      default: bytes.append(byte)
      }
    }
  }
}

extension String {
  /// Whether it may have letters of a script that is written from the right.
  fileprivate var isRightToLeft: Bool {
    unicodeScalars.contains { (0x590...0x8FF).contains($0.value) || (0xFB1D...0xFEFC).contains($0.value) }
  }
}
