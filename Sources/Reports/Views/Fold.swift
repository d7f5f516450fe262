import EventStore
import Ledger

/// Turns stored lines into postings: the one function behind catch-up and rebuild.
///
/// A worker of a rebuild folds a slice of the projects; all workers fold the registers, which every project needs.
struct Fold {
  let journal: Journal
  private var registers: Registers
  private var projects = Projects()
  /// Project records are read back for this fold only if it began in the middle of the book.
  private let startedAt: UInt64
  /// Of all records that are not of projects, those before this fold included.
  private(set) var registerPositions: PositionSum
  /// How many records are folded in.
  private(set) var size: UInt64
  /// The projects that this fold met.
  var met: [ProjectTable.Row] { projects.all.map(ProjectTable.Row.init) }

  /// - Parameter stand: what is folded in already.
  init(journal: Journal, at stand: Stand) throws {
    self.journal = journal
    startedAt = stand.size
    size = stand.size
    registerPositions = stand.registers
    registers = stand.size == 0 ? Registers() : try journal.registers(at: stand.size, mark: stand.mark)
  }

  /// - Parameter earlier: how many records a project had when this fold began; asked only where it began in the middle
  ///   of the book.
  mutating func line(
    _ seq: UInt64, _ line: UnsafeRawBufferPointer, into rows: inout [Posting],
    earlier: (String) throws -> UInt64 = { _ in 0 }
  ) throws {
    let entry: Entry
    do throws(LineError) { entry = try Entry(line: line) } catch {
      throw JournalError.damaged(
        path: journal.folder, at: "record \(seq), byte \(error.offset)", found: "a line that cannot be read",
        expected: error.expected)
    }
    guard entry.seq == seq else {
      throw JournalError.damaged(
        path: journal.folder, at: "record \(seq)", found: "a line that says it is record \(entry.seq)",
        expected: "its own position")
    }
    try fold(entry, into: &rows, earlier: earlier)
    size = seq + 1
  }

  @inline(__always)
  private mutating func fold(_ entry: Entry, into rows: inout [Posting], earlier: (String) throws -> UInt64) throws {
    if entry.subject.kind == .project {
      let name = entry.subject.name
      if startedAt > 0, !projects.contains(name) {
        projects.load(name, try Fold.history(of: entry.subject, before: entry.seq, count: try earlier(name), journal))
      }
      // Only a reversal asks for the history.
      let isReversal = if case .recordReversed = entry.event { true } else { false }
      let count = isReversal ? projects[name]?.count ?? 0 : 0
      try projects.fold(entry, partners: registers.numbers, into: &rows) { [journal] in
        try Fold.history(of: $0, before: entry.seq, count: count, journal)
      }
    } else {
      registers.fold(entry, into: &rows)
      registerPositions.add(entry.seq)
    }
  }

  /// The records of a project, read by the subject index, which must know as many as were folded.
  private static func history(of subject: Subject, before seq: UInt64, count: UInt64, _ journal: Journal) throws
    -> [Entry]
  {
    let entries = try journal.records(of: subject, before: seq).map(\.entry)
    guard UInt64(entries.count) == count else {
      throw JournalError.damaged(
        path: journal.folder, at: "index of \(subject)", found: "\(entries.count) records before position \(seq)",
        expected: "\(count)")
    }
    return entries
  }
}
