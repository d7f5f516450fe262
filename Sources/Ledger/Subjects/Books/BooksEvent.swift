/// What can happen to the books as a whole.
public enum BooksEvent: SubjectEvent {
  indirect case periodClosed(PeriodClosed)

  public enum Name: String, EventName {
    case periodClosed = "PeriodClosed"

    public static var countsInPeriods: Bool { false }
    public var mayLieInFuture: Bool { false }
    public var isFounding: Bool { false }
  }

  public init?(_ event: Event) {
    guard case .books(let own) = event else { return nil }
    self = own
  }

  public var name: Name {
    switch self {
    case .periodClosed: .periodClosed
    }
  }

  init(_ name: Name, from r: inout LineReader) throws(LineError) {
    switch name {
    case .periodClosed: self = .periodClosed(try PeriodClosed(from: &r))
    }
  }

  func write(to w: inout LineWriter) {
    switch self {
    case .periodClosed(let closed): closed.write(to: &w)
    }
  }

  public var sentence: Sentence {
    switch self {
    case .periodClosed(let closed): "books closed through \(closed.through)\(because: closed.note)"
    }
  }
}

public struct PeriodClosed: Hashable, Sendable {
  public let note: String?
  public let through: Day

  public init(through: Day, note: String? = nil) {
    (self.through, self.note) = (through, note)
  }

  init(from r: inout LineReader) throws(LineError) {
    note = try r.optionalText("note")
    try r.need("through")
    through = try r.day()
    try r.type("PeriodClosed")
  }

  func write(to w: inout LineWriter) {
    w.member("note", text: note)
    w.member("through", day: through)
    w.type("PeriodClosed")
  }
}
