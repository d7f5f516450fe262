import ArgumentParser
import Foundation
import Ledger
import Workload

/// How many lines a second the strict reader reads on one core, beside Foundation's readers. Prints one JSON object in
/// each line.
@main
struct ReaderBench: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "reader-bench",
    abstract:
      "Time the reader of the canonical line on signatures (some 600 bytes) and on disbursements (some 260 bytes).",
    discussion: """
      The lines lie in memory and are read over and over, on one core. Ours checks every byte. JSONDecoder makes a
      value with the members of both events; JSONSerialization makes dictionaries. Neither checks the form of dates,
      names, amounts and codes.

      Example:
        reader-bench --runs 9
      """)

  @Option(help: "How often each is done; the times of all runs are printed.") var runs = 9
  @Option(help: "Lines in one run of ours; Foundation reads a hundredth of them.") var count = 500_000
  @Option(help: "Only the works whose name begins so, such as reader-large.") var only = ""

  func run() throws {
    var workload = Workload(records: 20_000, seed: 1, form: .lines)
    var buffer = LineBuffer()
    while workload.next(into: &buffer) {}
    let lines = buffer.bytes.split(separator: UInt8(ascii: "\n")).map(Array.init)
    for (size, type) in [("large", "\"ProjectSigned\""), ("small", "\"DisbursementMade\"")] {
      let chosen = lines.filter { String(decoding: $0, as: UTF8.self).contains(type) }
      try time("reader-\(size)", "", count, chosen) { _ = try Entry(line: $0) }
      try time("reader-\(size)-all", "", count, chosen) { _ = try Record(line: $0) }
      let decoder = JSONDecoder()
      try time("reader-\(size)", "Foundation JSONDecoder", count / 100, chosen) {
        _ = try decoder.decode(DecodedLine.self, from: ReaderBench.data($0))
      }
      try time("reader-\(size)", "Foundation JSONSerialization", count / 100, chosen) {
        _ = try JSONSerialization.jsonObject(with: ReaderBench.data($0))
      }
    }
  }

  private static func data(_ line: UnsafeRawBufferPointer) -> Data {
    guard let start = line.baseAddress else { return Data() }
    return Data(bytesNoCopy: UnsafeMutableRawPointer(mutating: start), count: line.count, deallocator: .none)
  }

  private func time(
    _ work: String, _ program: String, _ count: Int, _ lines: [[UInt8]], _ body: (UnsafeRawBufferPointer) throws -> Void
  ) throws {
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
    let bytes = lines.reduce(0) { $0 + $1.count } / max(lines.count, 1)
    print(
      "{\"work\":\"\(work)\",\"program\":\"\(program)\",\"bytes\":\(bytes),\"count\":\(count),\"seconds\":\(seconds)}")
  }
}

/// The members of a signature and of a disbursement, as a program without our reader would declare them.
private struct DecodedLine: Decodable {
  struct Money: Decodable { let amount: String, currency: String, qualifier: String? }
  struct Beneficiary: Decodable { let country: String, share: String? }
  struct FundingLine: Decodable { let from: String, modality: String, value: Money? }
  struct Event: Decodable {
    let beneficiaries: [Beneficiary]?, funding: [FundingLine]?
    let plan: String?, priority: String?, region: String?, theme: String?, title: String?, ends: String?
    let country: String?, purpose: String?, to: String?, value: Money?
    let type: String
  }
  struct Source: Decodable { let document: String, locator: String? }
  let actor: String, at: String, event: Event, id: String, on: String, seq: Int, source: Source?, subject: String,
    v: Int
}
