import ArgumentParser
import EventStore
import Foundation
import Ledger
import Reference
import Reports
import Views
import Workload

/// Times of reports inside one process, and the totals of a ledger. Prints one JSON object in each line.
@main
struct ReportBench: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report-bench",
    abstract: "Time a scan of all postings, a report, and a report as known at random positions.",
    discussion: """
      Example:
        report-bench ledger --runs 21
      """)

  @Argument(help: "The folder of the ledger; its views must be up to date.") var ledger: String
  @Option(help: "How often each is done.") var runs = 21
  @Option(help: "The report.") var report = "funding"
  @Flag(help: "Only write the totals: currency, signed, received, disbursed.") var totals = false

  func run() throws {
    let journal = try Journal.open(in: ledger, readOnly: true)
    defer { try? journal.close() }
    let views = try LiveViews(of: journal)
    defer { try? views.close() }
    if totals {
      let all = try sums(try AsKnown(views.snapshot))
      print(all.map { "\($0) \($1.signed) \($1.received) \($1.disbursed)" }.joined(separator: "\n"))
      return
    }
    guard let name = ReportName(rawValue: report) else {
      throw ValidationError(
        "--report: found \(report); expected one of \(ReportName.allCases.map(\.rawValue).joined(separator: ", ")).")
    }
    let size = views.stand.size
    guard size > 0 else { throw ValidationError("\(ledger): found an empty ledger; expected a generated one.") }
    let today = try journal.record(at: size - 1).at.day
    let now = try AsKnown(views.snapshot)
    try time("scan", views.stand.postings) { _ = try sums(now) }
    try time("report", views.stand.postings) { _ = try Reporter(now).report(ReportRequest(name, Query(today: today))) }
    var dice = Dice(seed: 1)
    try time("known", size) {
      let known = try AsKnown(views.snapshot, size: 1 + UInt64(dice.below(Int(size))))
      _ = try Reporter(known).report(ReportRequest(name, Query(today: today)))
    }
  }

  private func time(_ work: String, _ count: UInt64, _ body: () throws -> Void) throws {
    try body()
    var seconds: [Double] = []
    for _ in 0..<runs {
      let began = ContinuousClock.now
      try body()
      seconds.append((ContinuousClock.now - began) / .seconds(1))
    }
    print("{\"work\":\"\(work)\",\"count\":\(count),\"seconds\":\(seconds)}")
  }

  private struct Sums: Equatable { var signed: Int64 = 0, received: Int64 = 0, disbursed: Int64 = 0 }

  /// Money of the whole book by currency, in minor units.
  private func sums(_ known: AsKnown) throws -> [(String, Sums)] {
    var sums = [Sums](repeating: Sums(), count: 1 << 16)
    try known.forEachPosting([.signed, .added, .received, .disbursed]) { posting in
      let at = Int(posting.currency)
      switch posting.kind {
      case .received: sums[at].received += posting.minor
      case .disbursed: sums[at].disbursed += posting.minor
      default: sums[at].signed += posting.minor
      }
    }
    // Number 0 is that of postings without money.
    return sums.enumerated().dropFirst().compactMap { at, sum in
      sum == Sums() ? nil : Alpha3(rawValue: UInt16(at - 1)).map { ($0.text, sum) }
    }.sorted { $0.0 < $1.0 }
  }
}
