import Reference

/// The rules of one command, against the books as they stand.
struct Rules {
  let command: Command
  let books: Books
  /// The day of recording.
  let day: Day

  var project: ProjectState { books.projects[command.subject.name]?.state ?? ProjectState() }

  func check(_ event: Event) throws(Refusal) {
    switch event {
    case .partnerRegistered(let profile): try register(profile)
    case .partnerRevised(let profile):
      try needsPartner(command.subject.name, at: "subject", .unknownSubject)
      guard !profile.isEmpty else {
        throw Refusal(
          .malformed, at: "event", found: "no member to revise", expected: "at least one", remedy: "State what changes."
        )
      }
      if let parent = profile.parent { try needsPartner(parent, at: "event.parent") }
      if let kind = profile.kind, (kind == .internalFund) != isInternal(command.subject.name) {
        throw fundAndPartner(at: "event.kind", command.subject.name, kind.rawValue)
      }
    case .partnerMerged(let merged): try merge(merged)
    case .championshipStarted, .championshipEnded:
      try needsPartner(command.subject.name, at: "subject", .unknownSubject)
      try notInternal(command.subject.name, at: "subject")
      let isChampion = books.registers.partners[command.subject.name]?.state.isChampion ?? false
      if event.type == .championshipEnded, !isChampion { throw notActive("a champion") }
    case .projectSigned, .addendumSigned, .contributionReceived, .contributionRefunded, .disbursementMade,
      .disbursementRecovered,
      .activitiesCompleted, .projectClosed, .projectCancelled:
      try check(project: event, in: project)
    case .agreementSigned(let signed): try check(signed)
    case .agreementRevised(let revised):
      let state = try agreement()
      for party in revised.parties { try needsExternalPartner(party, at: "event.parties") }
      try needsProjects(revised.projects, at: "event.projects")
      try needsPledges(revised.pledges, at: "event.pledges")
      if let change = revised.change { try check(change, of: state.value, at: "event") }
    case .agreementEnded: _ = try agreement()
    case .pledgeMade(let made): try check(made)
    case .pledgeRevised(let revised):
      let state = try pledge()
      if let change = revised.change { try check(change, of: state.value, at: "event") }
      try ordered(revised.terms.starts ?? state.terms.starts, revised.terms.ends ?? state.terms.ends, at: "event.ends")
    case .pledgeProgressReported(let report):
      _ = try pledge()
      if let delivered = report.delivered {
        try current(delivered, at: "event.delivered")
        try notNegative(delivered, at: "event.delivered")
      }
    case .pledgeWithdrawn: _ = try pledge()
    case .impactAssessmentIssued(let issued):
      if books.registers.assessments[command.subject.name]?.state.issued != nil { throw alreadyExists("issued") }
      try unique(issued.projects, at: "event.projects")
      try needsProjects(issued.projects, at: "event.projects")
    case .budgetSet(let set):
      if let plan = books.registers.plans[command.subject.name]?.state.plan, plan != set.plan {
        throw Refusal(
          .unknownCode, at: "event.plan", found: set.plan.code,
          expected: "\(plan.code), the plan of \(command.subject)",
          remedy: "Keep the budgets of two plans in two subjects.")
      }
      try current(set.value, at: "event.value")
      try notNegative(set.value, at: "event.value")
    case .targetSet(let set):
      if case .value(let money) = set.goal {
        try current(money, at: "event.value")
        try positive(money, at: "event.value")
      }
      if case .count(let count) = set.goal, count <= 0 { throw notPositive("\(count)", at: "event.count") }
    case .aggregateReported(let report):
      if let value = report.value { try notNegative(value, at: "event.value") }
    case .roleRevoked(let revoked):
      if !books.registers.policy.holds(revoked.role, revoked.actor) {
        throw notActive("a holder of the role \(revoked.role.rawValue)", found: revoked.actor)
      }
    case .groupMembershipSet(let set):
      if let to = set.to, to < set.from { throw reversed("\(set.from) to \(to)", at: "event.to") }
    case .ratesPublished, .figurePublished, .roleGranted, .approvalRequired, .periodClosed: break
    case .recordReversed: preconditionFailure("a reversal has its own check")
    }
  }

  // MARK: Partners

