import EventStore
import Foundation
import Views

extension Book {
  /// How large a book is, and who reads it.
  public struct Status: Hashable, Sendable {
    /// A process that has the book open.
    public struct Reader: Hashable, Sendable {
      /// The number that the system gives it.
      public let process: Int
      /// How many commits were made since the one that it reads; their freed pages are kept for it. Nil at rest.
      public let commitsBehind: UInt64?
    }

    /// Size and root of the book.
    public let head: Head
    /// The path of the file, as the folder was named.
    public let file: String
    /// How large the file of the journal is. It never shrinks.
    public let fileBytes: UInt64
    /// The most that the file may grow to.
    public let mapBytes: UInt64
    /// The size of a page of the database, in which the file grows.
    public let pageBytes: Int
    /// Since the file was made.
    public let commits: UInt64
    /// Who has a place among the readers, at work or at rest, in this process and in others.
    public let readers: [Reader]
    /// How many places there are for readers, all processes together.
    public let mostReaders: Int
  }

  /// Cost: some reads; nothing is computed.
  public func status() throws -> Status {
    let (info, readers) = try journal.status()
    let file = "\(folder)/\(Journal.fileName)"
    let size = try FileManager.default.attributesOfItem(atPath: file)[.size] as? NSNumber
    return Status(
      head: try journal.head(), file: file, fileBytes: size?.uint64Value ?? 0, mapBytes: UInt64(info.mapSize),
      pageBytes: Int(info.pageSize), commits: UInt64(info.lastTransaction),
      readers: readers.map {
        Status.Reader(
          process: Int($0.processID), commitsBehind: $0.transaction == nil ? nil : UInt64($0.commitsBehind))
      }, mostReaders: Int(info.maxReaders))
  }

  /// What is wrong between the clock and the book; nil where all is well. A book whose last line lies in the future
  /// either had a wrong clock once, or has one now.
  public func complaintOfClock(now: Timestamp = .now) throws -> Refusal? {
    try journal.lastRecorded().flatMap { Refusal(clock: now, after: $0) }
  }

  /// Whether `error` says that a book is missing, damaged or cannot be read, as opposed to a wrong question or command.
  public static func isUnusable(_ error: any Error) -> Bool {
    if case JournalError.missing = error { return true }
    return error is ViewsError || error is RebuildDiffers || JournalError.isDamage(error)
  }
}
