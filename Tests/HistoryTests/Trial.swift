import EventStore
import Ledger
import Testing

@testable import Reports
import Views

/// One random history, whose reports are opened while it grows.
///
/// As soon as the views know a position that is due, every report is asked one question there and opened cell by cell:
/// the lines of each add to it. At a random moment and at the end the views are rebuilt, and everything that was
/// answered since the last time is asked again.
final class Trial {
  struct Scope {
    var commands = 400
    /// Every how many records the reports are compared.
    var step = 10
    /// How many reports are asked, at each of these positions, why they differ from an earlier one.
    var changes = 1
  }

  /// An answer whose cells open into their lines.
  private struct Answer {
    let size: Int
    let question: Question
    let report: Table
  }

  private let seed: UInt64
  private let scope: Scope
  private let book: HistoryBook
  private var numbers: SeededNumbers
  private var answers: [Answer] = []
  private var sizes: [Int] = []
  private var isRebuilt = false

  init(seed: UInt64, _ scope: Scope) throws {
    (self.seed, self.scope) = (seed, scope)
    book = try HistoryBook(seed: seed)
    numbers = SeededNumbers(seed: seed &+ 1_000_000)
  }

  func run() throws {
    let moment = numbers.number(1...scope.commands)
    try book.live(commands: scope.commands, lineByLine: seed % 20 == 0) {
      try compareWhatIsDue()
      if !isRebuilt, book.history.issued >= moment {
        try book.views.catchUp()
        try rebuild()
      }
    }
    #expect(book.records.count * 10 > scope.commands * 3, "seed \(seed): too many commands were refused")
    try compareWhatIsDue(andThe: book.records.count)
    try rebuild()
  }

  /// The positions that the views have reached and that were not compared yet.
  private func compareWhatIsDue(andThe last: Int? = nil) throws {
    let known = Int(book.views.stand.size)
    var due = Array(
      stride(from: (sizes.last ?? 0) / scope.step * scope.step + scope.step, through: known, by: scope.step))
    if let last, due.last ?? sizes.last != last { due.append(last) }
    for size in due { try compare(size) }
  }

  private func compare(_ size: Int) throws {
    let reporter = Reporter(try AsKnown(book.views.snapshot, size: UInt64(size)))
    var subjects: [Subject] = []
    for record in book.records[..<size] where !subjects.contains(record.subject) { subjects.append(record.subject) }
    for (n, name) in ReportName.allCases.shuffled(using: &numbers).enumerated() {
      guard let (question, open) = try Trial.answered(Question(name, subjects, &numbers), reporter) else { continue }
      answers.append(Answer(size: size, question: question, report: open.report))
      try Evidence.checkLines(question, open, Figures(open), seed)
      if n < scope.changes, let earlier = numbers.one(of: sizes) {
        try Evidence.checkChanges(
          question, Reporter(try AsKnown(book.views.snapshot, size: UInt64(earlier))), reporter, seed)
      }
    }
    sizes.append(size)
  }

  /// The question, without its filters if the report refuses one; nil if it refuses the question all the same.
  private static func answered(_ question: Question, _ reporter: Reporter) throws -> (Question, OpenReport)? {
    for question in [question, question.withoutFilters] {
      do { return (question, try OpenReport(reporter, question.request)) } catch is QueryError {}
    }
    return nil
  }

  /// Views from zero are those that grew, and every report still says what it said.
  private func rebuild() throws {
    let live = try book.views.digest()
    #expect(
      try book.rebuilt(workers: numbers.number(1...4)) == live,
      "seed \(seed), \(book.records.count) records: the digest after a rebuild")
    isRebuilt = true
    for (size, group) in Dictionary(grouping: answers, by: \.size) {
      let reporter = Reporter(try AsKnown(book.views.snapshot, size: UInt64(size)))
      for answer in group {
        let again = try reporter.report(answer.question.request)
        #expect(
          again.rows == answer.report.rows && again.totals == answer.report.totals
            && again.notes == answer.report.notes,
          "seed \(seed), \(size) of \(book.records.count) records, \(answer.question): another answer after a rebuild")
      }
    }
    answers = []
  }
}
