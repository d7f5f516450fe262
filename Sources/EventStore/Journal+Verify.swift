import LMDB
import Ledger
import MerkleLog

/// What `verify` saw when nothing was wrong.
public struct Verification: Sendable {
  public let head: Head
  /// Lines that were read, hashed and compared.
  public let records: UInt64
  /// The checkpoint that the book was compared with, if one was given.
  public let checkpoint: Checkpoint?
}

extension Journal {
  /// Reads every line again, recomputes every hash and the root, and compares them, the indexes and the rules that a journal must
  /// show (order of times, four eyes) with what is stored.
  ///
  /// Only a checkpoint that somebody else kept can show that the last records were cut off and the root repaired.
  /// - Parameters:
  ///   - note: an earlier signed checkpoint; the book must be a continuation of it.
  ///   - progress: called now and then with the number of records that were checked and their total.
  /// - Throws: `JournalError.damaged` with the first position that is wrong.
  public func verify(against note: SignedNote? = nil, key: NoteVerifier? = nil, progress: (UInt64, UInt64) -> Void = { _, _ in }) throws -> Verification {
    let head = try head()
    let checkpoint = try note.map { try Checkpoint(opening: $0, with: key ?? self.key) }
    if let checkpoint, checkpoint.size > head.size {
      throw JournalError.damaged(
        path: path, at: "size", found: "\(head.size) records", expected: "at least \(checkpoint.size), the size of the checkpoint: records were cut off")
    }
    var check = LineCheck(journal: self, head: head, checkpoint: checkpoint)
    try check.checkpointReached()
    var next: UInt64 = 0
    while next < head.size {
      let stop = min(head.size, next + 16_384)
      try environment.read { transaction in
        try tables.records.forEach(from: next, to: stop, in: transaction) { key, line in
          guard key.count == 8, UInt64(bigEndian: key.loadUnaligned(as: UInt64.self)) == next else { return .stop }
          try check.line(next, line, in: transaction)
          next += 1
          return .next
        }
      }
      guard next == stop else {
        throw JournalError.damaged(path: path, at: "record \(next)", found: "no line", expected: "a line at every position below \(head.size)")
      }
      progress(next, head.size)
    }
    try check.finish()
    return Verification(head: head, records: head.size, checkpoint: checkpoint)
  }
}

/// The running state of a verification.
private struct LineCheck {
  let journal: Journal
  let head: Head
  let checkpoint: Checkpoint?
  var frontier = Frontier()
  var registers = Registers()
  var lastAt = Timestamp(microseconds: .min)
  var links: UInt64 = 0
  var unused: [Posting] = []
  var row = [UInt8](repeating: 0, count: 64 * Hash.byteCount)

  init(journal: Journal, head: Head, checkpoint: Checkpoint?) {
    (self.journal, self.head, self.checkpoint) = (journal, head, checkpoint)
  }

  func damaged(_ seq: UInt64, _ found: String, _ expected: String) -> JournalError {
    .damaged(path: journal.path, at: "record \(seq)", found: found, expected: expected)
  }

  mutating func line(_ seq: UInt64, _ line: UnsafeRawBufferPointer, in transaction: borrowing ReadTransaction) throws {
    // The hash first: it speaks of the bytes whatever they say.
    let leaf = MerkleTree.leafHash(line)
    let count = row.withUnsafeMutableBytes { frontier.append(leaf: leaf, row: $0) } * Hash.byteCount
    let same = try journal.tables.hashes.withValue(seq, in: transaction) { stored in
      stored.count == count && stored.elementsEqual(row[..<count])
    }
    guard same ?? false else { throw damaged(seq, "a line whose hash is not the stored one", "the line that was written here") }
    let record: Record
    do throws(LineError) { record = try Record(line: line) } catch { throw journal.damage(seq, error) }
    guard record.seq == seq else { throw damaged(seq, "a line that says it is record \(record.seq)", "its own position") }
    guard record.at >= lastAt else { throw damaged(seq, "recorded at \(record.at)", "a time not before \(lastAt), that of the line before") }
    lastAt = record.at
    if let refusal = registers.policy.fourEyes(record.command) { throw damaged(seq, refusal.description, "an approval by a second person") }
    if record.subject.kind != .project {
      registers.fold(record.entry, into: &unused)
      unused.removeAll(keepingCapacity: true)
    }
    try checkIndexes(record, in: transaction)
    try checkpointReached()
  }

  private mutating func checkIndexes(_ record: Record, in transaction: borrowing ReadTransaction) throws {
    guard try journal.tables.ids.get(record.command.id, in: transaction) == record.seq else {
      throw damaged(record.seq, "no index entry for its id \(record.command.id)", "the entry with this position")
    }
    func has(_ subject: Subject, _ link: SubjectLink) throws {
      guard try journal.tables.subjects.withValue(SubjectKey.bytes(subject, link, record.seq), in: transaction, { _ in true }) ?? false else {
        throw damaged(record.seq, "no index entry under \(subject)", "the entry with this position")
      }
    }
    try has(record.subject, .own)
    links += 1
    for mentioned in Set(record.event.mentions) where mentioned != record.subject {
      try has(mentioned, .mention)
      links += 1
    }
  }

  /// Compares the root at the size of the checkpoint.
  func checkpointReached() throws {
    guard let checkpoint, frontier.size == checkpoint.size, frontier.root != checkpoint.root else { return }
    throw JournalError.damaged(
      path: journal.path, at: "the first \(checkpoint.size) records", found: "root \(frontier.root)", expected: "root \(checkpoint.root) of the signed checkpoint: history was rewritten")
  }

  func finish() throws {
    guard frontier.root == head.root else {
      throw JournalError.damaged(path: journal.path, at: "root", found: "\(head.root)", expected: "\(frontier.root), which the lines give")
    }
    let counts = try journal.environment.read { transaction in
      (
        try journal.tables.records.count(in: transaction), try journal.tables.hashes.count(in: transaction),
        try journal.tables.ids.count(in: transaction), try journal.tables.subjects.count(in: transaction), try journal.head(in: transaction)
      )
    }
    // Another process may have appended meanwhile; then the counts speak of a longer book.
    guard counts.4 == head else { return }
    for (table, found, expected) in [
      ("records", counts.0, head.size), ("hashes", counts.1, head.size), ("ids", counts.2, head.size), ("subjects", counts.3, links),
    ] where UInt64(found) != expected {
      throw JournalError.damaged(path: journal.path, at: "table \(table)", found: "\(found) entries", expected: "\(expected)")
    }
  }
}
