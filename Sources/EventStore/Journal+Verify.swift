import Dispatch
import Glibc
import LMDB
import Ledger
import MerkleLog
import Synchronization

/// What `verify` saw when nothing was wrong.
public struct Verification: Sendable {
  public let head: Head
  /// Lines that were read, hashed and compared.
  public let records: UInt64
  /// The checkpoint that the book was compared with, if one was given.
  public let checkpoint: Checkpoint?
}

extension Journal {
  /// Reads every line again, recomputes every hash and the root, and compares them, the indexes and the rules that a
  /// journal must show (order of times, four eyes) with what is stored.
  ///
  /// Only a checkpoint that somebody else kept can show that the last records were cut off and the root repaired.
  /// - Parameters:
  ///   - note: an earlier signed checkpoint; the book must be a continuation of it.
  ///   - progress: called now and then with the number of records that were checked and their total.
  /// - Throws: `JournalError.damaged` with the first position that is wrong.
  public func verify(
    against note: SignedNote? = nil, key: NoteVerifier? = nil, progress: (UInt64, UInt64) -> Void = { _, _ in }
  ) throws -> Verification {
    let head = try head()
    let checkpoint = try note.map { try Checkpoint(opening: $0, with: key ?? self.key) }
    if let checkpoint, checkpoint.size > head.size {
      throw JournalError.damaged(
        path: path, at: "size", found: "\(head.size) records",
        expected: "at least \(checkpoint.size), the size of the checkpoint: records were cut off")
    }
    // Two readers side by side: one recomputes the hashes and reads the indexes, the other reads what the lines say.
    let failures = Mutex<[Int: any Error]>([:])
    let secret = IndexSums.Secret()
    let indexes = Mutex<(stored: IndexSums, needed: IndexSums)>((IndexSums(secret), IndexSums(secret)))
    withoutActuallyEscaping(progress) { progress in
      let progress = SendableProgress(report: progress)
      DispatchQueue.concurrentPerform(iterations: Side.allCases.count) { side in
        do {
          switch Side.allCases[side] {
          case .hashes:
            try checkHashes(head, checkpoint, progress)
            let stored = try storedIndexes(head.size, secret)
            indexes.withLock { $0.stored = stored }
          case .contents:
            let needed = try checkContents(head, secret)
            indexes.withLock { $0.needed = needed }
          }
        } catch { failures.withLock { $0[side] = error } }
      }
    }
    // A wrong hash says more than what a wrong line happens to say.
    if let failure = failures.withLock({ $0.min { $0.key < $1.key }?.value }) { throw failure }
    let (stored, needed) = indexes.withLock { $0 }
    guard stored == needed else {
      try nameIndexDamage(head)
      return try verify(against: note, key: key, progress: progress)
    }
    try checkCounts(head, needed.counts)
    return Verification(head: head, records: head.size, checkpoint: checkpoint)
  }
}

/// The two halves of a verification.
private enum Side: CaseIterable { case hashes, contents }

/// The caller's progress function; only the thread of the hashes calls it.
private struct SendableProgress: @unchecked Sendable { let report: (UInt64, UInt64) -> Void }

extension Journal {
  func damaged(_ seq: UInt64, _ found: String, _ expected: String) -> JournalError {
    .damaged(path: path, at: "record \(seq)", found: found, expected: expected)
  }

  func forEachStored(
    _ head: Head, step: UInt64, _ body: (UInt64, UnsafeRawBufferPointer, borrowing ReadTransaction) throws -> Void,
    done: (UInt64) -> Void
  ) throws {
    var next: UInt64 = 0
    while next < head.size {
      let stop = min(head.size, next + step)
      try environment.read { transaction in
        try tables.records.forEach(from: next, to: stop, in: transaction) { key, line in
          guard key.count == 8, UInt64(bigEndian: key.loadUnaligned(as: UInt64.self)) == next else { return .stop }
          try body(next, line, transaction)
          next += 1
          return .next
        }
      }
      guard next == stop else { throw damaged(next, "no line", "a line at every position below \(head.size)") }
      done(next)
    }
  }

