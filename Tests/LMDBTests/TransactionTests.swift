import Glibc
import LMDB
import Testing

@Suite("Transactions")
struct TransactionTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test func aThrownErrorLeavesNothingBehind() throws {
    let env = try openRows(folder.file())
    let rows = try env.table("rows", key: UInt64.self, value: String.self)
    try env.write { (txn) throws in try rows.put(1, "kept", in: &txn) }
    #expect(throws: Refused.self) {
      try env.write { (txn) throws in
        try rows.put(1, "lost", in: &txn)
        try rows.put(2, "lost", in: &txn)
        throw Refused()
      }
    }
    try env.read { (txn) throws in
      #expect(try rows.get(1, in: txn) == "kept")
      #expect(try rows.count(in: txn) == 1)
    }
  }

  @Test func aReaderSeesItsSnapshotUntilItRefreshes() throws {
    let env = try openRows(folder.file())
    let rows = try env.table("rows", key: UInt64.self, value: String.self)
    try env.read { (txn) throws in
      let before = txn.id
      try env.write { (writing) throws in try rows.put(1, "new", in: &writing) }
      #expect(try rows.get(1, in: txn) == nil)
      try txn.refresh()
      #expect(try rows.get(1, in: txn) == "new")
      #expect(txn.id == before + 1)
    }
  }

  @Test func readersAreListedWithTheirDistance() throws {
    let env = try openRows(folder.file())
    let rows = try env.table("rows", key: UInt64.self, value: String.self)
    #expect(try env.readers() == [])
    try env.read { (txn) throws in
      let id = txn.id
      for key: UInt64 in 0..<3 { try env.write { (writing) throws in try rows.put(key, "x", in: &writing) } }
      #expect(try env.readers() == [Reader(processID: Int(getpid()), transaction: id, commitsBehind: 3)])
      try txn.refresh()
      #expect(try env.readers().map(\.commitsBehind) == [0])
    }
    #expect(try env.readers() == [])
    #expect(try env.clearStaleReaders() == 0)
  }

  @Test func theSlotOfADeadReaderIsCleared() async throws {
    let env = try openRows(folder.file())
    let path = folder.file()
    await #expect(processExitsWith: .exitCode(7)) { [path = path as String] in
      let other = try openRows(path)
      try other.read { _ in _exit(7) }
    }
    let left = try env.readers()
    #expect(left.count == 1)
    #expect(left.first?.processID != Int(getpid()))
    #expect(try env.clearStaleReaders() == 1)
    #expect(try env.readers() == [])
  }

  @Test func tooManyReaders() throws {
    var options = smallOptions()
    options.maxReaders = 2
    let env = try openRows(folder.file(), options: options)
    try env.read { _ in
      try env.read { _ in
        #expect(refusal { try env.read { _ in } } == .readersFull)
      }
    }
    try env.read { _ in }
  }

  @Test func aWriteInsideAWriteIsRefused() throws {
    let env = try openRows(folder.file())
    let rows = try env.table("rows", key: UInt64.self, value: String.self)
    try env.write { (txn) throws in
      #expect(refusal { try env.write { _ in } } == .nestedWrite)
      #expect(refusal { _ = try env.table("new", key: UInt64.self, value: String.self) } == .nestedWrite)
      _ = try env.table("rows", key: UInt64.self, value: String.self)
      try rows.put(1, "x", in: &txn)
    }
    try env.write { (txn) throws in #expect(try rows.get(1, in: txn) == "x") }
  }

  @Test func aTableNewerThanTheTransactionIsNotKnownToIt() throws {
    let env = try openRows(folder.file())
    try env.read { (txn) throws in
      let rows = try env.table("rows", key: UInt64.self, value: String.self)
      #expect(refusal { _ = try rows.get(1, in: txn) } == .noTable)
      #expect(refusal { try rows.forEach(in: txn) { _, _ in .next } } == .noTable)
      try txn.refresh()
      #expect(try rows.get(1, in: txn) == nil)
    }
  }

  @Test func aFullMapKeepsEarlierCommitsAndGrows() throws {
    let env = try openRows(folder.file(), options: smallOptions(mapSize: 256 << 10))
    let rows = try env.table("rows", key: UInt64.self, value: Bytes.self)
    let value = Bytes(repeatElement(9, count: 1000))
    try env.write { (txn) throws in try rows.put(0, value, in: &txn) }
    let fill = { try env.write { (txn) throws in for key: UInt64 in 1..<1000 { try rows.put(key, value, in: &txn) } } }
    #expect(refusal(fill) == .mapFull)
    try env.read { (txn) throws in
      #expect(try rows.count(in: txn) == 1)
      #expect(refusal { try env.grow(to: 8 << 20) } == .transactionsOpen)
    }
    #expect(refusal { try env.grow(to: 4096) } == .invalidOption)
    try env.grow(to: 8 << 20)
    try fill()
    try env.read { (txn) throws in #expect(try rows.count(in: txn) == 1000) }
    try env.close()

    let again = try openRows(folder.file(), options: smallOptions(mapSize: 256 << 10))
    #expect(try again.info().mapSize == 8 << 20)
  }

  @Test func anErrorThatWasHeldBackStillUndoesTheTransaction() throws {
    let env = try openRows(folder.file(), options: smallOptions(mapSize: 256 << 10))
    let rows = try env.table("rows", key: UInt64.self, value: Bytes.self)
    #expect(throws: LMDBError.self) {
      try env.write { (txn) throws in
        try rows.put(1, [1], in: &txn)
        let large = Bytes(repeatElement(0, count: 1 << 20))
        #expect(refusal { try rows.put(2, large, in: &txn) } == .mapFull)
      }
    }
    try env.read { (txn) throws in #expect(try rows.count(in: txn) == 0) }
  }

  @Test func aClosedEnvironmentAnswersSo() throws {
    let env = try openRows(folder.file())
    try env.read { (_) throws in #expect(refusal { try env.close() } == .transactionsOpen) }
    try env.close()
    try env.close()
    #expect(refusal { try env.read { _ in } } == .closed)
    #expect(refusal { try env.write { _ in } } == .closed)
    #expect(refusal { try env.grow(to: 1 << 30) } == .closed)
    #expect(refusal { _ = try env.info() } == .closed)
  }

  @Test func manyThreadsOpenTablesAndWrite() async throws {
    let env = try openRows(folder.file())
    try await withThrowingTaskGroup(of: Void.self) { group in
      for task in 0..<UInt64(8) {
        group.addTask {
          for round in 0..<UInt64(20) {
            let own = try env.table("own \(task)", key: UInt64.self, value: UInt64.self)
            let shared = try env.table("shared", key: UInt64.self, value: UInt64.self)
            try env.write { (txn) throws in
              try own.put(round, task, in: &txn)
              try shared.put(round << 8 | task, task, in: &txn)
            }
            try env.read { (txn) throws in #expect(try own.get(round, in: txn) == task) }
          }
        }
      }
      try await group.waitForAll()
    }
    let shared = try env.table("shared", key: UInt64.self, value: UInt64.self)
    try env.read { (txn) throws in
      #expect(try shared.count(in: txn) == 160)
      for task in 0..<UInt64(8) {
        let own = try env.table("own \(task)", key: UInt64.self, value: UInt64.self)
        #expect(try own.count(in: txn) == 20)
        #expect(try own.first(in: txn)?.value == task)
      }
    }
  }
}
