import CLMDB

/// The name and version that an application gives to its file. Both are free text and are compared byte for byte.
public struct Format: Sendable, Equatable, CustomStringConvertible {
  public let name: String
  public let version: String

  public init(name: String, version: String) {
    self.name = name
    self.version = version
  }

  public var description: String { "\(name) \(version)" }

  public static func == (a: Format, b: Format) -> Bool {
    a.name.utf8.elementsEqual(b.name.utf8) && a.version.utf8.elementsEqual(b.version.utf8)
  }
}

/// When a commit reaches the disk.
public enum DurabilityMode: Sendable {
  /// Data and header are flushed before the commit returns. A crash of the machine loses nothing.
  case full
  /// Data is flushed, the header is not (`MDB_NOMETASYNC`). A crash of the machine may undo the last commit.
  /// The file stays well-formed.
  case noMetaSync
  /// Nothing is flushed (`MDB_NOSYNC`). A crash of the machine may lose commits and may damage the file.
  /// A crash of the process alone loses nothing. Use it only for data that can be worked out again.
  case none

  var flags: Int32 {
    switch self {
    case .full: 0
    case .noMetaSync: MDB_NOMETASYNC
    case .none: MDB_NOSYNC
    }
  }
}

extension Environment {
  public struct Options: Sendable {
    /// Largest size of the file in bytes, a multiple of the system's page size. It reserves addresses, not disk.
    /// If the file was once opened with a larger map, the larger size is used.
    public var mapSize = 1 << 30
    /// How many tables can be open. Each costs a few words per transaction.
    public var maxTables = 16
    /// How many read transactions can be open at once, over all processes.
    public var maxReaders = 126
    /// Creates the file if it is missing. Without it, a missing or empty file is an error.
    public var create = true
    /// Refuses every write. Readers still write to the lock file; where that is not permitted, no lock is used:
    /// see `Environment.usesLocks`.
    public var readOnly = false
    public var durability = DurabilityMode.full
    /// Tells the system not to read ahead. Helps random reads of a file larger than memory.
    public var noReadAhead = false
    /// Writes through the map. Faster while the file fits in memory, but a stray pointer can damage the file,
    /// and the file takes its full map size (as a sparse file). All processes must agree on this option.
    public var writeMap = false

    public init() {}
  }
}

extension Environment.Options {
  var flags: UInt32 {
    // Reader slots belong to transactions, not to threads: a pool of threads may then run any reader.
    var flags = MDB_NOSUBDIR | MDB_NOTLS | durability.flags
    if readOnly { flags |= MDB_RDONLY }
    if noReadAhead { flags |= MDB_NORDAHEAD }
    if writeMap && !readOnly { flags |= MDB_WRITEMAP }
    return UInt32(flags)
  }
}
