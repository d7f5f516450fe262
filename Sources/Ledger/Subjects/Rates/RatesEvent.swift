import Reference

/// What can happen to a table of exchange rates.
public enum RatesEvent: SubjectEvent {
  indirect case published(RatesPublished)

  public enum Name: String, EventName {
    case published = "RatesPublished"

    public static var countsInPeriods: Bool { true }
    public var mayLieInFuture: Bool { true }
    public var isFounding: Bool { false }
  }

  public init?(_ event: Event) {
    guard case .rates(let own) = event else { return nil }
    self = own
  }

  public var name: Name {
    switch self {
    case .published: .published
    }
  }

  init(_ name: Name, from r: inout LineReader) throws(LineError) {
    switch name {
    case .published: self = .published(try RatesPublished(from: &r))
    }
  }

  func write(to w: inout LineWriter) {
    switch self {
    case .published(let published): published.write(to: &w)
    }
  }

  public var sentence: Sentence {
    switch self {
    case .published(let published): published.sentence
    }
  }
}

/// Units of each currency for one unit of the base, from a day on.
public struct RatesPublished: Hashable, Sendable {
  public let base: Alpha3
  public let rates: [Alpha3: Decimal]
  public let validFrom: Day

  public init(base: Alpha3, rates: [Alpha3: Decimal], validFrom: Day) {
    (self.base, self.rates, self.validFrom) = (base, rates, validFrom)
  }

  init(from r: inout LineReader) throws(LineError) {
    try r.need("base")
    base = try r.currency()
    try r.need("rates")
    let start = r.at
    let list = try r.pairs { (r: inout LineReader) throws(LineError) in try r.decimal() }
    var rates: [Alpha3: Decimal] = [:]
    for (code, rate) in list {
      guard let currency = Alpha3(code), Currencies.minorUnits(currency) != nil else {
        throw r.failure("ISO 4217 currencies, not \"\(code)\"", code: .unknownCurrency, at: start)
      }
      guard rate.digits > 0 else { throw r.failure("rates above zero", at: start) }
      rates[currency] = rate
    }
    self.rates = rates
    try r.type("RatesPublished")
    try r.need("validFrom")
    validFrom = try r.day()
  }

  func write(to w: inout LineWriter) {
    w.member("base", country: base)
    w.member("rates", pairs: Dictionary(uniqueKeysWithValues: rates.map { ($0.key.text, $0.value.description) }))
    w.type("RatesPublished")
    w.member("validFrom", day: validFrom)
  }

  var sentence: Sentence {
    let rates: [Sentence] = rates.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
    return "rates for 1 \(base) from \(validFrom): \(list: rates)"
  }
}
