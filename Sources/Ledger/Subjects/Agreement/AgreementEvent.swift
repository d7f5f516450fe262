/// What can happen to an agreement.
public enum AgreementEvent: SubjectEvent {
  indirect case signed(AgreementSigned)
  indirect case revised(AgreementRevised)
  case ended(Remark)

  public enum Name: String, EventName {
    case signed = "AgreementSigned"
    case revised = "AgreementRevised"
    case ended = "AgreementEnded"

    public static var countsInPeriods: Bool { true }
    public var mayLieInFuture: Bool { false }
    public var isFounding: Bool { self == .signed }
    public var holdsFromLastDay: Bool { self == .ended }
  }

  public init?(_ event: Event) {
    guard case .agreement(let own) = event else { return nil }
    self = own
  }

  public var name: Name {
    switch self {
    case .signed: .signed
    case .revised: .revised
    case .ended: .ended
    }
  }

  var mentions: [Subject] {
    func all(_ parties: [String], _ projects: [String], _ pledges: [String]) -> [Subject] {
      Subject.all(.partner, parties) + Subject.all(.project, projects) + Subject.all(.pledge, pledges)
    }
    return switch self {
    case .signed(let signed): all(signed.parties, signed.projects, signed.pledges)
    case .revised(let revised): all(revised.parties, revised.projects, revised.pledges)
    case .ended: []
    }
  }

  init(_ name: Name, from r: inout LineReader) throws(LineError) {
    switch name {
    case .signed: self = .signed(try AgreementSigned(from: &r))
    case .revised: self = .revised(try AgreementRevised(from: &r))
    case .ended: self = .ended(try Remark(from: &r, member: "reason", required: false, type: "AgreementEnded"))
    }
  }

  func write(to w: inout LineWriter) {
    switch self {
    case .signed(let signed): signed.write(to: &w)
    case .revised(let revised): revised.write(to: &w)
    case .ended(let remark): remark.write(to: &w, member: "reason", type: "AgreementEnded")
    }
  }

  public var sentence: Sentence {
    switch self {
    case .signed(let signed): signed.sentence
    case .revised(let revised): revised.sentence
    case .ended(let remark): "agreement ended\(because: remark.text)"
    }
  }
}

extension Rules {
  func check(_ event: AgreementEvent) throws(Refusal) {
    switch event {
    case .signed(let signed): try check(signed)
    case .revised(let revised):
      try check(revised)
      try needsTotals(in: books.registers.agreements[command.subject.name]?.standing ?? [])
    case .ended: _ = try agreement()
    }
  }

  /// The agreement that the command is about, which must be in force.
  func agreement() throws(Refusal) -> AgreementState {
    guard let item = books.registers.agreements[command.subject.name], item.state.signed != nil else {
      throw unknownSubject("an agreement that was signed")
    }
    try needsOpening(item.opening, "when the agreement was signed")
    let state = item.state(before: command)
    if state.endedOn != nil { throw notActive("in force") }
    return state
  }

  func needsAgreements(_ names: [String], at place: String) throws(Refusal) {
    for name in names where books.registers.agreements[name]?.state.signed == nil {
      throw unknown(Subject(kind: .agreement, uncheckedName: name), at: place)
    }
  }
}

extension AgreementEvent {
  /// Whether the total of the value can be what the event makes of it.
  func keepsTotal(of value: PromisedValue) -> Bool {
    guard case .revised(let revised) = self, let change = revised.change else { return true }
    return value.admits(change)
  }
}
