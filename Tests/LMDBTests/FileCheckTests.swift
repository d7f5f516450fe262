import Glibc
import Testing

@testable import LMDB

@Suite("A cut or damaged file is refused, a healthy one never")
struct FileCheckTests {
  let folder: TemporaryFolder
  let pageSize = 4096

  init() throws { folder = try TemporaryFolder() }

  /// Rows, large values, deleted rows and several commits, so that there are free pages.
  private func makeFile(_ path: String) throws -> [UInt8] {
    let env = try openRows(path, options: smallOptions(mapSize: 4 << 20))
    let rows = try env.table("rows", key: UInt64.self, value: Bytes.self)
    for commit: UInt64 in 0..<6 {
      try env.write { (txn) throws in
        for key in 0..<UInt64(60) { try rows.put(commit << 8 | key, Bytes(repeatElement(1, count: 150)), in: &txn) }
        try rows.put(commit << 8 | 99, Bytes(repeatElement(2, count: 9000)), in: &txn)
        if commit > 1 { for key in 0..<UInt64(50) { try rows.delete((commit - 1) << 8 | key, in: &txn) } }
      }
    }
    try env.close()
    return try readBytes(path)
  }

  /// Opens and reads every byte. If the check lets a bad file through, this ends the process.
  private func readAll(_ path: String) throws -> Int {
    let env = try openRows(path, options: smallOptions(mapSize: 4 << 20))
    let rows = try env.table("rows", key: UInt64.self, value: Bytes.self, create: false)
    var sum = 0
    try env.read { (txn) throws in
      try rows.forEach(in: txn) { key, value in
        sum += 1 + value.reduce(0) { $0 + Int($1) }
        return .next
      }
    }
    return sum
  }

  @Test func aFileCutAnywhereIsRefusedOrWhole() throws {
    let bytes = try makeFile(folder.file())
    let whole = try readAll(folder.file())
    let boundaries = stride(from: pageSize, to: bytes.count, by: pageSize)
    let lengths = boundaries.flatMap { [$0 - 1, $0, $0 + 1, $0 + 77] } + [1, 15, 16, 151, 152, bytes.count - 1]
    var refused = 0
    for length in lengths where length < bytes.count {
      let path = folder.file("cut.mdb")
      try writeBytes(bytes[..<length], to: path)
      do {
        let sum = try readAll(path)
        #expect(sum == whole, "cut to \(length) bytes")
      } catch let error as LMDBError {
        #expect(error.code == .truncated, "cut to \(length) bytes: \(error)")
        refused += 1
      }
      unlink(path)
      unlink(path + "-lock")
    }
    #expect(refused > boundaries.underestimatedCount)
  }

  @Test func aHealthyFileMayEndBeforeItsLastPage() throws {
    let env = try openRows(folder.file(), options: smallOptions(mapSize: 4 << 20))
    let rows = try env.table("rows", key: UInt64.self, value: Bytes.self)
    try env.write { (txn) throws in try rows.put(1, [1], in: &txn) }
    // Pages taken and given back within one transaction are never written.
    try env.write { (txn) throws in
      for key in 2..<UInt64(40) { try rows.put(key, Bytes(repeatElement(2, count: 3000)), in: &txn) }
      for key in 2..<UInt64(40) { try rows.delete(key, in: &txn) }
    }
    let last = try env.info().lastPage
    try env.close()
    let bytes = try readBytes(folder.file())
    try #require(bytes.count < (last + 1) * pageSize)
    #expect(try readAll(folder.file()) == 2)

    try writeBytes(bytes.dropLast(2 * pageSize), to: folder.file("cut.mdb"))
    do {
      #expect(try readAll(folder.file("cut.mdb")) == 2)
    } catch let error as LMDBError {
      #expect(error.code == .truncated)
    }
  }

  @Test func aListOfManyFreePagesIsReadToItsEnd() throws {
    let env = try openRows(folder.file(), options: smallOptions(mapSize: 32 << 20))
    let rows = try env.table("rows", key: UInt64.self, value: Bytes.self)
    let value = Bytes(repeatElement(2, count: 2500))
    try env.write { (txn) throws in for key in 0..<UInt64(3000) { try rows.put(key, value, in: &txn) } }
    for key in 0..<UInt64(3) { try env.write { (txn) throws in try rows.put(key, [1], in: &txn) } }
    // The reader keeps the 3000 pages from being used again, so new pages are taken at the end of the file.
    try env.read { _ in
      try env.write { (txn) throws in
        try rows.drop(in: &txn)
        try rows.put(1, [1], in: &txn)
      }
      try env.write { (txn) throws in
        for key in 2..<UInt64(40) { try rows.put(key, value, in: &txn) }
        for key in 2..<UInt64(40) { try rows.delete(key, in: &txn) }
      }
    }
    let last = try env.info().lastPage
    try env.close()
    let bytes = try readBytes(folder.file())
    try #require(bytes.count < (last + 1) * pageSize)
    #expect(try readAll(folder.file()) == 2)

    // The list itself is in the last pages. Without them it cannot be read.
    try writeBytes(bytes.dropLast(4 * pageSize), to: folder.file("cut.mdb"))
    #expect(refusal { _ = try readAll(folder.file("cut.mdb")) } == .truncated)
  }

  @Test(arguments: [0, 1]) func aDamagedHeaderIsRefused(page: Int) throws {
    let bytes = try makeFile(folder.file())
    let path = folder.file("bad.mdb")
    func damaged(_ change: (inout [UInt8], Int) -> Void) throws -> LMDBError.Code? {
      var copy = bytes
      change(&copy, page * pageSize)
      try writeBytes(copy, to: path)
      return refusal { _ = try readAll(path) }
    }
    #expect(try damaged { bytes, start in bytes[start + 16] ^= 1 } == .notLMDB)
    #expect(try damaged { bytes, start in bytes[start + 10] = 0 } == .notLMDB)
    #expect(try damaged { bytes, start in bytes[start + 20] = 9 } == .otherVersion)
    #expect(try damaged { bytes, start in bytes[start + 41] = 0x11 } == .damaged)
    #expect(try damaged { bytes, start in bytes[start + 144] ^= 1 } == .damaged)
    #expect(try damaged { bytes, start in for i in 0..<pageSize { bytes[start + i] = 0 } } == .notLMDB)
  }

  @Test func theRootMustBeATreePageInsideTheFile() throws {
    let bytes = try makeFile(folder.file())
    let newest = [0, 1].map { $0 * pageSize }.max { number(bytes, $0 + 144) < number(bytes, $1 + 144) }
    let header = try #require(newest)
    let path = folder.file("bad.mdb")
    for tree in [40, 88] {
      for root in [0, 1, 1 << 40] {
        var copy = bytes
        withUnsafeBytes(of: UInt64(root)) { copy.replaceSubrange(header + tree + 40..<header + tree + 48, with: $0) }
        try writeBytes(copy, to: path)
        #expect(refusal { _ = try readAll(path) } == .damaged)
      }
      var copy = bytes
      let root = Int(number(bytes, header + tree + 40)) * pageSize
      for index in root..<root + pageSize { copy[index] = 0 }
      try writeBytes(copy, to: path)
      #expect(refusal { _ = try readAll(path) } == .damaged)
    }
    var copy = bytes
    copy[header + 136 + 3] = 1
    try writeBytes(copy, to: path)
    #expect(refusal { _ = try readAll(path) } == .truncated)
  }

  private func number(_ bytes: [UInt8], _ offset: Int) -> UInt64 {
    bytes.withUnsafeBytes { $0.loadUnaligned(fromByteOffset: offset, as: UInt64.self) }
  }
}
