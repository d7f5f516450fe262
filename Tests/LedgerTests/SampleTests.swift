import Foundation
import Ledger
import Reference
import Testing

private let schemas = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../Schemas").standardized

/// The samples of one event type: each line is `{"good":command}` or `{"bad":command,"why":text}`. The command is taken
/// out as it is written, because reading and writing it again would hide what the reader must see.
private struct Samples {
  var good: [String] = []
  var bad: [(command: String, why: String)] = []

  init(of type: EventType) throws {
    let text = try String(contentsOf: schemas.appending(path: "samples/\(type.rawValue).jsonl"), encoding: .utf8)
    for line in text.split(separator: "\n") {
      if line.hasPrefix("{\"good\":") {
        good.append(String(line.dropFirst(8).dropLast()))
      } else {
        try #require(line.hasPrefix("{\"bad\":"), "neither good nor bad: \(line)")
        let why = try #require(line.range(of: ",\"why\":", options: .backwards))
        bad.append((String(line[..<why.lowerBound].dropFirst(7)), String(line[why.upperBound...].dropLast())))
      }
    }
  }
}

struct SampleTests {
  @Test(arguments: EventType.allCases)
  func goodSamplesAreReadAndWrittenAsTheyStand(type: EventType) throws {
    let samples = try Samples(of: type)
    #expect(samples.good.count >= 2)
    for sample in samples.good {
      let command: Command
      do { command = try Command(json: sample) } catch {
        Issue.record("\(error) in \(sample)")
        continue
      }
      #expect(command.event.type == type)
      let line = String(decoding: command.line, as: UTF8.self)
      #expect(line == sample)
      #expect(try Command(json: line) == command)
    }
  }

  @Test(arguments: EventType.allCases)
  func badSamplesAreRefused(type: EventType) throws {
    let samples = try Samples(of: type)
    #expect(samples.bad.count >= 2)
    for sample in samples.bad {
      #expect(throws: LineError.self, "read, though it has \(sample.why): \(sample.command)") {
        try Command(json: sample.command)
      }
    }
  }
}

/// The code lists of `values.json` are written by hand; they must be those of the program.
struct ValuesSchemaTests {
  private let definitions: [String: Any]

  init() throws {
    let values = try JSONSerialization.jsonObject(with: Data(contentsOf: schemas.appending(path: "values.json")))
    definitions = try #require((values as? [String: Any])?["$defs"] as? [String: Any])
  }

  private func member(_ path: String, of value: Any) throws -> Any {
    try path.split(separator: ".").reduce(value) { value, name in
      try #require((value as? [String: Any])?[String(name)], "no member \(name)")
    }
  }

  /// The codes that a schema allows: `enum`, or the one of `const`.
  private func codes(_ schema: Any) throws -> [String] {
    let object = try #require(schema as? [String: Any])
    return try object["enum"] as? [String] ?? [#require(object["const"] as? String)]
  }

  @Test func minorUnitsOfCurrencies() throws {
    let money = try member("money", of: definitions)
    for (path, places) in [("", 0), ("else.", 3), ("else.else.", 4)] {
      let listed = try codes(member("\(path)if.properties.currency", of: money))
      #expect(
        listed == Currencies.all.filter { $0.minorUnits == places }.map(\.code.text),
        "currencies with \(places) decimals")
    }
    #expect(Currencies.all.allSatisfy { [nil, 0, 2, 3, 4].contains($0.minorUnits) })
  }

  @Test func prioritiesAndThemesOfPlans() throws {
    var listed: Set<[String]> = []
    let branches = try #require(member("placeInPlan.anyOf", of: definitions) as? [[String: Any]])
    for branch in branches {
      let properties = try member("properties", of: branch)
      let theme = try member("theme", of: properties)
      let themes = theme is Bool ? [] : try codes(theme)
      for plan in try codes(member("plan", of: properties)) {
        for priority in try codes(member("priority", of: properties)) { listed.insert([plan, priority] + themes) }
      }
    }
    let known = Plan.allCases.flatMap { plan in
      PlanCodes.priorities(of: plan).map { [plan.code, $0.code] + PlanCodes.themes(of: $0).map(\.code) }
    }
    #expect(listed == Set(known))
  }

  @Test func closedLists() throws {
    func expect(_ name: String, _ list: [String]) throws {
      #expect(try codes(member(name, of: definitions)) == list, "\(name)")
    }
    try expect("eventType", EventType.allCases.map(\.rawValue))
    try expect("region", Region.allCases.map(\.code))
    try expect("plan", Plan.allCases.map(\.code))
    try expect("qualifier", Money.Qualifier.allCases.dropFirst().map(\.code))
    try expect("modality", Modality.allCases.map(\.rawValue))
    try expect("group", GroupCode.allCases.map(\.rawValue))
    try expect("role", Role.allCases.map(\.rawValue))
    try expect("partnerKind", PartnerKind.allCases.map(\.rawValue))
  }
}
