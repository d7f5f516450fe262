import Reference

/// How the events of a project become postings. All are called on the state before the event, but `postSignature`.
extension ProjectState {
  /// Called on the state after the signature, whose lines it posts.
  func postSignature(_ entry: Entry, number: UInt32, partners: PartnerNumbers, into postings: inout [Posting]) {
    postings.append(posting(.projects, 1, entry, number))
    for line in lines {
      let partner = partners.number(ofPartner: line.from)
      if let minor = line.minor, let currency = line.currency {
        let money = Money(minor: minor, currency: currency, qualifier: line.qualifier)
        var signed = posting(.signed, money, entry, number, partner: partner)
        signed.flags.formUnion(Posting.Flags(line.modality))
        split(signed, to: nil, into: &postings)
      } else {
        var unknown = posting(.signed, 0, entry, number, partner: partner)
        unknown.flags.formUnion(Posting.Flags(line.modality).union(.unknownValue))
        postings.append(unknown)
      }
    }
    for beneficiary in beneficiaries { postings.append(reached(beneficiary.country, 1, entry, number)) }
    if let ends { postings.append(posting(.plannedEnd, Int64(ends.number), entry, number)) }
  }

  func postAddendum(
    _ addendum: AddendumSigned, _ entry: Entry, number: UInt32, partners: PartnerNumbers, into postings: inout [Posting]
  ) {
    postings.append(posting(.addenda, 1, entry, number))
    if let ends = addendum.ends { postings.append(posting(.plannedEnd, Int64(ends.number), entry, number)) }
    var after = self
    if !addendum.beneficiaries.isEmpty {
      after.set(beneficiaries: addendum.beneficiaries)
      reallocate(from: self, to: after, entry, number, partners, into: &postings)
    }
    for change in addendum.funding {
      let money = change.change.money
      let before = after.lines.first { $0.from == change.from && $0.currency == money.currency }?.minor ?? 0
      let difference =
        switch change.change {
        case .adds: money.minor
        case .sets: money.minor - before
        }
      let moved = Money(minor: difference, currency: money.currency, qualifier: money.qualifier)
      var added = posting(.added, moved, entry, number, partner: partners.number(ofPartner: change.from))
      added.flags.formUnion(Posting.Flags(change.modality))
      after.split(added, to: nil, into: &postings)
      after.apply(change)
    }
  }

  /// Moves what was signed so far from the old countries to the new ones. The postings add to zero.
  private func reallocate(
    from old: ProjectState, to new: ProjectState, _ entry: Entry, _ number: UInt32, _ partners: PartnerNumbers,
    into postings: inout [Posting]
  ) {
    let before = Set(old.beneficiaries.map(\.country))
    let after = Set(new.beneficiaries.map(\.country))
    for beneficiary in old.beneficiaries where !after.contains(beneficiary.country) {
      postings.append(reached(beneficiary.country, -1, entry, number))
    }
    for beneficiary in new.beneficiaries where !before.contains(beneficiary.country) {
      postings.append(reached(beneficiary.country, 1, entry, number))
    }
    for line in old.lines {
      guard let minor = line.minor, minor != 0, let currency = line.currency else { continue }
      for (state, sign) in [(old, Int64(-1)), (new, 1)] {
        let money = Money(minor: sign * minor, currency: currency, qualifier: line.qualifier)
        var moved = posting(.added, money, entry, number, partner: partners.number(ofPartner: line.from))
        moved.flags.insert(.reallocation)
        state.split(moved, to: nil, into: &postings)
      }
    }
  }

  /// Splits a posting by the shares of the project, or gives the whole to one country.
  func split(_ whole: Posting, to country: Alpha3?, into postings: inout [Posting]) {
    if let country {
      var posting = whole
      posting.country = country.rawValue + 1
      postings.append(posting)
    } else if shares.isEmpty || whole.minor == 0 {
      // Nothing to split; the line itself remains, so that an addendum that moves nothing still names its partner and
      // currency.
      postings.append(whole)
    } else if shares.count == 1, shares[0] == .whole {
      var posting = whole
      posting.country = beneficiaries[0].country.rawValue + 1
      postings.append(posting)
    } else {
      var parts: [Int64] = []
      Ledger.split(whole.minor, by: shares, into: &parts)
      for (i, part) in parts.enumerated() where part != 0 {
        var posting = whole
        posting.minor = part
        posting.country = i < beneficiaries.count ? beneficiaries[i].country.rawValue + 1 : 0
        postings.append(posting)
      }
    }
  }

  func posting(_ measure: Measure, _ minor: Int64, _ entry: Entry, _ number: UInt32, partner: Int? = nil)
    -> Posting
  {
    var posting = Posting(measure, minor, entry: entry, subject: number)
    posting.signedDay = stamp.signedDay
    posting.region = stamp.region
    posting.plan = stamp.plan
    posting.priority = stamp.priority
    posting.theme = stamp.theme
    if let partner { posting.partner = UInt32(partner + 1) }
    return posting
  }

  func posting(_ measure: Measure, _ money: Money, _ entry: Entry, _ number: UInt32, partner: Int? = nil)
    -> Posting
  {
    var posting = posting(measure, money.minor, entry, number, partner: partner)
    posting.set(money)
    return posting
  }

  private func reached(_ country: Alpha3, _ sign: Int64, _ entry: Entry, _ number: UInt32) -> Posting {
    var posting = posting(.reached, sign, entry, number)
    posting.country = country.rawValue + 1
    return posting
  }
}
