import EventStore
import Ledger
import Reports

/// What the stored lines alone answer; the views are not opened.
extension Book {
  /// Who is in a group, or how many are in each where none is named.
  /// - Parameters:
  ///   - group: such as `LDC`; nil for all of them.
  ///   - moment: as the book was known then; nil for now.
  ///   - days: none for the day of the last record.
  /// - Throws: `QueryError` if the book has no such group.
  public func groups(_ group: String? = nil, knownAt moment: Moment? = nil, on days: [Day] = []) throws -> Table {
    let size = try moment?.size(of: journal)
    return try group.map { try Table.members(of: $0, in: journal, size: size, on: days) }
      ?? Table.groupCounts(of: journal, size: size, on: days)
  }

  /// The record that undid the one at `seq`; nil while it counts. Cost: the records of its subject are read.
  /// - Throws: `NoSuchRecord` where the book has no such position.
  public func reversal(of seq: UInt64) throws -> Record? {
    try journal.records(of: journal.record(at: seq).subject).first { later in
      if case .reversed(let reversal) = later.event { reversal.seq == seq } else { false }
    }
  }
}
