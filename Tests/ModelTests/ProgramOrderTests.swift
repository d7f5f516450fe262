import Testing

/// The same facts in five orders of recording are the same book.
struct ProgramOrderTests {
  @Test(arguments: LifeTests.seedsOfProgram) func theOrderOfRecordingChangesNoReport(seed: UInt64) throws {
    var speech = try Speech.ofProgram()
    speech.changesCurrencies = speech.namesLines
    var acts = Life(seed: seed, size: LifeTests.size, speaking: speech).acts
    var numbers = Numbers(seed: seed &+ 6_000_000)
    // What the program takes only in some orders is left out.
    var books: [Pair] = []
    var refused: Set<String> = []
    repeat {
      acts = acts.filter { refused.isDisjoint(with: $0.map(\.id)) }
      books = try (0...5).map { order in
        try ProgramOrderTests.recorded(order == 0 ? acts : Order.shuffled(acts, &numbers), seed)
      }
      refused = Set(books.flatMap(\.refused).map(\.0.id))
    } while !refused.isEmpty
    let model = Book(try books[0].records())
    #expect(books.allSatisfy { Set($0.commands) == Set(books[0].commands) })
    for report in Agreed.inAnyOrder {
      for _ in 0..<5 {
        let question = Question.random(report, model, &numbers).plain
        let texts = try books.map { try $0.program.text(question) }
        let order = texts.firstIndex { $0 != texts[0] }
        #expect(order == nil, "seed \(seed), order \(order ?? 0), \(question)")
      }
    }
  }

  private static func recorded(_ acts: [Act], _ seed: UInt64) throws -> Pair {
    let pair = try Pair(seed: seed)
    try pair.record(acts)
    return pair
  }
}
