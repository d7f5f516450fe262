import Foundation
import Pledgebook
import Synchronization
import Testing

/// One open book, used by eight tasks at once, as a server uses it. This folder imports `Pledgebook` alone.
@Suite("Eight tasks use one book")
struct TogetherTests {
  private static let tasks = 8
  private static let rounds = 12

  /// Positions that were given to new records.
  private final class Positions: Sendable {
    private let list = Mutex<[UInt64]>([])
    var sorted: [UInt64] { list.withLock { $0.sorted() } }
    func add(_ outcome: Outcome) { if case .recorded(let seq) = outcome { list.withLock { $0.append(seq) } } }
  }

  @Test func theyRecordAskExplainAndVerify() async throws {
    let shelf = Shelf()
    let book = try shelf.make()
    #expect(try await book.record(command("partner/anatel", "anatel", registered)).seq != nil)
    let first = try book.journal.head().size
    let positions = Positions()
    try await withThrowingTaskGroup(of: Void.self) { group in
      for task in 0..<Self.tasks {
        group.addTask {
          for round in 0..<Self.rounds { try await Self.work(task, round, on: book, positions) }
        }
      }
      try await group.waitForAll()
    }
    let count = Self.tasks * Self.rounds
    #expect(positions.sorted == Array(first..<(first + UInt64(count))))
    #expect(try book.explain(.funding, question, row: ["total"], column: "signed").cell == francs(1000 * count))
    #expect(try book.verify().records == first + UInt64(count))
    #expect(try book.checkRebuild().rebuilt.size == first + UInt64(count))
    try book.close()
  }

  /// Signs a project, then says it again, offers what is refused, and asks.
  private static func work(_ task: Int, _ round: Int, on book: Book, _ positions: Positions) async throws {
    let project = "project/P\(task)x\(round)"
    let outcome = try await book.record(command(project, project, signed))
    positions.add(outcome)
    let seq = try #require(outcome.seq)
    #expect(try await book.record(command(project, project, signed)) == .repeated(seq))
    let refused = try await book.record(command(project, project + "/r", received(from: "nobody")))
    guard case .refused(let refusal) = refused else {
      Issue.record("\(refused)")
      return
    }
    #expect(refusal.code == .unknownPartner)

    // What is asked sees the book as it was at one size: the figure, its lines and the size belong together.
    let (report, explanation, size) = try book.ask(question) { reporter, query in
      let request = ReportRequest(.funding, query)
      let explanation = try reporter.explain(request, row: ["total"], column: "signed")
      return (try reporter.report(request), explanation, reporter.known.size)
    }
    #expect(size > seq)
    #expect(report.asOf?.size == size)
    #expect(explanation.lines.contains { $0.contribution.position == seq })
    #expect(try explanation.cell == francs(1000 * explanation.lines.count))
    #expect(report.totals.contains { $0.contains(explanation.cell) })
    if round % 4 == task % 4 { #expect(try book.verify().records > seq) }
  }

  /// The first question of each task comes while the views are damaged. They are made anew once, and nobody gets a
  /// wrong figure.
  @Test func damagedViewsAreMadeAnewOnce() async throws {
    let shelf = Shelf()
    let book = try shelf.make()
    _ = try await book.record(command("partner/anatel", "anatel", registered))
    for number in 0..<20 { _ = try await book.record(command("project/P\(number)", "\(number)", signed)) }
    _ = try book.report(.funding, question)
    try book.close()
    // 1000.00 CHF as a posting holds it, and one centime more.
    let path = "\(shelf.folder)/\(LiveViews.fileName)"
    var data = try Data(contentsOf: URL(fileURLWithPath: path))
    let amount = Data([0xA0, 0x86, 0x01, 0, 0, 0, 0, 0])
    let place = try #require(data.range(of: amount))
    data[place.lowerBound] += 1
    try data.write(to: URL(fileURLWithPath: path))

    let complaints = Mutex(0)
    let damaged = try Book(opening: shelf.folder, viewsDamaged: { _ in complaints.withLock { $0 += 1 } })
    try await withThrowingTaskGroup(of: Cell.self) { group in
      for _ in 0..<Self.tasks {
        group.addTask { try damaged.explain(.funding, question, row: ["total"], column: "signed").cell }
      }
      for try await cell in group { #expect(try cell == francs(20_000)) }
    }
    #expect(complaints.withLock { $0 } == 1)
    try damaged.close()
  }

  @Test func aClosedBookRecordsNothing() async throws {
    let shelf = Shelf()
    let book = try shelf.make()
    _ = try await book.record(command("partner/anatel", "anatel", registered))
    try book.close()
    await #expect(throws: WriterClosed.self) { try await book.record(command("partner/b", "b", registered)) }
  }
}
