/// What can happen to a target.
public enum TargetEvent: SubjectEvent {
  indirect case set(TargetSet)

  public enum Name: String, EventName {
    case set = "TargetSet"

    public static var countsInPeriods: Bool { true }
    public var mayLieInFuture: Bool { true }
    public var isFounding: Bool { false }
  }

  public init?(_ event: Event) {
    guard case .target(let own) = event else { return nil }
    self = own
  }

  public var name: Name {
    switch self {
    case .set: .set
    }
  }

  init(_ name: Name, from r: inout LineReader) throws(LineError) {
    switch name {
    case .set: self = .set(try TargetSet(from: &r))
    }
  }

  func write(to w: inout LineWriter) {
    switch self {
    case .set(let set): set.write(to: &w)
    }
  }

  public var sentence: Sentence {
    switch self {
    case .set(let set): set.sentence
    }
  }
}

public struct TargetSet: Hashable, Sendable {
  public enum Goal: Hashable, Sendable {
    case value(Money)
    case count(Int64)
  }
  /// What a target can be set for: what the coalition Partner2Connect wants to reach, and the indicators.
  static let measures = ["pledged", "peopleTrained"] + ["I", "K"].flatMap { plan in (1...7).map { "\(plan)-\($0)" } }

  public let by: Day
  public let goal: Goal
  public let measure: String

  public init(_ goal: Goal, of measure: String, by: Day) {
    (self.goal, self.measure, self.by) = (goal, measure, by)
  }

  init(from r: inout LineReader) throws(LineError) {
    try r.need("by")
    by = try r.day()
    let count = r.has("count") ? try r.integer() : nil
    try r.need("measure")
    measure = try r.name()
    try r.type("TargetSet")
    let value = try r.optionalMoney("value")
    switch (count, value) {
    case (let count?, nil): goal = .count(count)
    case (nil, let value?): goal = .value(value)
    case (nil, nil), (.some, .some): throw r.failure("exactly one of \"count\" and \"value\"")
    }
  }

  func write(to w: inout LineWriter) {
    w.member("by", day: by)
    if case .count(let count) = goal {
      w.member("count")
      w.integer(count)
    }
    w.member("measure", plain: measure)
    w.type("TargetSet")
    if case .value(let money) = goal { w.member("value", money: money) }
  }

  var sentence: Sentence {
    switch goal {
    case .value(let value): "target for \(measure) by \(by): \(value)"
    case .count(let count): "target for \(measure) by \(by): \(count)"
    }
  }
}

extension Rules {
  func check(_ event: TargetEvent) throws(Refusal) {
    switch event {
    case .set(let set):
      guard TargetSet.measures.contains(set.measure) else {
        throw Refusal(
          .unknownCode, at: "event.measure", found: set.measure,
          expected: "one of \(TargetSet.measures.joined(separator: ", "))",
          remedy: "Correct the name: a target of nothing is shown nowhere.")
      }
      switch set.goal {
      case .value(let money):
        try current(money, at: "event.value")
        try positive(money, at: "event.value")
      case .count(let count): if count <= 0 { throw notPositive("\(count)", at: "event.count") }
      }
    }
  }
}
