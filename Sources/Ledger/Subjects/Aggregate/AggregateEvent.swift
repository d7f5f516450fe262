/// What can be reported as a total alone.
public enum AggregateEvent: SubjectEvent {
  indirect case reported(AggregateReported)

  public enum Name: String, EventName {
    case reported = "AggregateReported"

    public static var countsInPeriods: Bool { true }
    public var mayLieInFuture: Bool { false }
    public var isFounding: Bool { false }
  }

  public init?(_ event: Event) {
    guard case .aggregate(let own) = event else { return nil }
    self = own
  }

  public var name: Name {
    switch self {
    case .reported: .reported
    }
  }

  init(_ name: Name, from r: inout LineReader) throws(LineError) {
    switch name {
    case .reported: self = .reported(try AggregateReported(from: &r))
    }
  }

  func write(to w: inout LineWriter) {
    switch self {
    case .reported(let report): report.write(to: &w)
    }
  }

  public var sentence: Sentence {
    switch self {
    case .reported(let report): report.sentence
    }
  }
}

extension Rules {
  func check(_ event: AggregateEvent) throws(Refusal) {
    switch event {
    case .reported(let report): if let value = report.value { try notNegative(value, at: "event.value") }
    }
  }
}
