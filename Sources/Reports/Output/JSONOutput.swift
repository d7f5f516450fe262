import Ledger
import Reference

/// A report as one JSON object; amounts and percentages are decimal strings, counts are integers (ARCHITECTURE, The
/// command line). Members are sorted, and there is no white space.
extension Table {
  public func json() -> String {
    var text = JSONText()
    text.object {
      if let asOf {
        $0.member("asOf") {
          $0.object {
            $0.member("from", asOf.from?.description)
            $0.member("origin", asOf.origin)
            $0.member("root", asOf.root)
            $0.member("size") { $0.raw(String(asOf.size)) }
            $0.member("through", asOf.through?.description)
          }
        }
      }
      $0.member("columns") {
        $0.array(columns) { text, column in
          text.object {
            $0.member("kind", column.kind.rawValue)
            $0.member("name", column.name)
          }
        }
      }
      if let definition = asOf?.definition { $0.member("definition") { $0.raw(String(definition)) } }
      $0.member("notes") { $0.array(notes) { $0.string($1) } }
      $0.member("parameters") {
        $0.object { for (name, value) in parameters.sorted(by: { $0.name < $1.name }) { $0.member(name, value) } }
      }
      $0.member("report", name)
      $0.member("rows") { $0.array(rows) { $0.array($1) { $0.cell($1) } } }
      $0.member("title", title)
      $0.member("total") { $0.array(totals) { $0.array($1) { $0.cell($1) } } }
    }
    return text.text + "\n"
  }
}

/// JSON as it is put together. By hand, since a report can have as many rows as the book has projects, and an encoder
/// of values takes longer for them than the report.
private struct JSONText {
  private(set) var text = ""
  private var isFirst = true

  mutating func raw(_ part: String) { text += part }

  mutating func object(_ body: (inout JSONText) -> Void) { enclosed("{", "}", body) }

  mutating func array<T>(_ list: [T], _ element: (inout JSONText, T) -> Void) {
    enclosed("[", "]") {
      for item in list {
        $0.next()
        element(&$0, item)
      }
    }
  }

  private mutating func enclosed(_ open: String, _ close: String, _ body: (inout JSONText) -> Void) {
    text += open
    isFirst = true
    body(&self)
    text += close
    isFirst = false
  }

  private mutating func next() {
    if !isFirst { text += "," }
    isFirst = false
  }

  mutating func member(_ name: String, _ value: (inout JSONText) -> Void) {
    next()
    string(name)
    text += ":"
    value(&self)
  }

  /// Leaves out what is not there.
  mutating func member(_ name: String, _ value: String?) {
    if let value { member(name) { $0.string(value) } }
  }

  mutating func cell(_ cell: Cell) {
    switch cell {
    case .text(let value): string(value)
    case .count(let count): text += String(count)
    case .money(let minor, let currency): string(Money.text(minor: minor, currency: currency))
    case .percent(let units, let places): string(decimalText(units, places: places))
    case .none: text += "null"
    }
  }

  mutating func string(_ value: String) {
    text += "\""
    if value.utf8.allSatisfy({ $0 >= 0x20 && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\") }) {
      text += value
    } else {
      for scalar in value.unicodeScalars {
        switch scalar {
        case "\"": text += "\\\""
        case "\\": text += "\\\\"
        case "\n": text += "\\n"
        case "\r": text += "\\r"
        case "\t": text += "\\t"
        case "\u{0}"..."\u{1F}": text += "\\u00" + (scalar.value < 16 ? "0" : "") + String(scalar.value, radix: 16)
        default: text.unicodeScalars.append(scalar)
        }
      }
    }
    text += "\""
  }
}
