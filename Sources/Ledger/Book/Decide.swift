/// Decides whether a command becomes a record. Pure: time comes in with the call; nothing is read or written.
///
/// - Parameters:
///   - command: what somebody wants recorded.
///   - seq: the position that it would get: the size of the book.
///   - at: what the clock says. A record is never dated before the line before it.
///   - salt: drawn for this line.
///   - books: the book so far, with the projects that the command names.
///   - past: needed for `RecordReversed` only.
///   - despiteClock: whether somebody said that recording goes on although the clock stands before the last line.
/// - Returns: the record with its position, ready to be written.
/// - Throws: the first rule in the documented order that the command breaks.
public func decide(
  _ command: Command, seq: UInt64, at: Timestamp, salt: Salt, books: Books, past: Past = .unneeded,
  despiteClock: Bool = false
) throws(Refusal) -> Record {
  if let kind = command.event.kind, kind != command.subject.kind {
    throw Refusal(
      .wrongSubject, at: "subject", found: command.subject.description,
      expected: "a subject of kind \(kind.code) for \(command.event.type.rawValue)",
      remedy: "Name the \(kind.code) that the event is about.")
  }
  if !despiteClock, let refusal = Refusal(clock: at, after: books.lastAt) { throw refusal }
  let at = max(at, books.lastAt)
  try checkEnvelope(command, at: at, books: books, target: past.target)
  let rules = Rules(command: command, books: books, day: at.latestDay)
  try rules.check(command.event, past: past)
  return Record(
    try rules.naming(command),
    Stamp(seq: seq, at: at, nth: books.count(of: command.subject), salt: salt, reversed: past.target?.seq))
}

/// The rules of the envelope: `stale`, `not-permitted`, approvals, closed periods, dates.
/// - Parameter target: the record that the command reverses.
private func checkEnvelope(_ command: Command, at: Timestamp, books: Books, target: Record?) throws(Refusal) {
  if let expect = command.expect, case let count = books.count(of: command.subject), expect != count {
    throw Refusal(
      .stale, at: "expect", found: "\(expect)", expected: "\(count), the records that \(command.subject) has now",
      remedy: "Read the subject again and repeat the command if it still makes sense.")
  }
  let policy = books.registers.policy
  if let refusal = policy.permits(command) { throw refusal }
  if let refusal = policy.fourEyes(command, reversing: target?.command) { throw refusal }
  if command.override != nil, let refusal = policy.approval(of: command, because: "a command with \"override\"") {
    throw refusal
  }
  if let refusal = books.registers.leavesNoAdministrator(command, reversing: target?.seq) { throw refusal }
  if let refusal = policy.keepsOut(command, reversing: target?.command) { throw refusal }
  if !command.event.type.mayLieInFuture, command.on.first > at.latestDay {
    throw Refusal(
      .dateInFuture, at: "on", found: command.on.description, expected: "a date up to today, \(at.latestDay)",
      remedy: "Record the fact when it has happened; plans belong in \"starts\", \"ends\" or \"validTo\".")
  }
}

extension Refusal {
  /// Clocks of machines that share a book may differ by a little.
  private static let leeway: Int64 = 60 * 1_000_000

  /// `clock`: nil unless the clock stands before the last line of the book.
  public init?(clock: Timestamp, after last: Timestamp) {
    guard clock.microseconds < last.microseconds - Refusal.leeway else { return nil }
    self.init(
      .clock, at: "clock", found: "\(clock), before the last line of the book", expected: "a time from \(last) on",
      remedy: "Set the clock right. If it is right, the last line lies in the future: `pledgebook log --last 1`; then "
        + "record with --despite-clock.")
  }
}
