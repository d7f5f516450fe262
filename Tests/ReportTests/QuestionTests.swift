import Ledger
import Reference
import Testing

@testable import Reports

@Suite struct QuestionTests {
  @Test func theTextIsSortedAndHasOnlyWhatIsNotAsUsual() throws {
    let question = try Question([
      (name: "through", value: "2026-03-31"), (name: "in", value: "CHF"), (name: "known-at", value: "204"),
      (name: "from", value: "2026-01-01"), (name: "by", value: "partner"),
    ])
    #expect("\(question)" == "by=partner&from=2026-01-01&in=CHF&known-at=204&through=2026-03-31")
    #expect(try Question("\(question)") == question)
    #expect(try Question("by=partner&known-at=204&in=CHF&during=2026-Q1") == question)
    #expect("\(try Question(""))".isEmpty)
    #expect(try Question("subject=project%2F9BRA26001") == Question("subject=project/9BRA26001"))
  }

  @Test(arguments: [
    ("colour=red", "--colour: found no such parameter; expected one of known-at, from, through, during, by, in"),
    ("region=XXX", "--region: found XXX; expected AFR, AMS, ARB, ASP, CIS, EUR or MULTI."),
    ("by=moon", "--by: found moon; expected one of region, plan,"), ("in=CHX", "--in: found CHX; expected an ISO 4217"),
    ("country=XXX", "--country: found XXX; expected an ISO 3166"),
    ("plan=XAP", "--plan: found XAP; expected BAAP, KAP"),
    ("priority=P1", "--priority: found P1; expected a priority of the plan named with --plan."),
    ("priority=P99&plan=BAP", "--priority: found P99;"), ("subject=moon/1", "--subject: found moon/1;"),
    ("partner=two%20words", "--partner: found two words; expected a registered partner."),
    ("today=2026", "--today: found 2026; expected a day"), ("during=soon", "--during: found soon; expected a date"),
    ("during=2026&from=2026-01-01", "--during: found it beside --from or --through; expected one of the two ways"),
    ("from=2026-02-01&through=2026-01-31", "--through: found 2026-01-31; expected a day not before 2026-02-01."),
    ("by=plan&by=region", "--by: found plan and region; expected one value."),
    ("known-at=soon", "--known-at: found soon;"),
    ("by", "--by: found ; expected one of"), ("reason=none", "--reason: found no such parameter"),
  ])
  func whatCannotBeReadIsRefused(text: String, refusal: String) {
    do {
      Issue.record("\(text) was read as \(try Question(text))")
    } catch { #expect("\(error)".hasPrefix(refusal), "\(error)") }
  }

  @Test func aRandomQueryIsReadBackFromItsText() throws {
    let book = try Book()
    try book.partner("anatel")
    let known = try book.known()
    var numbers = SeededChoice(seed: 20_261_128)
    for _ in 0..<2000 { try check(randomQuery(&numbers), randomMoment(&numbers), known) }
  }

  private func check(_ query: Query, _ moment: Moment?, _ known: AsKnown) throws {
    let question = Question(query, knownAt: moment)
    let again = try Question("\(question)")
    #expect(again == question, "\(question)")
    #expect("\(again)" == "\(question)")
    if query.partner == nil || query.partner == "anatel" {
      #expect(try again.query(known) == query)
    } else {
      #expect(throws: QueryError.self) { try again.query(known) }
    }
  }

  private func randomQuery(_ numbers: inout SeededChoice) -> Query {
    var query = Query(today: Day(number: numbers.number(below: 40_000)))
    query.grouping = numbers.maybe(Query.Grouping.allCases)
    query.currency = numbers.maybe(["CHF", "USD", "XOF"].compactMap { Alpha3($0) })
    query.region = numbers.maybe(Region.allCases)
    query.country = numbers.maybe(["KEN", "BRA"].compactMap { Alpha3($0) })
    query.partner = numbers.maybe(["anatel", "a.b-c_d", "9"])
    query.subject = numbers.maybe(["project/9BRA26001", "plan/OP-26"].compactMap { Subject($0) })
    query.plan = numbers.maybe(["BAAP", "KAP", "BAP"].compactMap { Plan(code: $0) })
    query.priority = query.plan.flatMap { numbers.maybe(PlanCodes.priorities(of: $0)) }
    let day = Day(number: numbers.number(below: 30_000))
    query.window = Window(
      from: numbers.maybe([day]), through: numbers.maybe([day, Day(number: day.number + numbers.number(below: 900))]))
    return query
  }

  private func randomMoment(_ numbers: inout SeededChoice) -> Moment? {
    numbers.maybe([
      Moment.size(UInt64(numbers.number(below: 9000))), .day(Day(number: numbers.number(below: 30_000))),
      .time(Timestamp(microseconds: 1_700_000_000_000_001)),
    ])
  }

  @Test func todayIsTheDayOfTheLastRecordUnlessSomebodySays() throws {
    let book = try Book()
    try book.partner("anatel")
    let known = try book.known()
    #expect(try Question("").query(known).today == day(Book.clock))
    #expect(try Question("").query(known, today: day("2026-02-01")).today == day("2026-02-01"))
    #expect(try Question("today=2026-03-01").query(known, today: day("2026-02-01")).today == day("2026-03-01"))
  }
}

/// The same choices for the same seed.
private struct SeededChoice {
  private var state: UInt64

  init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 &+ 1 }

  mutating func number(below limit: Int32) -> Int32 {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int32(truncatingIfNeeded: (state >> 33) % UInt64(limit))
  }

  /// One of the values, or none in half of the cases.
  mutating func maybe<T>(_ values: [T]) -> T? {
    number(below: 2) == 0 ? nil : values[Int(number(below: Int32(values.count)))]
  }
}
