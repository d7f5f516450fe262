/// One life, recorded by the program in some order, and what both say of it.
struct Comparison {
  /// How a life is told.
  enum Telling: String {
    /// In any order, with mistakes and their corrections.
    case shuffled
    /// Each subject in the order of its dates, without mistakes and without changes of currency.
    case inOrder
  }

  /// What is asked of which lives.
  struct Scope {
    var reports: [String]
    var telling = Telling.shuffled
    /// Types of events that the lives do without.
    var without: Set<String> = []
    /// No grouping, currency or filter is asked for.
    var isPlain = false
  }

  private(set) var differences: [Difference] = []
  private(set) var missing: [String: Set<String>] = [:]
  private(set) var refusals: [String: Int] = [:]
  private(set) var refused: [(Command, String)] = []
  /// What was recorded, in this order.
  private(set) var commands: [Command] = []
  private(set) var questions = 0
  private let scope: Scope
  private var numbers: Numbers

  init(seed: UInt64, _ scope: Scope) throws {
    (self.scope, numbers) = (scope, Numbers(seed: seed &+ 5_000_000))
    let pair = try Pair(seed: seed)
    // Views that are caught up in steps: after each tenth record a report is asked, at the head of the book.
    try pair.record(try acts(seed)) { pair in
      guard pair.size % 10 == 0, let report = scope.reports.randomElement(using: &numbers) else { return }
      try ask(pair, report, Book(try pair.records()))
    }
    (commands, refused) = (pair.commands, pair.refused)
    // They are those of a fold from zero, however many work at it.
    for workers in 1...3 { try pair.program.checkRebuild(workers: workers) }
    let records = try pair.records()
    for size in stride(from: 10, through: records.count, by: 10) {
      let model = Book(Array(records.prefix(size)))
      for report in scope.reports { try ask(pair, report, model, knownAt: size) }
    }
    try pair.program.dropViews()
    let model = Book(records)
    for report in scope.reports { try ask(pair, report, model) }
  }

  private mutating func acts(_ seed: UInt64) throws -> [Act] {
    var speech = try Speech.ofProgram().without(scope.without)
    guard scope.telling == .inOrder else {
      return Order.shuffled(Life(seed: seed, size: LifeTests.size, speaking: speech).acts, &numbers)
    }
    speech.changesCurrencies = false
    return Order.dated(Life(seed: seed, size: LifeTests.size, isPlain: true, speaking: speech).acts)
  }

  private mutating func ask(_ pair: Pair, _ report: String, _ model: Book, knownAt size: Int? = nil) throws {
    var question = Question.random(report, model, &numbers)
    // A priority means something only within its plan.
    if question.priority != nil { question.plan = "KAP" }
    if scope.isPlain { question = question.plain }
    guard let answer = try pair.ask(question, model, knownAt: size) else { return }
    questions += 1
    differences += answer.differences
    missing[report, default: []].formUnion(answer.missing)
    for refusal in answer.refusals { refusals[refusal, default: 0] += 1 }
  }
}
