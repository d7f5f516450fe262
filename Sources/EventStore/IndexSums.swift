import LMDB
import Ledger

/// The entries of the two indexes as two numbers that do not depend on their order: what the lines need, and what is
/// stored, can be compared without looking up a million entries one by one.
///
/// Each entry is hashed under a secret that is drawn for one verification (SipHash, as `Hasher` has it), and the hashes
/// are added up. Who wrote the file did not know the secret, so other entries give the same sum by chance only: one
/// time in 2^64.
struct IndexSums: Equatable, Sendable {
  private struct Sum: Equatable, Sendable {
    var count: UInt64 = 0
    var sum: UInt64 = 0
  }

  /// Drawn anew for each verification.
  struct Secret: Equatable, Sendable {
    let a = UInt64.random(in: .min ... .max), b = UInt64.random(in: .min ... .max)
  }

  private let secret: Secret
  private var ids = Sum()
  private var subjects = Sum()

  init(_ secret: Secret) { self.secret = secret }

  /// How many entries the subject index has.
  var links: UInt64 { subjects.count }

  private func adding(_ entry: UnsafeRawBufferPointer, _ position: UInt64, to sum: Sum) -> Sum {
    var hasher = Hasher()
    hasher.combine(secret.a)
    hasher.combine(secret.b)
    hasher.combine(position)
    hasher.combine(bytes: entry)
    return Sum(count: sum.count + 1, sum: sum.sum &+ UInt64(bitPattern: Int64(hasher.finalize())))
  }

  /// The entry of an id.
  mutating func add(id: UnsafeRawBufferPointer, _ position: UInt64) { ids = adding(id, position, to: ids) }

  /// An entry of the subject index, whose key ends with the position.
  mutating func add(link: UnsafeRawBufferPointer, _ position: UInt64) {
    subjects = adding(link, position, to: subjects)
  }

  /// The entries that a record needs. `key` is room to work in.
  mutating func add(_ record: Record, _ key: inout [UInt8]) {
    record.command.id.withBytes { add(id: $0, record.seq) }
    add(record.subject, .own, record.seq, &key)
    for subject in record.mentioned { add(subject, .mention, record.seq, &key) }
  }

  private mutating func add(_ subject: Subject, _ link: SubjectLink, _ position: UInt64, _ key: inout [UInt8]) {
    key.removeAll(keepingCapacity: true)
    SubjectKey.append(subject, link, position, to: &key)
    key.withUnsafeBytes { add(link: $0, position) }
  }
}

extension Record {
  /// The other subjects that it names, each once.
  var mentioned: Set<Subject> {
    let mentions = event.mentions
    return mentions.isEmpty ? [] : Set(mentions).subtracting([subject])
  }
}

extension Journal {
  /// What the indexes hold for the records below `size`. Cost: both tables are read from end to end.
  func storedIndexes(_ size: UInt64, _ secret: IndexSums.Secret) throws -> IndexSums {
    var sums = IndexSums(secret)
    try environment.read { transaction in
      try tables.ids.forEach(in: transaction) { id, value in
        guard let position = UInt64(bytes: value) else {
          throw JournalError.damaged(
            path: path, at: "table ids", found: "an entry of \(value.count) bytes", expected: "a position of 8 bytes")
        }
        if position < size { sums.add(id: id, position) }
        return .next
      }
      try tables.subjects.forEach(in: transaction) { key, _ in
        guard let position = SubjectKey.position(key) else {
          throw JournalError.damaged(
            path: path, at: "table subjects", found: "a key of \(key.count) bytes", expected: "a subject and a position"
          )
        }
        if position < size { sums.add(link: key, position) }
        return .next
      }
    }
    return sums
  }

  /// Names what is wrong in the indexes, once their sums have shown that something is.
  func nameIndexDamage(_ head: Head) throws -> Never {
    try forEachStored(head, step: 16_384) { seq, line, transaction in
      try checkIndexes(try record(line, at: seq), in: transaction)
    } done: { _ in
    }
    throw JournalError.damaged(
      path: path, at: "tables ids and subjects", found: "an entry that no line needs",
      expected: "only entries of stored lines")
  }

  /// Every entry that a record needs is there.
  private func checkIndexes(_ record: Record, in transaction: borrowing ReadTransaction) throws {
    guard try tables.ids.get(record.command.id, in: transaction) == record.seq else {
      throw damaged(record.seq, "no index entry for its id \(record.command.id)", "the entry with this position")
    }
    func need(_ subject: Subject, _ link: SubjectLink) throws {
      guard
        try tables.subjects.withValue(SubjectKey.bytes(subject, link, record.seq), in: transaction, { _ in true })
          ?? false
      else {
        throw damaged(record.seq, "no index entry under \(subject)", "the entry with this position")
      }
    }
    try need(record.subject, .own)
    for subject in record.mentioned { try need(subject, .mention) }
  }
}
