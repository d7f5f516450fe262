import EventStore
import Foundation
import LMDB
import Ledger

/// What is derived from the journal: `views.mdb`. Deleting it is always safe.
///
/// Views change in one way only: `catchUp`, which folds the records that came since. A rebuild folds the same records with the same
/// function into a new file and replaces the old one in one rename. One thread at a time.
public final class Views {
  public let journal: Journal
  let environment: Environment
  let postings: PostingFile
  private let meta: Table<String, Bytes>
  public private(set) var stand: Stand

  static let format = Format(name: "pledgebook views", version: "1")
  static let fileName = "views.mdb"

  /// Opens the views of a journal and brings them to its head. Missing, foreign, older or damaged views are rebuilt.
  /// - Parameter progress: called with the number of folded records and their total.
  public init(of journal: Journal, progress: @escaping (UInt64, UInt64) -> Void = { _, _ in }) throws {
    self.journal = journal
    let path = journal.folder + "/" + Views.fileName
    var opened: (Environment, PostingFile, Table<String, Bytes>)?
    if FileManager.default.fileExists(atPath: path) { opened = try? Views.open(path) }
    var stand: Stand?
    if let (environment, _, meta) = opened {
      stand = try environment.read { try meta.get("stand", in: $0) }.flatMap(Stand.init)
      if let found = stand {
        let size = try journal.head().size
        if found.size > size { stand = nil } else if try Views.bytes(journal.head(at: found.size)) != found.root { stand = nil }
      }
    }
    if let opened, let stand {
      (environment, postings, meta) = opened
      self.stand = stand
      try catchUp(progress: progress)
    } else {
      opened = nil
      try Views.removeFile(path)
      try Rebuild(journal: journal).write(to: path, progress: progress)
      (environment, postings, meta) = try Views.open(path)
      guard let stand = try environment.read({ [meta] in try meta.get("stand", in: $0) }).flatMap(Stand.init) else {
        throw ViewsError(path: path, found: "no stand after a rebuild", expected: "a size and a root", next: "Delete \(path) and try again.")
      }
      self.stand = stand
    }
  }

  static func open(_ path: String, durability: DurabilityMode = .noMetaSync) throws -> (Environment, PostingFile, Table<String, Bytes>) {
    var options = Environment.Options()
    options.mapSize = Journal.defaultMapSize
    options.durability = durability
    let environment = try Environment(path: path, format: Views.format, options: options)
    let blocks = try environment.table("postings", key: UInt64.self, value: Bytes.self)
    return (environment, PostingFile(blocks: blocks), try environment.table("meta", key: String.self, value: Bytes.self))
  }

  static func removeFile(_ path: String) throws {
    for file in [path, path + "-lock"] where FileManager.default.fileExists(atPath: file) { try FileManager.default.removeItem(atPath: file) }
  }

  static func bytes(_ head: Head) -> [UInt8] { head.root.withUnsafeBytes { Array($0) } }

  public func close() throws { try environment.close() }

  /// Folds the records that the journal has and the views have not. The only way in which views change.
  ///
  /// Rows and stand go into one transaction: a crash leaves the views as they were, and the next catch-up goes on from there.
  public func catchUp(progress: (UInt64, UInt64) -> Void = { _, _ in }) throws {
    let head = try journal.head()
    guard stand.size < head.size else { return }
    var fold = try Fold(journal: journal, at: stand.size)
    while stand.size < head.size {
      let stop = min(head.size, stand.size + 65_536)
      var rows: [Posting] = []
      try journal.forEachLine(from: stand.size, to: stop) { seq, line in try fold.line(seq, line, into: &rows) }
      let next = Stand(size: stop, postings: stand.postings + UInt64(rows.count), root: Views.bytes(try journal.head(at: stop)))
      try environment.write { [stand, postings, meta] transaction in
        try postings.append(rows, after: stand.postings, in: &transaction)
        try meta.put("stand", next.bytes, in: &transaction)
      }
      stand = next
      progress(stand.size, head.size)
    }
  }

  /// SHA-256 over all postings in order: the same for every way in which views can come to be.
  public func digest() throws -> String { try environment.read { [postings] in try postings.digest(in: $0) } }
}

/// What is wrong with the views.
public struct ViewsError: Error, CustomStringConvertible {
  let path: String
  let found: String
  let expected: String
  let next: String
  public var description: String { "\(path): found \(found); expected \(expected). \(next)" }
}
