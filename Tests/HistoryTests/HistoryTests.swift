import Foundation
import Testing

/// Random histories against a naive model.
///
/// The normal run takes 200 seeds of 400 commands each. Environment variables ask for more or for one seed again:
/// `PLEDGEBOOK_SEEDS=2000` (how many), `PLEDGEBOOK_SEED=17` (the first one; alone unless a number of seeds is given),
/// `PLEDGEBOOK_COMMANDS=2000` (commands in each), `PLEDGEBOOK_STEP=1` (every how many records the reports are
/// compared), `PLEDGEBOOK_CHANGES=14` (how many reports are compared with themselves at an earlier position, at each of
/// these). A failure prints its seed, its question and the smallest number of records at which the question goes wrong.
struct HistoryTests {
  private static func setting(_ name: String) -> Int? {
    ProcessInfo.processInfo.environment["PLEDGEBOOK_\(name)"].flatMap(Int.init)
  }

  static let scope: Trial.Scope = {
    var scope = Trial.Scope()
    scope.commands = setting("COMMANDS") ?? scope.commands
    scope.step = setting("STEP") ?? scope.step
    scope.changes = setting("CHANGES") ?? scope.changes
    return scope
  }()

  static let seeds: [UInt64] = {
    let first = setting("SEED").map(UInt64.init)
    let count = setting("SEEDS") ?? (first == nil ? 200 : 1)
    return (0..<UInt64(count)).map { (first ?? 1) + $0 }
  }()

  @Test(arguments: seeds) func everyReportIsWhatAPlainListGives(seed: UInt64) throws {
    try Trial(seed: seed, HistoryTests.scope).run()
  }

  /// A book with several blocks of postings: reports that read the halves of it at the same time have two halves to
  /// read.
  @Test func aLongHistoryIsWhatAPlainListGives() throws {
    try Trial(seed: 77, Trial.Scope(commands: 5000, step: 2000, changes: 1)).run()
  }
}
