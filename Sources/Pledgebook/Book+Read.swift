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

  /// The record that somebody names by its position or by its id.
  /// - Throws: `Refusal` where the book has none, or where it was reversed: what an id means is the record that stands.
  public func standingRecord(_ name: String) throws -> Record {
    guard let position = try position(of: name) else {
      throw Refusal(
        .unknownSubject, at: "record", found: name, expected: "the position or the id of a record",
        remedy: "`pledgebook log` lists the records.")
    }
    if let reversal = try reversal(of: position) {
      throw Refusal(
        .alreadyReversed, at: "record", found: "record \(position), which record \(reversal.seq) reversed",
        expected: "a record that still counts", remedy: "`pledgebook log` shows what stands.")
    }
    return try journal.record(at: position)
  }

  func position(of name: String) throws -> UInt64? {
    let size = try journal.head().size
    return try UInt64(name).flatMap { $0 < size ? $0 : nil } ?? journal.position(ofID: name)
  }

  /// The record that undid the one at `seq`; nil while it counts. Cost: the records of its subject are read.
  /// - Throws: `NoSuchRecord` where the book has no such position.
  public func reversal(of seq: UInt64) throws -> Record? {
    try journal.records(of: journal.record(at: seq).subject).first { $0.reversed == seq }
  }
}
