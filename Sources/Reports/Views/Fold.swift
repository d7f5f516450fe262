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

  /// - Parameter size: how many records are folded in already.
  init(journal: Journal, at size: UInt64) throws {
    self.journal = journal
    startedAt = size
    registers = size == 0 ? Registers() : try journal.registers(at: size)
  }

  mutating func line(_ seq: UInt64, _ line: UnsafeRawBufferPointer, into rows: inout [Posting]) throws {
    let entry: Entry
    do throws(LineError) { entry = try Entry(line: line) } catch {
      throw JournalError.damaged(
        path: journal.folder, at: "record \(seq), byte \(error.offset)", found: "a line that cannot be read", expected: error.expected)
    }
    try fold(entry, into: &rows)
  }

  @inline(__always)
  mutating func fold(_ entry: Entry, into rows: inout [Posting]) throws {
    if entry.subject.kind == .project {
      if startedAt > 0, !projects.contains(entry.subject.name) {
        projects.load(entry.subject.name, try journal.records(of: entry.subject, before: entry.seq).map(\.entry))
      }
      try projects.fold(entry, partners: registers.numbers, into: &rows) { [journal] in
        try journal.records(of: $0, before: entry.seq).map(\.entry)
      }
    } else {
      registers.fold(entry, into: &rows)
    }
  }
}
