import EventStore
import LMDB
import Ledger

/// The views as far as they were at one moment: what reports read. Any thread.
///
/// Rows are only ever added behind those that are there, so a snapshot stays true while the views go on. It must not be
/// used after the views it comes from are closed.
public struct ViewsSnapshot: Sendable {
  /// The lines behind the postings; it may have grown since.
  public let journal: Journal
  /// How far the views were.
  public let stand: Stand
  private let file: ViewsFile

  init(_ journal: Journal, _ file: ViewsFile, _ stand: Stand) {
    (self.journal, self.file, self.stand) = (journal, file, stand)
  }

  /// Hands the blocks of the first `count` postings to `body`, in the order of the book. Blocks and their rows are
  /// valid inside `body` only. Cost: a read transaction for the whole scan; nothing is copied but a small last block.
  /// - Parameters:
  ///   - count: how many postings of the book are looked at, at most `stand.postings`.
  ///   - block: the number of the block to begin with.
  ///   - size: postings of records from this position on are left out.
  ///   - measures: bit n stands for the measure with the number n, `PostingBlock.changes` for rows that change earlier
  ///   facts.
  ///   Blocks without any of them are passed over.
  /// - Throws: `ViewsError` where rows are not what was written.
  public func forEachBlock(
    of count: UInt64, from block: UInt64, before size: UInt64, of measures: UInt64,
    _ body: (PostingBlock) throws -> Void
  ) throws {
    try file.environment.read { [file] transaction in
      try file.postings.forEachBlock(of: count, from: block, before: size, of: measures, in: transaction) { block in
        try body(block)
        return .next
      }
    }
  }

  /// Hands every project that the views know to `body`, in the order of their names. They may be of a later moment than
  /// `stand`: who looks at the past checks `signature`.
  public func forEachProject(_ body: (ProjectTable.Row) throws -> Void) throws {
    try file.environment.read { [file] in try file.projects.forEach(in: $0, body) }
  }

  /// Whoever folds a project again from its records asks this first.
  /// - Throws: `JournalError.damaged` if the subject index of the journal knows another number of records of the
  ///   project than were folded into the views.
  public func checkIndex(of project: Subject) throws { try file.checkIndex(of: project, in: journal) }
}
