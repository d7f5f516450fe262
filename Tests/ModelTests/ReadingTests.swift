import Foundation
import Testing

/// What is stored can be read.
struct ReadingTests {
  private func schemas(_ folder: String, file: String = #filePath) throws -> [String] {
    let root = URL(fileURLWithPath: file).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let place = root.appendingPathComponent("Schemas/\(folder)")
    let files = try FileManager.default.contentsOfDirectory(atPath: place.path).sorted()
    return try files.filter { $0.hasSuffix(".jsonl") && $0 != "bad.jsonl" }.flatMap { name in
      try String(contentsOf: place.appendingPathComponent(name), encoding: .utf8).split(separator: "\n").map(
        String.init)
    }
  }

  @Test func everyGoodSampleIsRead() throws {
    let samples = try schemas("samples").filter { $0.hasPrefix("{\"good\"") }.compactMap { try JSON(line: $0)["good"] }
    #expect(samples.count > 30)
    for (position, sample) in samples.enumerated() {
      let record = try Record(sample, position: position)
      #expect(record.event == sample["event"])
    }
  }

  /// The canonical form is written back byte for byte, so nothing of it was lost.
  @Test func everyGoodLineIsReadWhole() throws {
    let lines = try schemas("vectors")
    #expect(lines.count > 10)
    for line in lines where !line.contains("\\u") && !line.contains("\\b") && !line.contains("\\f") {
      #expect(try JSON(line: line).line == line.replacing("\\t", with: "\t").replacing("\\r", with: "\r"))
    }
  }

  @Test(arguments: [
    ("2024-02-29", "2024-02-29", "2024-02-29"), ("2026-02", "2026-02-01", "2026-02-28"),
    ("2026-Q1", "2026-01-01", "2026-03-31"), ("2026-Q4", "2026-10-01", "2026-12-31"),
    ("2026-H1", "2026-01-01", "2026-06-30"), ("2026", "2026-01-01", "2026-12-31"),
    ("1899-12-31/2100-03-01", "1899-12-31", "2100-03-01"),
  ])
  func aDateIsAnInterval(text: String, first: String, last: String) throws {
    let span = try #require(Span(text))
    #expect(span.first.description == first && span.last.description == last)
    #expect(span.first.before.number == span.first.number - 1)
  }

  @Test func amountsAreRoundedHalfToEven() throws {
    let halves = ["0.5": "0", "1.5": "2", "2.5": "2", "-0.5": "0", "-1.5": "-2", "-2.5": "-2", "2.51": "3"]
    for (text, whole) in halves { #expect(try #require(Exact(text)).text(places: 0) == whole, "\(text)") }
    let third = try #require(Exact("1")) / #require(Exact("3"))
    #expect(third + third + third == .one)
    #expect((-third).text(places: 2) == "-0.33")
    #expect(Money.places("JPY") == 0 && Money.places("BHD") == 3 && Money.places("XDR") == 2)
  }

  @Test func leftOverUnitsGoToTheLargestRemainders() throws {
    let list: JSON = [
      ["country": "UGA", "share": "50"], ["country": "KEN", "share": "25"], ["country": "RWA", "share": "25"],
    ]
    func split(_ minor: Int) -> [String] {
      Shares(list.items, currency: "CHF", total: 0).split(.init(minor)).map { "\($0.country ?? "–") \($0.minor)" }
    }
    #expect(split(101) == ["KEN 25", "RWA 25", "UGA 51"])
    #expect(split(103) == ["KEN 26", "RWA 26", "UGA 51"])
    #expect(split(2) == ["KEN 1", "RWA 0", "UGA 1"])
    #expect(split(-2) == ["KEN -1", "RWA 0", "UGA -1"])
  }
}