  private func register(_ profile: PartnerProfile) throws(Refusal) {
    guard profile.name != nil, profile.kind != nil else {
      throw Refusal(
        .malformed, at: "event", found: "no \(profile.name == nil ? "name" : "kind")", expected: "a name and a kind",
        remedy: "State both.")
    }
    if books.registers.profile(of: command.subject.name) != nil { throw alreadyExists("registered") }
    if let parent = profile.parent { try needsPartner(parent, at: "event.parent") }
  }

  private func merge(_ merged: PartnerMerged) throws(Refusal) {
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

  private func notInternal(_ name: String, at place: String) throws(Refusal) {
    if books.registers.profile(of: name)?.kind == .internalFund {
      throw Refusal(
        .internalFundNotAPartner, at: place, found: "\(name), an internal fund", expected: "a partner outside ITU",
        remedy: "An internal fund may stand only in the funding of a project.")
    }
  }

  // MARK: Agreements and pledges

  private func check(_ signed: AgreementSigned) throws(Refusal) {
    if books.registers.agreements[command.subject.name]?.state.signed != nil { throw alreadyExists("signed") }
    for party in signed.parties { try needsExternalPartner(party, at: "event.parties") }
    try needsProjects(signed.projects, at: "event.projects")
    try needsPledges(signed.pledges, at: "event.pledges")
    if let value = signed.value {
      try current(value, at: "event.value")
      try positive(value, at: "event.value")
    }
    try unique(signed.parties, at: "event.parties")
    try unique(signed.countries.map(\.text), at: "event.countries")
    try ordered(signed.validFrom, signed.validTo, at: "event.validTo")
  }

  private func agreement() throws(Refusal) -> AgreementState {
    guard let state = books.registers.agreements[command.subject.name]?.state, state.signed != nil else {
      throw unknownSubject("an agreement that was signed")
    }
    if state.endedOn != nil { throw notActive("in force") }
    return state
  }

  private func check(_ made: PledgeMade) throws(Refusal) {
    if books.registers.pledges[command.subject.name]?.state.made != nil { throw alreadyExists("made") }
    try needsExternalPartner(made.by, at: "event.by")
    if let value = made.value {
      try current(value, at: "event.value")
      try positive(value, at: "event.value")
    }
    try unique(made.terms.countries.map(\.text), at: "event.countries")
    try ordered(made.terms.starts, made.terms.ends, at: "event.ends")
  }

  private func pledge() throws(Refusal) -> PledgeState {
    guard let state = books.registers.pledges[command.subject.name]?.state, state.made != nil else {
      throw unknownSubject("a pledge that was made")
    }
    if state.withdrawnOn != nil { throw notActive("standing; it was withdrawn") }
    return state
  }

  private func check(_ change: Change, of value: PromisedValue, at place: String) throws(Refusal) {
    try current(change.money, at: place)
    switch change {
    case .sets(let money): try notNegative(money, at: "\(place).sets")
    case .adds(let money):
      if money.minor == 0 { throw notPositive("0", at: "\(place).adds") }
      if let old = value.money, old.currency != money.currency {
        throw Refusal(
          .currencyDiffers, at: "\(place).adds", found: money.currency.text,
          expected: "\(old.currency), the currency of the value so far",
          remedy: "Use \"sets\" with the whole new value, or the same currency.")
      }
      if (value.money?.minor ?? 0) + money.minor < 0 {
        throw totalNegative("\(place).adds", value.money?.minor ?? 0, money)
      }
    }
  }

  func needsProjects(_ names: [String], at place: String) throws(Refusal) {
    for name in names where books.projects[name]?.state.phase ?? .unsigned == .unsigned {
      throw unknown(Subject(kind: .project, uncheckedName: name), at: place)
    }
  }

  func needsPledges(_ names: [String], at place: String) throws(Refusal) {
    for name in names where books.registers.pledges[name]?.state.made == nil {
      throw unknown(Subject(kind: .pledge, uncheckedName: name), at: place)
    }
  }

  func needsAgreements(_ names: [String], at place: String) throws(Refusal) {
    for name in names where books.registers.agreements[name]?.state.signed == nil {
      throw unknown(Subject(kind: .agreement, uncheckedName: name), at: place)
    }
  }
}
