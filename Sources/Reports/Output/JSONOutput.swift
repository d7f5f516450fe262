import Foundation
import Ledger
import Reference

/// A report as one JSON object; amounts and percentages are decimal strings, counts are integers (ARCHITECTURE, The command line).
extension ReportValue {
  public func json() throws -> String {
    let object = Document(
      report: report, definition: definition, title: title, parameters: Dictionary(uniqueKeysWithValues: parameters.map { ($0.name, $0.value) }),
      asOf: .init(origin: asOf.origin, size: asOf.size, root: asOf.root, from: asOf.from?.description, through: asOf.through?.description),
      columns: columns.map { .init(name: $0.name, kind: $0.kind.rawValue) }, rows: rows.map { $0.map(JSONCell.init) },
      total: totals.map { $0.map(JSONCell.init) }, notes: notes)
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(object), as: UTF8.self) + "\n"
  }

  private struct Document: Encodable {
    struct AsOf: Encodable { let origin: String, size: UInt64, root: String, from: String?, through: String? }
    struct Column: Encodable { let name: String, kind: String }
    let report: String
    let definition: Int
    let title: String
    let parameters: [String: String]
    let asOf: AsOf
    let columns: [Column]
    let rows: [[JSONCell]]
    let total: [[JSONCell]]
    let notes: [String]
  }

  private struct JSONCell: Encodable {
    let cell: Cell

    func encode(to encoder: any Encoder) throws {
      var container = encoder.singleValueContainer()
      switch cell {
      case .text(let text): try container.encode(text)
      case .count(let count): try container.encode(count)
      case .money(let minor, let currency): try container.encode(Money.text(minor: minor, currency: currency))
      case .percent(let units, let places): try container.encode(decimalText(units, places: places))
      case .none: try container.encodeNil()
      }
    }
  }
}
