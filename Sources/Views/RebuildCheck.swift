import EventStore
import Foundation
import LMDB
import Ledger

extension LiveViews {
  /// Rebuilds from zero and replaces the live views, whatever they are. Views that are open keep the old file until
  /// they are closed. Processes that rebuild one ledger take turns.
  /// - Parameter checkingHashes: see `Rebuild.init`.
  public static func rebuild(
    of journal: Journal, workers: Int? = nil, checkingHashes: Bool = true,
    progress: (UInt64, UInt64) -> Void = { _, _ in }
  ) throws -> Rebuild.Result {
    let path = journal.folder + "/" + LiveViews.fileName
    let (file, stand) = try Turns.rebuilding(journal) {
      try Rebuild(journal: journal, workers: workers, checkingHashes: checkingHashes).write(
        to: path, progress: progress)
      return try opened(path)
    }
    return Rebuild.Result(
      size: stand.size, postings: stand.postings,
      digest: try file.environment.read { try file.postings.digest(of: stand.postings, before: stand.size, in: $0) })
  }

  /// Rebuilds from zero beside the live views and compares. The live views stay; a rebuild that differs is kept too, as
  /// `views.rebuilt.mdb`.
  /// - Throws: `RebuildDiffers`, which names the first subject that differs.
  public func checkRebuild(workers: Int? = nil, progress: (UInt64, UInt64) -> Void = { _, _ in }) throws
    -> Rebuild.Result
  {
    try Turns.rebuilding(journal) { try compareRebuild(workers, progress) }
  }

  private func compareRebuild(_ workers: Int?, _ progress: (UInt64, UInt64) -> Void) throws -> Rebuild.Result {
    let path = journal.folder + "/views.rebuilt.mdb"
    try LiveViews.removeFile(path)
    try Rebuild(journal: journal, workers: workers).write(to: path, progress: progress)
    let other = try ViewsFile(path)
    let rebuilt = try other.freshStand()
    let digest = try other.environment.read {
      try other.postings.digest(of: rebuilt.postings, before: rebuilt.size, in: $0)
    }
    try catchUp()
    let stand = stand
    // The rows first, whatever their checksums say: a changed row names its subject. Then the checksums.
    // Records that came since the rebuild add rows at the end, which are left out here.
    let count = stand.size > rebuilt.size ? rebuilt.postings : stand.postings
    let live = try environment.read { [file] in
      try file.postings.digest(of: count, before: rebuilt.size, checked: false, in: $0)
    }
    if live != digest, let difference = try firstDifference(other, rebuilt.postings) {
      try other.environment.close()
      throw RebuildDiffers(
        path: journal.folder, live: live, rebuilt: digest, position: difference.0, subject: difference.1, kept: path)
    }
    try other.environment.close()
    try LiveViews.removeFile(path)
    _ = try self.digest()
    return Rebuild.Result(size: rebuilt.size, postings: stand.postings, digest: digest)
  }

  private func firstDifference(_ other: ViewsFile, _ otherCount: UInt64) throws -> (UInt64, Subject)? {
    var mine: [Posting] = []
    var theirs: [Posting] = []
    var block: UInt64 = 0
    repeat {
      mine = try environment.read { [file, stand] in try LiveViews.rows(file.postings, stand.postings, block, $0) }
      theirs = try other.environment.read { try LiveViews.rows(other.postings, otherCount, block, $0) }
      for i in 0..<max(mine.count, theirs.count) {
        let a = i < mine.count ? mine[i] : nil
        let b = i < theirs.count ? theirs[i] : nil
        guard a != b, let row = b ?? a else { continue }
        let seq = UInt64(row.position)
        return (seq, try journal.record(at: min(seq, try journal.head().size - 1)).subject)
      }
      block += 1
    } while !mine.isEmpty || !theirs.isEmpty
    return nil
  }

  private static func rows(
    _ file: PostingFile, _ count: UInt64, _ block: UInt64, _ transaction: borrowing ReadTransaction
  ) throws -> [Posting] {
    var rows: [Posting] = []
    try file.forEachBlock(of: count, from: block, checked: false, in: transaction) { block in
      block.forEach { rows.append($0) }
      return .stop
    }
    return rows
  }
}

/// The views that were kept up line by line are not what a rebuild gives: a defect of the program or a damaged file.
public struct RebuildDiffers: Error, CustomStringConvertible {
  /// The folder of the ledger.
  public let path: String
  /// The digests of the live views and of the rebuild.
  public let live: String
  /// SHA-256 over all postings in order that a rebuild gives, as `live` is of those that are there.
  public let rebuilt: String
  /// The first record whose postings differ, and its subject.
  public let position: UInt64
  /// What that record is about.
  public let subject: Subject
  /// The file with the rebuild.
  public let kept: String

  /// One line: where, what was found, what was expected, what to do next.
  public var description: String {
    "\(path): record \(position) of \(subject): found postings with digest \(live); expected \(rebuilt), which a "
      + "rebuild from zero gives. "
      + "Both are kept (views.mdb and \(kept)). `pledgebook rebuild` replaces the views; report the difference."
  }
}
