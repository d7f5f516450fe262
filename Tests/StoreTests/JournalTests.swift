import Foundation
import LMDB
import Ledger
import Testing

@testable import EventStore

@Suite("The journal")
struct JournalTests {
  @Test func whatIsAppendedCanBeReadByPositionAndBySubject() throws {
    let shelf = Shelf()
    let journal = try shelf.create()
    #expect(try journal.append([registration("AICS"), registration("ARCEP")]) == [.recorded(0), .recorded(1)])
    #expect(try journal.record(at: 1).subject.name == "ARCEP")
    let subject = try #require(Subject(.partner, "AICS"))
    #expect(try journal.positions(of: subject) == [0])
    #expect(try journal.head().size == 2)
    #expect(throws: NoSuchRecord.self) { try journal.line(at: 2) }
  }

  @Test func oneIdIsRecordedOnce() throws {
    let shelf = Shelf()
    let journal = try shelf.create()
    let command = try registration("AICS")
    // Within one group, and again later.
    #expect(try journal.append([command, command]) == [.recorded(0), .repeated(0)])
    #expect(try journal.append([command]) == [.repeated(0)])
    let other = try registration("ARCEP", id: "AICS")
    guard case .refused(let refusal) = try #require(try journal.append([other]).first) else {
      Issue.record("found a second record under one id; expected a refusal")
      return
    }
    #expect(refusal.code == .duplicateId)
    #expect(try journal.head().size == 1)
  }

  /// The line that an addendum changes is filled in when it is recorded; the same command is still the same.
  @Test func anAddendumThatIsGivenAgainIsThere() throws {
    let shelf = Shelf()
    let journal = try shelf.create()
    func command(_ id: String, _ event: String) throws -> Command {
      try Command(
        json: #"{"actor":"a.ndiaye","event":{\#(event)},"id":"\#(id)","on":"2026-02-01","subject":"project/A"}"#)
    }
    let money = #"{"amount":"5.00","currency":"CHF"}"#
    let signature = try command(
      "s",
      #""funding":[{"from":"AICS","modality":"cash","value":\#(money)}],"plan":"BAP","priority":"P1","region":"AFR","#
        + #""title":"A","type":"ProjectSigned""#)
    func addendum(_ more: String = "") throws -> Command {
      try command("a", #""funding":[{"adds":\#(money),"from":"AICS"\#(more)}],"number":1,"type":"AddendumSigned""#)
    }
    #expect(
      try journal.append([registration("AICS"), signature, addendum()]) == [.recorded(0), .recorded(1), .recorded(2)])
    #expect(try journal.append([addendum()]) == [.repeated(2)])
    let line = #","of":{"currency":"CHF","modality":"cash","partner":"AICS"}"#
    #expect(try journal.append([addendum(line)]) == [.repeated(2)])
    let other = #","of":{"currency":"USD","modality":"cash","partner":"AICS"}"#
    guard case .refused(let refusal) = try #require(try journal.append([addendum(other)]).first) else {
      Issue.record("found another line under one id; expected a refusal")
      return
    }
    #expect(refusal.code == .duplicateId)
  }

  /// An identity means the record that stands: what was reversed is recorded again, in one group or later.
  @Test func whatWasReversedIsRecordedAgain() throws {
    let shelf = Shelf()
    let journal = try shelf.create()
    let fact = try registration("AICS")
    let other = try registration("AICS", called: "Agency")
    #expect(try journal.append([fact, reversal(of: 0), fact]) == [.recorded(0), .recorded(1), .recorded(2)])
    #expect(try journal.append([fact, reversal(of: 0)]) == [.repeated(2), .repeated(1)])
    guard case .refused(let refusal) = try #require(try journal.append([other]).first) else {
      Issue.record("found a second content under an id that stands; expected a refusal")
      return
    }
    #expect(refusal.code == .duplicateId)
    #expect(try journal.verify().records == 3)
    // The record that stands is reversed as well; then the id is free for what is right.
    #expect(try journal.append([reversal(of: 2), other]) == [.recorded(3), .recorded(4)])
    #expect(try journal.append([other]) == [.repeated(4)])
    #expect(try journal.verify().records == 5)
    try journal.close()
    let again = try shelf.open()
    #expect(try again.append([other, reversal(of: 4), fact]) == [.repeated(4), .recorded(5), .recorded(6)])
    #expect(try again.verify().records == 7)
  }

  /// Whoever gives many lines again asks for it.
  @Test func aReversalCanBeHeeded() throws {
    let shelf = Shelf()
    let journal = try shelf.create()
    let fact = try registration("AICS")
    _ = try journal.append([fact, reversal(of: 0)])
    #expect(try journal.append([fact], heedingReversalsBelow: 2) == [.reversedBefore(0, by: 1)])
    #expect(try journal.head().size == 2)
    #expect(try journal.append([fact], heedingReversalsBelow: 1) == [.recorded(2)])
    #expect(try journal.append([fact], heedingReversalsBelow: 2) == [.repeated(2)])
  }

  private func reversal(of seq: UInt64) throws -> Command {
    try Command(
      json:
        #"{"actor":"a.diop","event":{"reason":"a test","reverses":"AICS","type":"RecordReversed"},"id":"undo \#(seq)","#
        + #""on":"2026-02-01","source":{"document":"Register of partners"},"subject":"partner/AICS","v":1}"#
    )
  }

  /// A process that has just opened the book knows the names of the subjects that others recorded.
  @Test func aNameInOtherLettersIsTaken() throws {
    let shelf = Shelf()
    let journal = try shelf.create()
    _ = try journal.append([registration("AICS"), registration("ARCEP")])
    try journal.close()
    let again = try shelf.open()
    let outcomes = try again.append([registration("Aics"), registration("BNETZA"), registration("bnetza")])
    #expect(outcomes.map(\.code) == [.alreadyExists, nil, .alreadyExists])
  }

  @Test func aClockBeforeTheLastLineRecordsNothingUntilSomebodySaysSo() throws {
    let shelf = Shelf()
    let journal = try shelf.create()
    let noon = try #require(Timestamp("2026-11-27T12:00:00.000000Z"))
    let morning = try #require(Timestamp("2026-11-27T09:00:00.000000Z"))
    _ = try journal.append([registration("AICS")], now: { noon })
    #expect(try journal.append([registration("ARCEP")], now: { morning }).map(\.code) == [.clock])
    #expect(try journal.append([registration("AICS")], now: { morning }) == [.repeated(0)])
    try journal.close()
    let told = try Journal.open(in: shelf.folder, despiteClock: true)
    #expect(try told.append([registration("ARCEP")], now: { morning }) == [.recorded(1)])
    #expect(try told.lastRecorded() == noon)
  }

  @Test func aForcedReversalOfWhatTwoDidFailsVerification() throws {
    let shelf = Shelf()
    let journal = try shelf.create()
    let role = try Command(
      json: #"{"actor":"a.diop","event":{"actor":"c.li","role":"approver","type":"RoleGranted"},"id":"role","#
        + #""on":"2026-01-01","subject":"policy/roles","v":1}"#)
    var fact = try registration("AICS")
    fact.approver = "c.li"
    _ = try journal.append([role, fact])
    #expect(try journal.append([reversal(of: 1)]).map(\.code) == [.approvalMissing])
    #expect(try journal.verify().records == 2)
    try force(
      Record(reversal(of: 1), Stamp(seq: 2, at: .now, nth: 1, salt: Salt(high: 1, low: 2), reversed: 1)), into: journal)
    let error = #expect(throws: JournalError.self) { try journal.verify() }
    guard case .damaged(_, let at, _, _) = try #require(error) else {
      Issue.record("found \(String(describing: error)); expected damage")
      return
    }
    #expect(at == "record 2")
  }

  @Test func aRehearsalWritesNothing() throws {
    let shelf = Shelf()
    let journal = try shelf.create()
    #expect(try journal.append([registration("AICS")], keep: false) == [.recorded(0)])
    #expect(try journal.head().size == 0)
    #expect(try journal.append([registration("AICS")]) == [.recorded(0)])
    #expect(try journal.verify().records == 1)
  }

  /// Another process, or an older state in memory: what the writer keeps is brought up to the head before it decides.
  @Test func aWriterThatFellBehindReadsWhatOthersWrote() throws {
    let shelf = Shelf()
    let journal = try shelf.create()
    _ = try journal.append([registration("AICS")])
    let kept = journal.writerState.frontier
    _ = try journal.append((0..<20).map { try registration("other-\($0)") })
    // As if the twenty had come from elsewhere: the frontier of one record, and registers that know only that one.
    journal.writerState.frontier = kept
    let books = Books()
    books.registers = try journal.environment.read { try journal.registers(at: 1, in: $0) }
    books.lastAt = try journal.record(at: 0).at
    journal.writerState.books = books
    #expect(try journal.append([registration("ARCEP")]) == [.recorded(21)])
    guard case .refused = try #require(try journal.append([registration("other-7", id: "another")]).first) else {
      Issue.record("found a partner that was registered twice; expected that the writer knows what others wrote")
      return
    }
    #expect(try journal.verify().records == 22)
  }

  @Test func aReadOnlyJournalRefusesToWrite() throws {
    let shelf = Shelf()
    try shelf.create().close()
    let journal = try shelf.open(readOnly: true)
    #expect(throws: (any Error).self) { try journal.append([registration("AICS")]) }
    #expect(try journal.head().size == 0)
  }

  @Test func aCopyIsTheSameBookWithoutTheKey() throws {
    let shelf = Shelf()
    let target = Shelf()
    let journal = try shelf.create()
    _ = try journal.append([registration("AICS"), registration("ARCEP")])
    try journal.copy(to: target.folder)
    let copy = try target.open(readOnly: true)
    #expect(try copy.verify().head == journal.head())
    #expect(throws: JournalError.self) { try copy.checkpoint() }
    #expect(throws: JournalError.self) { try journal.copy(to: target.folder) }
  }

  /// The rules refuse such a record. Somebody who writes into the file itself, with right hashes and indexes, is found
  /// all the same.
  @Test func aForcedRecordWithoutApprovalFailsVerification() throws {
    let shelf = Shelf()
    let journal = try shelf.create()
    let policy = try Command(
      json:
        #"{"actor":"a.diop","event":{"events":["PartnerRegistered"],"type":"ApprovalRequired"},"id":"policy","#
        + #""on":"2026-01-01","source":{"document":"Office order 26/01"},"subject":"policy/approvals","v":1}"#
    )
    #expect(try journal.append([policy]) == [.recorded(0)])
    let alone = try registration("AICS")
    guard case .refused = try #require(try journal.append([alone]).first) else {
      Issue.record("found a record without approval; expected a refusal")
      return
    }
    #expect(try journal.verify().records == 1)
    try force(Record(alone, Stamp(seq: 1, at: .now, nth: 0, salt: Salt(high: 1, low: 2))), into: journal)
    let error = #expect(throws: JournalError.self) { try journal.verify() }
    guard case .damaged(_, let at, _, let expected) = try #require(error) else {
      Issue.record("found \(String(describing: error)); expected damage")
      return
    }
    #expect(at == "record 1")
    #expect(expected == "an approval by a second person")
  }

  /// Writes a record as the journal does, and asks no rule.
  private func force(_ record: Record, into journal: Journal) throws {
    var state = WriterState()
    try journal.environment.write { transaction in
      let head = try journal.head(in: transaction)
      _ = try journal.catchUp(&state, to: head, in: transaction)
      #expect(try journal.claim(record.command.id, record.seq, in: &transaction))
      state.pending.add(record)
      try journal.flush(&state, in: &transaction)
      try journal.tables.meta.put("head", Head(size: head.size + 1, root: state.frontier.root).bytes, in: &transaction)
    }
  }
}

extension Outcome {
  /// The rule that refused it.
  var code: RuleCode? { if case .refused(let refusal) = self { refusal.code } else { nil } }
}
