import Foundation
import Ledger

/// The one writer of a process: commands of many callers share durable transactions (group commit).
///
/// While one transaction is being flushed, the next commands gather; they go into the next transaction together. Each
/// caller waits for its own answer, which comes after the flush. Callers may be on any thread, but not on one that must
/// not block.
public final class Writer: Sendable {
  /// One waiting command. The writer sets the answer, then raises the signal; the caller reads it after.
  private final class Pending: @unchecked Sendable {
    let command: Command
    let answered = DispatchSemaphore(value: 0)
    var answer: Result<Outcome, any Error>?
    init(_ command: Command) { self.command = command }
  }

  /// What callers and the writer share. Every access holds `gate`.
  private final class Queue: @unchecked Sendable {
    let gate = NSCondition()
    var waiting: [Pending] = []
    var isClosed = false
  }

  /// Bounds the size of one transaction, and so the time that the last of a crowd waits.
  static let largestGroup = 4096

  private let queue = Queue()
  private let ended = DispatchSemaphore(value: 0)

  public init(_ journal: Journal) {
    let (queue, ended) = (queue, ended)
    let thread = Thread {
      Writer.run(queue, journal)
      ended.signal()
    }
    thread.name = "pledgebook writer"
    thread.start()
  }

  /// Records one command and returns when it is on the disk, or refused.
  /// - Throws: `JournalError` where the transaction it went into failed; then nothing of that transaction is in the
  ///   book.
  public func append(_ command: Command) throws -> Outcome {
    let pending = Pending(command)
    queue.gate.lock()
    guard !queue.isClosed else {
      queue.gate.unlock()
      throw WriterClosed()
    }
    queue.waiting.append(pending)
    queue.gate.signal()
    queue.gate.unlock()
    pending.answered.wait()
    guard let answer = pending.answer else { preconditionFailure("the writer signalled without an answer") }
    return try answer.get()
  }

  /// Answers what waits, then ends the thread. Later commands are refused.
  public func close() {
    queue.gate.lock()
    let first = !queue.isClosed
    queue.isClosed = true
    queue.gate.signal()
    queue.gate.unlock()
    if first { ended.wait() }
  }

  private static func run(_ queue: Queue, _ journal: Journal) {
    while let group = next(queue) {
      let answers: [Result<Outcome, any Error>]
      do { answers = try journal.append(group.map(\.command)).map { .success($0) } } catch {
        answers = group.map { _ in .failure(error) }
      }
      for (pending, answer) in zip(group, answers) {
        pending.answer = answer
        pending.answered.signal()
      }
    }
  }

  /// Waits for commands and takes them; nil when the writer is closed and nothing waits.
  private static func next(_ queue: Queue) -> [Pending]? {
    queue.gate.lock()
    defer { queue.gate.unlock() }
    while queue.waiting.isEmpty {
      if queue.isClosed { return nil }
      queue.gate.wait()
    }
    let group = Array(queue.waiting.prefix(largestGroup))
    queue.waiting.removeFirst(group.count)
    return group
  }
}

/// A command came after the writer was closed.
public struct WriterClosed: Error, CustomStringConvertible {
  public var description: String {
    "writer: found a closed writer; expected an open one. Open the ledger again and repeat the command."
  }
}
