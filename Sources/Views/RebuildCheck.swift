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
    let stand = try Turns.rebuilding(journal) {
      try Rebuild(journal: journal, workers: workers, checkingHashes: checkingHashes).write(
        to: path, progress: progress)
      return try opened(path).1
    }
    return Rebuild.Result(size: stand.size, postings: stand.postings)
  }

  /// Rebuilds from zero beside the live views and compares. The live views stay; a rebuild that differs is kept too, as
  /// `views.rebuilt.mdb`.
  /// - Returns: what the rebuild saw, and the digest, which both have.
  /// - Throws: `RebuildDiffers`, which names the first subject that differs.
  public func checkRebuild(workers: Int? = nil, progress: (UInt64, UInt64) -> Void = { _, _ in }) throws -> (
    rebuilt: Rebuild.Result, digest: String
  ) {
    try Turns.rebuilding(journal) { try compareRebuild(workers, progress) }
  }

  private func compareRebuild(_ workers: Int?, _ progress: (UInt64, UInt64) -> Void) throws -> (
    rebuilt: Rebuild.Result, digest: String
  ) {
    let path = journal.folder + "/views.rebuilt.mdb"
    try LiveViews.removeFile(path)
    try Rebuild(journal: journal, workers: workers).write(to: path, progress: progress)
    let other = try ViewsFile(path)
    let rebuilt = try other.freshStand()
    try catchUp()
    let stand = stand
    // The rows first, whatever their checksums say: a changed row names its subject. Then the checksums, with the
    // digest. Records that came since the rebuild add rows at the end, which are left out here.
    let count = stand.size > rebuilt.size ? rebuilt.postings : stand.postings
    if let difference = try firstDifference(of: count, other, rebuilt) {
      let mine = Stand(size: rebuilt.size, postings: count, registers: rebuilt.registers, root: rebuilt.root)
      let live = try ViewsDigest(journal: journal, file: file, stand: mine).root(checked: false)
      let digest = try ViewsDigest(journal: journal, file: other, stand: rebuilt).root()
      try other.environment.close()
      throw RebuildDiffers(
        path: journal.folder, live: live, rebuilt: digest, position: difference.0, subject: difference.1, kept: path)
    }
    try other.environment.close()
    try LiveViews.removeFile(path)
    let mine = Stand(size: rebuilt.size, postings: rebuilt.postings, registers: rebuilt.registers, root: rebuilt.root)
    let digest = try ViewsDigest(journal: journal, file: file, stand: mine).root()
    return (Rebuild.Result(size: rebuilt.size, postings: rebuilt.postings), digest)
  }

  /// - Parameter count: of the live rows that are compared.
  private func firstDifference(of count: UInt64, _ other: ViewsFile, _ rebuilt: Stand) throws -> (UInt64, Subject)? {
    var mine: [Posting] = []
    var theirs: [Posting] = []
    var block: UInt64 = 0
    repeat {
      mine = try environment.read { [file] in try LiveViews.rows(file.postings, count, rebuilt.size, block, $0) }
      theirs = try other.environment.read {
        try LiveViews.rows(other.postings, rebuilt.postings, rebuilt.size, block, $0)
      }
      if mine == theirs {
        block += 1
        continue
      }
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
    _ file: PostingFile, _ count: UInt64, _ size: UInt64, _ block: UInt64, _ transaction: borrowing ReadTransaction
  ) throws -> [Posting] {
    var rows: [Posting] = []
    try file.forEachBlock(of: count, from: block, before: size, checked: false, in: transaction) { block in
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
  /// That of a rebuild, as `live` is of what is there.
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
