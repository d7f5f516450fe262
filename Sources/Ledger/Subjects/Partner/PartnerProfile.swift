import Reference

public enum PartnerKind: String, CaseIterable, Sendable {
  case government, regulator, unEntity, developmentBank, regionalOrganization, privateSector, foundation, academia,
    civilSociety
  /// A source of money inside ITU (the ICT Development Fund, ITU budgets). Never a partner (requirement R05).
  case internalFund
}

/// What is known of a partner: all of it in `PartnerRegistered`, any part of it in `PartnerRevised`.
public struct PartnerProfile: Hashable, Sendable {
  public var aliases: [String] = []
  public var country: Alpha3?
  public var identifiers: [String: String] = [:]
  public var kind: PartnerKind?
  public var name: String?
  public var names: [String: String] = [:]
  public var parent: String?

  public init(name: String? = nil, kind: PartnerKind? = nil, country: Alpha3? = nil) {
    (self.name, self.kind, self.country) = (name, kind, country)
  }

  var isEmpty: Bool { self == PartnerProfile() }

  init(from r: inout LineReader, type: StaticString) throws(LineError) {
    aliases = try r.optionalTexts("aliases")
    if r.has("country") { country = try r.country() }
    identifiers = try r.optionalPairs("identifiers")
    if r.has("kind") { kind = try r.oneOf(PartnerKind.self) }
    name = try r.optionalText("name")
    names = try r.optionalPairs("names")
    parent = try r.optionalName("parent")
    try r.type(type)
  }

  func write(to w: inout LineWriter, type: StaticString) {
    w.member("aliases", texts: aliases)
    w.member("country", country: country)
    w.member("identifiers", pairs: identifiers)
    w.member("kind", plain: kind?.rawValue)
    w.member("name", text: name)
    w.member("names", pairs: names)
    w.member("parent", plain: parent)
    w.type(type)
  }

  var asRegistered: Sentence {
    "registered\(name.map { " as \($0)" })\(detail: kind.map { "\($0.rawValue)" }, country.map { "\($0)" })"
  }

  var asRevised: Sentence {
    """
    revised\(detail: name.map { "name \($0)" }, kind.map { "kind \($0.rawValue)" }, country.map { "country \($0)" },
    parent.map { "part of \($0)" })
    """
  }

  /// Takes over every part that `revision` states.
  mutating func revise(with revision: PartnerProfile) {
    if !revision.aliases.isEmpty { aliases = revision.aliases }
    country = revision.country ?? country
    if !revision.identifiers.isEmpty { identifiers = revision.identifiers }
    kind = revision.kind ?? kind
    name = revision.name ?? name
    if !revision.names.isEmpty { names = revision.names }
    parent = revision.parent ?? parent
  }
}

public struct PartnerMerged: Hashable, Sendable {
  public let into: String
  public let reason: String?

  public init(into: String, reason: String? = nil) {
    (self.into, self.reason) = (into, reason)
  }

  init(from r: inout LineReader) throws(LineError) {
    try r.need("into")
    into = try r.name()
    reason = try r.optionalText("reason")
    try r.type("PartnerMerged")
  }

  func write(to w: inout LineWriter) {
    w.member("into", plain: into)
    w.member("reason", text: reason)
    w.type("PartnerMerged")
  }

  var sentence: Sentence { "merged into \(into)\(because: reason)" }
}
