import LMDB
import Ledger

/// The entries of the indexes as numbers that do not depend on their order: what the lines need, and what is
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
  private var reversals = Sum()
  private var subjects = Sum()
  /// The identities that are free, since the record that had them was taken out, with its position.
  private var free: [[UInt8]: UInt64] = [:]

  init(_ secret: Secret) { self.secret = secret }

  static func == (a: Self, b: Self) -> Bool {
    a.secret == b.secret && a.ids == b.ids && a.reversals == b.reversals && a.subjects == b.subjects
  }

  /// How many entries each index has.
  var counts: (ids: UInt64, reversals: UInt64, subjects: UInt64) { (ids.count, reversals.count, subjects.count) }

  private func hash(_ entry: UnsafeRawBufferPointer, _ position: UInt64) -> UInt64 {
    var hasher = Hasher()
    hasher.combine(secret.a)
    hasher.combine(secret.b)
    hasher.combine(position)
    hasher.combine(bytes: entry)
    return UInt64(bitPattern: Int64(hasher.finalize()))
  }

  private func adding(_ entry: UnsafeRawBufferPointer, _ position: UInt64, to sum: Sum) -> Sum {
    Sum(count: sum.count + 1, sum: sum.sum &+ hash(entry, position))
  }

  /// The entry of an id.
  mutating func add(id: UnsafeRawBufferPointer, _ position: UInt64) { ids = adding(id, position, to: ids) }

  /// The entry of a record that was taken out, and of its reversal.
  mutating func add(reversed position: UInt64, by reversal: UInt64) {
    withUnsafeBytes(of: position.bigEndian) { reversals = adding($0, reversal, to: reversals) }
  }

  /// An entry of the subject index, whose key ends with the position.
  mutating func add(link: UnsafeRawBufferPointer, _ position: UInt64) {
    subjects = adding(link, position, to: subjects)
  }

  /// The entries that a record needs, once those before it have added theirs. `key` is room to work in.
  /// - Parameter target: the record that this one takes out.
  mutating func add(_ record: Record, takingOut target: Record?, _ key: inout [UInt8]) {
    if let earlier = free.removeValue(forKey: Array(record.command.id.utf8)) {
      record.command.id.withBytes { ids = Sum(count: ids.count - 1, sum: ids.sum &- hash($0, earlier)) }
    }
    record.command.id.withBytes { add(id: $0, record.seq) }
    if let target {
      free[Array(target.command.id.utf8)] = target.seq
      add(reversed: target.seq, by: record.seq)
    }
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
  /// What the indexes hold for the records below `size`. Cost: the tables are read from end to end.
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
      try tables.reversals.forEach(in: transaction) { key, value in
        guard let reversed = UInt64(bytes: key), let reversal = UInt64(bytes: value) else {
          throw JournalError.damaged(
            path: path, at: "table reversals", found: "an entry of \(key.count) and \(value.count) bytes",
            expected: "two positions of 8 bytes")
        }
        if reversal < size { sums.add(reversed: reversed, by: reversal) }
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

  /// Names what is wrong in the indexes, once their sums have shown that something is. Returns where others wrote
  /// meanwhile: a newer record may have the id of one that was reversed.
  func nameIndexDamage(_ head: Head) throws {
    try forEachStored(head, step: 16_384) { seq, line, transaction in
      try checkIndexes(try record(line, at: seq), in: transaction)
    } done: { _ in
    }
    guard try self.head() == head else { return }
    throw JournalError.damaged(
      path: path, at: "tables ids, reversals and subjects", found: "an entry that no line needs",
      expected: "only entries of stored lines")
  }

  /// Every entry that a record needs is there.
  private func checkIndexes(_ record: Record, in transaction: borrowing ReadTransaction) throws {
    // Once a record was taken out, a newer one may have its id.
    let leadsTo = try tables.ids.get(record.command.id, in: transaction)
    let isReversed = try tables.reversals.get(record.seq, in: transaction) != nil
    guard let leadsTo, leadsTo == record.seq || leadsTo > record.seq && isReversed else {
      throw damaged(record.seq, "no index entry for its id \(record.command.id)", "the entry with this position")
    }
    if let reversed = record.reversed {
      guard try tables.reversals.get(reversed, in: transaction) == record.seq else {
        throw damaged(
          record.seq, "no index entry for record \(reversed), which it reverses", "the entry with this position")
      }
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
