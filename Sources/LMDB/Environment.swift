import CLMDB
import Glibc
import Synchronization

/// One database file, mapped into memory, and its lock file (the same path with "-lock" added).
///
/// Rules that come from the library:
/// - One process opens a file once. A second `Environment` on the same file is refused while the first is open.
/// - Not on a network file system: locks and maps do not work there. Known ones are refused.
/// - Do not use an environment after `fork()`.
/// - One write transaction at a time, over all processes. Readers do not wait for the writer, nor it for them.
/// - A long read transaction keeps old pages from being used again, and the file grows. Keep reads short or
///   `refresh()` them. A process that was stopped or killed inside a read has the same effect until
///   `clearStaleReaders()`.
///
/// All methods may be called from any thread. It is `Sendable` because the pointer is kept behind a lock, the
/// library allows one `MDB_env` to be used from several threads, transactions never leave the thread that began
/// them, and `close()` is refused while one is open.
public final class Environment: Sendable {
  public let path: String
  public let format: Format
  public let options: Options
  /// False if a read-only environment could not write the lock file. Then no reader is visible to a writer, and a
  /// writer in another process may reuse pages that are being read. Use it only for files that nobody writes.
  public let usesLocks: Bool

  @usableFromInline let mark = EnvironmentMark.next()
  let identity: FileIdentity
  let state: Mutex<State>
  /// Handles of tables by name. The lock is held around each use of `mdb_dbi_open`: see `table`.
  let tables = Mutex<TableHandles>(TableHandles())

  /// The name of the table that holds the format.
  static let formatTable = "_format"

  /// Opens the file, or creates it with permissions 0600.
  ///
  /// The file is checked before it is mapped (see the README, "Checks"). A new or empty file gets `format`; any
  /// other must have it.
  public init(path: String, format: Format, options: Options = Options()) throws(LMDBError) {
    guard options.mapSize > 0, options.maxTables > 0, options.maxReaders > 0,
      let maxTables = UInt32(exactly: options.maxTables + 1), let maxReaders = UInt32(exactly: options.maxReaders)
    else {
      throw LMDBError(
        .invalidOption, operation: "open", path: path,
        found: "a size or count of zero, below zero or beyond 32 bits", expected: "positive sizes and counts",
        next: "correct mapSize, maxTables or maxReaders")
    }
    let place = try FilePlace(path: path, options: options)
    try OpenFiles.claim(place.identity, path: place.path)
    let opened: (pointer: EnvironmentPointer, usesLocks: Bool)
    do throws(LMDBError) {
      let header = try Self.check(place, options: options)
      let settings = Settings(
        path: place.path, flags: options.flags, maxTables: maxTables, maxReaders: maxReaders,
        mapSize: max(options.mapSize, header.flatMap { Int(exactly: $0.mapSize) } ?? 0))
      opened = try settings.open(readOnly: options.readOnly)
    } catch {
      OpenFiles.release(place.identity)
      throw error
    }
    self.path = place.path
    self.format = format
    self.options = options
    usesLocks = opened.usesLocks
    identity = place.identity
    state = Mutex(State(pointer: opened.pointer))
    try checkFormat()
  }

  deinit {
    // No transaction is open: each one keeps the environment alive.
    state.withLock { $0.close(identity) }
  }

  /// Unmaps the file. Later calls on this environment fail with `.closed`; closing twice is no error.
  /// Refused while a transaction of this process is open.
  public func close() throws(LMDBError) {
    try state.withLock { (state) throws(LMDBError) in
      guard state.transactions == 0 else { throw transactionsOpen(state.transactions, operation: "close") }
      state.close(identity)
    }
  }

  private static func check(_ place: FilePlace, options: Options) throws(LMDBError) -> FileHeader? {
    let descriptor = Glibc.open(place.path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .fromSystem(errno, operation: "open", path: place.path) }
    // Closing this one drops no lock: the library takes its locks on the lock file only.
    defer { Glibc.close(descriptor) }
    let header = try FileCheck(descriptor: descriptor, path: place.path).run()
    if header == nil, options.readOnly || !options.create {
      throw LMDBError(
        .missing, operation: "open", path: place.path,
        found: "an empty file", expected: "an existing database file",
        next: "check the path, or open with create and without readOnly")
    }
    return header
  }
}

/// Lets the pointer cross into the lock. See `Environment` for why this is safe.
struct EnvironmentPointer: @unchecked Sendable {
  let raw: OpaquePointer
}

/// What changes while an environment is open.
struct State {
  private(set) var pointer: EnvironmentPointer?
  /// Open transactions of this process.
  var transactions = 0
  /// The thread that holds the write transaction of this process.
  var writer: pthread_t?

  init(pointer: EnvironmentPointer) {
    self.pointer = pointer
  }

  /// No effect the second time.
  mutating func close(_ file: FileIdentity) {
    guard let open = pointer else { return }
    OpenFiles.release(file) { mdb_env_close(open.raw) }
    pointer = nil
  }
}
