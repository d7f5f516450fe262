import Pledgebook
import Testing

/// Explanations and changes of the program: the lines of a cell, and the causes of a movement, add up.
struct EvidenceTests {
  private static let reports = Report.all

  private static func recorded(_ seed: UInt64) throws -> (Pair, Numbers) {
    var numbers = Numbers(seed: seed &+ 7_000_000)
    let life = Life(seed: seed, size: LifeTests.size, speaking: try .ofProgram())
    let pair = try Pair(seed: seed)
    try pair.record(Order.shuffled(life.acts, &numbers))
    return (pair, numbers)
  }

  @Test(arguments: LifeTests.seedsOfProgram) func theLinesOfACellAddUpToIt(seed: UInt64) throws {
    var (pair, numbers) = try EvidenceTests.recorded(seed)
    let model = Book(try pair.records())
    for report in EvidenceTests.reports {
      guard let (question, table) = EvidenceTests.taken(.random(report, model, &numbers), pair) else { continue }
      for place in pair.program.places(table).shuffled(using: &numbers).prefix(6) {
        let explanation = try pair.program.explain(question, place)
        let what: Comment = "seed \(seed), \(question), \(place.row.joined(separator: "/")), \(place.column)"
        #expect(explanation.cell == place.cell, what)
        guard explanation.parts.isEmpty else { continue }
        let sum = explanation.lines.reduce(Int128(0)) { $0 + $1.contribution.amount }
        #expect(sum + explanation.rounding == place.number, what)
        // Each converted line is off by at most half a unit, and the cell by half.
        let converted = explanation.lines.count { $0.contribution.rate != nil }
        #expect(explanation.rounding.magnitude * 2 <= UInt128(converted == 0 ? 0 : converted + 1), what)
      }
    }
  }

  @Test(arguments: LifeTests.seedsOfProgram) func theCausesOfAMovementAddUpToIt(seed: UInt64) throws {
    var (pair, numbers) = try EvidenceTests.recorded(seed)
    let records = try pair.records()
    let earlier = records.count / 2
    for report in EvidenceTests.reports where report != "statement" {
      let asked = Question.random(report, Book(records), &numbers)
      guard let (question, after) = EvidenceTests.taken(asked, pair),
        let before = try? pair.program.table(question, knownAt: earlier)
      else { continue }
      let changes = try pair.program.changes(question, from: earlier, to: records.count)
      var moved: [String: Int128] = [:]
      for (table, sign) in [(before, Int128(-1)), (after, 1)] {
        for place in pair.program.places(table) {
          moved["\(place.row.joined(separator: "|"))|\(place.column)", default: 0] += sign * place.number
        }
      }
      for difference in changes.differences {
        let name = "\(difference.row.joined(separator: "|"))|\(difference.column)"
        let what: Comment = "seed \(seed), from \(earlier) to \(records.count), \(question), \(name)"
        #expect(difference.lines.reduce(Int128(0)) { $0 + $1.amount } == difference.amount, what)
        #expect(difference.amount == moved[name, default: 0], what)
      }
      // Each column in which something is named has no other movement.
      for column in Set(changes.differences.map(\.column)) {
        let named = Set(changes.differences.map { "\($0.row.joined(separator: "|"))|\($0.column)" })
        let silent = moved.filter { $0.key.hasSuffix("|\(column)") && $0.value != 0 && !named.contains($0.key) }
        #expect(silent.isEmpty, "seed \(seed), from \(earlier) to \(records.count), \(question)")
      }
    }
  }

  private static func taken(_ asked: ModelTests.Question, _ pair: Pair) -> (ModelTests.Question, Pledgebook.Table)? {
    for question in asked.simpler {
      if let table = try? pair.program.table(question) { return (question, table) }
    }
    return nil
  }
}
