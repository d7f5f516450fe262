import Reference

/// A project as its records leave it: the terms of the signature with its addenda, and the totals that the rules
/// compare.
public struct ProjectState: SubjectState {
  public enum Phase: String, Sendable { case unsigned, open, completed, closed, cancelled }

  /// Promised money of one partner in one currency. `minor` is nil while no value was ever stated.
  public struct Line: Hashable, Sendable {
    public let from: String
    public var modality: Modality
    public var currency: Alpha3?
    public var minor: Int64?
    public var qualifier: Money.Qualifier
  }

  /// A running total in one currency, for one partner where that matters.
  public struct Total: Hashable, Sendable {
    public let partner: String
    public let currency: Alpha3
    public var minor: Int64
  }

  public private(set) var phase = Phase.unsigned
  public private(set) var signature: ProjectSigned?
  public private(set) var signedOn: EffectiveDate?
  /// The record of the signature.
  public private(set) var signedAt: UInt64?
  public private(set) var title = ""
  public private(set) var ends: Day?
  public private(set) var endedOn: EffectiveDate?
  public private(set) var lines: [Line] = []
  public private(set) var beneficiaries: SmallList<Beneficiary> = .none
  /// The shares by which money is split, one for each of `beneficiaries`; empty where their shares are not stated.
  public private(set) var shares: [Share] = []
  public private(set) var addenda: [Int] = []
  public private(set) var received: [Total] = []
  public private(set) var refunded: [Total] = []
  public private(set) var disbursed: [Total] = []
  public private(set) var recovered: [Total] = []
  private var stamp = Stamp()

  /// What every posting of a project carries.
  private struct Stamp: Hashable, Sendable {
    var signedDay: Int32 = 0
    var region: UInt8 = 0
    var plan: UInt8 = 0
    var priority: UInt8 = 0
    var theme: UInt8 = 0
  }

  public init() {}

  public mutating func apply(_ entry: Entry) {
    switch entry.event {
    case .disbursementMade(let made):
      if let value = made.value { ProjectState.add(value, to: &disbursed) }
    case .contributionReceived(let paid): ProjectState.add(paid.value, of: paid.from, to: &received)
    case .contributionRefunded(let refund): ProjectState.add(refund.value, of: refund.to, to: &refunded)
    case .disbursementRecovered(let back): ProjectState.add(back.value, to: &recovered)
    case .projectSigned(let signed):
      apply(signed, on: entry.on)
      signedAt = entry.seq
    case .addendumSigned(let addendum): apply(addendum)
    case .activitiesCompleted: (phase, endedOn) = (.completed, entry.on)
    case .projectClosed: (phase, endedOn) = (.closed, endedOn ?? entry.on)
    case .projectCancelled: (phase, endedOn) = (.cancelled, entry.on)
    case .recordReversed, .partnerRegistered, .partnerRevised, .partnerMerged, .championshipStarted, .championshipEnded,
      .agreementSigned, .agreementRevised, .agreementEnded, .pledgeMade, .pledgeRevised, .pledgeProgressReported,
      .pledgeWithdrawn, .impactAssessmentIssued, .budgetSet, .targetSet, .ratesPublished, .groupMembershipSet,
      .aggregateReported, .figurePublished, .roleGranted, .roleRevoked, .approvalRequired, .periodClosed:
      preconditionFailure("record \(entry.seq): \(entry.event.type.rawValue) does not belong to a project")
    }
  }

  private mutating func apply(_ signed: ProjectSigned, on date: EffectiveDate) {
    self = ProjectState()
    phase = .open
    signature = signed
    signedOn = date
    title = signed.title
    ends = signed.ends
    lines = signed.funding.map {
      Line(
        from: $0.from, modality: $0.modality, currency: $0.value?.currency, minor: $0.value?.minor,
        qualifier: $0.value?.qualifier ?? .exact)
    }
    set(beneficiaries: signed.beneficiaries)
    stamp = Stamp(
      signedDay: date.first.number, region: signed.region.rawValue + 1, plan: signed.plan.rawValue,
      priority: signed.priority.rawValue + 1, theme: signed.theme.map { $0.rawValue + 1 } ?? 0)
  }

