public struct FundingChange: Hashable, Sendable {
  public let from: String
  /// Needed where the partner is new to the project.
  public let modality: Modality?
  public let change: Change

  public init(from: String, modality: Modality? = nil, _ change: Change) {
    (self.from, self.modality, self.change) = (from, modality, change)
  }

  init(from r: inout LineReader) throws(LineError) {
    try r.open()
    let adds = try r.optionalMoney("adds")
    try r.need("from")
    from = try r.name()
    modality = r.has("modality") ? try r.oneOf(Modality.self) : nil
    let sets = try r.optionalMoney("sets")
    guard let change = try r.exactlyOne(adds: adds, sets: sets) else {
      throw r.failure("exactly one of \"adds\" and \"sets\"")
    }
    self.change = change
    try r.close()
  }

  func write(to w: inout LineWriter) {
    w.open()
    if case .adds(let money) = change { w.member("adds", money: money) }
    w.member("from", plain: from)
    w.member("modality", plain: modality?.rawValue)
    if case .sets(let money) = change { w.member("sets", money: money) }
    w.close()
  }
}

public struct AddendumSigned: Hashable, Sendable {
  public let beneficiaries: SmallList<Beneficiary>
  public let ends: Day?
  public let funding: SmallList<FundingChange>
  public let number: Int
  public let reason: String?
  public let title: String?

  /// - Parameters:
  ///   - number: from 1 to 9999, once for each project.
  ///   - funding: what it adds to or sets anew; each partner once in a currency.
  ///   - beneficiaries: they replace the list.
  ///   - title: a new title.
  ///   - ends: a new stated end.
  ///   - reason: why, for people.
  public init(
    number: Int, funding: [FundingChange] = [], beneficiaries: [Beneficiary] = [], title: String? = nil,
    ends: Day? = nil, reason: String? = nil
  ) {
    (self.number, self.funding, self.beneficiaries) = (number, SmallList(funding), SmallList(beneficiaries))
    (self.title, self.ends, self.reason) = (title, ends, reason)
  }

  init(from r: inout LineReader) throws(LineError) {
    beneficiaries = try Beneficiary.list(from: &r)
    ends = try r.optionalDay("ends")
    funding = try r.optionalSmallList("funding") { (r: inout LineReader) throws(LineError) in
      try FundingChange(from: &r)
    }
    try r.need("number")
    let number = try r.integer()
    guard (1...9999).contains(number) else { throw r.failure("an addendum number from 1 to 9999") }
    self.number = Int(number)
    reason = try r.optionalText("reason")
    title = try r.optionalText("title")
    try r.type("AddendumSigned")
  }

  func write(to w: inout LineWriter) {
    Beneficiary.write(beneficiaries, to: &w)
    w.member("ends", day: ends)
    if !funding.isEmpty {
      w.member("funding")
      w.array(funding) { $1.write(to: &$0) }
    }
    w.member("number")
    w.integer(Int64(number))
    w.member("reason", text: reason)
    w.member("title", text: title)
    w.type("AddendumSigned")
  }

  var sentence: Sentence {
    let money: [Sentence] = funding.map { "\($0.change.sentence) from \($0.from)" }
    return """
      addendum \(number)\(money.isEmpty ? nil : " \(list: money)")\(Beneficiary.sentence(of: beneficiaries))\
      \(ends.map { ", ends \($0)" })\(because: reason)
      """
  }
}

extension AddendumSigned {
  var mentions: [Subject] { Subject.all(.partner, funding.map(\.from)) }
}

extension Rules {
  func check(_ addendum: AddendumSigned, in state: ProjectState) throws(Refusal) {
    try needsSignature(state)
    try needsPhase(state, [.open, .completed])
    try checkPartners(of: addendum, in: state)
    for change in addendum.funding {
      try current(change.change.money, at: "event.funding")
      switch change.change {
      case .adds(let money): if money.minor == 0 { throw notPositive("0", at: "event.funding.adds") }
      case .sets(let money): try notNegative(money, at: "event.funding.sets")
      }
    }
    try unique(addendum.funding.map { "\($0.from) \($0.change.money.currency)" }, at: "event.funding")
    try check(addendum.beneficiaries)
    if state.addenda.contains(addendum.number) {
      throw Refusal(
        .addendumNumberUsed, at: "event.number", found: "\(addendum.number)",
        expected: "a number that the project has not used",
        remedy: "Take the next number; the last is \(state.addenda.max() ?? 0).")
    }
    for change in addendum.funding {
      guard case .adds(let money) = change.change else { continue }
      let before = state.lines.first { $0.from == change.from && $0.currency == money.currency }?.minor ?? 0
      let (after, overflow) = before.addingReportingOverflow(money.minor)
      if overflow || after < 0 { throw totalNegative("event.funding.adds", before, money) }
    }
  }

  private func checkPartners(of addendum: AddendumSigned, in state: ProjectState) throws(Refusal) {
    for change in addendum.funding {
      try needsPartner(change.from, at: "event.funding")
      if change.modality == nil, !state.lines.contains(where: { $0.from == change.from }) {
        throw Refusal(
          .malformed, at: "event.funding.modality", found: "nothing",
          expected: "a modality, because \(change.from) is new to the project",
          remedy: "State cash, fundsInTrust or inKind.")
      }
    }
  }
}
