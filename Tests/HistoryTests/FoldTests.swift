import EventStore
import Ledger
import Testing

@testable import Reports
@testable import Views

/// What the random histories rest on: that they tell of everything, and that views come to be in one way.
struct FoldTests {
  @Test func aLongHistoryHasEveryEvent() throws {
    let book = try HistoryBook(seed: 7)
    try book.live(commands: 3000)
    let missing = Set(EventType.allCases).subtracting(book.records.map(\.event.type))
    #expect(missing.isEmpty, "\(missing.map(\.rawValue).sorted())")
    #expect(book.refusals > 300)
    #expect(try book.journal.verify().records == UInt64(book.records.count))
  }

  @Test func theSameSeedGivesTheSameBook() throws {
    let (one, other) = (try HistoryBook(seed: 3), try HistoryBook(seed: 3))
    try one.live(commands: 300)
    try other.live(commands: 300)
    // The salts differ, so roots and digests do.
    #expect(one.records.map(\.command) == other.records.map(\.command))
  }

  /// Views that were kept up in steps are, at each step, those of a fold from the beginning: a catch-up and a rebuild
  /// are one fold.
  @Test(arguments: [(1, 1), (2, 7), (3, 33)] as [(UInt64, Int)]) func aCatchUpMayBeginAnywhere(seed: UInt64, step: Int)
    throws
  {
    let book = try HistoryBook(seed: seed)
    for round in 1...(step == 1 ? 90 : 12) {
      try book.live(commands: step, lineByLine: true)
      if round % 6 == 0 {
        #expect(
          try book.views.checkRebuild(workers: 1 + round % 3).digest == book.views.digest(),
          "seed \(seed), \(book.records.count) records")
      }
    }
  }

  /// One wrong posting in the live views is found by a rebuild beside them and named; a rebuild takes it out.
  @Test(arguments: [4, 5, 6] as [UInt64]) func aWrongPostingIsFoundAndNamed(seed: UInt64) throws {
    let book = try HistoryBook(seed: seed)
    try book.live(commands: 300)
    let sound = try book.views.digest()
    #expect(try book.views.checkRebuild(workers: 2).digest == sound)

    var postings = try FoldTests.postings(book)
    let place = Int(seed) * postings.count / 10
    postings[place].minor += 1
    let views = book.views
    try views.environment.write { [postings] transaction in
      try views.postings.append(postings, after: 0, in: &transaction)
    }
    #expect(try views.digest() != sound)
    let difference = #expect(throws: RebuildDiffers.self) { try views.checkRebuild(workers: 2) }
    #expect(difference?.position == UInt64(postings[place].position))
    #expect(difference?.subject == book.records[Int(postings[place].position)].subject)
    #expect(try book.rebuilt(workers: 1) == sound)
  }

  private static func postings(_ book: HistoryBook) throws -> [Posting] {
    var list: [Posting] = []
    let views = book.views
    try views.environment.read { transaction in
      try views.postings.forEachBlock(of: views.stand.postings, in: transaction) { block in
        block.forEach { list.append($0) }
        return .next
      }
    }
    return list
  }
}
