import CLMDB
import Glibc

/// A transaction that can read: a `ReadTransaction` or a `WriteTransaction`.
///
/// Neither can be copied, and each exists only inside the closure of `Environment.read` or `Environment.write`.
/// The closure is synchronous, so no transaction and no pointer into the map crosses an `await`.
/// Only these two types conform: another one could keep a handle after its transaction has ended.
public protocol Readable: ~Copyable {
  var handle: TransactionHandle { get }
}

/// What tables need of a transaction.
public struct TransactionHandle {
  @usableFromInline let pointer: OpaquePointer
  @usableFromInline let environment: Environment

  @usableFromInline
  init(pointer: OpaquePointer, environment: Environment) {
    self.pointer = pointer
    self.environment = environment
  }
}

/// A snapshot of the file. It sees no commit made after it began.
public struct ReadTransaction: Readable, ~Copyable {
  public let handle: TransactionHandle

  /// The number of the commit that this snapshot shows.
  public var id: UInt { UInt(mdb_txn_id(handle.pointer)) }

  /// Moves to the newest commit and lets go of the old pages. Call it now and then in a long replay.
  ///
  /// It is `mutating`, so the compiler refuses it inside a scan or a `withValue` of the same transaction, where a
  /// pointer to an old page is in use.
  public mutating func refresh() throws(LMDBError) {
    mdb_txn_reset(handle.pointer)
    let code = mdb_txn_renew(handle.pointer)
    guard code == 0 else {
      throw .fromLibrary(code, operation: "refresh", path: handle.environment.path)
    }
  }
}

/// The one write transaction. It also reads, and sees its own changes.
///
/// Changing methods take it `inout`, so the compiler refuses a change inside a scan or a `withValue` of the same
/// transaction: a change may move the bytes that the closure was given.
public struct WriteTransaction: Readable, ~Copyable {
  public let handle: TransactionHandle

  /// The number that this commit will have.
  public var id: UInt { UInt(mdb_txn_id(handle.pointer)) }
}

extension Environment {
  /// Runs `body` on a snapshot. Cost: well under a microsecond, no system call.
  ///
  /// Read transactions may nest and may run on many threads at once, up to `maxReaders` over all processes.
  public func read<R>(_ body: (inout ReadTransaction) throws -> R) throws -> R {
    let pointer = try begin(flags: UInt32(MDB_RDONLY), operation: "read")
    defer {
      mdb_txn_abort(pointer)
      end()
    }
    var transaction = ReadTransaction(handle: TransactionHandle(pointer: pointer, environment: self))
    return try body(&transaction)
  }

  /// Runs `body` in the write transaction, then commits. If `body` throws, nothing of it is kept.
  ///
  /// Waits until no other thread or process writes. A second write inside `body` is refused with `.nestedWrite`.
  /// With `.full` durability the changes are on the disk when this returns. After an error of the commit itself,
  /// nothing of the transaction is visible; after a failed flush the environment answers `.panic` until reopened.
  public func write<R>(_ body: (inout WriteTransaction) throws -> R) throws -> R {
    let pointer = try beginWrite(operation: "write")
    let result: R
    do {
      var transaction = WriteTransaction(handle: TransactionHandle(pointer: pointer, environment: self))
      result = try body(&transaction)
    } catch {
      leaveWrite()
      mdb_txn_abort(pointer)
      end()
      throw error
    }
    leaveWrite()
    let code = mdb_txn_commit(pointer)
    end()
    guard code == 0 else { throw LMDBError.fromLibrary(code, operation: "commit", path: path) }
    return result
  }

  func beginWrite(operation: String) throws(LMDBError) -> OpaquePointer {
    guard !options.readOnly else {
      throw LMDBError(
        .readOnly, operation: operation, path: path,
        found: "an environment opened with readOnly", expected: "one opened for writing",
        next: "open the file without readOnly")
    }
    let thread = pthread_self()
    let nested = state.withLock { state in state.writer.map { pthread_equal($0, thread) != 0 } ?? false }
    guard !nested else {
      throw LMDBError(
        .nestedWrite, operation: operation, path: path,
        found: "a write transaction on this thread", expected: "one write transaction at a time",
        next: "use the transaction that is open, and open new tables before it begins")
    }
    let pointer = try begin(flags: 0, operation: operation)
    state.withLock { $0.writer = thread }
    return pointer
  }

  /// Called before the commit or abort: after it, another thread may already be the writer.
  func leaveWrite() {
    state.withLock { $0.writer = nil }
  }

  func begin(flags: UInt32, operation: String) throws(LMDBError) -> OpaquePointer {
    let environment = try state.withLock { (state) throws(LMDBError) -> EnvironmentPointer in
      guard let pointer = state.pointer else { throw closed(operation: operation) }
      state.transactions += 1
      return pointer
    }
    var transaction: OpaquePointer?
    var code = mdb_txn_begin(environment.raw, nil, flags, &transaction)
    if code == MDB_READERS_FULL {
      // Slots of processes that died are free to take, but only after somebody looks.
      var cleared: Int32 = 0
      mdb_reader_check(environment.raw, &cleared)
      if cleared > 0 { code = mdb_txn_begin(environment.raw, nil, flags, &transaction) }
    }
    guard code == 0, let transaction else {
      end()
      throw .fromLibrary(code, operation: operation, path: path)
    }
    return transaction
  }

  func end() {
    state.withLock { $0.transactions -= 1 }
  }

  func closed(operation: String) -> LMDBError {
    LMDBError(
      .closed, operation: operation, path: path,
      found: "a closed environment", expected: "an open one", next: "open the file again")
  }

  func transactionsOpen(_ count: Int, operation: String) -> LMDBError {
    LMDBError(
      .transactionsOpen, operation: operation, path: path,
      found: "\(count) open transactions", expected: "none in this process",
      next: "let the closures of read and write return first")
  }
}