  private mutating func apply(_ addendum: AddendumSigned) {
    addenda.append(addendum.number)
    title = addendum.title ?? title
    ends = addendum.ends ?? ends
    if !addendum.beneficiaries.isEmpty { set(beneficiaries: addendum.beneficiaries) }
    for change in addendum.funding { apply(change) }
  }

  private mutating func apply(_ change: FundingChange) {
    let money = change.change.money
    let place =
      lines.firstIndex { $0.from == change.from && $0.currency == money.currency }
      ?? lines.firstIndex { $0.from == change.from && $0.currency == nil }
    guard let place else {
      lines.append(
        Line(
          from: change.from, modality: change.modality ?? .cash, currency: money.currency, minor: money.minor,
          qualifier: money.qualifier))
      return
    }
    lines[place].currency = money.currency
    lines[place].modality = change.modality ?? lines[place].modality
    switch change.change {
    case .adds: lines[place].minor = (lines[place].minor ?? 0) + money.minor
    case .sets: lines[place].minor = money.minor
    }
    if money.qualifier != .exact { lines[place].qualifier = money.qualifier }
  }

  private mutating func set(beneficiaries: SmallList<Beneficiary>) {
    self.beneficiaries = beneficiaries
    shares =
      beneficiaries.count == 1
      ? [beneficiaries[0].share ?? .whole]
      : (beneficiaries.allSatisfy { $0.share != nil } ? beneficiaries.compactMap(\.share) : [])
  }

  private static func add(_ value: Money, of partner: String = "", to totals: inout [Total]) {
    for i in totals.indices where totals[i].currency == value.currency && totals[i].partner == partner {
      totals[i].minor += value.minor
      return
    }
    totals.append(Total(partner: partner, currency: value.currency, minor: value.minor))
  }

  // MARK: Postings

  public func post(_ entry: Entry, number: UInt32, partners: PartnerNumbers, into postings: inout [Posting]) {
    switch entry.event {
    case .disbursementMade(let made):
      if let value = made.value {
        split(posting(.disbursed, value, entry, number), to: made.country, into: &postings)
      } else {
        postings.append(posting(.inKindDisbursements, 1, entry, number))
      }
    case .contributionReceived(let paid):
      postings.append(posting(.received, paid.value, entry, number, partner: partners.number(ofPartner: paid.from)))
    case .contributionRefunded(let refund):
      postings.append(posting(.refunded, refund.value, entry, number, partner: partners.number(ofPartner: refund.to)))
    case .disbursementRecovered(let back):
      split(posting(.recovered, back.value, entry, number), to: back.country, into: &postings)
    case .projectSigned:
      var after = self
      after.apply(entry)
      after.postSignature(entry, number: number, partners: partners, into: &postings)
    case .addendumSigned(let addendum):
      postAddendum(addendum, entry, number: number, partners: partners, into: &postings)
    case .activitiesCompleted: postings.append(posting(.completions, 1, entry, number))
    case .projectClosed: postings.append(posting(.closures, 1, entry, number))
    case .projectCancelled: postings.append(posting(.cancellations, 1, entry, number))
    case .recordReversed, .partnerRegistered, .partnerRevised, .partnerMerged, .championshipStarted, .championshipEnded,
      .agreementSigned, .agreementRevised, .agreementEnded, .pledgeMade, .pledgeRevised, .pledgeProgressReported,
      .pledgeWithdrawn, .impactAssessmentIssued, .budgetSet, .targetSet, .ratesPublished, .groupMembershipSet,
      .aggregateReported, .figurePublished, .roleGranted, .roleRevoked, .approvalRequired, .periodClosed:
      preconditionFailure("record \(entry.seq): \(entry.event.type.rawValue) does not belong to a project")
    }
  }

  /// Called on the state after the signature, whose lines it posts.
  private func postSignature(_ entry: Entry, number: UInt32, partners: PartnerNumbers, into postings: inout [Posting]) {
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

  private func postAddendum(
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
  private func split(_ whole: Posting, to country: Alpha3?, into postings: inout [Posting]) {
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

  private func posting(_ measure: Measure, _ minor: Int64, _ entry: Entry, _ number: UInt32, partner: Int? = nil)
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

  private func posting(_ measure: Measure, _ money: Money, _ entry: Entry, _ number: UInt32, partner: Int? = nil)
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
