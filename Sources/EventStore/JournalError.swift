/// What is wrong with a journal: where, what was found, what was expected, what to do next.
public enum JournalError: Error, CustomStringConvertible, Sendable {
  /// The book does not say what it said when it was written.
  case damaged(path: String, at: String, found: String, expected: String)
  case missing(path: String)
  case alreadyThere(path: String)
  case key(path: String, found: String, expected: String)
  /// The folder of the ledger cannot be used.
  case folder(path: String, found: String, expected: String)
  /// An earlier write failed; the writer does not guess what reached the disk.
  case writerStopped(path: String, because: String)
  case full(path: String)

  /// True where the book itself is damaged or cannot be read, as opposed to a wrong call.
  public var isDamage: Bool {
    switch self {
    case .damaged, .writerStopped: true
    case .missing, .alreadyThere, .key, .folder, .full: false
    }
  }

  public var description: String {
    switch self {
    case .damaged(let path, let at, let found, let expected):
      "\(path): \(at): found \(found); expected \(expected). Do not write to this ledger; compare it with a copy and "
        + "its last checkpoint."
    case .missing(let path):
      "\(path): found no ledger here; expected a folder with journal.mdb. Name it with --ledger or PLEDGEBOOK_LEDGER, "
        + "or make one with `pledgebook init`."
    case .alreadyThere(let path):
      "\(path): found a ledger; expected an empty or new folder. Choose another folder; an existing ledger is never "
        + "overwritten."
    case .key(let path, let found, let expected):
      "\(path): found \(found); expected \(expected). Put the signing key of this ledger back, or work with "
        + "checkpoints that were signed before."
    case .folder(let path, let found, let expected):
      "\(path): found \(found); expected \(expected). Look at the permissions and the file system of the folder, or "
        + "choose another one."
    case .writerStopped(let path, let because):
      "\(path): found a writer that stopped after \(because); expected a journal that was opened again. Open the "
        + "ledger anew and repeat the commands; recorded ones answer with their position."
    case .full(let path):
      "\(path): found no room for the next records; expected free space. Free disk space or raise the map size, then "
        + "repeat the commands; nothing was half written."
    }
  }
}
