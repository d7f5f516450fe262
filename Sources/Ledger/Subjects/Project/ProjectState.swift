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
    public var minor: Int128
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
  private(set) var stamp = Stamp()

  /// What every posting of a project carries.
  struct Stamp: Hashable, Sendable {
    var signedDay: Int32 = 0
    var region: UInt8 = 0
    var plan: UInt8 = 0
    var priority: UInt8 = 0
    var theme: UInt8 = 0
  }

  public init() {}

  public mutating func apply(_ event: ProjectEvent, _ entry: Entry) {
    switch event {
    case .disbursementMade(let made):
      if let value = made.value { ProjectState.add(value, to: &disbursed) }
    case .contributionReceived(let paid): ProjectState.add(paid.value, of: paid.from, to: &received)
    case .contributionRefunded(let refund): ProjectState.add(refund.value, of: refund.to, to: &refunded)
    case .disbursementRecovered(let back): ProjectState.add(back.value, to: &recovered)
    case .signed(let signed):
      apply(signed, on: entry.on)
      signedAt = entry.seq
    case .addendumSigned(let addendum): apply(addendum)
    case .activitiesCompleted: (phase, endedOn) = (.completed, entry.on)
    case .closed: (phase, endedOn) = (.closed, endedOn ?? entry.on)
    case .cancelled: (phase, endedOn) = (.cancelled, entry.on)
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

  mutating func apply(_ change: FundingChange) {
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

  mutating func set(beneficiaries: SmallList<Beneficiary>) {
    self.beneficiaries = beneficiaries
    shares =
      beneficiaries.count == 1
      ? [beneficiaries[0].share ?? .whole]
      : (beneficiaries.allSatisfy { $0.share != nil } ? beneficiaries.compactMap(\.share) : [])
  }

  private static func add(_ value: Money, of partner: String = "", to totals: inout [Total]) {
    for i in totals.indices where totals[i].currency == value.currency && totals[i].partner == partner {
      totals[i].minor += Int128(value.minor)
      return
    }
    totals.append(Total(partner: partner, currency: value.currency, minor: Int128(value.minor)))
  }

  public func post(
    _ event: ProjectEvent, _ entry: Entry, number: UInt32, partners: PartnerNumbers, into postings: inout [Posting]
  ) {
    switch event {
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
    case .signed:
      var after = self
      after.apply(event, entry)
      after.postSignature(entry, number: number, partners: partners, into: &postings)
    case .addendumSigned(let addendum):
      postAddendum(addendum, entry, number: number, partners: partners, into: &postings)
    case .activitiesCompleted: postings.append(posting(.completions, 1, entry, number))
    case .closed: postings.append(posting(.closures, 1, entry, number))
    case .cancelled: postings.append(posting(.cancellations, 1, entry, number))
    }
  }
}
