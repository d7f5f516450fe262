import EventStore
import LMDB
import Ledger

/// The file of the views and its tables.
struct ViewsFile: Sendable {
  let path: String
  let environment: Environment
  let postings: PostingFile
  let projects: ProjectTable
  /// `stand` → `Stand`
  let meta: LMDB.Table<String, Bytes>

  static let format = Format(name: "pledgebook views", version: "1")

  init(_ path: String, durability: DurabilityMode = .noMetaSync) throws {
    self.path = path
    var options = Environment.Options()
    options.mapSize = Journal.defaultMapSize
    options.durability = durability
    environment = try Environment(path: path, format: ViewsFile.format, options: options)
    postings = PostingFile(path: path, blocks: try environment.table("postings", key: UInt64.self, value: Bytes.self))
    projects = ProjectTable(path: path, table: try environment.table("projects", key: String.self, value: Bytes.self))
    meta = try environment.table("meta", key: String.self, value: Bytes.self)
  }

  /// How far the views are. Nil: another version of this program wrote them.
  func stand(in transaction: borrowing some Readable & ~Copyable) throws -> Stand? {
    switch Stand.read(try meta.get("stand", in: transaction)) {
    case .stand(let stand): return stand
    case .otherVersion: return nil
    case .damaged:
      throw ViewsError(
        path: path, found: "no readable stand", expected: "how far the views are", next: "Run `pledgebook rebuild`.")
    }
  }

  /// How far they are after a rebuild.
  func freshStand() throws -> Stand {
    guard let stand = try environment.read({ try stand(in: $0) }) else {
      throw ViewsError(
        path: path, found: "no stand after a rebuild", expected: "a size and a root",
        next: "Delete \(path) and try again.")
    }
    return stand
  }

  func put(_ stand: Stand, in transaction: inout WriteTransaction) throws {
    try meta.put("stand", stand.bytes, in: &transaction)
  }

  /// Throws if the subject index of the journal knows another number of records of a project than were folded.
  func checkIndex(of project: Subject, in journal: Journal) throws {
    let (folded, size) = try environment.read { transaction in
      // What the file says, not what its reader knows: another process may have gone on.
      (try projects.records(project.name, in: transaction), try stand(in: transaction)?.size ?? 0)
    }
    let found = UInt64(try journal.positions(of: project, before: size).count)
    guard found == folded else {
      throw JournalError.damaged(
        path: journal.folder, at: "index of \(project)", found: "\(found) records below position \(size)",
        expected: "\(folded)")
    }
  }
}
