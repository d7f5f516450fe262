import Foundation
import Ledger

/// The one writer of a process: commands of many callers share durable transactions (group commit).
///
/// While one transaction is being flushed, the next commands gather; they go into the next transaction together. Each
/// caller gets its own answer, which comes after the flush. A thread waits for it in `append`; a task is suspended in
/// the asynchronous `append` and blocks no thread.
public final class Writer: Sendable {
  /// What one caller wants recorded together, and where the answer goes. The writer's thread calls `answer` once.
  private struct Pending: Sendable {
    let commands: [Command]
    let heeded: UInt64
    let answer: @Sendable (Result<[Outcome], any Error>) -> Void
  }

  /// What callers and the writer share. Every access holds `gate`.
  private final class Queue: @unchecked Sendable {
    let gate = NSCondition()
    var waiting: [Pending] = []
    var isClosed = false
  }

  /// Bounds the commands of one transaction, and so the time that the last of a crowd waits. What one caller wants
  /// recorded together is never divided.
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

  /// Records commands in one durable transaction and returns when they are on the disk, or refused. Blocks the thread.
  /// - Parameter heeded: as in `Journal.append`.
  /// - Returns: one outcome for each command, in order.
  /// - Throws: `JournalError` where the transaction they went into failed; then nothing of that transaction is in the
  ///   book. `WriterClosed` after `close`.
  public func append(_ commands: [Command], heedingReversalsBelow heeded: UInt64 = 0) throws -> [Outcome] {
    let answered = Answered()
    try add(Pending(commands: commands, heeded: heeded) { answered.give($0) })
    return try answered.wait()
  }

  /// The same for a task, which is suspended meanwhile. The task may be cancelled; the commands are recorded all the
  /// same, and the answer comes.
  public func append(_ commands: [Command]) async throws -> [Outcome] {
    try await withCheckedThrowingContinuation { continuation in
      do { try add(Pending(commands: commands, heeded: 0) { continuation.resume(with: $0) }) } catch {
        continuation.resume(throwing: error)
      }
    }
  }

  /// Records one command, as `append(_: [Command])` does.
  public func append(_ command: Command) throws -> Outcome { try append([command])[0] }
  public func append(_ command: Command) async throws -> Outcome { try await append([command])[0] }

  /// Answers what waits, then ends the thread. Later commands are refused.
  public func close() {
    queue.gate.lock()
    let first = !queue.isClosed
    queue.isClosed = true
    queue.gate.signal()
    queue.gate.unlock()
    if first { ended.wait() }
  }

  private func add(_ pending: Pending) throws {
    queue.gate.lock()
    defer { queue.gate.unlock() }
    guard !queue.isClosed else { throw WriterClosed() }
    queue.waiting.append(pending)
    queue.gate.signal()
  }

  private static func run(_ queue: Queue, _ journal: Journal) {
    while let group = next(queue) {
      do {
        let heeded = group.first?.heeded ?? 0
        var outcomes = try journal.append(group.flatMap(\.commands), heedingReversalsBelow: heeded)[...]
        for pending in group {
          let own = outcomes.prefix(pending.commands.count)
          outcomes = outcomes.dropFirst(own.count)
          pending.answer(.success(Array(own)))
        }
      } catch { for pending in group { pending.answer(.failure(error)) } }
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
    var size = 0
    let heeded = queue.waiting[0].heeded
    let count = queue.waiting.prefix { pending in
      let isFirst = size == 0
      size += pending.commands.count
      return isFirst || size <= largestGroup && pending.heeded == heeded
    }.count
    let group = Array(queue.waiting.prefix(count))
    queue.waiting.removeFirst(count)
    return group
  }
}

/// Where a thread waits for its answer: it is set, then the signal is raised; the thread reads it after.
private final class Answered: @unchecked Sendable {
  private let signal = DispatchSemaphore(value: 0)
  private var answer: Result<[Outcome], any Error>?

  func give(_ answer: Result<[Outcome], any Error>) {
    self.answer = answer
    signal.signal()
  }

  func wait() throws -> [Outcome] {
    signal.wait()
    guard let answer else { preconditionFailure("the writer signalled without an answer") }
    return try answer.get()
  }
}

/// A command came after the writer was closed.
public struct WriterClosed: Error, CustomStringConvertible {
  public var description: String {
    "writer: found a closed writer; expected an open one. Open the ledger again and repeat the command."
  }
}
