import CLMDB

extension Environment {
  /// A file without any table is new: it gets the format. Any other must have it.
  ///
  /// Name and version are written in one transaction, after the table is made. A crash between the two leaves an
  /// empty format table. Such a file still counts as new, as long as it has no other table.
  func checkFormat() throws(LMDBError) {
    var found = try storedFormat()
    if found == nil, options.create, !options.readOnly, try isNew() {
      try store(format, in: try openTable(Self.formatTable, create: true))
      found = try storedFormat()
    }
    guard let found, found == format else {
      throw LMDBError(
        .otherFormat(found: found, expected: format), operation: "open", path: path,
        found: found.map { "a file of format \($0)" } ?? "a file that names no format",
        expected: "a file of format \(format)",
        next: "open it with the program that wrote it, or with a version that reads this format")
    }
  }

  private func storedFormat() throws(LMDBError) -> Format? {
    let table: Table<String, String>
    do throws(LMDBError) {
      table = try openTable(Self.formatTable, create: false)
    } catch {
      guard error.code == .noTable else { throw error }
      return nil
    }
    let transaction = try begin(flags: UInt32(MDB_RDONLY), operation: "read format")
    defer {
      mdb_txn_abort(transaction)
      end()
    }
    let handle = TransactionHandle(pointer: transaction, environment: self)
    guard let name = try table.value("name", handle), let version = try table.value("version", handle) else {
      return nil
    }
    return Format(name: name, version: version)
  }

  /// Another process may have stored its own meanwhile; then nothing is written.
  private func store(_ format: Format, in table: Table<String, String>) throws(LMDBError) {
    let transaction = try beginWrite(operation: "write format")
    defer { end() }
    let handle = TransactionHandle(pointer: transaction, environment: self)
    do throws(LMDBError) {
      defer { leaveWrite() }
      if try table.value("name", handle) == nil {
        try table.write("name", format.name, .noOverwrite, handle)
        try table.write("version", format.version, .noOverwrite, handle)
      }
    } catch {
      mdb_txn_abort(transaction)
      throw error
    }
    try check(mdb_txn_commit(transaction), "write format", table: table.name)
  }

  /// True if the file has no table but, perhaps, the one for the format.
  private func isNew() throws(LMDBError) -> Bool {
    try whileOpen("count tables") { (environment) throws(LMDBError) in
      var stat = MDB_stat()
      try check(mdb_env_stat(environment, &stat), "count tables")
      let hasFormatTable = tables.withLock { $0.byName[Self.formatTable] != nil }
      return stat.ms_entries <= (hasFormatTable ? 1 : 0)
    }
  }
}
