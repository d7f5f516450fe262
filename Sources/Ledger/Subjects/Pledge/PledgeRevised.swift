public struct PledgeRevised: Hashable, Sendable {
  public let change: Change?
  public let reason: String?
  public let terms: PledgeTerms

  public init(_ change: Change? = nil, terms: PledgeTerms = PledgeTerms(), reason: String? = nil) {
    (self.change, self.terms, self.reason) = (change, terms, reason)
  }

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

  var sentence: Sentence { "pledge revised\(change.map { ", \($0.sentence)" })\(because: reason)" }
}

extension Rules {
  func check(_ revised: PledgeRevised) throws(Refusal) {
    let state = try pledge()
    try current(revised.terms.countries, at: "event.countries")
    if let change = revised.change { try check(change, of: state.value, at: "event") }
    try ordered(revised.terms.starts ?? state.terms.starts, revised.terms.ends ?? state.terms.ends, at: "event.ends")
  }
}
