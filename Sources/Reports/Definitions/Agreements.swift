import Ledger

struct Agreements {
  static let groupings: [Query.Grouping] = [.none]
  static func columns(_ grouping: Query.Grouping) -> [Sheet.Column] { [.label("group")] }
  static func fill(_ sheet: inout Sheet) throws {}
}
