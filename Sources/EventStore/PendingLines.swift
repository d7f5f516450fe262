import Dispatch
import Glibc
import Ledger
import MerkleLog

/// Records that are decided and not yet written: their lines in one buffer.
struct PendingLines {
  private(set) var records: [Record] = []
  private var ends: [Int] = []
  private var writer = LineWriter()

  /// From this many lines on, hashing is shared among the cores.
  private static let many = 256

  mutating func add(_ record: Record) {
    record.write(to: &writer)
    records.append(record)
    ends.append(writer.count)
  }

  mutating func clear() {
    records.removeAll(keepingCapacity: true)
    ends.removeAll(keepingCapacity: true)
    writer.clear()
  }

  func withLine<R>(_ place: Int, _ body: (UnsafeRawBufferPointer) throws -> R) rethrows -> R {
    try writer.withUnsafeBytes { try body(UnsafeRawBufferPointer(rebasing: $0[range(place)])) }
  }

  private func range(_ place: Int) -> Range<Int> { PendingLines.range(place, ends) }
  private static func range(_ place: Int, _ ends: [Int]) -> Range<Int> {
    (place == 0 ? 0 : ends[place - 1])..<ends[place]
  }

  /// The leaf hash of each line, in order.
  func leaves() -> [Hash] {
    let ends = ends
    let parts = ends.count < PendingLines.many ? 1 : 2
    return writer.withUnsafeBytes { bytes in
      // Each part writes its own places of the result; the buffer lives until all are done.
      nonisolated(unsafe) let bytes = bytes
      return [Hash](unsafeUninitializedCapacity: ends.count) { target, count in
        nonisolated(unsafe) let target = target
        DispatchQueue.concurrentPerform(iterations: parts) { part in
          for place in stride(from: part, to: ends.count, by: parts) {
            let line = UnsafeRawBufferPointer(rebasing: bytes[PendingLines.range(place, ends)])
            (target.baseAddress! + place).initialize(to: MerkleTree.leafHash(line))
          }
        }
        count = ends.count
      }
    }
  }
}

/// Random words of the system, which is asked for 256 bytes at a time.
struct Salts: RandomNumberGenerator {
  private var drawn: [UInt64] = []

  mutating func next() -> UInt64 {
    if drawn.isEmpty {
      drawn = [UInt64](unsafeUninitializedCapacity: 32) { words, count in
        if getentropy(words.baseAddress, 256) == 0 { count = 32 }
      }
    }
    // The generator of the standard library waits where the system has no answer yet.
    if let word = drawn.popLast() { return word }
    var system = SystemRandomNumberGenerator()
    return system.next()
  }
}
