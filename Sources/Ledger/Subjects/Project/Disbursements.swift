import Reference

/// Help that has no amount: equipment, terminals (requirement R06).
public struct InKind: Hashable, Sendable {
  public let description: String
  public let quantity: Decimal
  public let unit: String

  public init(_ description: String, quantity: Decimal, unit: String) {
    (self.description, self.quantity, self.unit) = (description, quantity, unit)
  }
}

public struct DisbursementMade: Hashable, Sendable {
  public let country: Alpha3?
  /// At most one; an array so that the common case costs one word.
  public let inKind: [InKind]
  public let purpose: String?
  public let to: String?
  public let value: Money?

  /// Needs an amount, or help in kind, or both.
  public init(
    _ value: Money? = nil, inKind: InKind? = nil, to: String? = nil, country: Alpha3? = nil, purpose: String? = nil
  ) {
    (self.value, self.to, self.country, self.purpose) = (value, to, country, purpose)
    self.inKind = inKind.map { [$0] } ?? []
  }

  @inline(__always)
  init(from r: inout LineReader) throws(LineError) {
    country = r.has("country") ? try r.country() : nil
    if r.has("inKind") {
      try r.open("description")
      let description = try r.text()
      try r.need("quantity")
      let quantity = try r.decimal()
      guard quantity.digits > 0 else { throw r.failure("a quantity above zero") }
      try r.need("unit")
      inKind = [InKind(description, quantity: quantity, unit: try r.text())]
      try r.close()
    } else {
      inKind = []
    }
    purpose = try r.optionalText("purpose")
    to = try r.optionalText("to")
    try r.type("DisbursementMade")
    value = try r.optionalMoney("value")
    guard value != nil || !inKind.isEmpty else { throw r.failure("\"value\" or \"inKind\"") }
  }

  func write(to w: inout LineWriter) {
    w.member("country", country: country)
    if let inKind = inKind.first {
      w.member("inKind")
      w.open()
      w.member("description", text: inKind.description)
      w.member("quantity")
      w.decimal(inKind.quantity)
      w.member("unit", text: inKind.unit)
      w.close()
    }
    w.member("purpose", text: purpose)
    w.member("to", text: to)
    w.type("DisbursementMade")
    w.member("value", money: value)
  }

  var sentence: Sentence {
    let money: [Sentence] = value.map { ["\($0)"] } ?? []
    let goods: [Sentence] = inKind.map { "\($0.quantity) \($0.unit) (\($0.description))" }
    return """
      disbursed \(list: money + goods)\(to.map { " to \($0)" })\(country.map { " in \($0)" })\
      \(purpose.map { ", for \($0)" })
      """
  }
}

public struct DisbursementRecovered: Hashable, Sendable {
  public let country: Alpha3?
  public let from: String?
  public let reason: String
  public let value: Money

  public init(_ value: Money, from: String? = nil, country: Alpha3? = nil, reason: String) {
    (self.value, self.from, self.country, self.reason) = (value, from, country, reason)
  }

  init(from r: inout LineReader) throws(LineError) {
    country = r.has("country") ? try r.country() : nil
    from = try r.optionalText("from")
    try r.need("reason")
    reason = try r.text()
    try r.type("DisbursementRecovered")
    try r.need("value")
    value = try r.money()
  }

  func write(to w: inout LineWriter) {
    w.member("country", country: country)
    w.member("from", text: from)
    w.member("reason", text: reason)
    w.type("DisbursementRecovered")
    w.member("value", money: value)
  }

  var sentence: Sentence { "recovered \(value)\(from.map { " from \($0)" })\(because: reason)" }
}

extension Rules {
  func check(_ made: DisbursementMade, in state: ProjectState) throws(Refusal) {
    try needsSignature(state)
    if let value = made.value {
      try current(value, at: "event.value")
      try positive(value, at: "event.value")
    }
    if let country = made.country { try current([country], at: "event.country") }
    try needsPhase(state, [.open, .completed])
    if let value = made.value, let available = try available(in: value.currency, state) {
      try needsAvailable(value, available: available, of: "signed and not disbursed")
    }
  }

  func check(_ back: DisbursementRecovered, in state: ProjectState) throws(Refusal) {
    try needsSignature(state)
    try positive(back.value, at: "event.value")
    let spent = total(state.disbursed, back.value.currency) - total(state.recovered, back.value.currency)
    try needsAvailable(back.value, available: spent, of: "disbursed and not recovered")
  }
}
