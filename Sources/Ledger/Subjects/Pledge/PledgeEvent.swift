/// What can happen to a pledge.
public enum PledgeEvent: SubjectEvent {
  indirect case made(PledgeMade)
  indirect case revised(PledgeRevised)
  indirect case progressReported(PledgeProgressReported)
  case withdrawn(Remark)

  public enum Name: String, EventName {
    case made = "PledgeMade"
    case revised = "PledgeRevised"
    case progressReported = "PledgeProgressReported"
    case withdrawn = "PledgeWithdrawn"

    public static var countsInPeriods: Bool { true }
    public var mayLieInFuture: Bool { false }
    public var isFounding: Bool { self == .made }
    public var holdsFromLastDay: Bool { self == .withdrawn }
  }

  public init?(_ event: Event) {
    guard case .pledge(let own) = event else { return nil }
    self = own
  }

  public var name: Name {
    switch self {
    case .made: .made
    case .revised: .revised
    case .progressReported: .progressReported
    case .withdrawn: .withdrawn
    }
  }

  var mentions: [Subject] {
    switch self {
    case .made(let made): Subject.all(.partner, [made.by])
    case .revised, .progressReported, .withdrawn: []
    }
  }

  init(_ name: Name, from r: inout LineReader) throws(LineError) {
    switch name {
    case .made: self = .made(try PledgeMade(from: &r))
    case .revised: self = .revised(try PledgeRevised(from: &r))
    case .progressReported: self = .progressReported(try PledgeProgressReported(from: &r))
    case .withdrawn: self = .withdrawn(try Remark(from: &r, member: "reason", required: true, type: "PledgeWithdrawn"))
    }
  }

  func write(to w: inout LineWriter) {
    switch self {
    case .made(let made): made.write(to: &w)
    case .revised(let revised): revised.write(to: &w)
    case .progressReported(let report): report.write(to: &w)
    case .withdrawn(let remark): remark.write(to: &w, member: "reason", type: "PledgeWithdrawn")
    }
  }

  public var sentence: Sentence {
    switch self {
    case .made(let made): made.sentence
    case .revised(let revised): revised.sentence
    case .progressReported(let report): report.sentence
    case .withdrawn(let remark): "pledge withdrawn\(because: remark.text)"
    }
  }
}

extension Rules {
  func check(_ event: PledgeEvent) throws(Refusal) {
    switch event {
    case .made(let made): try check(made)
    case .revised(let revised):
      try check(revised)
      try needsTotals(in: books.registers.pledges[command.subject.name]?.standing ?? [])
    case .progressReported(let report): try check(report)
    case .withdrawn: _ = try pledge()
    }
  }

  /// The pledge that the command is about, which must stand.
  func pledge() throws(Refusal) -> PledgeState {
    guard let item = books.registers.pledges[command.subject.name], item.state.made != nil else {
      throw unknownSubject("a pledge that was made")
    }
    try needsOpening(item.opening, "when the pledge was made")
    let state = item.state(before: command)
    if state.withdrawnOn != nil { throw notActive("standing; it was withdrawn") }
    return state
  }

  func needsPledges(_ names: [String], at place: String) throws(Refusal) {
    for name in names where books.registers.pledges[name]?.state.made == nil {
      throw unknown(Subject(kind: .pledge, uncheckedName: name), at: place)
    }
  }
}

extension PledgeEvent {
  /// Whether the total of the value can be what the event makes of it.
  func keepsTotal(of value: PromisedValue) -> Bool {
    guard case .revised(let revised) = self, let change = revised.change else { return true }
    return value.admits(change)
  }
}
