import Foundation
import Testing

/// Random lives. `PLEDGEBOOK_SEEDS=200` asks for more, `PLEDGEBOOK_SEED=17` for one again, `PLEDGEBOOK_SIZE=30` for
/// lives of so many projects.
struct LifeTests {
  private static func setting(_ name: String) -> Int? {
    ProcessInfo.processInfo.environment["PLEDGEBOOK_\(name)"].flatMap(Int.init)
  }

  static let size = setting("SIZE") ?? 8
  static let seeds: [UInt64] = {
    let first = setting("SEED").map(UInt64.init)
    let count = setting("SEEDS") ?? (first == nil ? 8 : 1)
    return (0..<UInt64(count)).map { (first ?? 1) + $0 }
  }()
  /// Fewer where the program records each life: the normal run takes seconds.
  static let seedsOfProgram = setting("SEEDS") == nil ? Array(seeds.prefix(3)) : seeds

  private func lines(_ seed: UInt64, isPlain: Bool = false) -> [String] {
    Order.lines(Life(seed: seed, size: LifeTests.size, isPlain: isPlain).acts)
  }

  private func compare(_ one: Book, _ other: Book, _ question: Question, _ what: String) {
    let (expected, found) = (Report(one, question).cells, Report(other, question).cells)
    guard expected != found else { return }
    let names = Set(expected.keys).union(found.keys).filter { expected[$0] != found[$0] }.sorted()
    let cells = names.prefix(5).map { "\($0): \(expected[$0] ?? "nothing") and \(found[$0] ?? "nothing")" }
    Issue.record("\(what), \(question): \(names.count) cells differ. \(cells.joined(separator: "; "))")
  }

  /// In force when it is asked, and as the sum of the differences that records made: the same figures, at any size.
  @Test(arguments: seeds) func twoWaysGiveTheSameFigures(seed: UInt64) throws {
    let records = try Book.read(lines(seed))
    var numbers = Numbers(seed: seed &+ 1_000_000)
    for size in [records.count / 3, records.count * 2 / 3, records.count] {
      let (one, other) = (Book(Array(records.prefix(size))), Book(Array(records.prefix(size)), .posted))
      for report in Report.all {
        compare(one, other, .random(report, one, &numbers), "seed \(seed), \(size) records, in force and posted")
      }
    }
  }

  /// The same facts in another order of recording are the same book.
  @Test(arguments: seeds) func theOrderOfRecordingChangesNothing(seed: UInt64) throws {
    var numbers = Numbers(seed: seed &+ 2_000_000)
    let acts = Life(seed: seed, size: LifeTests.size).acts
    let book = try Book(lines: Order.lines(acts))
    for order in 1...5 {
      let lines = Order.lines(Order.shuffled(acts, &numbers))
      let other = try Book(lines: lines)
      #expect(lines.count == book.records.count)
      for report in Report.all { compare(book, other, .random(report, book, &numbers), "seed \(seed), order \(order)") }
    }
  }

  /// A mistake that was reversed, and a correction, leave the book as if the mistake had never been made.
  @Test(arguments: seeds) func whatWasReversedIsAsIfItNeverWas(seed: UInt64) throws {
    let (book, plain) = (try Book(lines: lines(seed)), try Book(lines: lines(seed, isPlain: true)))
    #expect(plain.records.count < book.records.count)
    var numbers = Numbers(seed: seed &+ 3_000_000)
    for report in Report.all { compare(plain, book, .random(report, book, &numbers), "seed \(seed), plain and mended") }
  }

  /// As known at a size is the book cut there: in the sums of postings too, which are never changed.
  @Test(arguments: seeds) func asKnownIsTheBookCutThere(seed: UInt64) throws {
    let records = try Book.read(lines(seed))
    let size = records.count / 2
    for subject in Book(records).names("project").map({ "project/\($0)" }) {
      let prefix = Posting.all(of: subject, records).filter { $0.position < size }
      let cut = Effect.all(
        History(Book.standing(Array(records.prefix(size)).filter { $0.subject == subject })), subject)
      let expected = Dictionary(cut.map { ($0.bare, $0.pieces) }) { $0.merging($1, uniquingKeysWith: +) }
      let found = Dictionary(uniqueKeysWithValues: Posting.effects(prefix).map { ($0.bare, $0.pieces) })
      #expect(found == expected, "seed \(seed), \(subject)")
    }
  }
}
