import ArgumentParser
import EventStore
import Foundation
import Ledger
import Synchronization

/// Durable appends from one or many callers: each append is answered after its flush. Prints one JSON object.
///
/// The ledger must hold a workload of `generate`: the commands are receipts of its projects.
@main
struct AppendBench: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "append-bench",
    abstract: "Append receipts to a generated ledger from many threads and print rate and waiting times.",
    discussion: """
      Example:
        append-bench ledger --count 60000 --callers 16
      """)

  @Argument(help: "The folder of the ledger.") var ledger: String
  @Option(help: "How many appends in all.") var count = 10_000
  @Option(help: "How many threads wait for an answer at the same time.") var callers = 1
  @Option(help: "How many of the first projects take receipts.") var projects = 1000
  @Option(name: .customLong("run"), help: "Names the run: part of every id, so that no two runs share one.")
  var series = "1"
  @Flag(help: "With one caller: straight to the journal instead of through the writer thread.") var direct = false

  func validate() throws {
    if callers < 1 || count < callers {
      throw ValidationError("--callers: found \(callers) for \(count) appends; expected at least one append each.")
    }
    if direct && callers > 1 { throw ValidationError("--direct: found \(callers) callers; expected one.") }
  }

  func run() throws {
    let journal = try Journal.open(in: ledger)
    let commands = try (0..<count).map(receipt)
    // What the writer knows of the book is loaded before the clock starts.
    _ = try journal.append([commands[0]], keep: false)
    let writer = Writer(journal)
    let next = Atomic<Int>(0)
    let failures = Mutex<[String]>([])
    let waits = Mutex<[UInt64]>([])
    let began = ContinuousClock.now
    let threads = (0..<callers).map { _ in
      let ended = DispatchSemaphore(value: 0)
      Thread {
        var mine: [UInt64] = []
        while true {
          let place = next.add(1, ordering: .relaxed).oldValue
          guard place < commands.count else { break }
          let start = DispatchTime.now().uptimeNanoseconds
          if let problem = Self.append(commands[place], direct ? journal : nil, writer) {
            failures.withLock { $0.append(problem) }
          }
          mine.append(DispatchTime.now().uptimeNanoseconds - start)
        }
        waits.withLock { $0 += mine }
        ended.signal()
      }.start()
      return ended
    }
    for thread in threads { thread.wait() }
    let seconds = (ContinuousClock.now - began) / .seconds(1)
    writer.close()
    let problems = failures.withLock { $0 }
    guard problems.isEmpty else {
      throw ValidationError(
        "found \(problems.count) appends that were not recorded, first \(problems[0]); expected none.")
    }
    let sorted = waits.withLock { $0.sorted() }
    func percentile(_ part: Double) -> Double {
      Double(sorted[min(sorted.count - 1, Int(Double(sorted.count) * part))]) / 1e6
    }
    print(
      "{\"work\":\"append\",\"callers\":\(callers),\"count\":\(count),\"seconds\":\(seconds),"
        + "\"p50ms\":\(percentile(0.5)),\"p99ms\":\(percentile(0.99)),\"direct\":\(direct)}"
    )
    try journal.close()
  }

  /// Nil if the command was recorded.
  private static func append(_ command: Command, _ journal: Journal?, _ writer: Writer) -> String? {
    do {
      let outcome = try journal.map { try $0.append([command])[0] } ?? writer.append(command)
      if case .recorded = outcome { return nil }
      return "\(outcome)"
    } catch {
      return "\(error)"
    }
  }

  private func receipt(_ number: Int) throws -> Command {
    let project = String(1_000_000 + 1 + number * 7919 % projects).dropFirst()
    let funder = String(10_000 + number % 300).dropFirst()
    return try Command(
      json:
        "{\"actor\":\"import.erp\",\"event\":{\"from\":\"F\(funder)\",\"type\":\"ContributionReceived\","
        + "\"value\":{\"amount\":\"\(1000 + number % 90_000).50\",\"currency\":\"CHF\"}},"
        + "\"id\":\"a/\(series)/\(number)\",\"on\":\"2025-12-31\",\"source\":{\"document\":\"Bank "
        + "statement\",\"locator\":\"page \(number % 90)\"},\"subject\":\"project/P\(project)\",\"v\":1}"
    )
  }
}
