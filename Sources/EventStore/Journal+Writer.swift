import Foundation
import LMDB
import Ledger
import MerkleLog

/// The steps of an append; see `append` for their order.
extension Journal {
  /// The state of the rules at the head of the book: what this process knows, brought up to date with what others
  /// wrote.
  func catchUp(_ state: inout WriterState, to head: Head, in transaction: borrowing WriteTransaction) throws -> Books {
    if let books = state.books, state.frontier.size <= head.size {
      while state.frontier.size < head.size {
        let seq = state.frontier.size
        let record = try storedRecord(seq, in: transaction)
        try books.apply(
          record.entry, at: record.at,
          all: { project, _ in try records(of: project, before: seq, in: transaction).map(\.entry) },
          one: { try storedRecord($0, in: transaction).entry })
        let leaf = try tables.hashes.withValue(seq, in: transaction) {
          Hash(UnsafeRawBufferPointer(rebasing: $0.prefix(Hash.byteCount)))
        }
        guard let leaf, let leaf else { throw damagedHash(seq) }
        state.frontier.append(leaf: leaf)
      }
      return books
    }
    let books = Books()
    books.registers = try registers(at: head.size, in: transaction)
    state.frontier = try frontier(head, in: transaction)
    if head.size > 0 {
      books.lastAt = try storedRecord(head.size - 1, in: transaction).at
      books.names = nil
    }
    state.books = books
    return books
  }

  private func frontier(_ head: Head, in transaction: borrowing WriteTransaction) throws -> Frontier {
    // The few rows that the right edge consists of are copied out, since a reader cannot hold a transaction.
    var rows: [UInt64: [UInt8]] = [:]
    var start: UInt64 = 0
    for level in (0..<64).reversed() where head.size & (1 << UInt64(level)) != 0 {
      let row = HashRow.row(level: level, index: start >> UInt64(level))
      rows[row] = try tables.hashes.withValue(row, in: transaction) { Array($0) }
      start += 1 << UInt64(level)
    }
    let frontier = try Frontier(size: head.size, reader: CopiedHashes(rows: rows, journal: self))
    guard frontier.root == head.root else {
      throw JournalError.damaged(
        path: path, at: "root", found: "\(head.root)", expected: "\(frontier.root), which the stored hashes give")
    }
    return frontier
  }

  private struct CopiedHashes: HashReader {
    let rows: [UInt64: [UInt8]]
    let journal: Journal
    func hash(level: Int, index: UInt64) throws -> Hash {
      let row = HashRow.row(level: level, index: index)
      let hash = rows[row]?.withUnsafeBytes { bytes in
        bytes.count >= (level + 1) * Hash.byteCount
          ? Hash(UnsafeRawBufferPointer(rebasing: bytes[(level * Hash.byteCount)..<((level + 1) * Hash.byteCount)]))
          : nil
      }
      guard let hash else { throw journal.damagedHash(row) }
      return hash
    }
  }

  func damagedHash(_ row: UInt64) -> JournalError {
    .damaged(
      path: path, at: "hashes of record \(row)", found: "too few bytes or none",
      expected: "\(HashRow.count(row: row)) hashes of 32 bytes")
  }

  func storedRecord(_ seq: UInt64, in transaction: borrowing some Readable & ~Copyable) throws -> Record {
    let record = try tables.records.withValue(seq, in: transaction) { line in
      try self.check(line, at: seq, in: transaction)
      return try self.record(line, at: seq)
    }
    guard let record else {
      throw JournalError.damaged(
        path: path, at: "record \(seq)", found: "no such line", expected: "a line at every position")
    }
    return record
  }

  /// The answer to an identity key that is already used: the first position for the same content, else a refusal.
  func repeated(_ command: Command, _ earlier: UInt64, in transaction: borrowing WriteTransaction) throws -> Outcome {
    let stored = try storedRecord(earlier, in: transaction).command
    var content = command
    content.expect = nil
    if content == stored.asGiven(in: content) { return .repeated(earlier) }
    return .refused(
      Refusal(
        .duplicateId, at: "id", found: "\(command.id), used by record \(earlier) with other content",
        expected: "a new id, or the same content",
        remedy:
          "`pledgebook show \(earlier)` prints that record. A correction is a reversal and a new record with a new id.")
    )
  }

