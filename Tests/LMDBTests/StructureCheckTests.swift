import Glibc
import Testing

@testable import LMDB

@Suite("What the structure check lets through, the library can read")
struct StructureCheckTests {
  let folder: TemporaryFolder
  let pageSize = 4096

  init() throws { folder = try TemporaryFolder() }

  /// Three levels, values on pages of their own, deleted rows, and a list of free pages.
  private func makeFile(_ path: String) throws -> [UInt8] {
    let env = try openRows(path, options: smallOptions(mapSize: 16 << 20))
    let rows = try env.table("rows", key: UInt64.self, value: Bytes.self)
    let names = try env.table("names", key: Bytes.self, value: Bytes.self)
    for commit: UInt64 in 0..<5 {
      try env.write { (txn) throws in
        for key in 0..<UInt64(40) { try rows.put(commit << 8 | key, Bytes(repeatElement(1, count: 150)), in: &txn) }
        try rows.put(commit << 8 | 99, Bytes(repeatElement(2, count: 9000)), in: &txn)
        for key in 0..<UInt64(30) {
          try names.put(Bytes(repeatElement(UInt8(key), count: 400) + [UInt8(commit)]), Bytes(), in: &txn)
        }
        if commit > 1 { for key in 0..<UInt64(25) { try rows.delete((commit - 1) << 8 | key, in: &txn) } }
      }
    }
    try env.close()
    return try readBytes(path)
  }

  private func readAll(_ path: String) throws {
    let env = try openRows(path, options: smallOptions(mapSize: 16 << 20))
    let rows = try env.table("rows", key: UInt64.self, value: Bytes.self, create: false)
    let names = try env.table("names", key: Bytes.self, value: Bytes.self, create: false)
    try env.read { (txn) throws in
      var sum = 0
      for key in 0..<UInt64(1500) { sum += try rows.withValue(key, in: txn) { $0.reduce(0) { $0 + Int($1) } } ?? 0 }
      try rows.forEach(in: txn) { key, value in
        sum += value.reduce(0) { $0 + Int($1) }
        return .next
      }
      try names.forEach(order: .descending, in: txn) { key, _ in
        sum += key.reduce(0) { $0 + Int($1) }
        return .next
      }
      #expect(sum > 0)
    }
    try env.close()
  }

  @Test func aHealthyFileIsSound() throws {
    _ = try makeFile(folder.file())
    try Environment.checkStructure(path: folder.file())
    let empty = folder.file("empty.mdb")
    try openRows(empty).close()
    try Environment.checkStructure(path: empty)
    // A copy without free pages is laid out anew.
    let env = try openRows(folder.file(), options: smallOptions(mapSize: 16 << 20))
    try env.copy(to: folder.file("copy.mdb"), compact: true)
    #expect(refusal { try Environment.checkStructure(path: folder.file()) } == .alreadyOpen)
    try env.close()
    try Environment.checkStructure(path: folder.file("copy.mdb"))
  }

  @Test func manyRowsPutInAnyOrderAreSound() throws {
    var numbers = SeededNumbers(state: 11)
    let env = try openRows(folder.file())
    let rows = try env.table("rows", key: UInt64.self, value: Bytes.self)
    for _ in 0..<8 {
      try env.write { (txn) throws in
        for _ in 0..<1500 {
          let key = numbers.next() % 4000
          if numbers.next() % 3 == 0 {
            try rows.delete(key, in: &txn)
          } else {
            try rows.put(key, Bytes(repeatElement(7, count: Int(numbers.next() % 3000))), in: &txn)
          }
        }
      }
    }
    try env.close()
    try Environment.checkStructure(path: folder.file())
  }

  /// A page that is let through damaged is free, or holds nothing but values. If not, `readAll` ends the process.
  @Test(arguments: [1, 2, 3, 4] as [UInt64]) func randomDamageIsRefusedOrReadable(seed: UInt64) throws {
    let bytes = try makeFile(folder.file())
    var numbers = SeededNumbers(state: seed)
    let pages = bytes.count / pageSize
    let path = folder.file("bad.mdb")
    var refused = 0
    for _ in 0..<150 {
      var copy = bytes
      let page = Int.random(in: 2..<pages, using: &numbers)
      let other = Int.random(in: 2..<pages, using: &numbers)
      let range = page * pageSize..<(page + 1) * pageSize
      switch Int.random(in: 0..<4, using: &numbers) {
      case 0: copy.replaceSubrange(range, with: repeatElement(0, count: pageSize))
      case 1: copy.replaceSubrange(range, with: bytes[other * pageSize..<(other + 1) * pageSize])
      case 2:
        for _ in 0..<8 {
          copy[page * pageSize + Int.random(in: 0..<pageSize, using: &numbers)] = UInt8.random(
            in: 0...255, using: &numbers)
        }
      default:
        copy[page * pageSize + Int.random(in: 0..<64, using: &numbers)] ^= 1 << UInt8.random(in: 0..<8, using: &numbers)
      }
      try writeBytes(copy, to: path)
      if let code = refusal({ try Environment.checkStructure(path: path) }) {
        #expect(code == .damaged || code == .truncated, "seed \(seed)")
        refused += 1
      } else {
        try readAll(path)
      }
      unlink(path + "-lock")
    }
    #expect(refused > 30, "seed \(seed)")
  }

  @Test func aCommitThatFollowsNoOtherIsRefused() throws {
    var bytes = try makeFile(folder.file())
    // Two commits too old: the even and odd places are right, the gap is not.
    bytes[144] &-= 2
    bytes[pageSize + 144] &+= 2
    try writeBytes(bytes, to: folder.file("bad.mdb"))
    #expect(refusal { try Environment.checkStructure(path: folder.file("bad.mdb")) } == .damaged)
  }
}
