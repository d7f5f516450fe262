/// What can happen to a partner.
public enum PartnerEvent: SubjectEvent {
  indirect case registered(PartnerProfile)
  indirect case revised(PartnerProfile)
  indirect case merged(PartnerMerged)
  case championshipStarted(Remark)
  case championshipEnded(Remark)

  public enum Name: String, EventName {
    case registered = "PartnerRegistered"
    case revised = "PartnerRevised"
    case merged = "PartnerMerged"
    case championshipStarted = "ChampionshipStarted"
    case championshipEnded = "ChampionshipEnded"

    public static var countsInPeriods: Bool { true }
    public var mayLieInFuture: Bool { false }
    public var isFounding: Bool { self == .registered }
    public var holdsFromLastDay: Bool { self == .championshipEnded }
  }

  public init?(_ event: Event) {
    guard case .partner(let own) = event else { return nil }
    self = own
  }

  public var name: Name {
    switch self {
    case .registered: .registered
    case .revised: .revised
    case .merged: .merged
    case .championshipStarted: .championshipStarted
    case .championshipEnded: .championshipEnded
    }
  }

  var mentions: [Subject] {
    switch self {
    case .registered(let profile), .revised(let profile): Subject.all(.partner, profile.parent.map { [$0] } ?? [])
    case .merged(let merged): Subject.all(.partner, [merged.into])
    case .championshipStarted, .championshipEnded: []
    }
  }

  init(_ name: Name, from r: inout LineReader) throws(LineError) {
    switch name {
    case .registered: self = .registered(try PartnerProfile(from: &r, type: "PartnerRegistered"))
    case .revised: self = .revised(try PartnerProfile(from: &r, type: "PartnerRevised"))
    case .merged: self = .merged(try PartnerMerged(from: &r))
    case .championshipStarted:
      self = .championshipStarted(try Remark(from: &r, member: "note", required: false, type: "ChampionshipStarted"))
    case .championshipEnded:
      self = .championshipEnded(try Remark(from: &r, member: "reason", required: false, type: "ChampionshipEnded"))
    }
  }

  func write(to w: inout LineWriter) {
    switch self {
    case .registered(let profile): profile.write(to: &w, type: "PartnerRegistered")
    case .revised(let profile): profile.write(to: &w, type: "PartnerRevised")
    case .merged(let merged): merged.write(to: &w)
    case .championshipStarted(let remark): remark.write(to: &w, member: "note", type: "ChampionshipStarted")
    case .championshipEnded(let remark): remark.write(to: &w, member: "reason", type: "ChampionshipEnded")
    }
  }

  public var sentence: Sentence {
    switch self {
    case .registered(let profile): profile.asRegistered
    case .revised(let profile): profile.asRevised
    case .merged(let merged): merged.sentence
    case .championshipStarted(let remark): "became a champion\(because: remark.text)"
    case .championshipEnded(let remark): "is no longer a champion\(because: remark.text)"
    }
  }
}

extension Rules {
  func check(_ event: PartnerEvent) throws(Refusal) {
    switch event {
    case .registered(let profile): try register(profile)
    case .revised(let profile): try revise(profile)
    case .merged(let merged): try merge(merged)
    case .championshipStarted: try needsPartnerOutside()
    case .championshipEnded:
      try needsPartnerOutside()
      guard books.registers.partners[command.subject.name]?.state.isChampion ?? false else {
        throw notActive("a champion")
      }
    }
  }

  private func needsPartnerOutside() throws(Refusal) {
    try needsPartner(command.subject.name, at: "subject", .unknownSubject)
    try notInternal(command.subject.name, at: "subject")
  }
}
