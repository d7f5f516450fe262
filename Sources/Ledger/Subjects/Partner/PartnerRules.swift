/// The rules of partners, and what other subjects ask of them.
extension Rules {
  func register(_ profile: PartnerProfile) throws(Refusal) {
    guard profile.name != nil, profile.kind != nil else {
      throw Refusal(
        .malformed, at: "event", found: "no \(profile.name == nil ? "name" : "kind")", expected: "a name and a kind",
        remedy: "State both.")
    }
    if books.registers.profile(of: command.subject.name) != nil { throw alreadyExists("registered") }
    if let parent = profile.parent { try needsPartner(parent, at: "event.parent") }
    if let country = profile.country { try current([country], at: "event.country") }
  }

  func revise(_ profile: PartnerProfile) throws(Refusal) {
    try needsPartner(command.subject.name, at: "subject", .unknownSubject)
    guard !profile.isEmpty else {
      throw Refusal(
        .malformed, at: "event", found: "no member to revise", expected: "at least one", remedy: "State what changes.")
    }
    if let parent = profile.parent { try needsPartner(parent, at: "event.parent") }
    if let country = profile.country { try current([country], at: "event.country") }
    if let kind = profile.kind, (kind == .internalFund) != isInternal(command.subject.name) {
      throw fundAndPartner(at: "event.kind", command.subject.name, kind.rawValue)
    }
  }

  func merge(_ merged: PartnerMerged) throws(Refusal) {
    let name = command.subject.name
    try needsPartner(name, at: "subject", .unknownSubject)
    try needsPartner(merged.into, at: "event.into")
    if isInternal(name) != isInternal(merged.into) { throw fundAndPartner(at: "event.into", name, merged.into) }
    if let already = books.registers.partners[name]?.state.mergedInto {
      throw Refusal(
        .mergeLoop, at: "subject", found: "\(name), already merged into \(already)",
        expected: "a partner that is not merged",
        remedy: "Reverse the earlier merge first.")
    }
    if books.registers.identity(of: merged.into) == name {
      throw Refusal(
        .mergeLoop, at: "event.into", found: merged.into,
        expected: "a partner other than \(name) and those merged into it",
        remedy: "Merge the other way round, or reverse the earlier merge.")
    }
  }

  func needsPartner(_ name: String, at place: String, _ code: RuleCode = .unknownPartner) throws(Refusal) {
    if books.registers.profile(of: name) == nil {
      throw Refusal(
        code, at: place, found: name, expected: "a registered partner",
        remedy: "Register partner/\(name) first, or correct the name; `pledgebook report partners` lists them.")
    }
  }

  func needsExternalPartner(_ name: String, at place: String) throws(Refusal) {
    try needsPartner(name, at: place)
    try notInternal(name, at: place)
  }

  private func isInternal(_ name: String) -> Bool { books.registers.profile(of: name)?.kind == .internalFund }

  /// Money that was posted as internal or external stays so: a fund never becomes a partner (requirement R05).
  private func fundAndPartner(at place: String, _ name: String, _ other: String) -> Refusal {
    Refusal(
      .internalFundNotAPartner, at: place, found: "\(name) and \(other), one of them an internal fund",
      expected: "two partners, or two internal funds",
      remedy: "Reverse the registration that is wrong and register it again.")
  }

  func notInternal(_ name: String, at place: String) throws(Refusal) {
    if books.registers.profile(of: name)?.kind == .internalFund {
      throw Refusal(
        .internalFundNotAPartner, at: place, found: "\(name), an internal fund", expected: "a partner outside ITU",
        remedy: "An internal fund may stand only in the funding of a project.")
    }
  }
}
