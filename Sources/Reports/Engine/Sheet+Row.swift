import Ledger
import Reference

extension Sheet {
  struct Row: Sendable {
    let labels: [String]
    /// The labels without the currency.
    let base: [String]
    let currency: Alpha3?
    /// False for reported aggregates and other rows that are never added to the total.
    let inTotal: Bool
    var sums = Sums()
    var texts = Texts()
    /// For columns of portions: the labels, without the currency, of the row that is the whole.
    var wholes: [Int: [String]] = [:]
    /// How the row sorts among its like; nil to sort by its labels.
    var order: String?

    /// The bytes by which the row sorts.
    var sortKey: [UInt8] {
      var bytes: [UInt8] = []
      addSortKey(to: &bytes)
      return bytes
    }

    /// The same, appended to the keys of other rows.
    func addSortKey(to bytes: inout [UInt8]) {
      if let order {
        bytes += order.utf8
        return
      }
      for (place, label) in labels.enumerated() {
        if place > 0 { bytes.append(1) }
        bytes += label.utf8
      }
    }
  }

  typealias Texts = ByColumn<String>
  typealias Sums = ByColumn<ExactSum>

  /// What one row has in some of its columns: free texts, or what is added up.
  struct ByColumn<Value: Sendable>: Sendable {
    fileprivate var list: [Value?] = []

    fileprivate mutating func extend(to at: Int) {
      if list.isEmpty {
        list = Array(repeating: nil, count: at + 1)
      } else if list.count <= at {
        list += repeatElement(nil, count: at + 1 - list.count)
      }
    }

    /// Nil where nothing was put.
    subscript(at: Int) -> Value? {
      get { at < list.count ? list[at] : nil }
      set {
        extend(to: at)
        list[at] = newValue
      }
    }

    /// The columns that have something, in order.
    var stated: [(column: Int, value: Value)] { list.enumerated().compactMap { at, value in value.map { (at, $0) } } }
  }
}

extension Sheet.ByColumn where Value == ExactSum {
  /// For adding in place: begins with nothing.
  subscript(adding at: Int) -> ExactSum {
    get { self[at] ?? ExactSum() }
    _modify {
      extend(to: at)
      var sum = list[at] ?? ExactSum()
      list[at] = nil
      yield &sum
      list[at] = sum
    }
  }
}
