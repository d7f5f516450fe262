import Foundation
import LMDB
import Ledger
import MerkleLog
import Synchronization

/// The book itself: an append-only list of canonical lines in `journal.mdb`, with the hashes that prove them.
///
/// One process opens a ledger once. All methods may be called from any thread; appends take their turn. Nothing here is
/// derived for reports: see `Views`.
public final class Journal: Sendable {
  public let folder: String
  /// The name of the log, as its checkpoints carry it.
  public let origin: String
  /// The public key that checks the ledger's checkpoints, in the form of C2SP signed notes.
  public let key: NoteVerifier
  let environment: Environment
  let tables: JournalTables
  let despiteClock: Bool
  /// Held during an append; guards `writerState`.
  let writing = Mutex<Void>(())
  /// Only touched while `writing` is held: the rules' state is large and stays where it is.
  nonisolated(unsafe) var writerState = WriterState()

  public static let fileName = "journal.mdb"
  static func path(in folder: String) -> String { folder + "/" + fileName }
  var path: String { Journal.path(in: folder) }

  /// Address space for the map, not disk: 64 GiB.
  public static let defaultMapSize = 1 << 36

  /// Opens an existing ledger.
  /// - Parameters:
  ///   - readOnly: refuses appends; several processes may write at the same time all the same.
  ///   - despiteClock: records also while the clock stands before the last line, which else refuses every command
  ///   (`clock`).
  public static func open(
    in folder: String, readOnly: Bool = false, despiteClock: Bool = false, mapSize: Int = defaultMapSize
  ) throws -> Journal {
    guard FileManager.default.fileExists(atPath: path(in: folder)) else { throw JournalError.missing(path: folder) }
    var options = Environment.Options()
    options.mapSize = mapSize
    options.create = false
    options.readOnly = readOnly
    let environment = try Environment(path: path(in: folder), format: JournalTables.format, options: options)
    return try Journal(
      folder: folder, environment: environment, tables: try JournalTables(environment, create: false),
      despiteClock: despiteClock)
  }

  init(folder: String, environment: Environment, tables: JournalTables, despiteClock: Bool = false) throws {
    self.folder = folder
    self.environment = environment
    self.tables = tables
    self.despiteClock = despiteClock
    let path = Journal.path(in: folder)
    let (origin, key) = try environment.read { transaction in
      (try tables.meta.get("origin", in: transaction), try tables.meta.get("key", in: transaction))
    }
    guard let origin, let key, let name = String(validating: origin.array, as: UTF8.self),
      let vkey = String(validating: key.array, as: UTF8.self), let verifier = try? NoteVerifier(vkey: vkey)
    else {
      throw JournalError.damaged(
        path: path, at: "table meta", found: "no usable origin and key",
        expected: "the name of the log and its public key")
    }
    self.origin = name
    self.key = verifier
    // Size and root speak for all that follows: a changed digit in them must not pass for a shorter book.
    let head = try head()
    let stored = Head(size: head.size, root: try Frontier(size: head.size, reader: JournalHashes(journal: self)).root)
    guard stored == head else {
      throw JournalError.damaged(
        path: path, at: "root", found: "\(head.root)", expected: "\(stored.root), which the stored hashes give")
    }
  }

  public func close() throws { try environment.close() }

  /// Size and root as the newest commit left them.
  public func head() throws -> Head { try environment.read { try head(in: $0) } }

  func head(in transaction: borrowing some Readable & ~Copyable) throws -> Head {
    guard let bytes = try tables.meta.get("head", in: transaction), let head = Head(bytes) else {
      throw JournalError.damaged(path: path, at: "table meta, head", found: "no size and root", expected: "40 bytes")
    }
    return head
  }

  /// Size and root as they were when the book had `size` records. Cost: at most 64 reads.
  public func head(at size: UInt64) throws -> Head {
    let now = try head()
    if size == now.size { return now }
    return Head(size: size, root: try MerkleTree.root(size: size, reader: JournalHashes(journal: self)))
  }

  /// When the last line was recorded; nil for an empty book.
  public func lastRecorded() throws -> Timestamp? {
    let size = try head().size
    return size > 0 ? try record(at: size - 1).at : nil
  }

  /// Sizes of the file and the readers that pin old pages.
  public func status() throws -> (info: Environment.Info, readers: [Reader]) {
    (try environment.info(), try environment.readers())
  }
}
