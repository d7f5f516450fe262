import Foundation
import Pledgebook
import Testing

@Suite("What a program does with a book")
struct BookTests {
  private let shelf = Shelf()

  private func draft(_ event: Event, about subject: String) throws -> Draft {
    Draft(
      event, about: try #require(Subject(subject)), on: try #require(EffectiveDate("2026-03-01")), by: "a.diop")
  }

  private let anatel = Event.partner(.registered(PartnerProfile(name: "ANATEL", kind: .regulator)))

  private func receipt(from partner: String) throws -> Event {
    .project(.contributionReceived(ContributionReceived(try Money("CHF 10.00", at: "test"), from: partner)))
  }

  private var kept: [String] {
    (try? FileManager.default.contentsOfDirectory(atPath: shelf.folder + "/attachments")) ?? []
  }

  @Test func aNewBookBeginsWithTheMembershipsOfTheGroups() throws {
    let book = try shelf.make()
    let size = try book.journal.head().size
    #expect(size > 100)
    let first = try book.journal.record(at: 0)
    #expect(first.subject.kind == .group)
    #expect(first.command.actor == "pledgebook.init")
    #expect(throws: JournalError.self) { try shelf.make() }
  }

  @Test func aDraftGetsItsIdFromWhatItSays() throws {
    let book = try shelf.make()
    var draft = try draft(anatel, about: "partner/anatel")
    let seq = try #require(try book.record(draft).seq)
    // Who says it, and on what evidence, makes no difference.
    (draft.actor, draft.document) = ("b.ndiaye", "Register of regulators")
    #expect(try book.record(draft).seq == nil, "another content under one id is refused")
    draft.id = "mine"
    #expect(try draft.command().id == "mine")
    #expect(try book.journal.record(at: seq).command.id.hasPrefix("entry/"))
  }

  @Test func aDraftThatHasNoStoredFormIsNone() throws {
    var draft = try draft(anatel, about: "partner/anatel")
    draft.actor = ""
    let error = #expect(throws: UnreadableCommand.self) { try draft.command() }
    #expect(error?.error.member == "actor")
    draft = try self.draft(.project(.addendumSigned(AddendumSigned(number: 0))), about: "project/P1")
    #expect(throws: UnreadableCommand.self) { try draft.command() }
    let all = Event.reversed(RecordReversed("", reason: "none"))
    #expect(throws: UnreadableCommand.self) { try self.draft(all, about: "project/P1").command() }
  }

  /// A name with a quote in it must not become further members of the line.
  @Test func aNameOfADraftStaysAName() throws {
    let hostile = #"anatel","type":"ContributionReceived","value":{"amount":"99.00","currency":"CHF"}},"id":"#
    let draft = try draft(receipt(from: hostile), about: "project/P1")
    let error = #expect(throws: UnreadableCommand.self) { try draft.command() }
    #expect(error?.error.member == "from")
    var other = try self.draft(anatel, about: "partner/anatel")
    other.actor = #"a","approver":"b"#
    #expect(throws: UnreadableCommand.self) { try other.command() }
  }

  @Test func aRecordKnowsWhatUndidIt() throws {
    let book = try shelf.make()
    let seq = try #require(try book.record(draft(anatel, about: "partner/anatel")).seq)
    #expect(try book.reversal(of: seq) == nil)
    let undone = try draft(
      .reversed(RecordReversed(try book.journal.record(at: seq).command.id, reason: "twice")), about: "partner/anatel")
    let reversal = try #require(try book.record(undone).seq)
    #expect(try book.reversal(of: seq)?.seq == reversal)
    #expect(throws: (any Error).self) { try book.reversal(of: 1_000_000) }
  }

  @Test func aSignatureIsDraftedWithoutJSON() throws {
    let book = try shelf.make()
    _ = try book.record(draft(anatel, about: "partner/anatel"))
    let priority = try Priority("P1", in: .bap, at: "test")
    let signed = ProjectSigned(
      title: "Connected schools", priority: priority, region: .ams,
      funding: [FundingLine(from: "anatel", .cash, try Money("CHF 1000.00", at: "test"))],
      beneficiaries: [Beneficiary(try Alpha3(country: "BRA", at: "test"), share: try Share("60", at: "test"))])
    let seq = try #require(try book.record(draft(.project(.signed(signed)), about: "project/P1")).seq)
    #expect(try book.journal.record(at: seq).event == .project(.signed(signed)))
  }

  @Test func anAttachedFileIsKeptUnderItsDigestAndARefusedDraftLeavesNone() throws {
    let book = try shelf.make()
    var good = try draft(anatel, about: "partner/anatel")
    good.attachment = try shelf.file("letter.txt", "We register.")
    var bad = try draft(receipt(from: "anatel"), about: "project/P1")
    bad.attachment = try shelf.file("other.txt", "Nothing was signed.")

    guard case .refused = try book.record(bad) else {
      Issue.record("a receipt of a project that is not signed was recorded")
      return
    }
    #expect(kept == [])
    let seq = try #require(try book.record(good).seq)
    let source = try #require(try book.journal.record(at: seq).command.source)
    #expect(source.document == "letter.txt")
    #expect(kept == [source.sha256])
  }

  @Test func manyStoreOneFileAtOnce() async throws {
    let book = try shelf.make()
    let file = try shelf.file("letter.txt", String(repeating: "We register. ", count: 100_000))
    try await withThrowingTaskGroup(of: String.self) { group in
      for _ in 0..<8 { group.addTask { try book.attach(file) } }
      for try await digest in group { #expect(book.attachments.has(digest)) }
    }
    #expect(kept.count == 1)
  }

  @Test func aRehearsalAnswersAndWritesNothing() throws {
    let book = try shelf.make()
    let size = try book.journal.head().size
    #expect(try book.rehearse(command("partner/anatel", "anatel", registered)) == .recorded(size))
    guard case .refused = try book.rehearse(command("project/P1", "p", signed)) else {
      Issue.record("a project of an unknown partner was not refused")
      return
    }
    #expect(try book.journal.head().size == size)
  }

  @Test func anImportRecordsGoodLinesAndHandsBackTheOthers() throws {
    let book = try shelf.make()
    let size = try book.journal.head().size
    let file = try shelf.file(
      "many.jsonl",
      [
        line("partner/anatel", "1", registered), "", "no command", line("project/P1", "2", signed),
        line("project/P1", "3", received(from: "nobody")), line("partner/anatel", "1", registered),
      ].joined(separator: "\n"))
    var refused: [RefusedLine] = []
    let rehearsed = try book.importLines(of: [.file(file)], rehearsing: true) { refused.append($0) }
    #expect(try book.journal.head().size == size)
    let tally = try book.importLines(of: [.file(file)]) { refused.append($0) }
    #expect(rehearsed == tally)
    let counts = [tally.recorded, tally.repeated, tally.refused]
    #expect(counts == [2, 1, 2])
    #expect(refused.map(\.number) == [3, 5, 3, 5])
    #expect(refused[0].bytes == Array("no command".utf8))
    guard case .unreadable = refused[0].reason, case .refused(let refusal) = refused[1].reason else {
      Issue.record("\(refused.map(\.reason))")
      return
    }
    #expect(refusal.code == .unknownPartner)
  }

  /// A reversed file: each line rests on later ones.
  @Test func theOrderOfLinesDoesNotDecideWhatIsRecorded() throws {
    let book = try shelf.make()
    let lines = [
      line("project/P1", "4", received(from: "anatel")), line("project/P1", "3", received(from: "nobody")),
      line("project/P1", "2", signed), line("partner/anatel", "1", registered),
    ]
    let file = try shelf.file("backward.jsonl", lines.joined(separator: "\n"))
    var refused: [Int] = []
    func play(rehearsing: Bool = false) throws -> ImportTally {
      try book.importLines(of: [.file(file)], rehearsing: rehearsing) { refused.append($0.number) }
    }
    let rehearsed = try play(rehearsing: true)
    let tally = try play()
    #expect(tally == rehearsed)
    func counts(_ tally: ImportTally) -> [Int] {
      [tally.recorded, tally.recordedLater, tally.repeated, tally.refused]
    }
    #expect(counts(tally) == [3, 2, 0, 1])
    let head = try book.journal.head()
    let again = try play()
    #expect(counts(again) == [0, 0, 3, 1])
    #expect(try book.journal.head() == head)
    #expect(refused == [2, 2, 2])
  }

  /// A fact and its reversal in one file stay so when the file is given again; a fact that was reversed otherwise is
  /// recorded again.
  @Test func anImportRecordsAgainWhatWasReversed() throws {
    let book = try shelf.make()
    let size = try book.journal.head().size
    let fact = line("partner/anatel", "1", registered)
    let reversal = line("partner/anatel", "2", #"{"reason":"a test","reverses":"1","type":"RecordReversed"}"#)
    func play(_ name: String, _ lines: [String]) throws -> [Int] {
      let file = try shelf.file(name, lines.joined(separator: "\n"))
      let tally = try book.importLines(of: [.file(file)]) { Issue.record("\($0.reason)") }
      return [tally.recorded, tally.repeated, tally.refused]
    }
    #expect(try play("undone.jsonl", [fact, reversal]) == [2, 0, 0])
    #expect(try play("undone.jsonl", [fact, reversal]) == [0, 2, 0])
    #expect(try play("again.jsonl", [fact]) == [1, 0, 0])
    #expect(try play("again.jsonl", [fact]) == [0, 1, 0])
    #expect(try play("undone.jsonl", [fact, reversal]) == [0, 2, 0])
    #expect(try book.verify().records == size + 3)
  }

  @Test func anImportOfAMissingFileRecordsNothing() throws {
    let book = try shelf.make()
    let size = try book.journal.head().size
    let file = try shelf.file("one.jsonl", line("partner/anatel", "1", registered))
    #expect(throws: UnusableFile.self) {
      try book.importLines(of: [.file(file), .file(shelf.folder + "/none.jsonl")]) { _ in }
    }
    #expect(try book.journal.head().size == size)
  }

  @Test func aCopyHasTheSameRootAndCannotSign() throws {
    let book = try shelf.make()
    _ = try book.attach(try shelf.file("letter.txt", "We register."))
    let other = Shelf()
    let copied = try book.copy(to: other.folder)
    #expect(try copied.head == book.journal.head())
    #expect(copied.attachments == 1)
    let copy = try Book(opening: other.folder, for: .reading)
    #expect(throws: JournalError.self) { try copy.checkpoint() }
    #expect(try copy.verify(against: book.checkpoint(), key: book.journal.key).checkpoint?.size == copied.head.size)
  }

  @Test func aRecordOfABookOpenedForReadingIsAnError() throws {
    try shelf.make().close()
    let book = try Book(opening: shelf.folder, for: .reading)
    #expect(throws: (any Error).self) { try book.record(command("partner/anatel", "anatel", registered)) }
  }
}
