import Ledger

extension Sheet {
  /// The records behind a count: all of them where a cell is to be opened, else the first few and how many there are.
  struct Records {
    /// How many are always kept.
    static let few = 5

    private(set) var kept: [Evidence] = []
    private(set) var count: Int64 = 0
    private let keepsAll: Bool

    /// - Parameter sheet: the one that they will be counted in.
    init(for sheet: Sheet) { keepsAll = sheet.traces }

    init(_ all: [Evidence]) { (kept, count, keepsAll) = (all, Int64(all.count), true) }

    mutating func add(_ evidence: @autoclosure () -> Evidence) {
      if keepsAll || kept.count < Records.few { kept.append(evidence()) }
      count += 1
    }
  }

  /// Counts records in a row. They are in no total.
  mutating func add(_ records: Records, to labels: [String], _ column: String, order: String) {
    guard let last = records.kept.last else { return }
    add(things: records.kept, to: labels, column, order: order, inTotal: false)
    let more = records.count - Int64(records.kept.count)
    if more > 0 { add(count: more, to: labels, column, inTotal: false, evidence: last) }
  }
}
