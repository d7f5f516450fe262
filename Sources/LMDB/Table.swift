import CLMDB
import Synchronization

/// A named, sorted map from keys to values inside an environment.
///
/// A table is a small value, good for as long as its environment is open. Get it from `Environment.table`.
/// It cannot know how earlier bytes were written: open a name with the same types each time.
public struct Table<Key: TableKey, Value: TableValue>: Sendable {
  public let name: String
  @usableFromInline let handle: MDB_dbi
  @usableFromInline let owner: EnvironmentMark
}

/// Tells environments apart, so that a table is not used with a transaction of another file.
@usableFromInline
struct EnvironmentMark: Equatable, Sendable {
  @usableFromInline let number: UInt64

  private static let last = Atomic<UInt64>(0)

  static func next() -> EnvironmentMark {
    EnvironmentMark(number: last.wrappingAdd(1, ordering: .relaxed).newValue)
  }
}

/// The handles that this process has.
struct TableHandles {
  private(set) var byName: [String: MDB_dbi] = [:]
  /// Grows with each handle.
  private(set) var count = 0

  mutating func add(_ name: String, _ handle: MDB_dbi) {
    byName[name] = handle
    count += 1
  }
}

extension Environment {
  /// The table of this name. If there is none it is created, in a write transaction of its own.
  ///
  /// Get tables once, before the transactions that use them: creation waits for the writer, and inside `write` it
  /// is refused with `.nestedWrite`. A transaction that began earlier does not know the table (`.noTable`).
  /// - Parameter create: with false, or in a read-only environment, a missing table is `.noTable`.
  public func table<Key, Value>(
    _ name: String, key: Key.Type, value: Value.Type, create: Bool = true
  ) throws(LMDBError) -> Table<Key, Value> {
    guard name != Self.formatTable, !name.isEmpty, !name.utf8.contains(0) else {
      throw LMDBError(
        .reservedName, operation: "open table", path: path, table: name,
        found: "a name that cannot be used",
        expected: "a name other than \(Self.formatTable), not empty, without zero bytes",
        next: "choose another name")
    }
    return try openTable(name, create: create)
  }

  func openTable<Key, Value>(_ name: String, create: Bool) throws(LMDBError) -> Table<Key, Value> {
    if let handle = try existingHandle(name) {
      return Table(name: name, handle: handle, owner: mark)
    }
    guard create, !options.readOnly else {
      throw LMDBError(
        .noTable, operation: "open table", path: path, table: name,
        found: "no table of this name", expected: "an existing table",
        next: "check the name, or open the table with create in a writable environment")
    }
    return Table(name: name, handle: try createdHandle(name), owner: mark)
  }

  // The library keeps all handles in one array. A transaction knows its length from when it began, and
  // `mdb_dbi_open` puts a new handle at that length. So each call here is made under the lock, in a transaction
  // that began after the last new handle; otherwise two names could share one handle.

  private func existingHandle(_ name: String) throws(LMDBError) -> MDB_dbi? {
    try tables.withLock { (tables) throws(LMDBError) in
      if let known = tables.byName[name] { return known }
      let transaction = try begin(flags: UInt32(MDB_RDONLY), operation: "open table")
      defer { end() }
      var handle: MDB_dbi = 0
      let code = mdb_dbi_open(transaction, name, 0, &handle)
      guard code == 0 else {
        mdb_txn_abort(transaction)
        if code == MDB_NOTFOUND { return nil }
        throw .fromLibrary(code, operation: "open table", path: path, table: name)
      }
      // Commit, not abort: an aborted transaction takes its new handles with it.
      try check(mdb_txn_commit(transaction), "open table", table: name)
      tables.add(name, handle)
      return handle
    }
  }

  private func createdHandle(_ name: String) throws(LMDBError) -> MDB_dbi {
    while true {
      // The lock must not be held while waiting for the writer, who may want a table too.
      let before = tables.withLock { $0.count }
      let transaction = try beginWrite(operation: "create table")
      defer { end() }
      let created = try tables.withLock { (tables) throws(LMDBError) -> MDB_dbi? in
        defer { leaveWrite() }
        guard tables.count == before else {
          mdb_txn_abort(transaction)
          return nil
        }
        var handle: MDB_dbi = 0
        let code = mdb_dbi_open(transaction, name, UInt32(MDB_CREATE), &handle)
        guard code == 0 else {
          mdb_txn_abort(transaction)
          throw .fromLibrary(code, operation: "create table", path: path, table: name)
        }
        try check(mdb_txn_commit(transaction), "create table", table: name)
        tables.add(name, handle)
        return handle
      }
      if let created { return created }
    }
  }
}
