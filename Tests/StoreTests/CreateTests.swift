import Foundation
import Ledger
import Testing

@testable import EventStore

@Suite("Making a ledger")
struct CreateTests {
  private let files = FileManager.default

  private func names(in shelf: Shelf) throws -> [String] {
    try files.contentsOfDirectory(atPath: shelf.folder).filter { !$0.hasSuffix("-lock") }.sorted()
  }

  /// What a process leaves that dies right before the last step.
  private func halfMade() throws -> (shelf: Shelf, publicKey: String) {
    let shelf = Shelf()
    let journal = try shelf.create()
    try journal.close()
    try files.moveItem(atPath: shelf.folder + "/journal.mdb", toPath: shelf.folder + "/journal.mdb.new")
    return (shelf, journal.key.vkey)
  }

  @Test func theFirstRecordsAreThereWithTheLedger() throws {
    let shelf = Shelf()
    let journal = try Journal.create(
      in: shelf.folder, origin: "test.example/store", first: [registration("AICS"), registration("ARCEP")])
    #expect(try journal.head().size == 2)
    #expect(try names(in: shelf) == ["journal.mdb", "signing.key"])
    #expect(throws: JournalError.self) { try shelf.create() }
  }

  @Test func aRefusedFirstRecordLeavesNothing() throws {
    let shelf = Shelf()
    #expect(throws: Refusal.self) {
      try Journal.create(
        in: shelf.folder, origin: "test.example/store",
        first: [registration("AICS"), registration("AICS", id: "again")])
    }
    #expect(try names(in: shelf).isEmpty)
    #expect(try shelf.create().head().size == 0)
  }

  @Test func whatADeadProcessLeftIsClearedAway() throws {
    let (shelf, publicKey) = try halfMade()
    #expect(throws: JournalError.self) { try shelf.open() }
    let journal = try shelf.create()
    #expect(journal.key.vkey != publicKey)
    #expect(try SigningKey(folder: shelf.folder).read().verifier.vkey == journal.key.vkey)
    #expect(try names(in: shelf) == ["journal.mdb", "signing.key"])
  }

  @Test func aJournalThatWasHardlyBegunIsClearedAway() throws {
    let shelf = Shelf()
    try files.createDirectory(atPath: shelf.folder, withIntermediateDirectories: true)
    for name in ["journal.mdb.new", "journal.mdb.new-lock", "signing.key.new"] {
      #expect(files.createFile(atPath: shelf.folder + "/" + name, contents: Data("x".utf8)))
    }
    _ = try shelf.create()
    #expect(try names(in: shelf) == ["journal.mdb", "signing.key"])
  }

  /// It may sign for a book whose journal is kept elsewhere.
  @Test func noOtherKeyIsTouched() throws {
    let shelf = try halfMade().shelf
    let key = SigningKey(folder: shelf.folder).path
    let other = Shelf()
    try other.create().close()
    let text = try String(contentsOfFile: SigningKey(folder: other.folder).path, encoding: .utf8)
    try text.write(toFile: key, atomically: false, encoding: .utf8)
    #expect(throws: JournalError.self) { try shelf.create() }
    try files.removeItem(atPath: shelf.folder + "/journal.mdb.new")
    #expect(throws: JournalError.self) { try shelf.create() }
    #expect(try String(contentsOfFile: key, encoding: .utf8) == text)
  }
}
