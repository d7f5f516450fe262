import Glibc
import Synchronization

/// A file on this machine, whatever its path.
struct FileIdentity: Hashable {
  let device: UInt
  let inode: UInt

  init(_ status: stat) {
    device = UInt(status.st_dev)
    inode = UInt(status.st_ino)
  }
}

/// The environments that this process has open.
///
/// LMDB takes POSIX record locks on its lock file. The system drops all of them when the process closes any
/// descriptor of that file, so a second environment on the same file would silently remove the locks of the first.
enum OpenFiles {
  private static let claimed = Mutex<Set<FileIdentity>>([])

  static func claim(_ file: FileIdentity, path: String) throws(LMDBError) {
    guard claimed.withLock({ $0.insert(file).inserted }) else {
      throw LMDBError(
        .alreadyOpen, operation: "open", path: path,
        found: "an environment on this file in this process", expected: "one environment per file and process",
        next: "share the open environment, or close it first")
    }
  }

  /// Closes the file and gives up the claim, as one step for everyone who claims. Nobody may claim it before it is
  /// closed. And once the last descriptor of a deleted file is closed, the system may give its number to a new file:
  /// nobody may find that number claimed any more.
  static func release(_ file: FileIdentity, closing: () -> Void = {}) {
    claimed.withLock {
      closing()
      $0.remove(file)
    }
  }
}
