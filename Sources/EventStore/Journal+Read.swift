import LMDB
import Ledger

/// A record that was asked for and does not exist.
public struct NoSuchRecord: Error, CustomStringConvertible {
  public let seq: UInt64
  public let size: UInt64
  public init(seq: UInt64, size: UInt64) { (self.seq, self.size) = (seq, size) }
  public var description: String {
    "position \(seq): found no record; expected a position below \(size), the size of the book. `pledgebook log` lists "
      + "the records."
  }
}

extension Journal {
  /// The stored bytes of one line, compared with its stored hash.
  public func line(at seq: UInt64) throws -> [UInt8] {
    let (line, size) = try environment.read { transaction in
      let size = try head(in: transaction).size
      let line = try tables.records.withValue(seq, in: transaction) { line in
        if seq < size { try self.check(line, at: seq, in: transaction) }
        return Array(line)
      }
      return (line, size)
    }
    if line == nil, seq < size { throw missingLine(seq, size) }
    guard let line, seq < size else { throw NoSuchRecord(seq: seq, size: size) }
    return line
  }

  public func record(at seq: UInt64) throws -> Record { try decode(try line(at: seq), seq) }

  private func decode(_ line: [UInt8], _ seq: UInt64) throws -> Record {
    try line.withUnsafeBytes { try record($0, at: seq) }
  }

  /// What the stored line at `seq` says.
  /// - Throws: `JournalError.damaged` where it cannot be read or says another position.
  public func record(_ line: UnsafeRawBufferPointer, at seq: UInt64) throws -> Record {
    let record: Record
    do throws(LineError) { record = try Record(line: line) } catch { throw unreadable(seq, error) }
    guard record.seq == seq else { throw misplaced(seq, record.seq) }
    return record
  }

  /// The same line without what only its recording needs: what a fold reads. Throws as `record(_:at:)` does.
  public func entry(_ line: UnsafeRawBufferPointer, at seq: UInt64) throws -> Entry {
    let entry: Entry
    do throws(LineError) { entry = try Entry(line: line) } catch { throw unreadable(seq, error) }
    guard entry.seq == seq else { throw misplaced(seq, entry.seq) }
    return entry
  }

  private func unreadable(_ seq: UInt64, _ error: LineError) -> JournalError {
    .damaged(
      path: path, at: "record \(seq), byte \(error.offset)", found: "a line that cannot be read",
      expected: error.expected)
  }

  private func misplaced(_ seq: UInt64, _ found: UInt64) -> JournalError {
    .damaged(
      path: path, at: "record \(seq)", found: "a line that says it is record \(found)", expected: "its own position")
  }

  private func missingLine(_ seq: UInt64, _ size: UInt64) -> JournalError {
    .damaged(path: path, at: "record \(seq)", found: "no line", expected: "a line at every position below \(size)")
  }

  /// Hands the stored lines from position `from` to `to` (not included) to `body`, in order. The buffer is valid only
  /// inside `body`. The snapshot is renewed now and then, so that a long replay does not pin old pages; lines never
  /// change.
  /// - Parameter checkingHashes: compares each line with its stored hash first. Whoever makes figures from the lines
  ///   needs it.
  public func forEachLine(
    from: UInt64 = 0, to: UInt64, checkingHashes: Bool = false,
    _ body: (_ seq: UInt64, _ line: UnsafeRawBufferPointer) throws -> Void
  ) throws {
    var next = from
    try environment.read { transaction in
      while next < to {
        let stop = min(to, next + 65_536)
        let start = next
        let hashes = checkingHashes ? try leafHashes(from: start, to: stop, in: transaction) : nil
        try tables.records.forEach(from: start, to: stop, in: transaction) { key, line in
          guard UInt64(bytes: key) == next else { return .stop }
          try hashes?.check(next, line)
          try body(next, line)
          next += 1
          return .next
        }
        guard next == stop else { throw missingLine(next, to) }
        try transaction.refresh()
      }
    }
  }

  /// The position of the newest record with an id; nil where no record has it.
  public func position(ofID id: String) throws -> UInt64? {
    try environment.read { try tables.ids.get(id, in: $0) }
  }

  /// The positions of the records of a subject below `size`, in order.
  public func positions(of subject: Subject, before size: UInt64 = .max) throws -> [UInt64] {
    try positions(subject, .own, before: size)
  }

  /// The positions of the records of other subjects that name this one, in order.
  public func mentions(of subject: Subject, before size: UInt64 = .max) throws -> [UInt64] {
    try positions(subject, .mention, before: size)
  }

  private func positions(_ subject: Subject, _ link: SubjectLink, before size: UInt64) throws -> [UInt64] {
    try environment.read { try positions(subject, link, before: size, in: $0) }
  }

