import Reference

public struct AgreementRevised: Hashable, Sendable {
  public let change: Change?
  public let countries: [Alpha3]
  public let parties: [String]
  public let pledges: [String]
  public let projects: [String]
  public let reason: String?
  public let title: String?
  public let validTo: Day?

  public init(
    _ change: Change? = nil, title: String? = nil, validTo: Day? = nil, reason: String? = nil,
    countries: [Alpha3] = [], parties: [String] = [], projects: [String] = [], pledges: [String] = []
  ) {
    (self.change, self.title, self.validTo, self.reason, self.countries) = (change, title, validTo, reason, countries)
    (self.parties, self.projects, self.pledges) = (parties, projects, pledges)
  }

  init(from r: inout LineReader) throws(LineError) {
    let adds = try r.optionalMoney("adds")
    countries = try r.optionalCountries("countries")
    parties = try r.optionalNames("parties")
    pledges = try r.optionalNames("pledges")
    projects = try r.optionalNames("projects")
    reason = try r.optionalText("reason")
    let sets = try r.optionalMoney("sets")
    change = try r.exactlyOne(adds: adds, sets: sets)
    title = try r.optionalText("title")
    try r.type("AgreementRevised")
    validTo = try r.optionalDay("validTo")
    guard
      change != nil || !countries.isEmpty || !parties.isEmpty || !pledges.isEmpty || !projects.isEmpty || title != nil
        || validTo != nil
    else { throw r.failure("something that is revised") }
  }

  func write(to w: inout LineWriter) {
    if case .adds(let money) = change { w.member("adds", money: money) }
    w.member("countries", countries: countries)
    w.member("parties", names: parties)
    w.member("pledges", names: pledges)
    w.member("projects", names: projects)
    w.member("reason", text: reason)
    if case .sets(let money) = change { w.member("sets", money: money) }
    w.member("title", text: title)
    w.type("AgreementRevised")
    w.member("validTo", day: validTo)
  }

  var sentence: Sentence {
    """
    agreement revised\(change.map { ", \($0.sentence)" })\(validTo.map { ", valid to \($0)" })\(because: reason)
    """
  }
}

extension Rules {
  func check(_ revised: AgreementRevised) throws(Refusal) {
    let state = try agreement()
    for party in revised.parties { try needsExternalPartner(party, at: "event.parties") }
    try needsProjects(revised.projects, at: "event.projects")
    try needsPledges(revised.pledges, at: "event.pledges")
    try current(revised.countries, at: "event.countries")
    if let change = revised.change { try check(change, of: state.value, at: "event") }
  }
}
