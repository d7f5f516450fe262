public struct FundingChange: Hashable, Sendable {
  public let from: String
  /// Needed where the partner is new to the project.
  public let modality: Modality?
  public let change: Change
  /// The line that is changed. Filled in when it is recorded, where only one can be meant.
  public private(set) var of: LineName?

  public init(from: String, modality: Modality? = nil, _ change: Change) {
    (self.from, self.modality, self.change) = (from, modality, change)
  }

  init(from r: inout LineReader) throws(LineError) {
    try r.open()
    let adds = try r.optionalMoney("adds")
    try r.need("from")
    from = try r.name()
    modality = r.has("modality") ? try r.oneOf(Modality.self) : nil
    of = r.has("of") ? try LineName(from: &r) : nil
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
    if let of {
      w.member("of")
      of.write(to: &w)
    }
    if case .sets(let money) = change { w.member("sets", money: money) }
    w.close()
  }

  func naming(_ line: LineName?) -> FundingChange {
    var named = self
    named.of = line
    return named
  }
}

public struct AddendumSigned: Hashable, Sendable {
  public let beneficiaries: SmallList<Beneficiary>
  public let ends: Day?
  public private(set) var funding: SmallList<FundingChange>
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

extension AddendumSigned {
  /// The same with other changes of its lines.
  func with(_ funding: SmallList<FundingChange>) -> AddendumSigned {
    var other = self
    other.funding = funding
    return other
  }
}

extension Command {
  /// The command of a record as somebody gave it: without the lines that were filled in when it was recorded.
  /// - Parameter given: what somebody gives now; the lines that it names stay.
  package func asGiven(in given: Command) -> Command {
    var command = self
    switch (event, given.event) {
    case (.project(.addendumSigned(let recorded)), .project(.addendumSigned(let again)))
    where recorded.funding.count == again.funding.count:
      let named = zip(recorded.funding, again.funding).map { $1.of == nil ? $0.naming(nil) : $0 }
      command.event = .project(.addendumSigned(recorded.with(SmallList(named))))
    case (.project(.contributionRefunded(let recorded)), .project(.contributionRefunded(let again)))
    where again.of == nil:
      command.event = .project(.contributionRefunded(recorded.naming(nil)))
    default: break
    }
    return command
  }
}

extension Rules {
  func check(_ addendum: AddendumSigned, in state: ProjectState) throws(Refusal) {
    try needsPhase(state, [.open, .completed])
    try checkPartners(of: addendum, in: state)
    for change in addendum.funding { try checkAmount(of: change.change, at: "event.funding") }
    var lines: [String] = []
    for change in addendum.funding {
      let line = try line(of: change, in: state)
      lines.append("\(line.partner) \(line.currency?.text ?? "") \(line.modality.rawValue)")
    }
    try unique(lines, at: "event.funding")
    try check(addendum.beneficiaries)
    for change in addendum.funding { try checkTotal(after: change, in: state) }
  }

  /// Numbers are used once, whatever the order of the dates.
  func checkNumber(of addendum: AddendumSigned, in state: ProjectState) throws(Refusal) {
    if state.addenda.contains(addendum.number) {
      throw Refusal(
        .addendumNumberUsed, at: "event.number", found: "\(addendum.number)",
        expected: "a number that the project has not used",
        remedy: "Take the next number; the last is \(state.addenda.max() ?? 0).")
    }
  }

  private func checkPartners(of addendum: AddendumSigned, in state: ProjectState) throws(Refusal) {
    for change in addendum.funding {
      try needsPartner(change.from, at: "event.funding")
      let partner = identity(change.from)
      if change.modality == nil, change.of == nil,
        !state.promises.lines.contains(where: { identity($0.name.partner) == partner })
      {
        throw Refusal(
          .malformed, at: "event.funding.modality", found: "nothing",
          expected: "a modality, because \(change.from) is new to the project",
          remedy: "State cash, fundsInTrust or inKind.")
      }
    }
  }

  func checkTotal(after change: FundingChange, in state: ProjectState) throws(Refusal) {
    let line = try line(of: change, in: state)
    try checkTotal(
      after: change.change, of: state.promises[line]?.value ?? PromisedValue(), "the line of \(line.partner)",
      at: "event.funding")
  }

  /// The one line that a change can mean, or the one that it opens.
  private func line(of change: FundingChange, in state: ProjectState) throws(Refusal) -> LineName {
    let meant = state.promises.lines(meantBy: change, identity: identity)
    if meant.count > 1 {
      throw ambiguous("\(change.from), which has \(meant.count) lines that can be meant", meant, at: "event.funding")
    }
    return state.promises.line(of: change, identity: identity)
  }

  func ambiguous(_ found: String, _ lines: [LineName], at place: String = "event.of") -> Refusal {
    let lines = lines.map { "\($0.partner) \($0.currency?.text ?? "without a value") \($0.modality.rawValue)" }
    return Refusal(
      .ambiguousLine, at: place, found: found,
      expected: lines.isEmpty ? "no line, because the partner has none" : "one of \(lines.joined(separator: ", "))",
      remedy: "Name the line in \"of\": its partner, its first currency and its modality.")
  }

  /// The addendum with the names of the lines that it changes.
  func naming(_ addendum: AddendumSigned, in state: ProjectState) throws(Refusal) -> AddendumSigned {
    var named: [FundingChange] = []
    for change in addendum.funding { named.append(change.naming(try line(of: change, in: state))) }
    return addendum.with(SmallList(named))
  }

  private func identity(_ partner: String) -> String { books.registers.identity(of: partner) }
}
