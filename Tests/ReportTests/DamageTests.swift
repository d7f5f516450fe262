import EventStore
import Foundation
import Ledger
import Pledgebook
import Synchronization
import Testing
import Views

@testable import Reports

@Suite("Damage never becomes another figure")
struct DamageTests {
  /// A book of its own in a folder, closed, so that its files can be changed.
  private final class Shelf {
    let folder = FileManager.default.temporaryDirectory.path + "/damage-\(UUID().uuidString)"

    init(_ record: (Book) throws -> Void) throws {
      let book = try Book()
      try record(book)
      try book.journal.copy(to: folder)
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    /// Opens the journal for `body` and closes it again.
    func open<R>(_ body: (Journal) throws -> R) throws -> R {
      let journal = try Journal.open(in: folder, readOnly: true)
      defer { try? journal.close() }
      return try body(journal)
    }

    func views<R>(_ body: (LiveViews) throws -> R) throws -> R {
      try open { journal in
        let views = try LiveViews(of: journal)
        defer { try? views.close() }
        return try body(views)
      }
    }

    /// Asks an open book, which makes damaged views anew. What it complains of goes into `complaints`.
    func asked<R>(_ complaints: Complaints, _ body: (ViewsSnapshot) throws -> R) throws -> R {
      let book = try Pledgebook.Book(
        opening: folder, for: .reading,
        viewsDamaged: { damage in
          complaints.add("\(damage)")
        })
      defer { try? book.close() }
      return try book.withViews(body)
    }

    /// Replaces every occurrence of some bytes by others of the same number. There must be one at least.
    func change(_ file: String, _ old: [UInt8], _ new: [UInt8]) throws {
      let url = URL(fileURLWithPath: folder + "/" + file)
      var data = try Data(contentsOf: url)
      var found = 0
      var from = data.startIndex
      while let range = data.range(of: Data(old), in: from..<data.endIndex) {
        data.replaceSubrange(range, with: new)
        from = range.upperBound
        found += 1
      }
      #expect(found > 0, "nothing to change in \(file)")
      try data.write(to: url)
    }
  }

  /// What an open book complains of, on any thread.
  private final class Complaints: Sendable {
    private let list = Mutex<[String]>([])
    var all: [String] { list.withLock { $0 } }
    func add(_ text: String) { list.withLock { $0.append(text) } }
  }

