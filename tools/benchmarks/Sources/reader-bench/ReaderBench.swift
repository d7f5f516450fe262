import ArgumentParser
import Foundation
import Ledger
import Workload

/// How many lines a second the strict reader reads on one core, beside Foundation's reader of JSON. Prints one JSON object in each line.
@main
struct ReaderBench: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "reader-bench",
    abstract: "Time the reader of the canonical line on signatures (some 620 bytes) and on disbursements (some 250 bytes).",
    discussion: """
      The lines lie in memory and are read over and over, on one core. "entry" reads all and keeps what the fold needs; "record" keeps every
      member; "foundation" makes dictionaries with JSONSerialization, which checks less.

      Example:
        reader-bench --runs 9
      """)

  @Option(help: "How often each is done; the times of all runs are printed.") var runs = 9
  @Option(help: "Lines in one run of ours; Foundation reads a fiftieth of them.") var count = 500_000
  @Option(help: "Only the works whose name begins so, such as reader-entry.") var only = ""

  func run() throws {
    var workload = Workload(records: 20_000, seed: 1, form: .lines)
    var buffer = LineBuffer()
    while workload.next(into: &buffer) {}
    let lines = buffer.bytes.split(separator: UInt8(ascii: "\n")).map(Array.init)
    for (size, type) in [("large", "\"ProjectSigned\""), ("small", "\"DisbursementMade\"")] {
      let chosen = lines.filter { String(decoding: $0, as: UTF8.self).contains(type) }
      let bytes = chosen.reduce(0) { $0 + $1.count } / max(chosen.count, 1)
      try time("reader-entry-\(size)", bytes, count, chosen) { _ = try Entry(line: $0) }
      try time("reader-record-\(size)", bytes, count, chosen) { _ = try Record(line: $0) }
      try time("reader-foundation-\(size)", bytes, count / 50, chosen) { line in
        guard let start = line.baseAddress else { return }
        let data = Data(bytesNoCopy: UnsafeMutableRawPointer(mutating: start), count: line.count, deallocator: .none)
        _ = try JSONSerialization.jsonObject(with: data)
      }
    }
  }

  private func time(_ work: String, _ bytes: Int, _ count: Int, _ lines: [[UInt8]], _ body: (UnsafeRawBufferPointer) throws -> Void) throws {
    guard work.hasPrefix(only) else { return }
    var seconds: [Double] = []
    for _ in 0..<runs {
      let began = ContinuousClock.now
      var next = 0
      for _ in 0..<count {
        try lines[next].withUnsafeBytes(body)
        next = next + 1 == lines.count ? 0 : next + 1
      }
      seconds.append((ContinuousClock.now - began) / .seconds(1))
    }
    print("{\"work\":\"\(work)\",\"bytes\":\(bytes),\"count\":\(count),\"seconds\":\(seconds)}")
  }
}
