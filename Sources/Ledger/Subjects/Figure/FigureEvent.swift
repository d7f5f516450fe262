/// What can happen to a figure that somebody printed.
public enum FigureEvent: SubjectEvent {
  indirect case published(FigurePublished)

  public enum Name: String, EventName {
    case published = "FigurePublished"

    public static var countsInPeriods: Bool { true }
    public var mayLieInFuture: Bool { false }
    public var isFounding: Bool { false }
  }

  public init?(_ event: Event) {
    guard case .figure(let own) = event else { return nil }
    self = own
  }

  public var name: Name {
    switch self {
    case .published: .published
    }
  }

  init(_ name: Name, from r: inout LineReader) throws(LineError) {
    switch name {
    case .published: self = .published(try FigurePublished(from: &r))
    }
  }

  func write(to w: inout LineWriter) {
    switch self {
    case .published(let published): published.write(to: &w)
    }
  }

  public var sentence: Sentence {
    switch self {
    case .published(let published): "published figure: \(published.statement)"
    }
  }
}

/// A figure that somebody printed, to be reconciled with the book.
public struct FigurePublished: Hashable, Sendable {
  public let cell: String
  public let parameters: [String: String]
  public let qualifier: Money.Qualifier
  public let report: String
  /// The smallest step of the printed figure; nil where it was printed exactly.
  public let rounding: Decimal?
  public let statement: String
  public let unit: String
  public let value: Decimal

  public init(
    _ statement: String, value: Decimal, unit: String, qualifier: Money.Qualifier = .exact, rounding: Decimal? = nil,
    report: String, cell: String, parameters: [String: String] = [:]
  ) {
    (self.statement, self.value, self.unit, self.qualifier, self.rounding) = (
      statement, value, unit, qualifier, rounding
    )
    (self.report, self.cell, self.parameters) = (report, cell, parameters)
  }

  init(from r: inout LineReader) throws(LineError) {
    try r.need("cell")
    cell = try r.text()
    parameters = try r.optionalPairs("parameters")
    qualifier = try r.qualifier()
    try r.need("report")
    report = try r.name()
    rounding = r.has("rounding") ? try r.decimal() : nil
    if let rounding, rounding.digits <= 0 { throw r.failure("a rounding above zero") }
    try r.need("statement")
    statement = try r.text()
    try r.type("FigurePublished")
    try r.need("unit")
    unit = try r.text()
    try r.need("value")
    value = try r.decimal()
  }

  func write(to w: inout LineWriter) {
    w.member("cell", text: cell)
    w.member("parameters", pairs: parameters)
    if qualifier != .exact { w.member("qualifier", plain: qualifier.code) }
    w.member("report", plain: report)
    w.member("rounding", plain: rounding?.description)
    w.member("statement", text: statement)
    w.type("FigurePublished")
    w.member("unit", text: unit)
    w.member("value", plain: value.description)
  }
}
