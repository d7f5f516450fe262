import Foundation
import LMDB
import Ledger
import MerkleLog

/// What became of one command.
public enum Outcome: Hashable, Sendable {
  /// It is on the disk, at this position.
  case recorded(UInt64)
  /// The same command was recorded before, at this position.
  case repeated(UInt64)
  /// The record with its identity, at this position, was taken out by a reversal that the append was told not to pass
  /// over. Nothing is written.
  case reversedBefore(UInt64, by: UInt64)
  /// A rule refused it. Nothing of it is written.
  case refused(Refusal)

  public var seq: UInt64? {
    switch self {
    case .recorded(let seq), .repeated(let seq), .reversedBefore(let seq, by: _): seq
    case .refused: nil
    }
  }
}

/// What the writer keeps between two appends. It can always be read again from the journal.
struct WriterState: ~Copyable {
  var books: Books?
  var frontier = Frontier()
  var pending = PendingLines()
  /// Set after a failed commit: the writer refuses further work until the journal is opened again.
  var stopped: String?
}

/// Thrown to end a rehearsal: the transaction is given up with everything in it.
private struct RehearsalOver: Error { let outcomes: [Outcome] }

extension Journal {
  /// Decides and records many commands in one durable transaction.
  ///
  /// The commit protocol, with what a crash leaves at each step:
  /// 1. Take the write transaction. Other processes wait. A crash here leaves the book as it was.
  /// 2. If the journal grew since the last append (another process), fold the new lines into the state of the rules.
  /// 3. For each command in turn: decide against a state that contains all commands before it; claim its identity key,
  /// which is free again where the record that had it was reversed. A refused
  ///    command writes nothing. Then hash the new lines, on all cores if they are many, and write lines, hashes and
  ///    subject index. A crash leaves the book as it was.
  ///    A reversal with `replacedBy` and that command behind it are decided together (`Journal+Correct.swift`).
  /// 4. Write size and root.
  /// 5. Commit. LMDB writes the data pages, flushes, then writes and flushes the page that makes them current. A crash
  /// before the end
  ///    of the second flush leaves the book as it was, or with all of it. The return from the flush is the promise to
  ///    the caller.
  /// 6. Answer. A crash here is invisible to the book; the caller repeats, and the identity key answers with the first
  /// position.
  ///
  /// If the commit fails, nobody knows what reached the disk: the writer stops until the journal is opened again. If
  /// the file or the disk is full, nothing was written and the writer goes on.
  ///
  /// - Parameters:
  ///   - now: asked once for each command; a time a little before the line before is raised to that line's time.
  ///   - keep: false for a rehearsal, which answers the same and writes nothing.
  ///   - heeded: a command whose record was taken out by a reversal below this position is answered by
  ///     `reversedBefore`. An import needs it: the reversal may be among its own lines, and then the line is only given
  ///     once more. Zero records such a command again, which is what a person means who enters it again.
  /// - Returns: one outcome for each command, in order.
  public func append(
    _ commands: [Command], keep: Bool = true, heedingReversalsBelow heeded: UInt64 = 0,
    now: () -> Timestamp = { .now }
  ) throws -> [Outcome] {
    try inTransaction(keep: keep) { transaction in try write(commands, heeded, &writerState, now, in: &transaction) }
  }

  /// As `append` with `keep: false`, for more commands than fit in memory: `next` hands over the next ones, with the
  /// position below which reversals are heeded, until it has none, and `each` gets their outcomes. All of them are
  /// decided in one transaction, which is then given up. Other writers wait meanwhile.
  public func rehearse(
    now: () -> Timestamp = { .now }, next: () throws -> (commands: [Command], heedingReversalsBelow: UInt64)?,
    each: ([Outcome]) throws -> Void
  ) throws {
    _ = try inTransaction(keep: false) { transaction in
      while let (commands, heeded) = try next() {
        try each(try write(commands, heeded, &writerState, now, in: &transaction))
      }
      return []
    }
  }

