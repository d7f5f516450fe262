import EventStore
import Foundation
import Ledger
import Testing

/// What many threads write down. A lock of the system, since the thread sanitizer does not see that of the
/// Synchronization module.
private final class Kept<Value>: @unchecked Sendable {
  private let lock = NSLock()
  private var value: Value
  init(_ value: Value) { self.value = value }
  func withLock<R>(_ body: (inout Value) throws -> R) rethrows -> R { try lock.withLock { try body(&value) } }
}

@Suite("The writer")
struct WriterTests {
  /// Runs `body` on as many threads as there are callers, all at once, and waits for all.
  private func together(_ callers: Int, _ body: @escaping @Sendable (Int) -> Void) {
    let group = DispatchGroup()
    for caller in 0..<callers {
      group.enter()
      let thread = Thread {
        body(caller)
        group.leave()
      }
      thread.start()
    }
    group.wait()
  }

  @Test func sixtyFourCallersAreAllRecordedWithoutAGap() throws {
    let shelf = Shelf()
    let journal = try shelf.create()
    let writer = Writer(journal)
    let outcomes = Kept<[Outcome]>([])
    let failures = Kept<[String]>([])
    together(64) { caller in
      for step in 0..<10 {
        do {
          let outcome = try writer.append(registration("caller-\(caller)-\(step)"))
          outcomes.withLock { $0.append(outcome) }
        } catch { failures.withLock { $0.append("\(error)") } }
      }
    }
    writer.close()
    #expect(failures.withLock { $0 } == [])
    #expect(outcomes.withLock { $0.compactMap(\.seq).sorted() } == Array(0..<640))
    #expect(try journal.verify().records == 640)
  }

  @Test func theSameCommandFromAllCallersIsRecordedOnce() throws {
    let shelf = Shelf()
    let journal = try shelf.create()
    let writer = Writer(journal)
    let outcomes = Kept<[Outcome]>([])
    together(64) { _ in
      guard let outcome = try? writer.append(registration("AICS")) else { return }
      outcomes.withLock { $0.append(outcome) }
    }
    writer.close()
    #expect(outcomes.withLock { $0.count } == 64)
    #expect(outcomes.withLock { $0.count { $0 == .recorded(0) } } == 1)
    #expect(outcomes.withLock { $0.count { $0 == .repeated(0) } } == 63)
    #expect(try journal.head().size == 1)
  }

  @Test func aRefusalHarmsNobodyElse() throws {
    let shelf = Shelf()
    let journal = try shelf.create()
    let writer = Writer(journal)
    _ = try writer.append(registration("AICS"))
    let outcomes = Kept<[Int: Outcome]>([:])
    together(16) { caller in
      // Every second caller registers a partner that is there.
      let command = try? registration(caller % 2 == 0 ? "AICS" : "p-\(caller)", id: "c-\(caller)")
      guard let command, let outcome = try? writer.append(command) else { return }
      outcomes.withLock { $0[caller] = outcome }
    }
    writer.close()
    for (caller, outcome) in outcomes.withLock({ $0 }) { #expect((outcome.seq == nil) == (caller % 2 == 0)) }
    #expect(outcomes.withLock { $0.count } == 16)
    #expect(try journal.verify().records == 9)
  }

  @Test func aClosedWriterRefuses() throws {
    let shelf = Shelf()
    let writer = Writer(try shelf.create())
    writer.close()
    writer.close()
    #expect(throws: WriterClosed.self) { try writer.append(registration("AICS")) }
  }
}
