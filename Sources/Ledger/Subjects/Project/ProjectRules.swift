import Reference

/// What several events of a project must obey.
extension Rules {
  func needsProjects(_ names: [String], at place: String) throws(Refusal) {
    for name in names where books.projects[name]?.state.phase ?? .unsigned == .unsigned {
      throw unknown(Subject(kind: .project, uncheckedName: name), at: place)
    }
  }

  func check(_ beneficiaries: SmallList<Beneficiary>) throws(Refusal) {
    try current(beneficiaries.map(\.country), at: "event.beneficiaries")
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

  func needsSignature(_ state: ProjectState) throws(Refusal) {
    if !books.projects.contains(command.subject.name) { throw unknownSubject("a project that was signed") }
    if state.phase == .unsigned {
      throw Refusal(
        .beforeSignature, at: "subject", found: "\(command.subject), which is not signed", expected: "a signed project",
        remedy: "Record ProjectSigned first.")
    }
    if let signed = state.signedOn, command.on.last < signed.first {
      throw Refusal(
        .beforeSignature, at: "on", found: command.on.description,
        expected: "a date not before the signature on \(signed)",
        remedy: "Correct one of the two dates.")
    }
  }

  /// A signature too.
  func needsPhase(_ state: ProjectState, _ phases: [ProjectState.Phase]) throws(Refusal) {
    try needsSignature(state)
    guard phases.contains(state.phase) else {
      throw Refusal(
        .projectNotOpen, at: "subject", found: "\(command.subject), which is \(state.phase.rawValue)",
        expected: "a project that is \(phases.map(\.rawValue).joined(separator: " or "))",
        remedy: "Reverse the record that ended it if that was a mistake.")
    }
  }

  /// - Parameter partner: counts the totals of this partner alone, and of those that count as the same.
  func total(_ totals: [ProjectState.Total], _ currency: Alpha3, of partner: String? = nil) -> Int128 {
    let wanted = partner.map(books.registers.identity)
    return totals.reduce(0) { sum, total in
      guard total.currency == currency else { return sum }
      if let wanted, books.registers.identity(of: total.partner) != wanted { return sum }
      return sum + total.minor
    }
  }

  /// What may still be disbursed in a currency: signed money less what was spent. Nil where a funding line has no
  /// stated value, since nobody can say then what is too much. Other currencies are converted at the rate of the day,
  /// rounded down.
  func available(in currency: Alpha3, _ state: ProjectState) throws(Refusal) -> Int128? {
    var sum: Int128 = 0
    for line in state.promises.lines {
      guard let minor = line.minor, let own = line.currency else { return nil }
      sum += try convert(minor, from: own, to: currency)
    }
    for spent in state.disbursed { sum -= try convert(spent.minor, from: spent.currency, to: currency) }
    for back in state.recovered { sum += try convert(back.minor, from: back.currency, to: currency) }
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

  func needsAvailable(_ value: Money, available: Int128, of what: String) throws(Refusal) {
    if Int128(value.minor) > available, command.override == nil {
      throw Refusal(
        .exceedsAvailable, at: "event.value", found: value.description,
        expected:
          "at most \(value.currency) \(Money.text(minor: max(0, available), currency: value.currency)), \(what)",
        remedy: "Record the addendum or receipt that is missing, or give \"override\" with a reason and an approver.")
    }
  }
}