  private func inTransaction(keep: Bool, _ body: (inout WriteTransaction) throws -> [Outcome]) throws -> [Outcome] {
    try writing.withLock { _ in
      if let reason = writerState.stopped { throw JournalError.writerStopped(path: path, because: reason) }
      var committing = false
      do {
        return try environment.write { transaction in
          let outcomes = try body(&transaction)
          if !keep { throw RehearsalOver(outcomes: outcomes) }
          committing = true
          return outcomes
        }
      } catch {
        // The state contains commands that are not in the book. It is read again before the next append.
        writerState.books = nil
        writerState.pending.clear()
        if let over = error as? RehearsalOver { return over.outcomes }
        if let error = error as? LMDBError, isLackOfRoom(error) { throw JournalError.full(path: path) }
        if committing { writerState.stopped = "\(error)" }
        throw error
      }
    }
  }

  /// LMDB answers EIO where only the first part of a write found room, so the file system is asked too.
  private func isLackOfRoom(_ error: LMDBError) -> Bool {
    if error.code == .mapFull || error.code == .system(ENOSPC) { return true }
    var system = statvfs()
    guard error.code == .system(EIO), statvfs(folder, &system) == 0 else { return false }
    return UInt64(system.f_bavail) * UInt64(system.f_frsize) < Journal.leastRoom
  }

  /// Less free space than this, in bytes, and the file system counts as full.
  private static let leastRoom: UInt64 = 1 << 20

  private func write(
    _ commands: [Command], _ heeded: UInt64, _ state: inout WriterState, _ now: () -> Timestamp,
    in transaction: inout WriteTransaction
  ) throws -> [Outcome] {
    let head = try head(in: transaction)
    var batch = Batch(books: try catchUp(&state, to: head, in: transaction), size: head.size, heeded: heeded)
    var outcomes: [Outcome] = []
    outcomes.reserveCapacity(commands.count)
    while outcomes.count < commands.count {
      let command = commands[outcomes.count]
      if let replacement = commands.replacement(behind: outcomes.count) {
        outcomes += try write(command, replacedBy: replacement, &batch, &state, now, in: &transaction)
      } else {
        outcomes.append(try write(command, &batch, &state, now, in: &transaction))
      }
    }
    try flush(&state, in: &transaction)
    if batch.size > head.size {
      try tables.meta.put("head", Head(size: batch.size, root: state.frontier.root).bytes, in: &transaction)
    }
    return outcomes
  }

  func write(
    _ command: Command, _ batch: inout Batch, _ state: inout WriterState, _ now: () -> Timestamp,
    in transaction: inout WriteTransaction
  ) throws -> Outcome {
    // A late fact and a reversal read lines of their subject, which may be among those that are still to be written.
    if batch.books.readsPast(command) { try flush(&state, in: &transaction) }
    let past = try need(command, batch.books, in: transaction)
    let record: Record
    do throws(Refusal) { record = try decide(command, past, at: now(), &batch) } catch {
      // Most often the command was recorded before and the rules see its own effect.
      return try earlierAnswer(command, batch.heeded, &state, in: &transaction) ?? .refused(error)
    }
    if try !claim(command.id, batch.size, in: &transaction) {
      if let answer = try earlierAnswer(command, batch.heeded, &state, in: &transaction) { return answer }
      try tables.ids.put(command.id, batch.size, in: &transaction)
    }
    state.pending.add(record)
    return try take(record, &batch, in: transaction)
  }

  func decide(_ command: Command, _ past: Past, at: Timestamp, _ batch: inout Batch) throws(Refusal) -> Record {
    try Ledger.decide(
      command, seq: batch.size, at: at, salt: Salt(from: &batch.salts), books: batch.books, past: past,
      despiteClock: despiteClock)
  }

  func take(_ record: Record, _ batch: inout Batch, in transaction: borrowing WriteTransaction) throws -> Outcome {
    try batch.books.apply(
      record.entry, at: record.at,
      all: { project, _ in try records(of: project, before: record.seq, in: transaction).map(\.entry) },
      one: { try storedRecord($0, in: transaction).entry })
    batch.size += 1
    return .recorded(record.seq)
  }
}

/// What one transaction knows while it decides.
struct Batch {
  var books: Books
  /// Of the book, with what was decided.
  var size: UInt64
  let heeded: UInt64
  var salts = Salts()
}
