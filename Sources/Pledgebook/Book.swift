import EventStore
import Synchronization

/// An open book: what every program goes to that records, asks or proves.
///
/// One process opens a ledger once, and every part of it uses that one `Book`. All methods may be called from any
/// thread and any task. Each question gets a snapshot of its own, and commands of all callers share durable
/// transactions. Nothing of the database outlives a call, so nothing of it crosses an `await`.
///
/// Methods that are not asynchronous read, compute or wait on the thread that calls them.
public final class Book: Sendable {
  /// What a book is opened for.
  public enum Access: Sendable {
    /// Commands are refused. Other processes may write meanwhile.
    case reading
    /// One process at a time records; a second one waits for each of its transactions.
    case writing
  }

  /// The stored lines, to read. What is to be recorded goes through the book.
  public let journal: Journal
  let views: OpenViews
  /// Begun with the first command.
  private let writing = Mutex<Writer?>(nil)

  /// Opens a book. Its views are opened, and made if they are missing, with the first question.
  /// - Parameters:
  ///   - folder: the folder of the ledger. Complaints name it as it is named here.
  ///   - access: what the book is opened for.
  ///   - despiteClock: as for a `Journal`.
  ///   - viewsProgress: called with the number of folded records and their total where views are made or brought up to
  ///     date.
  ///   - viewsDamaged: called with what is wrong before damaged views are made anew from the journal. Neither may use
  ///     the book.
  /// - Throws: `JournalError`, where there is no ledger or it cannot be read.
  public convenience init(
    opening folder: String, for access: Access = .writing, despiteClock: Bool = false,
    viewsProgress: @escaping @Sendable (UInt64, UInt64) -> Void = { _, _ in },
    viewsDamaged: @escaping @Sendable (any Error) -> Void = { _ in }
  ) throws {
    self.init(
      try Journal.open(in: folder, readOnly: access == .reading, despiteClock: despiteClock),
      viewsProgress: viewsProgress, viewsDamaged: viewsDamaged)
  }

  /// Makes a new book with its signing key, and the memberships of LDC, LLDC and SIDS that the program brings along as
  /// its first records. See `Journal.create` for what a crash leaves.
  /// - Parameters:
  ///   - folder: it is made; there must be no ledger in it.
  ///   - origin: the name of the book in its checkpoints, which never changes.
  public static func make(in folder: String, origin: String) throws -> Book {
    let first = try FirstRecords.commands()
    return Book(try Journal.create(in: folder, origin: origin, first: first))
  }

  private init(
    _ journal: Journal, viewsProgress: @escaping @Sendable (UInt64, UInt64) -> Void = { _, _ in },
    viewsDamaged: @escaping @Sendable (any Error) -> Void = { _ in }
  ) {
    self.journal = journal
    views = OpenViews(of: journal, progress: viewsProgress, damaged: viewsDamaged)
  }

  /// The folder, as it was named.
  public var folder: String { journal.folder }

  /// The files that records cite.
  public var attachments: Attachments { Attachments(folder: folder) }

  var writer: Writer {
    writing.withLock { writer in
      if let writer { return writer }
      let begun = Writer(journal)
      writer = begun
      return begun
    }
  }

  /// Answers the commands that wait, then closes the files. Later calls fail. Refused while somebody reads.
  public func close() throws {
    writing.withLock { $0 }?.close()
    try views.close()
    try journal.close()
  }

  deinit { writing.withLock { $0 }?.close() }
}
