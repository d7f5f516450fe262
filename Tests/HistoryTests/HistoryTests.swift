import EventStore
import Foundation
import Ledger
import Testing

@testable import Reports

/// Random histories against a naive model.
///
/// The normal run takes 200 seeds of 400 commands each. Environment variables ask for more or for one seed again:
/// `PLEDGEBOOK_SEEDS=2000` (how many), `PLEDGEBOOK_SEED=17` (the first one; alone unless a number of seeds is given),
/// `PLEDGEBOOK_COMMANDS=2000` (commands in each), `PLEDGEBOOK_REPORTS=9` (reports compared at each position).
/// A failure prints its seed, its question and the smallest number of records at which the question goes wrong.
struct HistoryTests {
  private static func setting(_ name: String) -> Int? { ProcessInfo.processInfo.environment["PLEDGEBOOK_\(name)"].flatMap(Int.init) }

  static let commands = setting("COMMANDS") ?? 400
  static let comparisons = setting("REPORTS") ?? 1
  static let seeds: [UInt64] = {
    let first = setting("SEED").map(UInt64.init)
    let count = setting("SEEDS") ?? (first == nil ? 200 : 1)
    return (0..<UInt64(count)).map { (first ?? 1) + $0 }
  }()

  @Test(arguments: seeds) func reportsAreWhatAPlainListGives(seed: UInt64) throws {
    let book = try HistoryBook(seed: seed)
    try book.live(commands: HistoryTests.commands, lineByLine: seed % 20 == 0)
    #expect(book.records.count > HistoryTests.commands / 3, "seed \(seed): most commands were refused")
    var numbers = SeededNumbers(seed: seed &+ 1_000_000)
    var earlier: UInt64?
    var turn = Int(seed)
    let live = try book.views.digest()
    let sizes = Array(stride(from: 10, to: book.records.count, by: 10)) + [book.records.count]
    let dropAt = numbers.one(of: sizes)
    for size in sizes {
      if size == dropAt { #expect(try book.rebuilt(workers: [1, 2, 7][Int(seed % 3)]) == live, "seed \(seed): the digest after a rebuild") }
      let reporter = Reporter(try AsKnown(book.views, size: UInt64(size)))
      let model = NaiveModel(book.records[..<size])
      for _ in 0..<HistoryTests.comparisons {
        turn += 1
        let name = NaiveTable.reports[turn % NaiveTable.reports.count]
        guard let question = try HistoryTests.answered(Question(name, book.records[..<size], &numbers), reporter) else { continue }
        guard try HistoryTests.agrees(question, reporter, model) else {
          try HistoryTests.complain(seed, question, size, book)
          return
        }
      }
      if numbers.chance(12) {
        let drawn = Question(numbers.one(of: ReportName.allCases) ?? .funding, book.records[..<size], &numbers)
        guard let question = try HistoryTests.answered(drawn, reporter) else { continue }
        try Evidence.checkLines(question, reporter, seed, &numbers)
        if let earlier { try Evidence.checkChanges(question, Reporter(try AsKnown(book.views, size: earlier)), reporter, seed) }
        earlier = UInt64(size)
      }
    }
  }

  /// The question, without its filters if the report refuses one; nil if it refuses the question all the same.
  static func answered(_ question: Question, _ reporter: Reporter) throws -> Question? {
    for question in [question, question.withoutFilters] {
      do {
        _ = try reporter.report(question.request)
        return question
      } catch is QueryError {}
    }
    return nil
  }

  static func agrees(_ question: Question, _ reporter: Reporter, _ model: NaiveModel) throws -> Bool {
    try reporter.figures(question).cells == NaiveTable.answer(question.report.rawValue, model, question.naive)
  }

  /// Names the smallest book in which the question goes wrong, and the cells that differ there.
  private static func complain(_ seed: UInt64, _ question: Question, _ found: Int, _ book: HistoryBook) throws {
    for size in 0...found {
      let reporter = Reporter(try AsKnown(book.views, size: UInt64(size)))
      let expected = NaiveTable.answer(question.report.rawValue, NaiveModel(book.records[..<size]), question.naive) ?? [:]
      let got = try reporter.figures(question).cells
      guard got != expected else { continue }
      let names = Set(got.keys).union(expected.keys).filter { got[$0] != expected[$0] }.sorted()
      let cells = names.prefix(6).map { "\($0): found \(got[$0].map(String.init) ?? "nothing"), expected \(expected[$0].map(String.init) ?? "nothing")" }
      let last = size > 0 ? String(decoding: book.records[size - 1].line, as: UTF8.self) : ""
      Issue.record("seed \(seed), \(size) records, \(question): \(names.count) cells differ. \(cells.joined(separator: "; ")). The last record: \(last)")
      return
    }
  }
}
