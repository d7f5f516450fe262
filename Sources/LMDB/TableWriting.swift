import CLMDB

/// What `put` does about keys that are there.
public enum PutMode: Sendable {
  /// Replaces a value that is there.
  case overwrite
  /// Refuses a key that is there (`.keyExists`).
  case noOverwrite
  /// Adds at the end without a search, and fills pages fully. Refuses a key that is not greater than the last one
  /// (`.appendOutOfOrder`).
  case append

  @inlinable
  var flags: UInt32 {
    switch self {
    case .overwrite: 0
    case .noOverwrite: UInt32(MDB_NOOVERWRITE)
    case .append: UInt32(MDB_APPEND)
    }
  }
}

extension Table {
  /// Stores one entry. After `.mapFull` or another limit, let the error leave the closure: the transaction is lost.
  @inlinable
  public func put(
    _ key: Key, _ value: Value, mode: PutMode = .overwrite, in transaction: inout WriteTransaction
  ) throws(LMDBError) {
    try write(key, value, mode, transaction.handle)
  }

  /// Stores bytes that some other code has encoded, without a `Value`.
  @inlinable
  public func put(
    _ key: Key, bytes: UnsafeRawBufferPointer, mode: PutMode = .overwrite, in transaction: inout WriteTransaction
  ) throws(LMDBError) {
    try write(key, bytes, mode, transaction.handle)
  }

  /// Makes room for a value of `count` bytes and lets `fill` write it in place.
  ///
  /// `fill` must write every byte: the room may hold old memory. It cannot throw, so no half-written value is left.
  @inlinable
  public func reserve(
    _ key: Key, count: Int, mode: PutMode = .overwrite, in transaction: inout WriteTransaction,
    fill: (UnsafeMutableRawBufferPointer) -> Void
  ) throws(LMDBError) {
    precondition(count >= 0, "a value cannot have a negative size")
    let handle = transaction.handle
    var room = MDB_val(mv_size: count, mv_data: nil)
    try write(key, &room, mode, mode.flags | UInt32(MDB_RESERVE), handle)
    fill(UnsafeMutableRawBufferPointer(start: room.mv_data, count: count))
  }

  /// Removes the entry of `key`. Returns whether there was one.
  @discardableResult
  public func delete(_ key: Key, in transaction: inout WriteTransaction) throws(LMDBError) -> Bool {
    let open = transaction.handle
    try checkOwner(open, "delete")
    let code = key.withBytes { bytes -> Int32 in
      guard isKeySize(bytes.count) else { return MDB_NOTFOUND }
      var key = MDB_val(bytes)
      return mdb_del(open.pointer, handle, &key, nil)
    }
    if code == MDB_NOTFOUND { return false }
    guard code == 0 else { throw failure(code, "delete", open) }
    return true
  }

  /// Removes all entries. The empty table stays: the library cannot take a table away and undo that on abort.
  public func drop(in transaction: inout WriteTransaction) throws(LMDBError) {
    let open = transaction.handle
    try checkOwner(open, "drop")
    let code = mdb_drop(open.pointer, handle, 0)
    guard code == 0 else { throw failure(code, "drop", open) }
  }

  @inlinable
  func write(_ key: Key, _ value: Value, _ mode: PutMode, _ transaction: TransactionHandle) throws(LMDBError) {
    let result = value.withBytes { bytes in
      Result { () throws(LMDBError) in try write(key, bytes, mode, transaction) }
    }
    try result.get()
  }

  @inlinable
  func write(
    _ key: Key, _ bytes: UnsafeRawBufferPointer, _ mode: PutMode, _ transaction: TransactionHandle
  ) throws(LMDBError) {
    var value = MDB_val(bytes)
    try write(key, &value, mode, mode.flags, transaction)
  }

  @inlinable
  func write(
    _ key: Key, _ value: inout MDB_val, _ mode: PutMode, _ flags: UInt32, _ transaction: TransactionHandle
  ) throws(LMDBError) {
    try checkOwner(transaction, "put")
    var size = 0
    let code = key.withBytes { bytes -> Int32 in
      size = bytes.count
      guard isKeySize(size) else { return MDB_BAD_VALSIZE }
      var key = MDB_val(bytes)
      return mdb_put(transaction.pointer, handle, &key, &value, flags)
    }
    guard code == 0 else { throw refusedPut(code, keySize: size, mode, transaction) }
  }

  @usableFromInline
  func refusedPut(_ code: Int32, keySize: Int, _ mode: PutMode, _ transaction: TransactionHandle) -> LMDBError {
    if !isKeySize(keySize) {
      return LMDBError(
        .keySize, operation: "put", path: transaction.environment.path, table: name,
        found: "a key of \(keySize) bytes", expected: "from 1 to \(largestKey) bytes",
        next: "use a shorter key, for example a hash of the long one")
    }
    if code == MDB_KEYEXIST, mode == .append {
      return LMDBError(
        .appendOutOfOrder, operation: "put", path: transaction.environment.path, table: name,
        found: "a key that is not greater than the last one", expected: "keys in growing order",
        next: "sort the keys, or put with .overwrite or .noOverwrite")
    }
    return failure(code, "put", transaction)
  }
}
