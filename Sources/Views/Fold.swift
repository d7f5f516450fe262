import EventStore
import Ledger

/// Turns the records of a book into postings: the one function behind catch-up and rebuild.
///
/// It knows no journal: whoever has one hands it the lines in their order and answers for the past of a project.
/// A worker of a rebuild folds a slice of the projects; all workers fold the registers, which every project needs.
struct Fold {
  /// The records of a project before a position, in the order of the book. `count` of them were folded; another number
  /// is damage, and an error.
  typealias History = (_ project: Subject, _ before: UInt64, _ count: UInt64) throws -> [Entry]

  private let history: History
  private let record: (UInt64) throws -> Entry
  private var registers: Registers
  private var projects = Projects<ProjectPostings>()
  /// Project records are read back for this fold only if it began in the middle of the book.
  private let startedAt: UInt64
  /// Of all records that are not of projects, those before this fold included.
  private(set) var registerPositions: PositionSum
  /// How many records are folded in.
  private(set) var size: UInt64
  /// The projects that this fold met.
  var met: [ProjectTable.Row] { projects.all.map(ProjectTable.Row.init) }

  /// - Parameters:
  ///   - stand: what is folded in already.
  ///   - registers: as they were at this stand.
  ///   - record: an earlier record of the book.
  init(
    at stand: Stand = .empty, registers: Registers = Registers(), history: @escaping History,
    record: @escaping (UInt64) throws -> Entry
  ) {
    (self.history, self.record, self.registers) = (history, record, registers)
    (startedAt, size, registerPositions) = (stand.size, stand.size, stand.registers)
  }

  /// - Parameter earlier: how many records a project had when this fold began; asked only where it began in the middle
  ///   of the book.
  @inline(__always)
  mutating func fold(
    _ entry: Entry, into rows: inout [Posting], earlier: (String) throws -> UInt64 = { _ in 0 }
  ) throws {
    if entry.subject.kind == .project {
      let name = entry.subject.name
      if startedAt > 0, !projects.contains(name) {
        projects.load(name, try history(entry.subject, entry.seq, try earlier(name)))
      }
      try fold(project: entry, into: &rows)
    } else {
      registers.fold(entry, into: &rows)
      registerPositions.add(entry.seq)
    }
    size = entry.seq + 1
  }

  @inline(__always)
  private mutating func fold(project entry: Entry, into rows: inout [Posting]) throws {
    let (history, record) = (history, record)
    try projects.fold(
      entry, partners: registers.numbers, into: &rows, all: { try history($0, entry.seq, $1) }, one: record)
  }
}

extension Journal {
  /// A fold of this book that goes on from `stand`. Cost: the registers up to there are folded.
  func fold(at stand: Stand) throws -> Fold {
    let registers = stand.size == 0 ? Registers() : try self.registers(at: stand.size, mark: stand.mark)
    return Fold(
      at: stand, registers: registers, history: { [self] in try history(of: $0, before: $1, count: $2) },
      record: { [self] in try record(at: $0).entry })
  }

  /// The records of a project, read by the subject index, which must know as many as were folded.
  private func history(of subject: Subject, before seq: UInt64, count: UInt64) throws -> [Entry] {
    let entries = try records(of: subject, before: seq).map(\.entry)
    guard UInt64(entries.count) == count else {
      throw JournalError.damaged(
        path: folder, at: "index of \(subject)", found: "\(entries.count) records before position \(seq)",
        expected: "\(count)")
    }
    return entries
  }
}
