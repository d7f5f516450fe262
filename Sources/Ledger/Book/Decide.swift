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
  if let kind = command.event.kind, kind != command.subject.kind {
    throw Refusal(
      .wrongSubject, at: "subject", found: command.subject.description,
      expected: "a subject of kind \(kind.code) for \(command.event.type.rawValue)",
      remedy: "Name the \(kind.code) that the event is about.")
  }
  try checkEnvelope(command, at: at, books: books)
  try Rules(command: command, books: books, day: at.day).check(command.event, past: past)
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
