import Dispatch
import Ledger

extension PostingSums {
  /// The sums of the postings of the wanted measures that `admits` lets through, in the order of the book.
  ///
  /// Two threads read a half of the book each. Then the sums of the second half are added to those of the first, as if they were postings: a sum
  /// looks like the first of its postings. `admits` is called on both threads.
  static func ofHalves(
    _ known: AsKnown, _ wanted: Set<Measure>, keeping: Keeping, window: Query, _ admits: @escaping @Sendable (Posting) -> Bool
  ) throws -> [Posting] {
    let halves = [AsKnown.Half.first, .second].map { HalfScan(PostingSums(known, keeping: keeping, window: window), $0, wanted, admits) }
    DispatchQueue.concurrentPerform(iterations: halves.count) { halves[$0].run() }
    for half in halves { if let failure = half.failure { throw failure } }
    var sums = halves[0].sums
    for sum in halves[1].sums.postings { sums.add(sum) }
    return sums.postings
  }
}

/// One half of a scan. Each is used by one thread at a time: `concurrentPerform` hands it out and waits for it. What the threads share of `AsKnown` is
/// never changed after it was made.
private final class HalfScan: @unchecked Sendable {
  private(set) var sums: PostingSums
  private(set) var failure: (any Error)?
  private let half: AsKnown.Half
  private let wanted: Set<Measure>
  private let admits: @Sendable (Posting) -> Bool

  init(_ sums: PostingSums, _ half: AsKnown.Half, _ wanted: Set<Measure>, _ admits: @escaping @Sendable (Posting) -> Bool) {
    (self.sums, self.half, self.wanted, self.admits) = (sums, half, wanted, admits)
  }

  func run() {
    // In a variable of its own while it grows: each access to a property of an object is checked.
    var sums = sums
    do { try sums.known.forEachPosting(wanted, half) { [admits] posting in if admits(posting) { sums.add(posting) } } } catch { failure = error }
    self.sums = sums
  }
}
