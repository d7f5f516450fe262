import Dispatch
import EventStore
import Foundation
import LMDB
import Ledger

/// Folds the whole book from zero into a new views file.
///
/// Each worker reads every line, folds the registers and its own slice of the projects (by a hash of the name), so that
/// no worker waits for another inside a stretch of the book. Their rows are merged by position, so the file does not
/// depend on how many workers there were. While they fold one stretch, the rows of the one before are written.
public struct Rebuild {
  let journal: Journal
  let workers: Int
  let checkingHashes: Bool
  /// Records in one stretch: bounds the memory of rows that wait to be written.
  private static let stretch: UInt64 = 131_072

  /// - Parameter checkingHashes: compares each line with its stored hash. Without it, a changed line becomes a changed
  ///   figure.
  public init(journal: Journal, workers: Int? = nil, checkingHashes: Bool = true) {
    self.journal = journal
    self.checkingHashes = checkingHashes
    self.workers = max(1, workers ?? ProcessInfo.processInfo.activeProcessorCount)
  }

  /// What a rebuild saw.
  public struct Result: Sendable {
    /// The records that were folded.
    public let size: UInt64
    /// How many postings those records made.
    public let postings: UInt64
  }

  /// Writes a new views file. The caller holds the turn (`Turns.rebuilding`). Nothing is flushed until the end; a crash
  /// leaves a file that nobody uses.
  func write(to path: String, progress: (UInt64, UInt64) -> Void) throws {
    let part = path + ".part"
    try LiveViews.removeFile(part)
    do {
      let file = try ViewsFile(part, durability: .none)
      let head = try journal.head()
      let writer = RowWriter(file)
      // Whoever fails must not leave a transaction behind that is still being written.
      defer { _ = try? writer.finish() }
      var size: UInt64 = 0
      let team = try (0..<workers).map {
        try Worker(journal: journal, slice: $0, of: workers, checkingHashes: checkingHashes)
      }
      while size < head.size {
        let (start, stop) = (size, min(head.size, size + Rebuild.stretch))
        _ = try sideBySide(workers) { try team[$0].work(from: start, to: stop) }
        try writer.write(team.map { $0.takeRows() })
        size = stop
        progress(stop, head.size)
      }
      let stand = Stand(
        size: size, postings: try writer.finish(), registers: team[0].registerPositions, root: LiveViews.bytes(head))
      let projects = team.flatMap(\.projects).sorted { $0.name < $1.name }
      try file.environment.write { transaction in
        try file.projects.put(projects, in: &transaction)
        try file.put(stand, in: &transaction)
      }
      try file.environment.sync()
      try file.environment.close()
    } catch {
      try? LiveViews.removeFile(part)
      throw error
    }
    try? FileManager.default.removeItem(atPath: part + "-lock")
    try Turns.using(path, .alone) {
      try LiveViews.removeFile(path + "-lock")
      guard rename(part, path) == 0 else {
        throw ViewsError(
          path: path, found: String(cString: strerror(errno)), expected: "to rename \(part)",
          next: "Check the folder's permissions.")
      }
    }
  }

  /// Rows of several workers in the order of the book. A record's rows all come from one worker.
  static func merge(_ parts: [[Posting]]) -> [Posting] {
    guard parts.count > 1 else { return parts.first ?? [] }
    let total = parts.reduce(0) { $0 + $1.count }
    return [Posting](unsafeUninitializedCapacity: total) { target, count in
      var next = [Int](repeating: 0, count: parts.count)
      while count < total {
        var best = -1
        for i in parts.indices where next[i] < parts[i].count {
          if best < 0 || parts[i][next[i]].position < parts[best][next[best]].position { best = i }
        }
        (target.baseAddress! + count).initialize(to: parts[best][next[best]])
        next[best] += 1
        count += 1
      }
    }
  }
}

/// Writes the rows of one stretch of the book while the workers fold the next one.
private final class RowWriter: @unchecked Sendable {
  /// All that follows is used on this queue.
  private let queue = DispatchQueue(label: "rows of a rebuild")
  private let file: ViewsFile
  private var postings: UInt64 = 0
  private var failure: (any Error)?

  init(_ file: ViewsFile) { self.file = file }

  /// Takes the rows of a stretch. Waits until those before are written, so that no more than two stretches lie in
  /// memory.
  func write(_ parts: [[Posting]]) throws {
    _ = try finish()
    queue.async { [self] in
      do {
        let rows = Rebuild.merge(parts)
        try file.environment.write { try file.postings.append(rows, after: postings, in: &$0) }
        postings += UInt64(rows.count)
      } catch { failure = error }
    }
  }

  /// How many postings are written, when all are.
  func finish() throws -> UInt64 {
    try queue.sync {
      if let failure { throw failure }
      return postings
    }
  }
}

/// One worker of a rebuild. Each is used by one thread at a time: `sideBySide` hands it out and waits for it.
private final class Worker: @unchecked Sendable {
  private let journal: Journal
  private let slice: Int
  private let count: Int
  private let checkingHashes: Bool
  private var fold: Fold
  private var rows: [Posting] = []

  init(journal: Journal, slice: Int, of count: Int, checkingHashes: Bool) throws {
    (self.journal, self.slice, self.count, self.checkingHashes) = (journal, slice, count, checkingHashes)
    fold = try journal.fold(at: .empty)
  }

  /// The same for every worker, since each folds the registers.
  var registerPositions: PositionSum { fold.registerPositions }
  /// Those of this slice.
  var projects: [ProjectTable.Row] { fold.met }

  /// The rows of the stretch.
  func takeRows() -> [Posting] {
    defer { rows = [] }
    return rows
  }

  func work(from: UInt64, to: UInt64) throws { try work(from: from, to: to, fold: &fold, rows: &rows) }

  /// The fold and its rows are lent for the whole stretch, not for each line.
  private func work(from: UInt64, to: UInt64, fold: inout Fold, rows: inout [Posting]) throws {
    // Whoever folds a project line checks it before, so each is hashed once.
    let hashes = checkingHashes ? try journal.leafHashes(from: from, to: to) : nil
    try journal.forEachLine(from: from, to: to) { seq, line in
      switch LineSlice.of(line, count) {
      case .project(let owner):
        guard owner == slice else { break }
        try hashes?.check(seq, line)
        try fold.fold(try journal.entry(line, at: seq), into: &rows)
      case .register:
        try hashes?.check(seq, line)
        let before = rows.count
        try fold.fold(try journal.entry(line, at: seq), into: &rows)
        // Every worker folds the registers; the first one writes their rows.
        if slice != 0 { rows.removeLast(rows.count - before) }
      }
    }
  }
}

/// Whose work a line is, told from the end of the line without reading the rest: `…,"subject":"project/NAME","v":1}`.
enum LineSlice {
  case project(Int)
  case register

  @inline(__always)
  static func of(_ line: UnsafeRawBufferPointer, _ count: Int) -> LineSlice {
    // `","v":1}` are the last eight bytes; before them stands the name, which has no slash.
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    var i = line.count - 9
    while i > 8, line[i] != UInt8(ascii: "/") {
      hash = (hash ^ UInt64(line[i])) &* 0x100_0000_01b3
      i -= 1
    }
    guard i > 8, line[i - 1] == UInt8(ascii: "t"), line[i - 2] == UInt8(ascii: "c"), line[i - 3] == UInt8(ascii: "e"),
      line[i - 7] == UInt8(ascii: "p")
    else {
      return .register
    }
    return .project(Int((hash >> 32) % UInt64(count)))
  }
}
