import Benchmark
import Ledger
import MerkleLog
import Workload

/// Ten thousand lines of the workload, made once: the same for every benchmark.
private struct Sample: Sendable {
  let lines: [[UInt8]]
  let commands: [Command]

  init() {
    lines = Sample.texts(.lines)
    commands = Sample.texts(.commands).compactMap { text in text.withUnsafeBytes { try? Command(json: $0) } }
    precondition(commands.count == lines.count, "every line of the workload is a command")
  }

  private static func texts(_ form: Workload.Form) -> [[UInt8]] {
    var workload = Workload(records: 10_000, seed: 1, form: form)
    var buffer = LineBuffer()
    while workload.next(into: &buffer) {}
    return buffer.bytes.split(separator: UInt8(ascii: "\n")).map(Array.init)
  }

  /// Signatures: two funders, two countries, a title. Some 600 bytes.
  var large: [[UInt8]] { lines.filter { String(decoding: $0, as: UTF8.self).contains("\"ProjectSigned\"") } }
  /// Disbursements: some 250 bytes.
  var small: [[UInt8]] { lines.filter { String(decoding: $0, as: UTF8.self).contains("\"DisbursementMade\"") } }
}

private func each(_ benchmark: Benchmark, _ lines: [[UInt8]], _ body: (UnsafeRawBufferPointer) throws -> Void) {
  benchmark.startMeasurement()
  for i in 0..<benchmark.scaledIterations.count {
    do { try lines[i % lines.count].withUnsafeBytes(body) } catch { benchmark.error("\(error)") }
  }
}

let benchmarks: @Sendable () -> Void = {
  let sample = Sample()
  Benchmark.defaultConfiguration = .init(
    metrics: [.wallClock, .throughput], scalingFactor: .kilo, maxDuration: .seconds(1))

  for (size, lines) in [("large", sample.large), ("small", sample.small)] {
    Benchmark("read a \(size) line, every member") { benchmark in
      each(benchmark, lines) { blackHole(try Record(line: $0)) }
    }
    Benchmark("read a \(size) line, as the fold does") { benchmark in
      each(benchmark, lines) { blackHole(try Entry(line: $0)) }
    }
    Benchmark("hash a \(size) line as a leaf") { benchmark in
      each(benchmark, lines) { blackHole(MerkleTree.leafHash($0)) }
    }
  }

  let records = sample.lines.compactMap { try? Record(line: $0) }
  Benchmark("write a line") { benchmark in
    var writer = LineWriter()
    for i in 0..<benchmark.scaledIterations.count {
      writer.clear()
      records[i % records.count].write(to: &writer)
      blackHole(writer.count)
    }
  }

  let entries = records.map(\.entry)
  Benchmark("decide and apply a command") { benchmark in
    var books = Books()
    let at = Timestamp(microseconds: 1_767_225_600_000_000)
    for i in 0..<benchmark.scaledIterations.count {
      let place = i % sample.commands.count
      if place == 0 { books = Books() }
      do {
        let record = try decide(
          sample.commands[place], seq: UInt64(place), at: at, salt: Salt(high: 1, low: 2), books: books)
        try books.apply(record.entry, at: at, all: { _, _ in [] }, one: { entries[Int($0)] })
      } catch { benchmark.error("\(error)") }
    }
  }

  Benchmark("fold an entry into postings") { benchmark in
    var registers = Registers()
    var projects = Projects<ProjectPostings>()
    var rows: [Posting] = []
    for i in 0..<benchmark.scaledIterations.count {
      let entry = entries[i % entries.count]
      if i % entries.count == 0 { (registers, projects) = (Registers(), Projects()) }
      rows.removeAll(keepingCapacity: true)
      if entry.subject.kind == .project {
        do {
          try projects.fold(
            entry, partners: registers.numbers, into: &rows, all: { _, _ in [] }, one: { entries[Int($0)] })
        } catch { benchmark.error("\(error)") }
      } else {
        registers.fold(entry, into: &rows)
      }
      blackHole(rows.count)
    }
  }
}
