import Reference

/// A promised value that later records add to or replace.
public struct PromisedValue: Hashable, Sendable {
  public private(set) var money: Money?

  mutating func apply(_ change: Change) {
    switch change {
    case .sets(let new): money = new
    case .adds(let more):
      money = Money(
        minor: (money?.minor ?? 0) + more.minor, currency: more.currency,
        qualifier: more.qualifier == .exact ? (money?.qualifier ?? .exact) : more.qualifier)
    }
  }

  /// What a change moves: one amount, or two where the currency changes.
  func difference(_ change: Change) -> [Money] {
    switch change {
    case .adds(let more): return [more]
    case .sets(let new):
      guard let old = money else { return [new] }
      if old.currency == new.currency {
        return [Money(minor: new.minor - old.minor, currency: new.currency, qualifier: new.qualifier)]
      }
      return [Money(minor: -old.minor, currency: old.currency, qualifier: old.qualifier), new]
    }
  }
}

/// An agreement: who signed, for how much, and how long it is in force.
public struct AgreementState: SubjectState {
  public private(set) var signed: AgreementSigned?
  public private(set) var signedOn: EffectiveDate?
  public private(set) var endedOn: EffectiveDate?
  public private(set) var value = PromisedValue()
  public private(set) var validTo: Day?
  public private(set) var parties: [String] = []
  public private(set) var countries: [Alpha3] = []
  public private(set) var projects: [String] = []
  public private(set) var pledges: [String] = []
  public private(set) var title: String?

  public init() {}

  public mutating func apply(_ entry: Entry) {
    if case .agreementSigned(let signed) = entry.event {
      self = AgreementState()
      self.signed = signed
      signedOn = entry.on
      if let money = signed.value { value.apply(.sets(money)) }
      (validTo, parties, countries, projects, pledges, title) =
        (signed.validTo, signed.parties, signed.countries, signed.projects, signed.pledges, signed.title)
    } else if case .agreementRevised(let revised) = entry.event {
      if let change = revised.change { value.apply(change) }
      validTo = revised.validTo ?? validTo
      if !revised.parties.isEmpty { parties = revised.parties }
      if !revised.countries.isEmpty { countries = revised.countries }
      if !revised.projects.isEmpty { projects = revised.projects }
      if !revised.pledges.isEmpty { pledges = revised.pledges }
      title = revised.title ?? title
    } else if case .agreementEnded = entry.event {
      endedOn = entry.on
    }
  }

  public func post(_ entry: Entry, number: UInt32, partners: PartnerNumbers, into postings: inout [Posting]) {
    if case .agreementSigned(let signed) = entry.event {
      postings.append(posting(.agreements, Money?.none, entry, number, signed, partners))
      if let value = signed.value { postings.append(posting(.agreed, value, entry, number, signed, partners)) }
    } else if case .agreementRevised(let revised) = entry.event, let change = revised.change, let signed {
      for money in value.difference(change) {
        postings.append(posting(.agreed, money, entry, number, signed, partners))
      }
    }
  }

  private func posting(
    _ measure: Measure, _ money: Money?, _ entry: Entry, _ number: UInt32, _ signed: AgreementSigned,
    _ partners: PartnerNumbers
  ) -> Posting {
    var posting = Posting(measure, money?.minor ?? 1, entry: entry, subject: number)
    if let money { posting.set(money) }
    posting.signedDay = (signedOn ?? entry.on).first.number
    posting.region = signed.region.map { $0.rawValue + 1 } ?? 0
    posting.plan = signed.plan?.rawValue ?? 0
    posting.partner = signed.parties.first.flatMap(partners.number).map { UInt32($0 + 1) } ?? 0
    return posting
  }
}

/// A pledge of the Partner2Connect coalition. Its money is never project money (requirement R08).
public struct PledgeState: SubjectState {
  public private(set) var made: PledgeMade?
  public private(set) var madeOn: EffectiveDate?
  public private(set) var terms = PledgeTerms()
  public private(set) var value = PromisedValue()
  public private(set) var status: PledgeStatus?
  public private(set) var reportedOn: EffectiveDate?
  public private(set) var delivered: Money?
  public private(set) var withdrawnOn: EffectiveDate?

  public init() {}

  public mutating func apply(_ entry: Entry) {
    if case .pledgeMade(let made) = entry.event {
      self = PledgeState()
      self.made = made
      madeOn = entry.on
      terms = made.terms
      if let money = made.value { value.apply(.sets(money)) }
    } else if case .pledgeRevised(let revised) = entry.event {
      if let change = revised.change { value.apply(change) }
      let new = revised.terms
      if !new.countries.isEmpty { terms.countries = new.countries }
      terms.displaced = new.displaced ?? terms.displaced
      terms.ends = new.ends ?? terms.ends
      if !new.focus.isEmpty { terms.focus = new.focus }
      if !new.groups.isEmpty { terms.groups = new.groups }
      if !new.kinds.isEmpty { terms.kinds = new.kinds }
      terms.starts = new.starts ?? terms.starts
      terms.title = new.title ?? terms.title
    } else if case .pledgeProgressReported(let report) = entry.event {
      (status, reportedOn) = (report.status, entry.on)
      delivered = report.delivered ?? delivered
    } else if case .pledgeWithdrawn = entry.event {
      withdrawnOn = entry.on
    }
  }

  public func post(_ entry: Entry, number: UInt32, partners: PartnerNumbers, into postings: inout [Posting]) {
    let by: String?
    if case .pledgeMade(let made) = entry.event { by = made.by } else { by = made?.by }
    var base = Posting(.pledges, 1, entry: entry, subject: number)
    base.partner = by.flatMap(partners.number).map { UInt32($0 + 1) } ?? 0
    if let madeOn { base.signedDay = madeOn.first.number }
    func add(_ measure: Measure, _ money: Money? = nil) {
      var posting = base
      posting.measure = measure.rawValue
      if let money {
        posting.minor = money.minor
        posting.set(money)
      }
      postings.append(posting)
    }
    if case .pledgeMade(let made) = entry.event {
      add(.pledges)
      if let value = made.value { add(.pledged, value) }
    } else if case .pledgeRevised(let revised) = entry.event {
      if let change = revised.change { for money in value.difference(change) { add(.pledged, money) } }
    } else if case .pledgeProgressReported(let report) = entry.event {
      add(.progressReports)
      if let new = report.delivered {
        let moved =
          delivered?.currency == new.currency
          ? Money(minor: new.minor - (delivered?.minor ?? 0), currency: new.currency) : new
        if let old = delivered, old.currency != new.currency {
          add(.delivered, Money(minor: -old.minor, currency: old.currency))
        }
        add(.delivered, moved)
      }
    } else if case .pledgeWithdrawn = entry.event {
      add(.withdrawals)
      if let money = value.money {
        add(.pledged, Money(minor: -money.minor, currency: money.currency, qualifier: money.qualifier))
      }
    }
  }
}
