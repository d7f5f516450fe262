import Dispatch
import Synchronization

/// Does `count` works at the same time, on as many threads as there are cores, and waits for all of them. They are
/// begun in the order of their numbers, so the longest should come first.
/// - Returns: what they gave, in the order of their numbers.
/// - Throws: the failure of the first work that failed, by number.
package func sideBySide<Value: Sendable, Failure: Error>(_ count: Int, _ work: @Sendable (Int) throws(Failure) -> Value)
  throws(Failure) -> [Value]
{
  let results = Mutex<[Int: Result<Value, Failure>]>([:])
  DispatchQueue.concurrentPerform(iterations: count) { number in
    let result = Result { () throws(Failure) in try work(number) }
    results.withLock { $0[number] = result }
  }
  var values: [Value] = []
  for (_, result) in results.withLock({ $0 }).sorted(by: { $0.key < $1.key }) { values.append(try result.get()) }
  return values
}
