import ArgumentParser
import Foundation
import Ledger
import Workload

/// Writes a seeded workload: commands for `pledgebook import`, or the lines as a book would store them.
@main
struct Generate: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "generate",
    abstract: "Write a seeded workload of commands or stored lines.",
    discussion: """
      The totals that every program must find go to OUT.totals: a line for each currency with signed,
      received and disbursed in minor units.

      Example:
        generate --records 1000000 --seed 1 --out commands.jsonl
      """)

  enum Form: String, ExpressibleByArgument, CaseIterable { case commands, lines }

  @Option(help: "How many records.") var records = 1_000_000
  @Option(help: "The same seed gives the same file.") var seed: UInt64 = 1
  @Option(help: "The file to write.") var out: String
  @Option(help: "What to write.") var format = Form.commands
  @Flag(
    help: """
      One project with so many receipts, a tenth as many reversals and a hundredth as many late addenda, as commands.
      """)
  var late = false
  @Flag(help: "Read each line back with the strict reader and compare.") var check = false

  func validate() throws {
    if late, format == .lines {
      throw ValidationError("--late: found it with --format lines; expected commands. Leave --format out.")
    }
    if records < 1 { throw ValidationError("--records: found \(records); expected at least 1.") }
  }

  func run() throws {
    if late { return try writeLate() }
    guard FileManager.default.createFile(atPath: out, contents: nil), let file = FileHandle(forWritingAtPath: out)
    else {
      throw ValidationError("--out: found \(out), which cannot be written; expected a path in an existing folder.")
    }
    var workload = Workload(records: records, seed: seed, form: format == .commands ? .commands : .lines)
    var buffer = LineBuffer()
    var start = 0
    while workload.next(into: &buffer) {
      if check { try compare(buffer.bytes[start..<(buffer.count - 1)]) }
      start = buffer.count
      if buffer.count > 1 << 20 {
        try file.write(contentsOf: Data(buffer.bytes))
        buffer.clear()
        start = 0
      }
    }
    try file.write(contentsOf: Data(buffer.bytes))
    try file.close()
    try Data(workload.totals.text.utf8).write(to: URL(fileURLWithPath: out + ".totals"))
    print("\(workload.totals.records) records, \(workload.totals.bytes) bytes, seed \(seed), in \(out)")
  }

  private func writeLate() throws {
    var book = LateBook(receipts: records, seed: seed)
    let commands = try book.commands()
    try Data(commands.map { $0.line + [UInt8(ascii: "\n")] }.joined()).write(to: URL(fileURLWithPath: out))
    print("\(commands.count) commands, seed \(seed), in \(out)")
  }

  private func compare(_ line: ArraySlice<UInt8>) throws {
    let canonical = try line.withUnsafeBytes { bytes in
      format == .commands ? try Command(json: bytes).line : try Record(line: bytes).line
    }
    if canonical[...] != line {
      throw ValidationError(
        "found \(String(decoding: line, as: UTF8.self)); expected \(String(decoding: canonical, as: UTF8.self))")
    }
  }
}
