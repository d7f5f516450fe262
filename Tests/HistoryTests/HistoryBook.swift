import EventStore
import Foundation
import Ledger
import Reference
import Testing

@testable import Reports
@testable import Views

/// A real ledger in a temporary folder (in memory where the system offers it, since every append waits for the disk),
/// filled by a history.
final class HistoryBook {
  let journal: Journal
  private(set) var views: LiveViews
  private(set) var history: History
  /// What was recorded so far, read back from the journal.
  private(set) var records: [Record] = []
  private(set) var refusals = 0
  private let folder: String

  init(seed: UInt64) throws {
    let memory = "/dev/shm"
    let place =
      FileManager.default.isWritableFile(atPath: memory) ? memory : FileManager.default.temporaryDirectory.path
    folder = "\(place)/history-\(UUID().uuidString)"
    journal = try Journal.create(in: folder, origin: "test.example/history")
    views = try LiveViews(of: journal)
    history = History(seed: seed)
  }

  deinit {
    // A folder that stays behind harms no test.
    try? views.close()
    try? journal.close()
    try? FileManager.default.removeItem(atPath: folder)
  }

  /// Offers `count` commands in batches and takes care of the views in a random way after each.
  /// - Parameter afterEach: called then.
  func live(commands count: Int, lineByLine: Bool = false, afterEach: () throws -> Void = {}) throws {
    let day = try #require(Day(History.today))
    let noon = Timestamp(microseconds: Int64(day.number) * 86_400_000_000 + 43_200_000_000)
    var left = count
    while left > 0 {
      let batch = min(left, lineByLine ? 1 : history.numbers.number(1...24))
      left -= batch
      // A command that is not well formed is refused before the book sees it.
      let commands = (0..<batch).compactMap { _ in try? Command(json: history.command()) }
      refusals += batch - commands.count
      for outcome in try journal.append(commands, now: { noon }) {
        guard case .recorded(let seq) = outcome else {
          refusals += 1
          continue
        }
        let record = try journal.record(at: seq)
        records.append(record)
        history.learn(record)
      }
      if lineByLine { try views.catchUp() } else { try disturbViews() }
      try afterEach()
    }
    try views.catchUp()
  }

  /// Leaves the views behind, brings them up, drops them or rebuilds them.
  func disturbViews() throws {
    switch history.numbers.number(1...20) {
    case 1...10: try views.catchUp()
    case 11: try reopen { try FileManager.default.removeItem(atPath: "\(folder)/\(LiveViews.fileName)") }
    case 12: try reopen { _ = try LiveViews.rebuild(of: journal, workers: history.numbers.number(1...3)) }
    case 13: try reopen {}
    default: break
    }
  }

  private func reopen(_ change: () throws -> Void) throws {
    try views.close()
    try change()
    views = try LiveViews(of: journal)
  }

  /// The digest of views that were rebuilt from zero and are used from now on.
  func rebuilt(workers: Int) throws -> String {
    try reopen { _ = try LiveViews.rebuild(of: journal, workers: workers) }
    return try views.digest()
  }
}
