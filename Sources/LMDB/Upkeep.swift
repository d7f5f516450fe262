import CLMDB
import Glibc

extension Environment {
  /// Sizes and counters of the whole file.
  public struct Info: Sendable, Equatable {
    /// Largest possible size of the file, in bytes.
    public let mapSize: Int
    public let pageSize: Int
    /// The highest page number ever used. Free pages below it are used again before the file grows.
    public let lastPage: Int
    /// The number of the newest commit.
    public let lastTransaction: UInt
    /// Slots taken so far by readers, over all processes. A slot stays counted after its reader ends.
    public let readerSlotsUsed: Int
    public let maxReaders: Int
  }

  public func info() throws(LMDBError) -> Info {
    try whileOpen("info") { (environment) throws(LMDBError) in
      var info = MDB_envinfo()
      var stat = MDB_stat()
      try check(mdb_env_info(environment, &info), "info")
      try check(mdb_env_stat(environment, &stat), "info")
      return Info(
        mapSize: info.me_mapsize, pageSize: Int(stat.ms_psize), lastPage: info.me_last_pgno,
        lastTransaction: UInt(info.me_last_txnid), readerSlotsUsed: Int(info.me_numreaders),
        maxReaders: Int(info.me_maxreaders))
    }
  }

  /// Flushes to the disk what earlier commits wrote. Needed only with a durability below `.full`.
  /// Without `force`, `.none` flushes nothing here either.
  public func sync(force: Bool = true) throws(LMDBError) {
    try whileOpen("sync") { (environment) throws(LMDBError) in
      try check(mdb_env_sync(environment, force ? 1 : 0), "sync")
    }
  }

  /// Writes a copy of the newest commit to a new file and flushes it. Writers may go on meanwhile.
  ///
  /// It is a long read transaction: commits made during the copy cannot reuse old pages. `compact` leaves out free
  /// pages and takes more processor time. An existing file is never overwritten; a failed copy is removed.
  public func copy(to target: String, compact: Bool = false) throws(LMDBError) {
    let descriptor = open(target, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw .fromSystem(errno, operation: "copy", path: target) }
    do throws(LMDBError) {
      defer { Glibc.close(descriptor) }
      try whileOpen("copy") { (environment) throws(LMDBError) in
        try check(mdb_env_copyfd2(environment, descriptor, compact ? UInt32(MDB_CP_COMPACT) : 0), "copy")
      }
      guard fsync(descriptor) == 0 else { throw .fromSystem(errno, operation: "copy", path: target) }
      try Self.flushFolder(of: target)
    } catch {
      unlink(target)
      throw error
    }
  }

  /// Without this, the name of a new file may be lost in a crash although its bytes are safe.
  private static func flushFolder(of path: String) throws(LMDBError) {
    let folder = open(FilePlace.folder(of: path), O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard folder >= 0 else { throw .fromSystem(errno, operation: "copy", path: path) }
    defer { Glibc.close(folder) }
    guard fsync(folder) == 0 else { throw .fromSystem(errno, operation: "copy", path: path) }
  }

  /// Makes the map larger, for example after `.mapFull`. The next commit writes the new size into the file; from
  /// then on other processes get `.mapResized` if the data no longer fits their map.
  ///
  /// Refused while a transaction of this process is open, because the map moves.
  /// - Parameter size: bytes, a multiple of the system's page size, not below the present size.
  public func grow(to size: Int) throws(LMDBError) {
    let present = try info().mapSize
    guard size >= present else {
      throw LMDBError(
        .invalidOption, operation: "grow", path: path,
        found: "\(size) bytes", expected: "at least the present \(present) bytes", next: "name a larger size")
    }
    try setMapSize(size, operation: "grow")
  }

  /// Takes over the map size that another process has set. Call it after `.mapResized`.
  /// Refused while a transaction of this process is open.
  public func adoptGrownMap() throws(LMDBError) {
    try setMapSize(0, operation: "adopt grown map")
  }

  private func setMapSize(_ size: Int, operation: String) throws(LMDBError) {
    try state.withLock { (state) throws(LMDBError) in
      guard let environment = state.pointer else { throw closed(operation: operation) }
      guard state.transactions == 0 else { throw transactionsOpen(state.transactions, operation: operation) }
      try check(mdb_env_set_mapsize(environment.raw, size), operation)
    }
  }

  /// Keeps the environment from being closed or resized during `body`. Does not hold the lock.
  func whileOpen<R>(
    _ operation: String, _ body: (OpaquePointer) throws(LMDBError) -> R
  ) throws(LMDBError) -> R {
    let environment = try state.withLock { (state) throws(LMDBError) -> EnvironmentPointer in
      guard let pointer = state.pointer else { throw closed(operation: operation) }
      state.transactions += 1
      return pointer
    }
    defer { end() }
    return try body(environment.raw)
  }

  func check(_ code: Int32, _ operation: String, table: String? = nil) throws(LMDBError) {
    guard code == 0 else { throw .fromLibrary(code, operation: operation, path: path, table: table) }
  }
}
