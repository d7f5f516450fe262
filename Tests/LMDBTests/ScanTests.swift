import LMDB
import Testing

@Suite("A scan visits keys in order")
struct ScanTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test func byteOrderOfKeysIsTheOrderOfNumbers() throws {
    let seed = UInt64.random(in: 0...UInt64.max)
    print("seed \(seed)")
    var random = SeededNumbers(state: seed)
    let env = try openRows(folder.file())
    let longs = try env.table("longs", key: UInt64.self, value: Bytes.self)
    let shorts = try env.table("shorts", key: UInt32.self, value: Bytes.self)
    var longKeys: Set<UInt64> = [0, .max]
    var shortKeys: Set<UInt32> = [0, .max]
    for _ in 0..<2000 {
      longKeys.insert(random.next() >> UInt64.random(in: 0..<64, using: &random))
      shortKeys.insert(UInt32(truncatingIfNeeded: random.next()) >> UInt32.random(in: 0..<32, using: &random))
    }
    try env.write { (txn) throws in
      for key in longKeys { try longs.put(key, [], in: &txn) }
      for key in shortKeys { try shorts.put(key, [], in: &txn) }
    }
    try env.read { (txn) throws in
      #expect(try keys(longs, in: txn) == longKeys.sorted(), "seed \(seed)")
      #expect(try keys(shorts, in: txn) == shortKeys.sorted(), "seed \(seed)")
      #expect(try keys(longs, order: .descending, in: txn) == longKeys.sorted(by: >), "seed \(seed)")
    }
  }

  @Test func everyRangeGivesTheSameRowsAsAFilter() throws {
    let env = try openRows(folder.file())
    let rows = try env.table("rows", key: UInt32.self, value: Bytes.self)
    let all: [UInt32] = [1, 3, 4, 255, 256, 1000]
    try env.write { (txn) throws in for key in all { try rows.put(key, [], in: &txn) } }
    let bounds: [UInt32?] = [nil, 0, 1, 2, 4, 5, 255, 257, 1000, 1001, .max]
    try env.read { (txn) throws in
      for lower in bounds {
        for upper in bounds {
          let expected = all.filter { key in lower.map { key >= $0 } ?? true && upper.map { key < $0 } ?? true }
          #expect(try keys(rows, from: lower, to: upper, in: txn) == expected)
          #expect(try keys(rows, from: lower, to: upper, order: .descending, in: txn) == expected.reversed())
        }
      }
    }
  }

  @Test func boundsOfUnequalLength() throws {
    let env = try openRows(folder.file())
    let rows = try env.table("rows", key: Bytes.self, value: Bytes.self)
    let all: [Bytes] = [[1], [1, 0], [1, 0, 0], [1, 2], [2], [0xFF, 0xFF]]
    try env.write { (txn) throws in for key in all { try rows.put(key, [], in: &txn) } }
    let bounds: [Bytes?] = [nil, [], [1], [1, 0], [1, 1], [2], [0xFF], [0xFF, 0xFF, 0]]
    try env.read { (txn) throws in
      for lower in bounds {
        for upper in bounds {
          let expected = all.filter { key in lower.map { key >= $0 } ?? true && upper.map { key < $0 } ?? true }
          #expect(try keys(rows, from: lower, to: upper, in: txn) == expected)
          #expect(try keys(rows, from: lower, to: upper, order: .descending, in: txn) == expected.reversed())
        }
      }
    }
  }

  @Test func aScanStopsEarlyAndPassesErrorsOn() throws {
    let env = try openRows(folder.file())
    let rows = try env.table("rows", key: UInt32.self, value: Bytes.self)
    try env.write { (txn) throws in for key: UInt32 in 0..<100 { try rows.put(key, [7], in: &txn) } }
    try env.read { (txn) throws in
      var seen = 0
      try rows.forEach(in: txn) { _, _ in
        seen += 1
        return seen == 5 ? .stop : .next
      }
      #expect(seen == 5)
      #expect(throws: Refused.self) { try rows.forEach(order: .descending, in: txn) { _, _ in throw Refused() } }
    }
  }

  @Test func aWriterScansItsOwnChanges() throws {
    let env = try openRows(folder.file())
    let rows = try env.table("rows", key: UInt32.self, value: Bytes.self)
    try env.write { (txn) throws in
      try rows.put(2, [], in: &txn)
      try rows.put(1, [], in: &txn)
      #expect(try keys(rows, in: txn) == [1, 2])
    }
  }

  func keys<Key>(
    _ table: Table<Key, Bytes>, from lower: Key? = nil, to upper: Key? = nil, order: ScanOrder = .ascending,
    in transaction: borrowing some Readable & ~Copyable
  ) throws -> [Key] {
    var keys: [Key] = []
    try table.forEach(from: lower, to: upper, order: order, in: transaction) { key, _ in
      keys.append(try #require(Key(bytes: key)))
      return .next
    }
    return keys
  }
}
