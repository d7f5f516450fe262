import Reference

public struct ImpactAssessmentIssued: Hashable, Sendable {
  public let projects: [String]
  public let title: String

  init(from r: inout LineReader) throws(LineError) {
    try r.need("projects")
    projects = try r.array { (r: inout LineReader) throws(LineError) in try r.name() }
    try r.need("title")
    title = try r.text()
    try r.type("ImpactAssessmentIssued")
  }

  func write(to w: inout LineWriter) {
    w.member("projects", names: projects)
    w.member("title", text: title)
    w.type("ImpactAssessmentIssued")
  }
}

public enum BudgetStatus: String, CaseIterable, Sendable { case preliminary, final }

/// Money of an operational plan. It is never added to project money (requirement R12).
public struct BudgetSet: Hashable, Sendable {
  public let plan: Plan
  /// Nil: the whole plan.
  public let priority: Priority?
  public let status: BudgetStatus
  public let theme: Theme?
  public let value: Money

  init(from r: inout LineReader) throws(LineError) {
    try r.need("plan")
    plan = try r.plan()
    priority = r.has("priority") ? try r.priority(in: plan) : nil
    try r.need("status")
    status = try r.oneOf(BudgetStatus.self)
    if let priority, r.has("theme") { theme = try r.theme(in: priority) } else { theme = nil }
    try r.type("BudgetSet")
    try r.need("value")
    value = try r.money()
  }

  func write(to w: inout LineWriter) {
    w.member("plan", plain: plan.code)
    w.member("priority", plain: priority?.code)
    w.member("status", plain: status.rawValue)
    w.member("theme", plain: theme?.code)
    w.type("BudgetSet")
    w.member("value", money: value)
  }
}

public struct TargetSet: Hashable, Sendable {
  public enum Goal: Hashable, Sendable {
    case value(Money)
    case count(Int64)
  }
  public let by: Day
  public let goal: Goal
  public let measure: String

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
}

/// Units of each currency for one unit of the base, from a day on.
public struct RatesPublished: Hashable, Sendable {
  public let base: Alpha3
  public let rates: [Alpha3: Decimal]
  public let validFrom: Day

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
}

/// Membership of a country in a group, from a day (included) to a day (not included).
public struct GroupMembershipSet: Hashable, Sendable {
  public let citation: String
  public let country: Alpha3
  public let from: Day
  public let to: Day?

  init(from r: inout LineReader) throws(LineError) {
    try r.need("citation")
    citation = try r.text()
    try r.need("country")
    country = try r.country()
    try r.need("from")
    from = try r.day()
    to = try r.optionalDay("to")
    try r.type("GroupMembershipSet")
  }

  func write(to w: inout LineWriter) {
    w.member("citation", text: citation)
    w.member("country", country: country)
    w.member("from", day: from)
    w.member("to", day: to)
    w.type("GroupMembershipSet")
  }
}

public enum AggregateMeasure: String, CaseIterable, Sendable {
  case signed, addenda, raised, portfolio, agreements, pledges
}
public enum SourceClass: String, CaseIterable, Sendable { case external, `internal` }
public enum Counted: String, CaseIterable, Sendable {
  case projects, addenda, agreements, partners, pledges, entities, unEntities, countries, completed, ongoing
}

/// What survives only as a total (requirement R17): flagged wherever it is shown, never added to detail of the same
/// window.
public struct AggregateReported: Hashable, Sendable {
  public let counts: [Counted: Int64]
  public let measure: AggregateMeasure
  public let note: String?
  public let plan: Plan?
  public let region: Region?
  public let sourceClass: SourceClass?
  public let value: Money?
  public let window: EffectiveDate

  init(from r: inout LineReader) throws(LineError) {
    var counts: [Counted: Int64] = [:]
    if r.has("counts") {
      let start = r.at
      for (name, count) in try r.pairs({ (r: inout LineReader) throws(LineError) in try r.integer() }) {
        guard let counted = Counted(rawValue: name), count >= 0 else {
          throw r.failure(
            "counts of \(Counted.allCases.map(\.rawValue).joined(separator: ", "))", code: .unknownCode, at: start)
        }
        counts[counted] = count
      }
    }
    self.counts = counts
    try r.need("measure")
    measure = try r.oneOf(AggregateMeasure.self)
    note = try r.optionalText("note")
    plan = r.has("plan") ? try r.plan() : nil
    region = r.has("region") ? try r.region() : nil
    sourceClass = r.has("sourceClass") ? try r.oneOf(SourceClass.self) : nil
    try r.type("AggregateReported")
    value = try r.optionalMoney("value")
    try r.need("window")
    window = try r.date()
    guard value != nil || !counts.isEmpty else { throw r.failure("\"counts\" or \"value\"") }
  }

  func write(to w: inout LineWriter) {
    if !counts.isEmpty {
      w.member("counts")
      w.open()
      for (name, count) in counts.map({ ($0.key.rawValue, $0.value) }).sorted(by: { $0.0 < $1.0 }) {
        w.key(name)
        w.integer(count)
      }
      w.close()
    }
    w.member("measure", plain: measure.rawValue)
    w.member("note", text: note)
    w.member("plan", plain: plan?.code)
    w.member("region", plain: region?.code)
    w.member("sourceClass", plain: sourceClass?.rawValue)
    w.type("AggregateReported")
    w.member("value", money: value)
    w.member("window", plain: window.description)
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
