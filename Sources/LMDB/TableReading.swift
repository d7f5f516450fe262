import CLMDB

/// The size and shape of a table's tree. Pages are of `Environment.Info.pageSize` bytes.
public struct TableStatistics: Sendable, Equatable {
  public let entries: Int
  /// Levels from root to leaf; 0 if the table is empty.
  public let depth: Int
  public let branchPages: Int
  public let leafPages: Int
  /// Pages of values that do not fit in a leaf.
  public let overflowPages: Int

  public init(entries: Int, depth: Int, branchPages: Int, leafPages: Int, overflowPages: Int) {
    self.entries = entries
    self.depth = depth
    self.branchPages = branchPages
    self.leafPages = leafPages
    self.overflowPages = overflowPages
  }
}

extension Table {
  /// The value of `key`, or nil. Copies it out of the map.
  @inlinable
  public func get(_ key: Key, in transaction: borrowing some Readable & ~Copyable) throws(LMDBError) -> Value? {
    try value(key, transaction.handle)
  }

  /// Hands the stored bytes of the value to `body`, without a copy; nil if there is no such key.
  /// The buffer points into the map and is valid only inside `body`.
  @inlinable
  public func withValue<R>(
    _ key: Key, in transaction: borrowing some Readable & ~Copyable, _ body: (UnsafeRawBufferPointer) throws -> R
  ) throws -> R? {
    guard let found = try find(key, transaction.handle) else { return nil }
    return try body(UnsafeRawBufferPointer(found))
  }

  /// The entry with the smallest key, or nil if the table is empty.
  @inlinable
  public func first(in transaction: borrowing some Readable & ~Copyable) throws(LMDBError) -> (key: Key, value: Value)?
  {
    try end(MDB_FIRST, transaction.handle)
  }

  /// The entry with the greatest key, or nil if the table is empty.
  @inlinable
  public func last(in transaction: borrowing some Readable & ~Copyable) throws(LMDBError) -> (key: Key, value: Value)? {
    try end(MDB_LAST, transaction.handle)
  }

  /// How many entries the table has. Constant time.
  public func count(in transaction: borrowing some Readable & ~Copyable) throws(LMDBError) -> Int {
    try statistics(in: transaction).entries
  }

  /// The size and shape of the table's tree. Constant time.
  public func statistics(in transaction: borrowing some Readable & ~Copyable) throws(LMDBError) -> TableStatistics {
    let open = transaction.handle
    try checkOwner(open, "stat")
    var stat = MDB_stat()
    let code = mdb_stat(open.pointer, handle, &stat)
    guard code == 0 else { throw failure(code, "stat", open) }
    return TableStatistics(
      entries: stat.ms_entries, depth: Int(stat.ms_depth), branchPages: stat.ms_branch_pages,
      leafPages: stat.ms_leaf_pages, overflowPages: stat.ms_overflow_pages)
  }

  @inlinable
  func value(_ key: Key, _ transaction: TransactionHandle) throws(LMDBError) -> Value? {
    guard let found = try find(key, transaction) else { return nil }
    return try decoded(found, transaction)
  }

  @inlinable
  func find(_ key: Key, _ transaction: TransactionHandle) throws(LMDBError) -> MDB_val? {
    try checkOwner(transaction, "get")
    var found = MDB_val()
    let code = key.withBytes { bytes -> Int32 in
      // No entry can have such a key.
      guard isKeySize(bytes.count) else { return MDB_NOTFOUND }
      var key = MDB_val(bytes)
      return mdb_get(transaction.pointer, handle, &key, &found)
    }
    if code == 0 { return found }
    if code == MDB_NOTFOUND { return nil }
    throw failure(code, "get", transaction)
  }

  @inlinable
  func end(_ which: MDB_cursor_op, _ transaction: TransactionHandle) throws(LMDBError) -> (key: Key, value: Value)? {
    let cursor = try openCursor(transaction)
    defer { mdb_cursor_close(cursor) }
    var key = MDB_val()
    var value = MDB_val()
    let code = mdb_cursor_get(cursor, &key, &value, which)
    if code == MDB_NOTFOUND { return nil }
    guard code == 0 else { throw failure(code, "get", transaction) }
    guard let decodedKey = Key(bytes: UnsafeRawBufferPointer(key)) else {
      throw malformed(key, "a key of type \(Key.self)", transaction)
    }
    return (decodedKey, try decoded(value, transaction))
  }

  @inlinable
  func openCursor(_ transaction: TransactionHandle) throws(LMDBError) -> OpaquePointer {
    try checkOwner(transaction, "open cursor")
    var cursor: OpaquePointer?
    let code = mdb_cursor_open(transaction.pointer, handle, &cursor)
    guard code == 0, let cursor else { throw failure(code, "open cursor", transaction) }
    return cursor
  }

  @inlinable
  func decoded(_ bytes: MDB_val, _ transaction: TransactionHandle) throws(LMDBError) -> Value {
    guard let value = Value(bytes: UnsafeRawBufferPointer(bytes)) else {
      throw malformed(bytes, "a value of type \(Value.self)", transaction)
    }
    return value
  }
}

extension MDB_val {
  /// The library does not write through the pointer of a key or of a value that it copies.
  @inlinable
  init(_ bytes: UnsafeRawBufferPointer) {
    self.init(mv_size: bytes.count, mv_data: UnsafeMutableRawPointer(mutating: bytes.baseAddress))
  }
}

extension UnsafeRawBufferPointer {
  @inlinable
  init(_ bytes: MDB_val) {
    self.init(start: bytes.mv_data, count: bytes.mv_size)
  }
}
