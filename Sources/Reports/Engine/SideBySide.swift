import Dispatch
import Synchronization

/// Does `count` works at the same time, on as many threads as there are cores, and waits for all of them.
/// - Returns: what they gave, in the order of their numbers.
/// - Throws: the failure of the first work that failed, by number.
func sideBySide<Result: Sendable>(_ count: Int, _ work: @Sendable (Int) throws -> Result) throws -> [Result] {
  let results = Mutex<[Int: Swift.Result<Result, any Error>]>([:])
  DispatchQueue.concurrentPerform(iterations: count) { number in
    let result = Swift.Result { try work(number) }
    results.withLock { $0[number] = result }
  }
  return try results.withLock { $0 }.sorted { $0.key < $1.key }.map { try $0.value.get() }
}