  private static func signed(_ book: Book) throws {
    try book.record(
      "partner/anatel", "PartnerRegistered", on: "2026-01-15", #""country":"BRA","kind":"regulator","name":"ANATEL""#)
    try book.record(
      "project/9BRA26001", "ProjectSigned", on: "2026-02-14",
      #""funding":[{"from":"anatel","modality":"cash","value":{"amount":"1000.00","currency":"CHF"}}],"plan":"BAP","#
        + #""priority":"P1","region":"AMS","title":"Connected schools""#
    )
    try book.record(
      "project/9BRA26001", "ContributionReceived", on: "2026-03-01",
      #""from":"anatel","value":{"amount":"999.00","currency":"CHF"}"#)
  }

  private func raised(_ views: LiveViews) throws -> String { try raised(views.snapshot) }

  private func raised(_ views: ViewsSnapshot) throws -> String {
    let query = Query(today: try day(Book.clock))
    return try Reporter(try AsKnown(views)).report(ReportRequest(.funding, query)).total("CHF", "signed")
  }

  /// 1000.00 CHF as a posting holds it, and one centime more.
  private let amount: [UInt8] = [0xA0, 0x86, 0x01, 0, 0, 0, 0, 0]
  private let more: [UInt8] = [0xA1, 0x86, 0x01, 0, 0, 0, 0, 0]

  @Test func aChangedRowIsMadeAnewFromTheJournal() throws {
    let shelf = try Shelf(Self.signed)
    #expect(try shelf.views(raised) == "1,000.00")
    try shelf.change("views.mdb", amount, more)
    let complaints = Complaints()
    #expect(try shelf.asked(complaints) { try raised($0) } == "1,000.00")
    #expect(complaints.all.count == 1)
    #expect(complaints.all.first?.contains("rows that were changed in block 0") ?? false)
    #expect(try shelf.views(raised) == "1,000.00")
  }

  @Test func aCheckedRebuildNamesTheSubjectOfAChangedRow() throws {
    let shelf = try Shelf(Self.signed)
    #expect(try shelf.views(raised) == "1,000.00")
    try shelf.change("views.mdb", amount, more)
    let error = #expect(throws: RebuildDiffers.self) { try shelf.views { _ = try $0.checkRebuild() } }
    #expect(error?.subject == Subject("project/9BRA26001"))
  }

  @Test func aChangedStandIsNotBelieved() throws {
    let shelf = try Shelf(Self.signed)
    let root = try shelf.views { $0.stand.root }
    try shelf.change("views.mdb", root, [root[0] ^ 1] + root.dropFirst())
    let complaints = Complaints()
    #expect(try shelf.asked(complaints) { try raised($0) } == "1,000.00")
    #expect(complaints.all.count == 1)
  }

  @Test func aChangedLineGivesNoFigure() throws {
    let shelf = try Shelf(Self.signed)
    try shelf.change("journal.mdb", Array(#""amount":"1000.00""#.utf8), Array(#""amount":"1000.01""#.utf8))
    #expect(throws: JournalError.self) { try shelf.views(raised) }
    try shelf.open { journal in
      let size = try journal.head().size
      #expect(throws: JournalError.self) { try journal.record(at: size - 2) }
      #expect(throws: JournalError.self) { try journal.records(of: #require(Subject("project/9BRA26001"))) }
      #expect(throws: JournalError.self) { try journal.forEachLine(to: size, checkingHashes: true) { _, _ in } }
    }
  }

  @Test func aChangedLineOfARegisterGivesNoFigure() throws {
    let shelf = try Shelf(Self.signed)
    #expect(try shelf.views(raised) == "1,000.00")
    try shelf.change("journal.mdb", Array(#""kind":"regulator""#.utf8), Array(#""kind":"regulatos""#.utf8))
    #expect(throws: JournalError.self) { try shelf.views(raised) }
  }

  @Test func aRegisterThatTheIndexLostGivesNoFigure() throws {
    let shelf = try Shelf(Self.signed)
    #expect(try shelf.views(raised) == "1,000.00")
    // The entry now says that the record only names the partner.
    try shelf.change(
      "journal.mdb", Array("partner/anatel".utf8) + [0, 0, 0], Array("partner/anatel".utf8) + [0, 1, 0])
    #expect(throws: JournalError.self) { try shelf.views(raised) }
  }

  @Test func aProjectRecordThatTheIndexLostStopsCatchUp() throws {
    let shelf = try Shelf(Self.signed)
    let size = try shelf.views { $0.stand.size }
    let command = try Command(
      json:
        #"{"actor":"a.diop","event":{"from":"anatel","type":"ContributionReceived","value":{"amount":"1.00","#
        + #""currency":"CHF"}},"id":"later","on":"2026-03-02","subject":"project/9BRA26001","v":1}"#
    )
    let journal = try Journal.open(in: shelf.folder, despiteClock: true)
    #expect(try journal.append([command]).first?.seq == size)
    try journal.close()
    // The entry of the signature now stands under another name, in its right order.
    let end = [0, 0] + withUnsafeBytes(of: (size - 2).bigEndian) { Array($0) }
    try shelf.change("journal.mdb", Array("project/9BRA26001".utf8) + end, Array("project/9BRA26000".utf8) + end)
    #expect(throws: JournalError.self) { try shelf.views(raised) }
  }

  @Test func aJournalThatLostRecordsIsNotTakenForAShorterBook() throws {
    let shelf = try Shelf(Self.signed)
    let older = try Shelf { _ in }
    _ = try shelf.views(raised)
    try FileManager.default.copyItem(atPath: shelf.folder + "/views.mdb", toPath: older.folder + "/views.mdb")
    #expect(throws: JournalError.self) { try older.views { _ in } }
  }
}
