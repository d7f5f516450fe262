import Reference

extension Rules {
  /// The rules of a project's life. `state` is a parameter because a reversal tries records against a state without one
  /// of them.
  func check(project event: Event, in state: ProjectState) throws(Refusal) {
    switch event {
    case .projectSigned(let signed):
      if state.phase != .unsigned { throw alreadyExists("signed") }
      try check(signed)
    case .addendumSigned(let addendum):
      try needsSignature(state)
      try needsPhase(state, [.open, .completed])
      try check(addendum, in: state)
    case .contributionReceived(let paid):
      try needsSignature(state)
      try needsPartner(paid.from, at: "event.from")
      try current(paid.value, at: "event.value")
      try positive(paid.value, at: "event.value")
      try needsPhase(state, [.open, .completed])
    case .contributionRefunded(let refund):
      try needsSignature(state)
      try needsPartner(refund.to, at: "event.to")
      try positive(refund.value, at: "event.value")
      let received = state.received.filter { $0.partner == refund.to && $0.currency == refund.value.currency }.reduce(0)
      { $0 + Int128($1.minor) }
      let refunded = state.refunded.filter { $0.partner == refund.to && $0.currency == refund.value.currency }.reduce(0)
      { $0 + Int128($1.minor) }
      try needsAvailable(
        refund.value, available: received - refunded, of: "received from \(refund.to) and not refunded")
    case .disbursementMade(let made):
      try needsSignature(state)
      if let value = made.value {
        try current(value, at: "event.value")
        try positive(value, at: "event.value")
      }
      try needsPhase(state, [.open, .completed])
      if let value = made.value, let available = try available(in: value.currency, state) {
        try needsAvailable(value, available: available, of: "signed and not disbursed")
      }
    case .disbursementRecovered(let back):
      try needsSignature(state)
      try positive(back.value, at: "event.value")
      let spent = total(state.disbursed, back.value.currency) - total(state.recovered, back.value.currency)
      try needsAvailable(back.value, available: spent, of: "disbursed and not recovered")
    case .activitiesCompleted:
      try needsSignature(state)
      try needsPhase(state, [.open])
    case .projectClosed:
      try needsSignature(state)
      try needsPhase(state, [.open, .completed])
    case .projectCancelled:
      try needsSignature(state)
      try needsPhase(state, [.open])
    case .recordReversed, .partnerRegistered, .partnerRevised, .partnerMerged, .championshipStarted, .championshipEnded,
      .agreementSigned, .agreementRevised, .agreementEnded, .pledgeMade, .pledgeRevised, .pledgeProgressReported,
      .pledgeWithdrawn, .impactAssessmentIssued, .budgetSet, .targetSet, .ratesPublished, .groupMembershipSet,
      .aggregateReported, .figurePublished, .roleGranted, .roleRevoked, .approvalRequired, .periodClosed:
      preconditionFailure("\(event.type.rawValue) does not belong to a project")
    }
  }

  private func check(_ signed: ProjectSigned) throws(Refusal) {
    try needsAgreements(signed.agreements, at: "event.agreements")
    try needsPledges(signed.pledges, at: "event.pledges")
    if let parent = signed.parent { try needsProjects([parent], at: "event.parent") }
    for line in signed.funding { try needsPartner(line.from, at: "event.funding") }
    for line in signed.funding {
      if let value = line.value {
        try current(value, at: "event.funding.value")
        try positive(value, at: "event.funding.value")
      }
    }
    try unique(signed.funding.map { "\($0.from) \($0.value?.currency.text ?? "")" }, at: "event.funding")
    try check(signed.beneficiaries)
    try ordered(signed.starts, signed.ends, at: "event.ends")
  }

  private func check(_ addendum: AddendumSigned, in state: ProjectState) throws(Refusal) {
    for change in addendum.funding {
      try needsPartner(change.from, at: "event.funding")
      if change.modality == nil, !state.lines.contains(where: { $0.from == change.from }) {
        throw Refusal(
          .malformed, at: "event.funding.modality", found: "nothing",
          expected: "a modality, because \(change.from) is new to the project",
          remedy: "State cash, fundsInTrust or inKind.")
      }
    }
    for change in addendum.funding {
      try current(change.change.money, at: "event.funding")
      switch change.change {
      case .adds(let money): if money.minor == 0 { throw notPositive("0", at: "event.funding.adds") }
      case .sets(let money): try notNegative(money, at: "event.funding.sets")
      }
    }
    try unique(addendum.funding.map { "\($0.from) \($0.change.money.currency)" }, at: "event.funding")
    try check(addendum.beneficiaries)
    if state.addenda.contains(addendum.number) {
      throw Refusal(
        .addendumNumberUsed, at: "event.number", found: "\(addendum.number)",
        expected: "a number that the project has not used",
        remedy: "Take the next number; the last is \(state.addenda.max() ?? 0).")
    }
    for change in addendum.funding {
      guard case .adds(let money) = change.change else { continue }
      let before = state.lines.first { $0.from == change.from && $0.currency == money.currency }?.minor ?? 0
      let (after, overflow) = before.addingReportingOverflow(money.minor)
      if overflow || after < 0 { throw totalNegative("event.funding.adds", before, money) }
    }
  }

