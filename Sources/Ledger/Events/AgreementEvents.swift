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
}

public struct AgreementRevised: Hashable, Sendable {
  public let change: Change?
  public let countries: [Alpha3]
  public let parties: [String]
  public let pledges: [String]
  public let projects: [String]
  public let reason: String?
  public let title: String?
  public let validTo: Day?

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
}
