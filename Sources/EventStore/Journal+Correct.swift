import LMDB
import Ledger

extension [Command] {
  /// The command that replaces what the one at `place` reverses, where it comes right behind.
  func replacement(behind place: Int) -> Command? {
    guard place + 1 < count, case .reversed(let reversal) = self[place].event,
      reversal.replacedBy == self[place + 1].id
    else { return nil }
    return self[place + 1]
  }
}

extension Journal {
  /// A correction: a reversal and what replaces it. Both are recorded, or neither.
  ///
  /// 1. Lines that wait are written, so that both see the whole past.
  /// 2. The reversal is decided with its replacement in hand, and taken into the state of the rules.
  /// 3. The replacement is decided against that state. If it is refused, the state is read again as it was.
  /// 4. Only now are the identities claimed and the two lines handed over to be written.
  func write(
    _ reversal: Command, replacedBy replacement: Command, _ batch: inout Batch, _ state: inout WriterState,
    _ now: () -> Timestamp, in transaction: inout WriteTransaction
  ) throws -> [Outcome] {
    try flush(&state, in: &transaction)
    if let given = try tables.ids.get(reversal.id, in: transaction),
      try tables.reversals.get(given, in: transaction) == nil
    {
      let outcome = try repeated(reversal, given, in: transaction)
      guard case .repeated = outcome else { return [outcome, outcome] }
      return [outcome, try write(replacement, &batch, &state, now, in: &transaction)]
    }
    if let answer = try earlierAnswer(replacement, batch.heeded, &state, in: &transaction) {
      return [refusedCorrection(answer, of: replacement), answer]
    }
    let past = try need(reversal, replacement: replacement, batch.books, in: transaction)
    let rest = try need(replacement, batch.books, in: transaction)
    let lastAt = batch.books.lastAt
    let first: Record
    do throws(Refusal) { first = try decide(reversal, past, at: now(), &batch) } catch {
      return [.refused(error), .refused(error)]
    }
    let reversed = try take(first, &batch, in: transaction)
    let second: Record
    do throws(Refusal) { second = try decide(replacement, rest, at: now(), &batch) } catch {
      batch.size -= 1
      try forget(reversal.subject, lastAt, &batch, &state, in: transaction)
      return [.refused(error), .refused(error)]
    }
    for record in [first, second] {
      try tables.ids.put(record.command.id, record.seq, in: &transaction)
      state.pending.add(record)
    }
    try flush(&state, in: &transaction)
    return [reversed, try take(second, &batch, in: transaction)]
  }

  /// The replacement is in the book already, or its id is: then nothing is left that would replace what is reversed.
  private func refusedCorrection(_ answer: Outcome, of replacement: Command) -> Outcome {
    if case .refused = answer { return answer }
    return .refused(
      Refusal(
        .duplicateId, at: "event.replacedBy", found: "\(replacement.id), which is in the book already",
        expected: "the id of a new command", remedy: "Give the replacement an id of its own."))
  }

  /// Takes what was decided last out of the state of the rules again: the subject is read anew.
  private func forget(
    _ subject: Subject, _ lastAt: Timestamp, _ batch: inout Batch, _ state: inout WriterState,
    in transaction: borrowing WriteTransaction
  ) throws {
    if subject.kind == .project {
      batch.books.projects.reload(subject.name, try records(of: subject, in: transaction).map(\.entry))
    } else {
      state.books = nil
      let head = Head(size: batch.size, root: state.frontier.root)
      batch.books = try catchUp(&state, to: head, in: transaction)
    }
    batch.books.lastAt = lastAt
  }
}
