/// What the rules look at: the registers whole, and the projects that the commands at hand name.
///
/// A class, because it is large, has one owner (the writer) and is looked at for every command. One thread.
public final class Books {
  public var registers = Registers()
  public var projects = Projects()
  /// When the last line was recorded.
  public var lastAt = Timestamp(microseconds: 0)

  public init() {}

  /// How many records a subject has, reversals included.
  public func count(of subject: Subject) -> UInt64 {
    func entries<S>(_ subjects: borrowing Subjects<S>) -> UInt64 { UInt64(subjects.count(of: subject.name)) }
    return switch subject.kind {
    case .project: projects.count(of: subject.name)
    case .partner: entries(registers.partners)
    case .agreement: entries(registers.agreements)
    case .pledge: entries(registers.pledges)
    case .assessment: entries(registers.assessments)
    case .plan: entries(registers.plans)
    case .group: entries(registers.groups)
    case .rates: entries(registers.rates)
    case .target: entries(registers.targets)
    case .aggregate: entries(registers.aggregates)
    case .figure: entries(registers.figures)
    case .policy: entries(registers.policies)
    case .books: entries(registers.books)
    }
  }

  /// Takes in a record that was written. Records come in the order of the book.
  public func apply(_ entry: Entry, at: Timestamp, history: (Subject) throws -> [Entry]) rethrows {
    lastAt = max(lastAt, at)
    if entry.subject.kind == .project {
      try projects.apply(entry, history: history)
    } else {
      var unused: [Posting] = []
      registers.fold(entry, into: &unused)
    }
  }
}

/// What a reversal needs besides the books: the records of its subject, and who refers to the subject.
public struct Past: Sendable {
  /// All records of the command's subject, in order.
  public let records: [Record]
  /// Records of other subjects that name the subject.
  public let mentions: [Record]

  public init(records: [Record], mentions: [Record]) { (self.records, self.mentions) = (records, mentions) }
  public static let unneeded = Past(records: [], mentions: [])
}

/// Decides whether a command becomes a record. Pure: time comes in with the call; nothing is read or written.
///
/// - Parameters:
///   - at: when it would be recorded; the writer takes care that it is not earlier than the line before.
///   - past: needed for `RecordReversed` only.
/// - Returns: the record with its position, ready to be written.
/// - Throws: the first rule in the documented order that the command breaks.
public func decide(_ command: Command, seq: UInt64, at: Timestamp, books: Books, past: Past = .unneeded) throws(Refusal)
  -> Record
{
  let type = command.event.type
  if let kind = type.kind, kind != command.subject.kind {
    throw Refusal(
      .wrongSubject, at: "subject", found: command.subject.description,
      expected: "a subject of kind \(kind.code) for \(type.rawValue)",
      remedy: "Name the \(kind.code) that the event is about.")
  }
  try checkEnvelope(command, at: at, books: books)
  let rules = Rules(command: command, books: books, day: at.day)
  if case .recordReversed(let reversal) = command.event {
    try rules.checkReversal(reversal, past: past)
  } else {
    try rules.check(command.event)
  }
  return Record(seq: seq, at: at, command: command)
}

/// The rules of the envelope: `stale`, `not-permitted`, approvals, closed periods, dates.
private func checkEnvelope(_ command: Command, at: Timestamp, books: Books) throws(Refusal) {
  if let expect = command.expect, case let count = books.count(of: command.subject), expect != count {
    throw Refusal(
      .stale, at: "expect", found: "\(expect)", expected: "\(count), the records that \(command.subject) has now",
      remedy: "Read the subject again and repeat the command if it still makes sense.")
  }
  let policy = books.registers.policy
  if let refusal = policy.permits(command) { throw refusal }
  if let refusal = policy.fourEyes(command) { throw refusal }
  if command.override != nil, let refusal = policy.approval(of: command, because: "a command with \"override\"") {
    throw refusal
  }
  let type = command.event.type
  if let closed = policy.closedThrough, type.countsInPeriods, command.late == nil, command.on.first <= closed {
    throw Refusal(
      .periodClosed, at: "on", found: command.on.description,
      expected: "a date after \(closed), where the books are closed",
      remedy: "Give the member \"late\" with the reason, or correct the date.")
  }
  if !type.mayLieInFuture, command.on.first > at.day {
    throw Refusal(
      .dateInFuture, at: "on", found: command.on.description, expected: "a date up to today, \(at.day)",
      remedy: "Record the fact when it has happened; plans belong in \"starts\", \"ends\" or \"validTo\".")
  }
}

extension EventType {
  /// Whether a closed period keeps the event out: it would change figures of that period.
  var countsInPeriods: Bool {
    switch kind {
    case .project, .agreement, .pledge, .assessment, .plan, .aggregate, nil: true
    case .books, .figure, .group, .partner, .policy, .rates, .target: false
    }
  }
}

extension Policy {
  /// `not-permitted`: once a role was granted, only its holders may do its work.
  func permits(_ command: Command) -> Refusal? {
    let role: Role = command.subject.kind == .policy ? .administrator : .recorder
    guard isGoverned(role), !holds(role, command.actor), !holds(.administrator, command.actor) else { return nil }
    return Refusal(
      .notPermitted, at: "actor", found: command.actor, expected: "an actor with the role \(role.rawValue)",
      remedy: "Ask an administrator to grant the role, or let somebody record it who has it.")
  }

  /// Four eyes: a property of the journal, checked when recording and again by `verify`.
  public func fourEyes(_ command: Command) -> Refusal? {
    needApproval.contains(command.event.type) ? approval(of: command, because: command.event.type.rawValue) : nil
  }

  func approval(of command: Command, because what: String) -> Refusal? {
    guard let approver = command.approver else {
      return Refusal(
        .approvalMissing, at: "approver", found: "nothing", expected: "an approver for \(what)",
        remedy: "Let a second person with the role approver approve it and name that person in \"approver\".")
    }
    if approver == command.actor {
      return Refusal(
        .selfApproval, at: "approver", found: approver, expected: "somebody other than the actor",
        remedy: "Let a second person approve it.")
    }
    guard holds(.approver, approver) else {
      return Refusal(
        .approvalMissing, at: "approver", found: "\(approver), who does not hold the role approver",
        expected: "a holder of that role",
        remedy: "Let a holder of the role approve it, or ask an administrator to grant the role first.")
    }
    return nil
  }
}