  func positions(
    _ subject: Subject, _ link: SubjectLink, before size: UInt64, in transaction: borrowing some Readable & ~Copyable
  ) throws -> [UInt64] {
    var list: [UInt64] = []
    let prefix = SubjectKey.prefix(subject, link)
    try tables.subjects.forEach(
      from: Bytes(prefix), to: Bytes(prefix.dropLast() + [link.rawValue + 1]), in: transaction
    ) { key, _ in
      guard let seq = SubjectKey.position(key), seq < size else { return .stop }
      list.append(seq)
      return .next
    }
    return list
  }

  /// The records of a subject below `size`, in order.
  public func records(of subject: Subject, before size: UInt64 = .max) throws -> [Record] {
    try environment.read { try records(of: subject, before: size, in: $0) }
  }

  func records(
    of subject: Subject, _ link: SubjectLink = .own, before size: UInt64 = .max,
    in transaction: borrowing some Readable & ~Copyable
  ) throws -> [Record] {
    try positions(subject, link, before: size, in: transaction).map { seq in
      let record = try tables.records.withValue(seq, in: transaction) { line in
        try self.check(line, at: seq, in: transaction)
        return try decode(Array(line), seq)
      }
      guard let record, link == .mention || record.subject == subject else {
        throw JournalError.damaged(
          path: path, at: "index of \(subject)", found: "position \(seq), which has no fitting line",
          expected: "positions of stored lines")
      }
      return record
    }
  }

  /// All subjects, in the order of their names.
  public func subjects() throws -> [Subject] { try environment.read { try subjects(in: $0) } }

  func subjects(in transaction: borrowing some Readable & ~Copyable) throws -> [Subject] {
    var list: [Subject] = []
    var last: [UInt8] = []
    try tables.subjects.forEach(in: transaction) { key, _ in
      // All keys of a subject stand together.
      guard SubjectKey.link(key) == SubjectLink.own.rawValue, !key.dropLast(10).elementsEqual(last) else {
        return .next
      }
      last = Array(key.dropLast(10))
      if let text = String(validating: last, as: UTF8.self), let subject = Subject(text) { list.append(subject) }
      return .next
    }
    return list
  }

  /// The registers as they were when the book had `size` records: everything but projects, folded from its lines.
  /// Cost: about two microseconds for each record that is not of a project; each line is compared with its hash.
  /// - Parameter mark: what the index must hold. Without it, a lost entry of the index goes unseen.
  public func registers(at size: UInt64, mark: RegisterMark? = nil) throws -> Registers {
    try environment.read { try registers(at: size, mark: mark, in: $0) }
  }

  func registers(at size: UInt64, mark: RegisterMark? = nil, in transaction: borrowing some Readable & ~Copyable) throws
    -> Registers
  {
    var positions: [(seq: UInt64, subject: [UInt8])] = []
    var found = PositionSum()
    func collect(_ key: UnsafeRawBufferPointer, _: UnsafeRawBufferPointer) -> ScanStep {
      if SubjectKey.link(key) == SubjectLink.own.rawValue, let seq = SubjectKey.position(key) {
        if seq < size { positions.append((seq, Array(key.dropLast(10)))) }
        if let mark, seq < mark.size { found.add(seq) }
      }
      return .next
    }
    // "project/" to "project0" holds the projects: '0' follows '/'.
    try tables.subjects.forEach(to: Bytes("project/".utf8), in: transaction, collect)
    try tables.subjects.forEach(from: Bytes("project0".utf8), in: transaction, collect)
    if let mark, mark.positions != found {
      throw JournalError.damaged(
        path: path, at: "subject index", found: "\(found.count) positions of registers below \(mark.size), or others",
        expected: "the \(mark.positions.count) that were written")
    }
    positions.sort { $0.seq < $1.seq }
    var registers = Registers()
    var unused: [Posting] = []
    for (seq, subject) in positions {
      let entry = try tables.records.withValue(seq, in: transaction) { line in
        try self.check(line, at: seq, in: transaction)
        return try self.entry(line, at: seq)
      }
      guard let entry, entry.subject.kind != .project,
        entry.subject.description.utf8.elementsEqual(subject)
      else {
        throw JournalError.damaged(
          path: path, at: "subject index", found: "position \(seq), which has no fitting line",
          expected: "positions of stored lines")
      }
      registers.fold(entry, into: &unused)
      unused.removeAll(keepingCapacity: true)
    }
    return registers
  }

  /// How many records the book had at a moment: those recorded at or before `time`. Cost: a binary search.
  public func size(at time: Timestamp) throws -> UInt64 {
    var low: UInt64 = 0
    var high = try head().size
    while low < high {
      let middle = (low + high) / 2
      if try record(at: middle).at <= time { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
