import EventStore
import Foundation
import LMDB
import Ledger
import Synchronization

/// What is derived from the journal: `views.mdb`. Deleting it is always safe.
///
/// Views change in one way only: `catchUp`, which folds the records that came since. A rebuild folds the same records
/// with the same function into a new file and replaces the old one in one rename. Any thread.
public final class LiveViews: Sendable {
  /// The lines that the views are folded from.
  public let journal: Journal
  let file: ViewsFile
  private let newest: Mutex<Stand>

  /// How far the views are.
  public var stand: Stand { newest.withLock { $0 } }

  /// What reports read: the views as far as they are now.
  public var snapshot: ViewsSnapshot { ViewsSnapshot(journal, file, stand) }

  var environment: Environment { file.environment }
  var postings: PostingFile { file.postings }

  /// The file in the folder of the ledger, beside which LMDB keeps a lock file.
  public static let fileName = "views.mdb"

  /// Opens the views of a journal and brings them to its head. Missing, foreign, older or damaged views are rebuilt.
  /// - Parameters:
  ///   - progress: called with the number of folded records and their total.
  ///   - damaged: called with what is wrong before damaged views are rebuilt. If it throws, they stay as they are.
  /// - Throws: `JournalError.damaged` if the views know more records than the journal has: then the journal has lost
  ///   some.
  public init(
    of journal: Journal, progress: @escaping (UInt64, UInt64) -> Void = { _, _ in },
    damaged: (any Error) throws -> Void = { _ in }
  ) throws {
    self.journal = journal
    let (file, stand) =
      try LiveViews.usable(journal, damaged)
      ?? Turns.rebuilding(journal) {
        // Whoever waited for another process finds what that one made. What is wrong was said before.
        if let made = try LiveViews.usable(journal, { _ in }) { return made }
        try Rebuild(journal: journal).write(to: LiveViews.path(of: journal), progress: progress)
        return try LiveViews.opened(LiveViews.path(of: journal))
      }
    self.file = file
    newest = Mutex(stand)
    try catchUp(progress: progress)
  }

  /// The views that a rebuild has just made.
  static func opened(_ path: String) throws -> (ViewsFile, Stand) {
    try Turns.using(path, .shared) {
      let file = try ViewsFile(path)
      return (file, try file.freshStand())
    }
  }

  /// True where `error` says that the views, not the journal, are damaged.
  public static func isDamage(_ error: any Error) -> Bool {
    if error is ViewsError { return true }
    return JournalError.isDamage(error) && (error as? LMDBError)?.path.hasSuffix("/" + fileName) ?? false
  }

  /// The stored views, if they are of this journal and this version. Nil: to be made anew.
  private static func usable(_ journal: Journal, _ damaged: (any Error) throws -> Void) throws -> (ViewsFile, Stand)? {
    try Turns.using(path(of: journal), .shared) { try found(path(of: journal), journal, damaged) }
  }

  private static func found(_ path: String, _ journal: Journal, _ damaged: (any Error) throws -> Void) throws -> (
    ViewsFile, Stand
  )? {
    guard FileManager.default.fileExists(atPath: path) else { return nil }
    do {
      // Cheap, since the rows themselves lie on pages that it does not read: a report never ends in the map of a
      // damaged file.
      try Environment.checkStructure(path: path)
      let file = try ViewsFile(path)
      if let stand = try file.environment.read({ try file.stand(in: $0) }), try isOf(journal, stand) {
        return (file, stand)
      }
      try file.environment.close()
    } catch  where isDamage(error) { try damaged(error) }
    return nil
  }

  private static func isOf(_ journal: Journal, _ stand: Stand) throws -> Bool {
    try checkNotAhead(stand, of: journal)
    return try bytes(journal.head(at: stand.size)) == stand.root
  }

