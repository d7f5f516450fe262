import CLMDB

/// What a scan does after a row.
public enum ScanStep: Sendable {
  case next
  case stop
}

public enum ScanOrder: Sendable {
  case ascending
  case descending
}

extension Table {
  /// Hands each row from `lower` (included) to `upper` (not included) to `body`, in the order of the keys.
  ///
  /// Nil means no bound. A descending scan visits the same rows from the end.
  ///
  /// Both buffers point into the map and are valid only inside `body`. Nothing is allocated per row; a scan opens
  /// one cursor. The compiler refuses a change or a `refresh` of the same transaction inside `body`.
  @inlinable
  public func forEach(
    from lower: Key? = nil, to upper: Key? = nil, order: ScanOrder = .ascending,
    in transaction: borrowing some Readable & ~Copyable,
    _ body: (_ key: UnsafeRawBufferPointer, _ value: UnsafeRawBufferPointer) throws -> ScanStep
  ) throws {
    let handle = transaction.handle
    try withBytes(of: lower) { lower in
      try withBytes(of: upper) { upper in
        switch order {
        case .ascending: try ascend(lower, upper, handle, body)
        case .descending: try descend(lower, upper, handle, body)
        }
      }
    }
  }

  @inlinable
  func ascend(
    _ lower: UnsafeRawBufferPointer?, _ upper: UnsafeRawBufferPointer?, _ transaction: TransactionHandle,
    _ body: (UnsafeRawBufferPointer, UnsafeRawBufferPointer) throws -> ScanStep
  ) throws {
    let cursor = try openCursor(transaction)
    defer { mdb_cursor_close(cursor) }
    var key = MDB_val()
    var value = MDB_val()
    var code: Int32
    // The library cannot search for an empty key, which is before all others.
    if let lower, lower.count > 0 {
      key = MDB_val(lower)
      code = mdb_cursor_get(cursor, &key, &value, MDB_SET_RANGE)
    } else {
      code = mdb_cursor_get(cursor, &key, &value, MDB_FIRST)
    }
    let bound = upper.map(KeyBound.init)
    while code == 0 {
      let row = UnsafeRawBufferPointer(key)
      if let bound, !bound.isAbove(row) { return }
      fetchAhead(key, value)
      guard try body(row, UnsafeRawBufferPointer(value)) == .next else { return }
      code = mdb_cursor_get(cursor, &key, &value, MDB_NEXT)
    }
    guard code == MDB_NOTFOUND else { throw failure(code, "scan", transaction) }
  }

  /// Rows that were appended lie one below the other in their page, each in memory that was not touched before. While
  /// one of them is worked on, the processor reads the second one after it, as far as rows are of one size.
  @inlinable @inline(__always)
  func fetchAhead(_ key: MDB_val, _ value: MDB_val) {
    guard value.mv_size >= 128, value.mv_size <= 2048 else { return }
    let size = Int(value.mv_size) &+ Int(key.mv_size) &+ 8
    let start = UInt(bitPattern: key.mv_data) &- 8 &- UInt(bitPattern: 2 &* size)
    var line = 0
    while line < size {
      clmdb_prefetch(UnsafeRawPointer(bitPattern: start &+ UInt(bitPattern: line)))
      line &+= 64
    }
  }

  @inlinable
  func descend(
    _ lower: UnsafeRawBufferPointer?, _ upper: UnsafeRawBufferPointer?, _ transaction: TransactionHandle,
    _ body: (UnsafeRawBufferPointer, UnsafeRawBufferPointer) throws -> ScanStep
  ) throws {
    let cursor = try openCursor(transaction)
    defer { mdb_cursor_close(cursor) }
    var key = MDB_val()
    var value = MDB_val()
    var code: Int32 = MDB_NOTFOUND
    if let upper {
      if upper.count == 0 { return }
      key = MDB_val(upper)
      code = mdb_cursor_get(cursor, &key, &value, MDB_SET_RANGE)
      if code == 0 {
        code = mdb_cursor_get(cursor, &key, &value, MDB_PREV)
        if code == MDB_NOTFOUND { return }
      }
    }
    if code == MDB_NOTFOUND { code = mdb_cursor_get(cursor, &key, &value, MDB_LAST) }
    let bound = lower.map(KeyBound.init)
    while code == 0 {
      let row = UnsafeRawBufferPointer(key)
      if let bound, bound.isAbove(row) { return }
      guard try body(row, UnsafeRawBufferPointer(value)) == .next else { return }
      code = mdb_cursor_get(cursor, &key, &value, MDB_PREV)
    }
    guard code == MDB_NOTFOUND else { throw failure(code, "scan", transaction) }
  }

  @inlinable
  func withBytes(of key: Key?, _ body: (UnsafeRawBufferPointer?) throws -> Void) throws {
    guard let key else { return try body(nil) }
    try key.withBytes { try body($0) }
  }
}
