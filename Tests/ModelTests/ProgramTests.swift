import Foundation
import Testing

/// The program beside the model, in random lives that are recorded in shuffled order.
struct ProgramTests {
  @Test(arguments: LifeTests.seedsOfProgram) func theProgramSaysWhatTheModelSays(seed: UInt64) throws {
    for agreed in Agreed.all {
      let comparison = try Comparison(seed: seed, agreed.scope)
      #expect(comparison.commands.count > 5 * LifeTests.size && comparison.questions > 10)
      let wrong = comparison.differences.filter { agreed.columns[$0.kind.report]?.contains($0.column) ?? false }
      guard let first = wrong.first else { continue }
      let smallest = try Smallest(first, comparison.commands)
      Issue.record("\(wrong.count) cells differ. \(smallest?.lines.joined(separator: "\n") ?? "\(first)")")
    }
  }

  /// What the program can record is told of in lives, but for these.
  @Test func livesTellOfEveryEvent() throws {
    let speech = try Speech.ofProgram()
    let told = (1...8).flatMap { Life(seed: $0, speaking: speech).acts.joined().map(\.type) }
    let untold: Set<String> = [
      "AggregateReported", "ApprovalRequired", "FigurePublished", "RoleGranted", "RoleRevoked",
    ]
    #expect(speech.types?.subtracting(told) == untold)
  }

  /// `PLEDGEBOOK_COMPARE=all`, or the names of reports with commas between them: a summary of what differs.
  /// `PLEDGEBOOK_TELLING=inOrder` leaves out what comes of the order of recording.
  private static let compared: [String] = {
    let names = ProcessInfo.processInfo.environment["PLEDGEBOOK_COMPARE"] ?? ""
    return names == "all" ? Report.all : names.split(separator: ",").map(String.init)
  }()
  private static let telling =
    ProcessInfo.processInfo.environment["PLEDGEBOOK_TELLING"].flatMap(Comparison.Telling.init) ?? .shuffled

  @Test(.enabled(if: !compared.isEmpty)) func summaryOfWhatDiffers() async throws {
    let scope = Comparison.Scope(reports: ProgramTests.compared, telling: ProgramTests.telling)
    var summary = Summary()
    try await withThrowingTaskGroup(of: Comparison.self) { group in
      for seed in LifeTests.seedsOfProgram { group.addTask { try Comparison(seed: seed, scope) } }
      for try await comparison in group { summary.add(comparison) }
    }
    print(try await summary.text())
  }
}
