import EventStore
import Foundation

/// Keeps processes that replace the views of one ledger out of each other's way. The locks are those of the system
/// (`flock`): they end with the process, and leave no file behind. None is taken twice by one thread.
enum Turns {
  case shared, alone

  /// Only one process at a time makes views anew: all write the same part file. Held for the whole rebuild.
  static func rebuilding<R>(_ journal: Journal, _ body: () throws -> R) throws -> R {
    try hold(journal.folder + "/" + Journal.fileName, .alone, body)
  }

  /// The views and the lock file beside them are replaced together. Nobody opens them in between: old views with the
  /// new lock file would mislead LMDB about the newest commit. Held for a moment.
  static func using<R>(_ path: String, _ turn: Turns, _ body: () throws -> R) throws -> R {
    try hold(URL(fileURLWithPath: path).deletingLastPathComponent().path, turn, body)
  }

  private static func hold<R>(_ path: String, _ turn: Turns, _ body: () throws -> R) throws -> R {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw refusal(path) }
    defer { close(descriptor) }
    while flock(descriptor, turn == .alone ? LOCK_EX : LOCK_SH) != 0 {
      guard errno == EINTR else { throw refusal(path) }
    }
    return try body()
  }

  private static func refusal(_ path: String) -> ViewsError {
    ViewsError(
      path: path, found: String(cString: strerror(errno)), expected: "a lock on it",
      next: "Check the file system of the ledger.")
  }
}