  /// Brings the projects that the command names into the books, and what a reversal needs of the past. Nothing may wait
  /// to be written where the command reads the past.
  /// - Parameter replacement: the command that is to be recorded together with it.
  func need(
    _ command: Command, replacement: Command? = nil, _ books: Books, in transaction: borrowing WriteTransaction
  ) throws -> Past {
    if command.subject.kind == .project { try load(command.subject, books, in: transaction) }
    for name in command.event.neededProjects {
      if let subject = Subject(.project, name) { try load(subject, books, in: transaction) }
    }
    if books.names == nil, books.count(of: command.subject) == 0 { books.names = try names(in: transaction) }
    if command.subject.kind == .project {
      try books.projects.remember(for: command) { try records(of: command.subject, in: transaction).map(\.entry) }
    }
    guard case .reversed(let reversal) = command.event else { return .unneeded }
    let target = try tables.ids.get(reversal.reverses, in: transaction).map { try storedRecord($0, in: transaction) }
    guard target?.event.type.isFounding ?? false else {
      return Past(target: target, mentions: [], replacement: replacement)
    }
    let mentions = try records(of: command.subject, .mention, in: transaction)
    return Past(target: target, mentions: try standing(mentions, in: transaction), replacement: replacement)
  }

  /// Those of the records that no later record reverses.
  private func standing(_ mentions: [Record], in transaction: borrowing WriteTransaction) throws -> [Record] {
    try mentions.filter { try tables.reversals.get($0.seq, in: transaction) == nil }
  }

  /// The names of all subjects that are written. Cost: the index is read from end to end.
  private func names(in transaction: borrowing WriteTransaction) throws -> SubjectNames {
    var names = SubjectNames()
    for subject in try subjects(in: transaction) { names.add(subject) }
    return names
  }

  private func load(_ subject: Subject, _ books: Books, in transaction: borrowing WriteTransaction) throws {
    guard !books.projects.contains(subject.name) else { return }
    books.projects.load(subject.name, try records(of: subject, in: transaction).map(\.entry))
  }

  /// Takes an identity key for the record at `seq`. False if an earlier record has it; then nothing is written.
  func claim(_ id: String, _ seq: UInt64, in transaction: inout WriteTransaction) throws -> Bool {
    do {
      try tables.ids.put(id, seq, mode: .noOverwrite, in: &transaction)
      return true
    } catch  where error.code == .keyExists { return false }
  }

  /// What an identity key that is already used answers; nil if it is free. It means the record that stands: after a
  /// reversal it is free, unless the caller heeds that reversal.
  func earlierAnswer(
    _ command: Command, _ heeded: UInt64, _ state: inout WriterState, in transaction: inout WriteTransaction
  ) throws -> Outcome? {
    guard let earlier = try tables.ids.get(command.id, in: transaction) else { return nil }
    try flush(&state, in: &transaction)
    if let reversal = try tables.reversals.get(earlier, in: transaction) {
      return reversal < heeded ? .reversedBefore(earlier, by: reversal) : nil
    }
    return try repeated(command, earlier, in: transaction)
  }

  /// Writes the lines that wait, with their hashes and index entries.
  func flush(_ state: inout WriterState, in transaction: inout WriteTransaction) throws {
    guard !state.pending.records.isEmpty else { return }
    let leaves = state.pending.leaves()
    for (place, record) in state.pending.records.enumerated() {
      let seq = record.seq
      guard seq < UInt64(UInt32.max) else {
        throw JournalError.damaged(
          path: path, at: "record \(seq)", found: "a full book", expected: "at most 4,294,967,295 records")
      }
      try state.pending.withLine(place) { line in
        try tables.records.put(seq, bytes: line, mode: .append, in: &transaction)
      }
      let count = HashRow.count(row: seq) * Hash.byteCount
      try tables.hashes.reserve(seq, count: count, mode: .append, in: &transaction) { row in
        state.frontier.append(leaf: leaves[place], row: row)
      }
      try tables.subjects.put(SubjectKey.bytes(record.subject, .own, seq), Bytes(), in: &transaction)
      for mentioned in record.mentioned {
        try tables.subjects.put(SubjectKey.bytes(mentioned, .mention, seq), Bytes(), in: &transaction)
      }
      if let reversed = record.reversed { try tables.reversals.put(reversed, seq, in: &transaction) }
    }
    state.pending.clear()
  }
}

extension Timestamp {
  /// The clock of the machine. Only the doors of the program ask it; the rules never do.
  public static var now: Timestamp {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Timestamp(microseconds: Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1000)
  }
}