  /// Every line gives its stored hash, and all of them the stored root.
  private func checkHashes(_ head: Head, _ checkpoint: Checkpoint?, _ progress: SendableProgress) throws {
    var frontier = Frontier()
    var row = [UInt8](repeating: 0, count: 64 * Hash.byteCount)
    func compareCheckpoint() throws {
      guard let checkpoint, frontier.size == checkpoint.size, frontier.root != checkpoint.root else { return }
      throw JournalError.damaged(
        path: path, at: "the first \(checkpoint.size) records", found: "root \(frontier.root)",
        expected: "root \(checkpoint.root) of the signed checkpoint: history was rewritten")
    }
    try compareCheckpoint()
    try forEachStored(head, step: 16_384) { seq, line, transaction in
      let leaf = MerkleTree.leafHash(line)
      let count = row.withUnsafeMutableBytes { frontier.append(leaf: leaf, row: $0) } * Hash.byteCount
      let same = try tables.hashes.withValue(seq, in: transaction) { stored in
        stored.count == count && row.withUnsafeBytes { memcmp($0.baseAddress!, stored.baseAddress!, count) == 0 }
      }
      guard same ?? false else {
        throw damaged(seq, "a line whose hash is not the stored one", "the line that was written here")
      }
      try compareCheckpoint()
    } done: {
      progress.report($0, head.size)
    }
    guard frontier.root == head.root else {
      throw JournalError.damaged(
        path: path, at: "root", found: "\(head.root)", expected: "\(frontier.root), which the lines give")
    }
  }

  /// Every line can be read, says its own position, and keeps the order of times and the rule of four eyes. Returns
  /// what must be in the indexes.
  private func checkContents(_ head: Head, _ secret: IndexSums.Secret) throws -> IndexSums {
    var registers = Registers()
    var unused: [Posting] = []
    var lastAt = Timestamp(microseconds: .min)
    var needed = IndexSums(secret)
    var counts: [Subject: UInt64] = [:]
    var key: [UInt8] = []
    try forEachStored(head, step: 16_384) { seq, line, transaction in
      let record = try record(line, at: seq)
      guard record.at >= lastAt else {
        throw damaged(seq, "recorded at \(record.at)", "a time not before \(lastAt), that of the line before")
      }
      lastAt = record.at
      let count = counts[record.subject, default: 0]
      guard record.stamp.nth == count else {
        throw damaged(
          seq, "\(record.stamp.nth) earlier records of \(record.subject)", "\(count), as many as the book has")
      }
      counts[record.subject] = count + 1
      let target = try target(of: record, in: transaction)
      if let refusal = registers.policy.fourEyes(record.command, reversing: target?.command) {
        throw damaged(seq, refusal.description, "an approval by a second person")
      }
      if record.subject.kind != .project {
        registers.fold(record.entry, into: &unused)
        unused.removeAll(keepingCapacity: true)
      }
      needed.add(record, takingOut: target, &key)
    } done: { _ in
    }
    return needed
  }

  /// The record that a reversal takes out.
  private func target(of record: Record, in transaction: borrowing ReadTransaction) throws -> Record? {
    guard let reversed = record.reversed, case .reversed(let reversal) = record.event else { return nil }
    guard reversed < record.seq else {
      throw damaged(record.seq, "the reversal of record \(reversed)", "that of an earlier record")
    }
    let target = try storedRecord(reversed, in: transaction)
    guard target.command.id == reversal.reverses, target.subject == record.subject else {
      throw damaged(
        record.seq, "the reversal of \(reversal.reverses) at position \(reversed), which is \(target.command.id)",
        "the position of the record with this id")
    }
    return target
  }

  private func checkCounts(_ head: Head, _ needed: (ids: UInt64, reversals: UInt64, subjects: UInt64)) throws {
    let (counts, now) = try environment.read { transaction in
      (
        [
          ("records", try tables.records.count(in: transaction), head.size),
          ("hashes", try tables.hashes.count(in: transaction), head.size),
          ("ids", try tables.ids.count(in: transaction), needed.ids),
          ("reversals", try tables.reversals.count(in: transaction), needed.reversals),
          ("subjects", try tables.subjects.count(in: transaction), needed.subjects),
        ], try self.head(in: transaction)
      )
    }
    // Another process may have appended meanwhile; then the counts speak of a longer book.
    guard now == head else { return }
    for (table, found, expected) in counts where UInt64(found) != expected {
      throw JournalError.damaged(path: path, at: "table \(table)", found: "\(found) entries", expected: "\(expected)")
    }
  }
}
