import Glibc
import LMDB
import Testing

@Suite("Copies and counters")
struct CopyTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test(arguments: [false, true]) func aCopyHoldsTheSameRows(compact: Bool) throws {
    let env = try openRows(folder.file())
    let rows = try env.table("rows", key: UInt64.self, value: Bytes.self)
    try env.write { (txn) throws in
      for key: UInt64 in 0..<2000 { try rows.put(key, Bytes(repeatElement(1, count: 200)), in: &txn) }
    }
    try env.write { (txn) throws in for key: UInt64 in 0..<1000 { try rows.delete(key, in: &txn) } }
    try env.copy(to: folder.file("copy.mdb"), compact: compact)
    #expect(refusal { try env.copy(to: folder.file("copy.mdb"), compact: compact) } == .system(EEXIST))

    let copy = try openRows(folder.file("copy.mdb"))
    let copied = try copy.table("rows", key: UInt64.self, value: Bytes.self, create: false)
    try copy.read { (txn) throws in
      #expect(try copied.count(in: txn) == 1000)
      #expect(try copied.first(in: txn)?.key == 1000)
    }
    if compact {
      #expect(try copy.info().lastPage < env.info().lastPage)
    } else {
      #expect(try copy.info().lastPage == env.info().lastPage)
    }
  }

  @Test func anEmptyFileCanBeCopied() throws {
    let env = try openRows(folder.file())
    try env.copy(to: folder.file("copy.mdb"), compact: true)
    #expect(try openRows(folder.file("copy.mdb")).format == testFormat)
  }

  @Test func aCopyThatCannotBeWrittenLeavesNoFile() throws {
    let env = try openRows(folder.file())
    #expect(refusal { try env.copy(to: folder.path + "/absent/copy.mdb") } == .system(ENOENT))
    try env.close()
    #expect(refusal { try env.copy(to: folder.file("copy.mdb")) } == .closed)
    #expect(throws: LostFolder.self) { try readBytes(folder.file("copy.mdb")) }
  }

  @Test func infoCountsCommits() throws {
    let env = try openRows(folder.file(), options: smallOptions(mapSize: 1 << 20))
    let before = try env.info()
    #expect(before.mapSize == 1 << 20)
    #expect(before.maxReaders == 126)
    let rows = try env.table("rows", key: UInt64.self, value: Bytes.self)
    try env.write { (txn) throws in try rows.put(1, [1], in: &txn) }
    #expect(try env.info().lastTransaction == before.lastTransaction + 2)
    let statistics = try env.read { (txn) throws in try rows.statistics(in: txn) }
    #expect(statistics == TableStatistics(entries: 1, depth: 1, branchPages: 0, leafPages: 1, overflowPages: 0))
    try env.sync()
  }

  @Test(arguments: [DurabilityMode.full, .noMetaSync, .none], [false, true])
  func rowsSurviveReopeningInEachMode(durability: DurabilityMode, writeMap: Bool) throws {
    var options = smallOptions(mapSize: 1 << 20)
    options.durability = durability
    options.writeMap = writeMap
    options.noReadAhead = writeMap
    for round: UInt64 in 0..<3 {
      let env = try openRows(folder.file(), options: options)
      let rows = try env.table("rows", key: UInt64.self, value: UInt64.self)
      try env.write { (txn) throws in try rows.put(round, round, in: &txn) }
      try env.close()
    }
    let env = try openRows(folder.file(), options: options)
    let rows = try env.table("rows", key: UInt64.self, value: UInt64.self)
    try env.read { (txn) throws in #expect(try rows.count(in: txn) == 3) }
  }
}
