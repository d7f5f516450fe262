import Reference

public enum AgreementKind: String, CaseIterable, Sendable {
  case partnership, mou, cooperation, framework, contribution, hosting, declaration, letterOfIntent, unsdcf
}

public struct AgreementSigned: Hashable, Sendable {
  public let countries: [Alpha3]
  public let kind: AgreementKind
  public let parties: [String]
  public let plan: Plan?
  public let pledges: [String]
  public let projects: [String]
  public let region: Region?
  public let title: String?
  public let validFrom: Day?
  public let validTo: Day?
  public let value: Money?

  public init(
    _ kind: AgreementKind, with parties: [String], title: String? = nil, value: Money? = nil, validFrom: Day? = nil,
    validTo: Day? = nil, plan: Plan? = nil, region: Region? = nil, countries: [Alpha3] = [], projects: [String] = [],
    pledges: [String] = []
  ) {
    (self.kind, self.parties, self.title, self.value, self.validFrom) = (kind, parties, title, value, validFrom)
    (self.validTo, self.plan, self.region, self.countries, self.projects) = (validTo, plan, region, countries, projects)
    self.pledges = pledges
  }

  init(from r: inout LineReader) throws(LineError) {
    countries = try r.optionalCountries("countries")
    try r.need("kind")
    kind = try r.oneOf(AgreementKind.self)
    try r.need("parties")
    parties = try r.array { (r: inout LineReader) throws(LineError) in try r.name() }
    plan = r.has("plan") ? try r.plan() : nil
    pledges = try r.optionalNames("pledges")
    projects = try r.optionalNames("projects")
    region = r.has("region") ? try r.region() : nil
    title = try r.optionalText("title")
    try r.type("AgreementSigned")
    validFrom = try r.optionalDay("validFrom")
    validTo = try r.optionalDay("validTo")
    value = try r.optionalMoney("value")
  }

  func write(to w: inout LineWriter) {
    w.member("countries", countries: countries)
    w.member("kind", plain: kind.rawValue)
    w.member("parties", names: parties)
    w.member("plan", plain: plan?.code)
    w.member("pledges", names: pledges)
    w.member("projects", names: projects)
    w.member("region", plain: region?.code)
    w.member("title", text: title)
    w.type("AgreementSigned")
    w.member("validFrom", day: validFrom)
    w.member("validTo", day: validTo)
    w.member("value", money: value)
  }

  var sentence: Sentence {
    "\(kind.rawValue) agreement signed with \(list: parties.map { "\($0)" })\(value.map { ", \($0)" })"
  }
}

extension Rules {
  func check(_ signed: AgreementSigned) throws(Refusal) {
    if books.registers.agreements[command.subject.name]?.state.signed != nil { throw alreadyExists("signed") }
    for party in signed.parties { try needsExternalPartner(party, at: "event.parties") }
    try needsProjects(signed.projects, at: "event.projects")
    try needsPledges(signed.pledges, at: "event.pledges")
    if let value = signed.value {
      try current(value, at: "event.value")
      try positive(value, at: "event.value")
    }
    try current(signed.countries, at: "event.countries")
    try unique(signed.parties.map(books.registers.identity), at: "event.parties")
    try unique(signed.countries.map(\.text), at: "event.countries")
    try ordered(signed.validFrom, signed.validTo, at: "event.validTo")
  }
}
