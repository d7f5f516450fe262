import Foundation
import Pledgebook

/// The program itself: a real book in a temporary folder (in memory where the system offers it), with its views.
///
/// The names of the model and of the program are the same; those of the program begin with its module here.
final class Program {
  /// A question that the program does not take.
  struct Refused: Error { let reason: String }

  private let folder: String
  private var book: Pledgebook.Book
  /// The position of the last record with an id.
  private var recorded: Set<String> = []
  /// The stored lines.
  private(set) var lines: [String] = []
  /// Everything is recorded at noon of the day that counts as today.
  private let noon = Timestamp(microseconds: Int64(Question.today.number) * 86_400_000_000 + 43_200_000_000)

  private let speech: Speech

  init() throws {
    speech = try .ofProgram()
    let memory = "/dev/shm"
    let place = FileManager.default.isWritableFile(atPath: memory) ? memory : NSTemporaryDirectory()
    folder = "\(place)/model-\(UUID().uuidString)"
    try Journal.create(in: folder, origin: "test.example/model").close()
    book = try Pledgebook.Book(opening: folder)
    _ = try record([
      Command(
        id: "approver", subject: "policy/eyes", on: "2020-01-01",
        event: ["type": "RoleGranted", "actor": "b.okoye", "role": "approver"])
    ])
  }

  deinit {
    // A folder that stays behind harms no test.
    try? book.close()
    try? FileManager.default.removeItem(atPath: folder)
  }

  // MARK: Recording

  /// Records one command, or a reversal with what replaces it.
  /// - Returns: why not, where it is refused.
  func record(_ commands: [Command]) throws -> String? {
    var wanted: [Pledgebook.Command] = []
    for command in commands {
      guard let json = json(command) else { return "nothing to reverse yet" }
      do { wanted.append(try Pledgebook.Command(json: json.line)) } catch { return "\(error)" }
    }
    for (command, outcome) in zip(commands, try book.journal.append(wanted, now: { noon })) {
      switch outcome {
      case .recorded(let seq):
        recorded.insert(command.id)
        lines.append(String(decoding: try book.journal.record(at: seq).line, as: UTF8.self))
      case .repeated(let seq), .reversedBefore(let seq, by: _): return "already there at \(seq)"
      case .refused(let refusal): return "\(refusal)"
      }
    }
    return nil
  }

  /// As the program takes it: late, since a period may be closed, approved, since a reversal may need it, and with a
  /// reason for spending what it does not know.
  private func json(_ command: Command) -> JSON? {
    var event = command.event
    if command.isReversal {
      guard let id = event["reverses"]?.text, recorded.contains(id) else { return nil }
      event = speech.known(event)
    }
    let json: JSON = [
      "actor": "a.diop", "approver": "b.okoye", "event": event, "id": .text(command.id), "late": "It came late",
      "on": .text(command.on),
      "subject": .text(command.subject),
    ]
    guard ["DisbursementMade", "DisbursementRecovered", "ContributionRefunded"].contains(command.type) else {
      return json
    }
    return json.with("override", "The rest is recorded later")
  }

  // MARK: Asking

  /// A report as the program prints it.
  /// - Parameter size: as the book was known; nil for all of it.
  func table(_ question: Question, knownAt size: Int? = nil) throws -> Pledgebook.Table {
    guard let name = ReportName(rawValue: question.report) else { throw Refused(reason: "no report") }
    do { return try book.report(name, try asked(question, knownAt: size)) } catch let error as QueryError {
      throw Refused(reason: error.at == "--by" ? "--by \(error.found)" : Program.reason(error, question))
    }
  }

  private static func reason(_ error: QueryError, _ question: Question) -> String {
    error.at == "--in" && question.table != nil ? "--in CURRENCY@TABLE" : error.at
  }

  /// The report as text without what tells of the order of recording: its size, its root and positions.
  func text(_ question: Question) throws -> String {
    let table = try table(question)
    let rows = table.rows.map { $0.map(\.plain).joined(separator: "|") }.sorted()
    let totals = table.totals.map { $0.map(\.plain).joined(separator: "|") }.sorted()
    let notes = table.notes.map { $0.replacing(/record [0-9]+( and [0-9]+)?/, with: "record") }
    return (table.columns.map(\.name) + rows + totals + notes.sorted()).joined(separator: "\n")
  }

  // MARK: Evidence

  /// A cell with its number in minor units, or its count.
  typealias Place = (row: [String], column: String, cell: Cell, number: Int128)

  /// The cells of a table that have lines, as they are named to open them.
  func places(_ table: Pledgebook.Table) -> [Place] {
    let labelled = table.columns.firstIndex { $0.name == "currency" }.map { $0 + 1 } ?? 1
    return (table.rows + table.totals).flatMap { row -> [Place] in
      let labels = row[..<labelled].map { cell in if case .text(let text) = cell { text } else { "" } }
      return zip(table.columns, row).compactMap { column, cell in
        switch cell {
        case .money(let minor, _): (labels, column.name, cell, minor)
        case .count(let count): (labels, column.name, cell, Int128(count))
        case .text, .position, .percent, .none: nil
        }
      }
    }
  }

  func explain(_ question: Question, _ place: Place) throws -> Explanation {
    guard let name = ReportName(rawValue: question.report) else { throw Refused(reason: "no report") }
    return try book.explain(name, try asked(question), row: place.row, column: place.column)
  }

  func changes(_ question: Question, from earlier: Int, to later: Int) throws -> Changes {
    guard let name = ReportName(rawValue: question.report) else { throw Refused(reason: "no report") }
    return try book.changes(
      name, try asked(question), between: .size(UInt64(earlier)), and: .size(UInt64(later)))
  }

  private func asked(_ question: Question, knownAt size: Int? = nil) throws -> Pledgebook.Question {
    let known = size.map { [("known-at", String($0))] } ?? []
    return try Pledgebook.Question((question.parameters + known).map { (name: $0.0, value: $0.1) })
  }

  // MARK: Views

  /// Throws if the views are not those of a fold from zero.
  func checkRebuild(workers: Int) throws { _ = try book.checkRebuild(workers: workers) }

  /// Leaves the views to the next question, which makes them anew.
  func dropViews() throws {
    try book.close()
    try FileManager.default.removeItem(atPath: "\(folder)/\(LiveViews.fileName)")
    book = try Pledgebook.Book(opening: folder)
  }
}

extension Question {
  /// As they are written in a link. Today is the last day of the window: the program has some states as of today.
  var parameters: [(String, String)] {
    let list: [(String, String?)] = [
      ("from", from?.description), ("through", through.description), ("today", through.description), ("by", grouping),
      ("in", currency.map { code in table.map { "\(code)@\($0)" } ?? code }), ("as", asSigned ? "signed" : nil),
      ("region", region), ("plan", plan), ("priority", priority), ("partner", partner), ("country", country),
      ("subject", subject),
    ]
    return list.compactMap { name, value in value.map { (name, $0) } }
  }
}
