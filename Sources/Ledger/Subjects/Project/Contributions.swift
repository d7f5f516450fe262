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
  /// Whether it should not have been paid: then the promise stays as it is. An unspent rest lowers it.
  public let isError: Bool
  /// The line whose promise it lowers. Filled in when it is recorded, where only one can be meant.
  public private(set) var of: LineName?
  public let reason: String?
  public let to: String
  public let value: Money

  public init(_ value: Money, to: String, isError: Bool = false, of: LineName? = nil, reason: String? = nil) {
    (self.value, self.to, self.isError, self.of, self.reason) = (value, to, isError, of, reason)
  }

  init(from r: inout LineReader) throws(LineError) {
    isError = r.has("error")
    if isError, !(try r.boolean()) { throw r.failure("true, or no \"error\"") }
    of = r.has("of") ? try LineName(from: &r) : nil
    reason = try r.optionalText("reason")
    try r.need("to")
    to = try r.name()
    try r.type("ContributionRefunded")
    try r.need("value")
    value = try r.money()
  }

  func write(to w: inout LineWriter) {
    if isError { w.member("error", flag: true) }
    if let of {
      w.member("of")
      of.write(to: &w)
    }
    w.member("reason", text: reason)
    w.member("to", plain: to)
    w.type("ContributionRefunded")
    w.member("value", money: value)
  }

  var sentence: Sentence {
    "refunded \(value) to \(to)\(isError ? ", which had been paid in error" : nil)\(because: reason)"
  }

  /// The same refund, lowering the promise of a line.
  func naming(_ line: LineName?) -> ContributionRefunded {
    var named = self
    named.of = line
    return named
  }
}

extension Rules {
  /// The line whose promise a refund lowers: the one that it names, or the only line of its payer in its currency. A
  /// line in kind is meant only where it is named. Nil for a refund of an error, and where there is no such line.
  func line(of refund: ContributionRefunded, in state: ProjectState) throws(Refusal) -> LineName? {
    if refund.isError { return refund.of }
    let payer = books.registers.identity(of: refund.to)
    let lines = state.promises.lines.filter { books.registers.identity(of: $0.name.partner) == payer }
    let named = lines.filter { $0.name == refund.of }
    let fitting = lines.filter { $0.currency == refund.value.currency && $0.name.modality != .inKind }
    let meant = refund.of == nil ? fitting : named
    if meant.count > 1 || refund.of != nil && meant.isEmpty {
      throw ambiguous(
        refund.of == nil
          ? "\(refund.to), which has \(meant.count) lines that can be meant" : "a line that is not there",
        lines.map(\.name))
    }
    return meant.first?.name
  }

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
    _ = try line(of: refund, in: state)
  }
}
