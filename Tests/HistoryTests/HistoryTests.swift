import Foundation
import Testing

/// Random histories: every cell of every report opens into lines that add to it, changes add to their movement, and a
/// rebuild answers the same. What the figures should be is compared in `ModelTests`.
///
/// The normal run takes 40 seeds of 400 commands each. Environment variables ask for more or for one seed again:
/// `PLEDGEBOOK_SEEDS=2000` (how many), `PLEDGEBOOK_SEED=17` (the first one; alone unless a number of seeds is given),
/// `PLEDGEBOOK_COMMANDS=2000` (commands in each), `PLEDGEBOOK_STEP=1` (every how many records the reports are
/// opened), `PLEDGEBOOK_CHANGES=14` (how many reports are compared with themselves at an earlier position, at each of
/// these). A failure prints its seed and its question.
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
    let count = setting("SEEDS") ?? (first == nil ? 40 : 1)
    return (0..<UInt64(count)).map { (first ?? 1) + $0 }
  }()

  @Test(arguments: seeds) func everyCellOpensIntoItsLines(seed: UInt64) throws {
    try Trial(seed: seed, HistoryTests.scope).run()
  }

  /// A book with several blocks of postings: reports that read the halves of it at the same time have two halves to
  /// read.
  @Test func soDoesALongHistory() throws {
    try Trial(seed: 77, Trial.Scope(commands: 5000, step: 2000, changes: 1)).run()
  }
}