  private static func checkNotAhead(_ stand: Stand, of journal: Journal) throws {
    let head = try journal.head()
    guard stand.size <= head.size else {
      throw JournalError.damaged(
        path: journal.folder, at: "size", found: "\(head.size) records in the journal and \(stand.size) in the views",
        expected:
          "views that are never ahead: the journal has lost records. If an older copy was put here on purpose, delete "
          + "\(fileName)"
      )
    }
  }

  /// Throws `JournalError.damaged` if the views know more records than the journal has. A journal that lost its last
  /// records is in itself sound; what was derived from it remembers them. Views that are missing, damaged or cannot be
  /// opened say nothing. Not while these views are open in the process.
  public static func checkNotAhead(of journal: Journal) throws {
    do { try usable(journal, { _ in })?.0.environment.close() } catch let error as JournalError { throw error } catch {}
  }

  /// The same for open views.
  public func checkNotAhead() throws { try LiveViews.checkNotAhead(stand, of: journal) }

  static func path(of journal: Journal) -> String { journal.folder + "/" + fileName }

  /// Takes damaged views away; the next ones are made anew. Views of this process that are open keep their file.
  public static func remove(of journal: Journal) throws {
    try Turns.using(path(of: journal), .alone) { try removeFile(path(of: journal)) }
  }

  static func removeFile(_ path: String) throws {
    for file in [path, path + "-lock"] where FileManager.default.fileExists(atPath: file) {
      try FileManager.default.removeItem(atPath: file)
    }
  }

  static func bytes(_ head: Head) -> [UInt8] { head.root.withUnsafeBytes { Array($0) } }

  /// Snapshots of these views must not be used afterwards. Refused while one is being read.
  public func close() throws { try environment.close() }

  /// Folds the records that the journal has and the views have not. The only way in which views change.
  ///
  /// Rows and stand go into one transaction: a crash leaves the views as they were, and the next catch-up goes on from
  /// there. Processes and threads take turns: who comes second finds the work done.
  public func catchUp(progress: (UInt64, UInt64) -> Void = { _, _ in }) throws {
    let head = try journal.head()
    var fold: Fold?
    while stand.size < head.size {
      let next = try environment.write { [file] transaction in
        guard let before = try file.stand(in: transaction) else {
          throw ViewsError(
            path: file.path, found: "views of another version", expected: "nobody to change them meanwhile",
            next: "Try again.")
        }
        guard before.size < head.size else { return before }
        return try advance(before, to: min(head.size, before.size + 65_536), &fold, in: &transaction)
      }
      // Another thread may have gone further meanwhile.
      newest.withLock { if next.size > $0.size { $0 = next } }
      progress(stand.size, head.size)
    }
  }

  private func advance(_ before: Stand, to stop: UInt64, _ kept: inout Fold?, in transaction: inout WriteTransaction)
    throws -> Stand
  {
    // The fold of the stretch before, unless another process went on in between.
    var fold: Fold
    if let kept, kept.size == before.size { fold = kept } else { fold = try journal.fold(at: before) }
    kept = nil
    var rows: [Posting] = []
    try journal.forEachLine(from: before.size, to: stop, checkingHashes: true) { seq, line in
      try fold.fold(try journal.entry(line, at: seq), into: &rows) { try file.projects.records($0, in: transaction) }
    }
    let next = Stand(
      size: stop, postings: before.postings + UInt64(rows.count), registers: fold.registerPositions,
      root: LiveViews.bytes(try journal.head(at: stop)))
    try file.postings.append(rows, after: before.postings, in: &transaction)
    try file.projects.put(fold.met, in: &transaction)
    try file.put(next, in: &transaction)
    kept = fold
    return next
  }

  /// The root of a Merkle tree over the postings of each record, 64 small hexadecimal letters: the same for every way
  /// in which views can come to be (Schemas/journal.md). Cost: all postings are spelled out and hashed, on all cores.
  public func digest() throws -> String { try ViewsDigest(journal: journal, file: file, stand: stand).root() }
}
