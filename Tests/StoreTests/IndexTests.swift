import LMDB
import Ledger
import Testing

@testable import EventStore

/// Entries of the indexes that somebody changed, each in a book of three partners, where a fourth was registered, taken
/// out and registered again. The lines and their hashes stay right.
struct IndexTests {
  struct Change: CustomTestStringConvertible, Sendable {
    let what: String
    /// Where `verify` says it is.
    let place: String
    let make: @Sendable (JournalTables, inout WriteTransaction) throws -> Void
    var testDescription: String { what }

    init(
      _ what: String, _ place: String,
      _ make: @escaping @Sendable (JournalTables, inout WriteTransaction) throws -> Void
    ) {
      (self.what, self.place, self.make) = (what, place, make)
    }
  }

  private static func link(_ name: String, _ position: UInt64, _ link: SubjectLink = .own) throws -> Bytes {
    SubjectKey.bytes(try #require(Subject("partner/\(name)")), link, position)
  }

  static let changes = [
    Change("an id is gone", "record 1") { tables, transaction in _ = try tables.ids.delete("ARCEP", in: &transaction) },
    Change("an id leads to another record", "record 1") { tables, transaction in
      try tables.ids.put("ARCEP", 2, in: &transaction)
    },
    Change("two ids lead to each other's record", "record 0") { tables, transaction in
      try tables.ids.put("AICS", 1, in: &transaction)
      try tables.ids.put("ARCEP", 0, in: &transaction)
    },
    Change("a subject is gone", "record 2") { tables, transaction in
      _ = try tables.subjects.delete(try link("BNETZA", 2), in: &transaction)
    },
    Change("a subject only mentions", "record 2") { tables, transaction in
      _ = try tables.subjects.delete(try link("BNETZA", 2), in: &transaction)
      try tables.subjects.put(try link("BNETZA", 2, .mention), Bytes([]), in: &transaction)
    },
    Change("the id of what was recorded again leads to the reversed record", "record 5") { tables, transaction in
      try tables.ids.put("CRTC", 3, in: &transaction)
    },
    Change("a reversal is gone", "record 3") { tables, transaction in
      _ = try tables.reversals.delete(3, in: &transaction)
    },
    Change("a reversal leads to another record", "record 4") { tables, transaction in
      try tables.reversals.put(3, 2, in: &transaction)
    },
    Change("a reversal that no line is", "tables ids, reversals and subjects") { tables, transaction in
      try tables.reversals.put(1, 2, in: &transaction)
    },
    Change("a reversal that does not exist", "table reversals") { tables, transaction in
      try tables.reversals.put(1, 6, in: &transaction)
    },
    Change("an id that no line has", "tables ids, reversals and subjects") { tables, transaction in
      try tables.ids.put("another", 1, in: &transaction)
    },
    Change("a subject that no line has", "tables ids, reversals and subjects") { tables, transaction in
      try tables.subjects.put(try link("another", 1), Bytes([]), in: &transaction)
    },
    Change("an id of a record that does not exist", "table ids") { tables, transaction in
      try tables.ids.put("another", 6, in: &transaction)
    },
    Change("a subject of a record that does not exist", "table subjects") { tables, transaction in
      try tables.subjects.put(try link("another", 6), Bytes([]), in: &transaction)
    },
  ]

  @Test(arguments: changes) func aChangedIndexFailsVerification(change: Change) throws {
    let shelf = Shelf()
    let journal = try shelf.create()
    let fourth = try registration("CRTC")
    let reversal = try Command(
      json: #"{"actor":"a.diop","event":{"reason":"a test","reverses":"CRTC","type":"RecordReversed"},"id":"undo","#
        + #""on":"2026-02-01","subject":"partner/CRTC","v":1}"#)
    let three = [try registration("AICS"), try registration("ARCEP"), try registration("BNETZA")]
    _ = try journal.append(three + [fourth, reversal, fourth])
    #expect(try journal.verify().records == 6)
    try journal.environment.write { transaction in try change.make(journal.tables, &transaction) }
    let error = #expect(throws: JournalError.self) { try journal.verify() }
    guard case .damaged(_, let at, _, _) = try #require(error) else {
      Issue.record("found \(String(describing: error)); expected damage")
      return
    }
    #expect(at == change.place)
  }
}
