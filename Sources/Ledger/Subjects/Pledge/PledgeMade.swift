public struct PledgeMade: Hashable, Sendable {
  public let by: String
  public let terms: PledgeTerms
  public let value: Money?

  /// The terms need a title, a focus and a kind.
  public init(by: String, _ terms: PledgeTerms, value: Money? = nil) {
    (self.by, self.terms, self.value) = (by, terms, value)
  }

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

  var sentence: Sentence { "\(by) pledged \(value.map { "\($0), " })\"\(terms.title ?? "")\"" }
}

extension Rules {
  func check(_ made: PledgeMade) throws(Refusal) {
    if books.registers.pledges[command.subject.name]?.state.made != nil { throw alreadyExists("made") }
    try needsExternalPartner(made.by, at: "event.by")
    if let value = made.value {
      try current(value, at: "event.value")
      try positive(value, at: "event.value")
    }
    try current(made.terms.countries, at: "event.countries")
    try unique(made.terms.countries.map(\.text), at: "event.countries")
    try ordered(made.terms.starts, made.terms.ends, at: "event.ends")
  }
}
