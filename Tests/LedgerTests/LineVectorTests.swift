import Testing

@testable import Ledger

/// Schemas/README.md, "The line": what a reader must accept, and what it must refuse.
@Suite struct LineVectorTests {
  private func text(_ bytes: some Collection<UInt8>) -> String { String(decoding: bytes, as: UTF8.self) }

  @Test func thereAreVectorsForEveryEvent() throws {
    #expect(LineVectors.good.count >= 60)
    #expect(LineVectors.bad.count >= 80)
    let types = try Set(LineVectors.good.map { try Record(line: $0).event.type })
    #expect(types == Set(EventType.allCases))
  }

  @Test func everyGoodLineIsReadAndWrittenBackByteForByte() throws {
    for line in LineVectors.good + [LineVectors.longest] {
      let (record, entry) = LineVectors.read(line)
      let read = try record.get()
      #expect(text(read.line) == text(line))
      #expect(try entry.get() == read.entry)
      #expect(try entry.get().isLate == (read.command.late != nil))
    }
  }

  @Test func aWriterIsUsedForManyLines() throws {
    var writer = LineWriter(capacity: 1)
    for line in LineVectors.good {
      writer.clear()
      try Record(line: line).write(to: &writer)
      #expect(text(writer.bytes) == text(line))
    }
  }

  @Test(arguments: LineVectors.bad) func everyBadLineIsRefused(_ bad: LineVectors.Bad) {
    let (record, entry) = LineVectors.read(bad.bytes)
    for (reader, error) in [("Record", error(record)), ("Entry", error(entry))] {
      #expect(error?.code.rawValue == bad.code, "\(reader): \(bad.why): \(text(bad.bytes.prefix(2000)))")
      #expect((0...bad.bytes.count).contains(error?.offset ?? 0))
      #expect(error?.expected.isEmpty == false)
    }
  }

  private func error<T>(_ result: Result<T, LineError>) -> LineError? {
    if case .failure(let error) = result { error } else { nil }
  }

  @Test func aLineOfOneMebibyteAndOneByteIsRefused() {
    let (record, entry) = LineVectors.read(LineVectors.line(bytes: 1 << 20 + 1))
    #expect(error(record)?.code == .malformed)
    #expect(error(entry)?.code == .malformed)
  }