  private func check(_ beneficiaries: SmallList<Beneficiary>) throws(Refusal) {
    try unique(beneficiaries.map(\.country.text), at: "event.beneficiaries")
    let shared = beneficiaries.compactMap(\.share)
    let sum = shared.reduce(0) { $0 + Int64($1.units) }
    if sum > Int64(Share.whole.units) {
      throw Refusal(
        .sharesOver100, at: "event.beneficiaries", found: "shares of \(Decimal(digits: sum, places: 4)) % in all",
        expected: "at most 100 %",
        remedy: "Correct the shares; what is missing to 100 stays unallocated.")
    }
    if !shared.isEmpty, shared.count != beneficiaries.count {
      throw Refusal(
        .mixedShares, at: "event.beneficiaries",
        found: "\(shared.count) of \(beneficiaries.count) countries with a share",
        expected: "a share for every country or for none",
        remedy: "State the missing shares, or none where they are not agreed.")
    }
  }

  private func needsSignature(_ state: ProjectState) throws(Refusal) {
    if !books.projects.contains(command.subject.name) { throw unknownSubject("a project that was signed") }
    if state.phase == .unsigned {
      throw Refusal(
        .beforeSignature, at: "subject", found: "\(command.subject), which is not signed", expected: "a signed project",
        remedy: "Record ProjectSigned first.")
    }
    if let signed = state.signedOn, command.on.last < signed.first, command.event.type != .recordReversed {
      throw Refusal(
        .beforeSignature, at: "on", found: command.on.description,
        expected: "a date not before the signature on \(signed)",
        remedy: "Correct one of the two dates.")
    }
  }

  private func needsPhase(_ state: ProjectState, _ phases: [ProjectState.Phase]) throws(Refusal) {
    guard phases.contains(state.phase) else {
      throw Refusal(
        .projectNotOpen, at: "subject", found: "\(command.subject), which is \(state.phase.rawValue)",
        expected: "a project that is \(phases.map(\.rawValue).joined(separator: " or "))",
        remedy: "Reverse the record that ended it if that was a mistake.")
    }
  }

  private func total(_ totals: [ProjectState.Total], _ currency: Alpha3) -> Int128 {
    totals.reduce(0) { $1.currency == currency ? $0 + Int128($1.minor) : $0 }
  }

  /// What may still be disbursed in a currency: signed money less what was spent. Nil where a funding line has no
  /// stated value, since nobody can say then what is too much. Other currencies are converted at the rate of the day,
  /// rounded down.
  private func available(in currency: Alpha3, _ state: ProjectState) throws(Refusal) -> Int128? {
    var sum: Int128 = 0
    for line in state.lines {
      guard let minor = line.minor, let own = line.currency else { return nil }
      sum += try convert(Int128(minor), from: own, to: currency)
    }
    for spent in state.disbursed { sum -= try convert(Int128(spent.minor), from: spent.currency, to: currency) }
    for back in state.recovered { sum += try convert(Int128(back.minor), from: back.currency, to: currency) }
    return sum
  }

  private func convert(_ minor: Int128, from: Alpha3, to: Alpha3) throws(Refusal) -> Int128 {
    if from == to || minor == 0 { return minor }
    guard let rate = books.registers.exchange.rate(from: from, to: to, on: command.on.last) else {
      throw Refusal(
        .rateMissing, at: "event.value", found: "\(to) against money signed in \(from)",
        expected: "a recorded rate valid on \(command.on.last)",
        remedy: "Record RatesPublished for that day first, or record the amount in \(from).")
    }
    return rate.convertedDown(minor, from: from, to: to)
  }

  private func needsAvailable(_ value: Money, available: Int128, of what: String) throws(Refusal) {
    if Int128(value.minor) > available, command.override == nil {
      throw Refusal(
        .exceedsAvailable, at: "event.value", found: value.description,
        expected:
          "at most \(value.currency) \(Money.text(minor: max(0, available), currency: value.currency)), \(what)",
        remedy: "Record the addendum or receipt that is missing, or give \"override\" with a reason and an approver.")
    }
  }
}

extension ExchangeRates.Rate {
  /// Rounded towards zero to whole minor units of `to`. Only for limits; reports convert exactly.
  func convertedDown(_ minor: Int128, from: Alpha3, to: Alpha3) -> Int128 {
    func power(_ n: Int) -> Int128 { (0..<max(0, n)).reduce(1) { p, _ in p * 10 } }
    let places =
      numerator.places + (Currencies.minorUnits(from) ?? 0) - denominator.places - (Currencies.minorUnits(to) ?? 0)
    let (top, overflow) = minor.multipliedReportingOverflow(by: Int128(numerator.digits))
    // A rate has at most 18 digits and an amount 19: their product fits in 127 bits.
    precondition(!overflow, "an amount times a rate overflows")
    if places < 0 {
      let (scaled, overflow) = top.multipliedReportingOverflow(by: power(-places))
      return overflow ? top / Int128(denominator.digits) * power(-places) : scaled / Int128(denominator.digits)
    }
    return top / power(places) / Int128(denominator.digits)
  }
}
