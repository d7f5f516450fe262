import Reference

public enum PledgeKind: String, CaseIterable, Sendable { case financial, inKind, policy, advocacy, programmatic }
public enum PledgeFocus: String, CaseIterable, Sendable { case access, adoption, valueCreation, accelerate }
public enum PledgeStatus: String, CaseIterable, Sendable { case notStarted, inProgress, completed, delayed }
public enum GroupCode: String, CaseIterable, Sendable { case ldc = "LDC", lldc = "LLDC", sids = "SIDS" }

/// What a pledge promises: all of it in `PledgeMade`, any part of it in `PledgeRevised`.
public struct PledgeTerms: Hashable, Sendable {
  public var countries: [Alpha3] = []
  public var displaced: Bool?
  public var ends: Day?
  public var focus: [PledgeFocus] = []
  public var groups: [GroupCode] = []
  public var kinds: [PledgeKind] = []
  public var starts: Day?
  public var title: String?
}

public struct PledgeMade: Hashable, Sendable {
  public let by: String
  public let terms: PledgeTerms
  public let value: Money?

  init(from r: inout LineReader) throws(LineError) {
    var terms = PledgeTerms()
    try r.need("by")
    by = try r.name()
    terms.countries = try r.optionalCountries("countries")
    if r.has("displaced") { terms.displaced = try r.boolean() }
    terms.ends = try r.optionalDay("ends")
    try r.need("focus")
    terms.focus = try r.array { (r: inout LineReader) throws(LineError) in try r.oneOf(PledgeFocus.self) }
    terms.groups = try r.optionalArray("groups") { (r: inout LineReader) throws(LineError) in
      try r.oneOf(GroupCode.self)
    }
    try r.need("kinds")
    terms.kinds = try r.array { (r: inout LineReader) throws(LineError) in try r.oneOf(PledgeKind.self) }
    terms.starts = try r.optionalDay("starts")
    try r.need("title")
    terms.title = try r.text()
    try r.type("PledgeMade")
    value = try r.optionalMoney("value")
    self.terms = terms
  }

  func write(to w: inout LineWriter) {
    w.member("by", plain: by)
    w.member("countries", countries: terms.countries)
    w.member("displaced", flag: terms.displaced)
    w.member("ends", day: terms.ends)
    w.member("focus", names: terms.focus.map(\.rawValue))
    w.member("groups", names: terms.groups.map(\.rawValue))
    w.member("kinds", names: terms.kinds.map(\.rawValue))
    w.member("starts", day: terms.starts)
    w.member("title", text: terms.title)
    w.type("PledgeMade")
    w.member("value", money: value)
  }
}

public struct PledgeRevised: Hashable, Sendable {
  public let change: Change?
  public let reason: String?
  public let terms: PledgeTerms

  init(from r: inout LineReader) throws(LineError) {
    var terms = PledgeTerms()
    let adds = try r.optionalMoney("adds")
    terms.countries = try r.optionalCountries("countries")
    if r.has("displaced") { terms.displaced = try r.boolean() }
    terms.ends = try r.optionalDay("ends")
    terms.focus = try r.optionalArray("focus") { (r: inout LineReader) throws(LineError) in
      try r.oneOf(PledgeFocus.self)
    }
    terms.groups = try r.optionalArray("groups") { (r: inout LineReader) throws(LineError) in
      try r.oneOf(GroupCode.self)
    }
    terms.kinds = try r.optionalArray("kinds") { (r: inout LineReader) throws(LineError) in try r.oneOf(PledgeKind.self)
    }
    reason = try r.optionalText("reason")
    let sets = try r.optionalMoney("sets")
    terms.starts = try r.optionalDay("starts")
    terms.title = try r.optionalText("title")
    try r.type("PledgeRevised")
    change = try r.exactlyOne(adds: adds, sets: sets)
    self.terms = terms
    guard change != nil || terms != PledgeTerms() else { throw r.failure("something that is revised") }
  }

  func write(to w: inout LineWriter) {
    if case .adds(let money) = change { w.member("adds", money: money) }
    w.member("countries", countries: terms.countries)
    w.member("displaced", flag: terms.displaced)
    w.member("ends", day: terms.ends)
    w.member("focus", names: terms.focus.map(\.rawValue))
    w.member("groups", names: terms.groups.map(\.rawValue))
    w.member("kinds", names: terms.kinds.map(\.rawValue))
    w.member("reason", text: reason)
    if case .sets(let money) = change { w.member("sets", money: money) }
    w.member("starts", day: terms.starts)
    w.member("title", text: terms.title)
    w.type("PledgeRevised")
  }
}

public struct PledgeProgressReported: Hashable, Sendable {
  public let delivered: Money?
  public let status: PledgeStatus
  public let text: String?

  init(from r: inout LineReader) throws(LineError) {
    delivered = try r.optionalMoney("delivered")
    try r.need("status")
    status = try r.oneOf(PledgeStatus.self)
    text = try r.optionalText("text")
    try r.type("PledgeProgressReported")
  }

  func write(to w: inout LineWriter) {
    w.member("delivered", money: delivered)
    w.member("status", plain: status.rawValue)
    w.member("text", text: text)
    w.type("PledgeProgressReported")
  }
}