  @Test func aTextHasAtMost65536Bytes() throws {
    func line(_ text: String) -> [UInt8] {
      let start = #"{"actor":"a","at":"2026-04-02T08:15:30.123456Z","event":{"note":"\#(text)","type":"ProjectClosed"}"#
      return Array(
        (start + #","id":"i","nth":0,"on":"2026","salt":"AAAAAAAAAAAAAAAAAAAAAA","seq":1,"subject":"project/p","v":1}"#)
          .utf8)
    }
    let longest = String(repeating: "é", count: 32_768)
    #expect(try Record(line: line(longest)).line == line(longest))
    #expect(throws: LineError.self) { try Record(line: line(longest + "x")) }
  }

  @Test func everyPrefixOfAGoodLineIsRefused() {
    for line in LineVectors.good {
      for length in 0..<line.count {
        let (record, entry) = LineVectors.read(line[..<length])
        guard case .failure(let found) = record, case .failure = entry else {
          Issue.record("\(length) bytes were accepted of \(text(line))")
          continue
        }
        #expect(found.offset <= length)
      }
    }
  }

  /// One byte changed or put between others: the line is refused, or it is another line in canonical form.
  @Test func aChangedByteIsRefusedOrWrittenBack() {
    var random = Seeded()
    let telling = Array("\"\\{}[]:,/-.0123456789AZaz\u{0}\u{1F}\u{7F} ".utf8) + [0x80, 0xBF, 0xC3, 0xED, 0xF4, 0xFF]
    var accepted = 0
    for round in 0..<12_000 {
      guard var line = LineVectors.good.randomElement(using: &random),
        let place = line.indices.randomElement(using: &random)
      else { return }
      let other = Bool.random(using: &random) ? telling.randomElement(using: &random) : nil
      let byte = other ?? UInt8.random(in: 0...255, using: &random)
      if Bool.random(using: &random) { line[place] = byte } else { line.insert(byte, at: place) }
      let (record, entry) = LineVectors.read(line)
      switch (record, entry) {
      case (.failure(let a), .failure(let b)): #expect(a == b, "seed \(random.seed), round \(round): \(text(line))")
      case (.success(let a), .success(let b)):
        accepted += 1
        #expect(a.line == line, "seed \(random.seed), round \(round): \(text(line))")
        #expect(a.entry == b, "seed \(random.seed), round \(round): \(text(line))")
      case (.success, .failure), (.failure, .success):
        Issue.record("Record and Entry differ; seed \(random.seed), round \(round): \(text(line))")
      }
    }
    #expect(accepted > 0, "no change was accepted, so nothing was written back; seed \(random.seed)")
  }

  /// A partner may have an identifier scheme, and a figure a parameter, that is called "type".
  @Test func aMemberNamedTypeInAMapIsNotTheTypeOfTheEvent() throws {
    for (map, type, subject) in [
      (#""identifiers":{"type":"DisbursementMade"},"name":"n""#, "PartnerRevised", "partner/p"),
      (#""name":"n","names":{"type":"RatesPublished"}"#, "PartnerRevised", "partner/p"),
      (#""names":{"type":"AggregateReported"}"#, "PartnerRegistered", "partner/p"),
      (#""cell":"c","parameters":{"type":"no event"},"report":"r","statement":"s""#, "FigurePublished", "figure/f"),
    ] {
      let rest = type == "FigurePublished" ? #","unit":"CHF","value":"1""# : ""
      let line =
        #"{"actor":"a","at":"2026-04-02T08:15:30.123456Z","event":{\#(map),"type":"\#(type)"\#(rest)},"id":"i","#
        + #""nth":0,"on":"2026","salt":"AAAAAAAAAAAAAAAAAAAAAA","seq":1,"subject":"\#(subject)","v":1}"#
      let record = try Record(line: Array(line.utf8))
      #expect(record.event.type.rawValue == type)
      #expect(text(record.line) == line)
    }
  }

  /// Up to two elements lie in the event itself, more in an array: the line and what is read of it must not show where.
  @Test(arguments: 0...5) func listsOfEveryLengthAreReadAndWrittenBack(count: Int) throws {
    let countries = Array(["MOZ", "MWI", "BTN", "TUV", "KEN"].prefix(count))
    let partners = (0...count).map { "p\($0)" }
    func list(_ name: String, _ elements: [String]) -> String {
      elements.isEmpty ? "" : "\"\(name)\":[\(elements.joined(separator: ","))],"
    }
    let line =
      #"{"actor":"a","at":"2026-04-02T08:15:30.123456Z","event":{"#
      + list("beneficiaries", countries.map { #"{"country":"\#($0)"}"# })
      + list("funding", partners.map { #"{"from":"\#($0)","modality":"cash"}"# })
      + #""plan":"KAP","priority":"P2","region":"AFR","title":"t","type":"ProjectSigned"},"id":"i","nth":0,"#
      + #""on":"2026","salt":"AAAAAAAAAAAAAAAAAAAAAA","seq":1,"subject":"project/p","v":1}"#
    let record = try Record(line: Array(line.utf8))
    guard case .project(.signed(let signed)) = record.event else {
      Issue.record("found \(record.event.type)")
      return
    }
    #expect(signed.beneficiaries.map(\.country.text) == countries)
    #expect(signed.funding.map(\.from) == partners)
    #expect(
      (signed.beneficiaries.count, signed.beneficiaries.isEmpty, signed.funding.last?.from) == (
        count, count == 0, partners.last
      ))
    #expect(signed.funding.indices.map { signed.funding[$0].from } == partners)
    #expect(text(record.line) == line)
  }
}
