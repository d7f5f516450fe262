import CLMDB
import Glibc

/// Where a database file is, and whether it can be used there. Creates the file, empty, if that is asked.
struct FilePlace {
  /// Without symbolic links: two names of one file must lead to one lock file.
  let path: String
  let identity: FileIdentity

  init(path: String, options: Environment.Options) throws(LMDBError) {
    if Self.status(path) == nil {
      try Self.create(path, options: options)
    }
    guard let real = Self.resolve(path), let status = Self.status(real) else {
      throw .fromSystem(errno, operation: "open", path: path)
    }
    guard status.st_mode & S_IFMT == S_IFREG else {
      throw LMDBError(
        .notARegularFile, operation: "open", path: real,
        found: "a folder or special file", expected: "a regular file",
        next: "name the database file itself, not its folder")
    }
    self.path = real
    identity = FileIdentity(status)
    try Self.checkFileSystem(real)
    if !options.readOnly {
      try Self.checkWritable(real, what: "file")
      try Self.checkWritable(Self.folder(of: real), what: "folder")
    }
  }

  private static func create(_ path: String, options: Environment.Options) throws(LMDBError) {
    guard errno == ENOENT else { throw .fromSystem(errno, operation: "open", path: path) }
    guard options.create, !options.readOnly else {
      throw LMDBError(
        .missing, operation: "open", path: path,
        found: "no file", expected: "an existing database file",
        next: "check the path, or open with create and without readOnly")
    }
    let folder = folder(of: path)
    guard status(folder) != nil else {
      throw LMDBError(
        .missing, operation: "open", path: path,
        found: "no folder \(folder)", expected: "an existing folder", next: "create the folder first")
    }
    try checkFileSystem(folder)
    try checkWritable(folder, what: "folder")
    let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw .fromSystem(errno, operation: "create", path: path) }
    close(descriptor)
  }

  private static func checkWritable(_ path: String, what: String) throws(LMDBError) {
    guard access(path, W_OK) == 0 else {
      throw LMDBError(
        .notWritable, operation: "open", path: path,
        found: "a \(what) without write permission", expected: "a \(what) that this user can write",
        next: "change the permissions, or work on a copy")
    }
  }

  private static func checkFileSystem(_ path: String) throws(LMDBError) {
    var system = statfs()
    guard statfs(path, &system) == 0 else { throw .fromSystem(errno, operation: "open", path: path) }
    guard let name = networkFileSystem(UInt32(truncatingIfNeeded: system.f_type)) else { return }
    throw LMDBError(
      .networkFileSystem, operation: "open", path: path,
      found: "the network file system \(name)", expected: "a disk of this machine",
      next: "keep the database on a local disk and copy it to the network with copy(to:)")
  }

  /// The name of a network file system by its number in `statfs`, or nil for any other number.
  ///
  /// Locks and shared maps do not work there between machines. FUSE (0x65735546) is let through: the number does
  /// not tell whether a disk or a network is behind it.
  static func networkFileSystem(_ type: UInt32) -> String? {
    switch type {
    case 0x6969: "NFS"
    case 0x517B: "SMB"
    case 0xFF53_4D42: "CIFS"
    case 0xFE53_4D42: "SMB2"
    case 0x0102_1997: "9P"
    case 0x5346_414F: "AFS"
    case 0x00C3_6400: "Ceph"
    default: nil
    }
  }

  static func folder(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  static func status(_ path: String) -> stat? {
    var status = stat()
    return stat(path, &status) == 0 ? status : nil
  }

  private static func resolve(_ path: String) -> String? {
    guard let real = realpath(path, nil) else { return nil }
    defer { free(real) }
    return String(cString: real)
  }
}
