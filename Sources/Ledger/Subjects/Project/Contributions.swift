public struct ContributionReceived: Hashable, Sendable {
  public let from: String
  public let value: Money

  public init(_ value: Money, from: String) {
    (self.value, self.from) = (value, from)
  }

  init(from r: inout LineReader) throws(LineError) {
    try r.need("from")
    from = try r.name()
    try r.type("ContributionReceived")
    try r.need("value")
    value = try r.money()
  }

  func write(to w: inout LineWriter) {
    w.member("from", plain: from)
    w.type("ContributionReceived")
    w.member("value", money: value)
  }

  var sentence: Sentence { "received \(value) from \(from)" }
}

public struct ContributionRefunded: Hashable, Sendable {
  public let reason: String?
  public let to: String
  public let value: Money

  public init(_ value: Money, to: String, reason: String? = nil) {
    (self.value, self.to, self.reason) = (value, to, reason)
  }

  init(from r: inout LineReader) throws(LineError) {
    reason = try r.optionalText("reason")
    try r.need("to")
    to = try r.name()
    try r.type("ContributionRefunded")
    try r.need("value")
    value = try r.money()
  }

  func write(to w: inout LineWriter) {
    w.member("reason", text: reason)
    w.member("to", plain: to)
    w.type("ContributionRefunded")
    w.member("value", money: value)
  }

  var sentence: Sentence { "refunded \(value) to \(to)\(because: reason)" }
}

extension Rules {
  func check(_ paid: ContributionReceived, in state: ProjectState) throws(Refusal) {
    try needsSignature(state)
    try needsPartner(paid.from, at: "event.from")
    try current(paid.value, at: "event.value")
    try positive(paid.value, at: "event.value")
    try needsPhase(state, [.open, .completed])
  }

  func check(_ refund: ContributionRefunded, in state: ProjectState) throws(Refusal) {
    try needsSignature(state)
    try needsPartner(refund.to, at: "event.to")
    try positive(refund.value, at: "event.value")
    let currency = refund.value.currency
    let available =
      total(state.received, currency, of: refund.to) - total(state.refunded, currency, of: refund.to)
    try needsAvailable(refund.value, available: available, of: "received from \(refund.to) and not refunded")
  }
}
