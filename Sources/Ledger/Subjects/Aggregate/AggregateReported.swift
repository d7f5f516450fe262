import Reference

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

  /// Needs a value, or counts, or both.
  public init(
    _ measure: AggregateMeasure, in window: EffectiveDate, value: Money? = nil, counts: [Counted: Int64] = [:],
    plan: Plan? = nil, region: Region? = nil, sourceClass: SourceClass? = nil, note: String? = nil
  ) {
    (self.measure, self.window, self.value, self.counts, self.plan) = (measure, window, value, counts, plan)
    (self.region, self.sourceClass, self.note) = (region, sourceClass, note)
  }

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

  var sentence: Sentence {
    let counts: [Sentence] = counts.sorted { $0.key.rawValue < $1.key.rawValue }.map {
      ", \($0.value) \($0.key.rawValue)"
    }
    return """
      reported total, \(measure.rawValue) of \(window)\
      \(detail: region.map { "\($0.code)" }, sourceClass.map { "\($0.rawValue)" })\(value.map { ": \($0)" })\
      \(list: counts, between: "")
      """
  }
}
