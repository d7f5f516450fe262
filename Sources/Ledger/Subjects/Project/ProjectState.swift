import Reference

/// A project as its records leave it: the terms of the signature with its addenda, and the totals that the rules
/// compare.
public struct ProjectState: ProjectFacts {
  public enum Phase: String, Sendable { case unsigned, open, completed, closed, cancelled }

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
  public private(set) var promises = Promises()
  public private(set) var beneficiaries: SmallList<Beneficiary> = .none
  public private(set) var addenda: [Int] = []
  public private(set) var received: [Total] = []
  public private(set) var refunded: [Total] = []
  public private(set) var disbursed: [Total] = []
  public private(set) var recovered: [Total] = []

  public init() {}

  public static func depends(on event: ProjectEvent) -> Bool { true }

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
    case .addendumSigned(let addendum): apply(addendum, on: entry.start(opening: signedOn?.first))
    case .activitiesCompleted:
      if phase == .open { phase = .completed }
      endedOn = endedOn ?? entry.on
    case .closed: (phase, endedOn) = (.closed, endedOn ?? entry.on)
    case .cancelled: (phase, endedOn) = (.cancelled, endedOn ?? entry.on)
    }
  }

  private mutating func apply(_ signed: ProjectSigned, on date: EffectiveDate) {
    self = ProjectState()
    phase = .open
    signature = signed
    signedOn = date
    title = signed.title
    ends = signed.ends
    promises = Promises(signed, on: date.first)
    beneficiaries = signed.beneficiaries
  }

  private mutating func apply(_ addendum: AddendumSigned, on day: Day) {
    addenda.append(addendum.number)
    title = addendum.title ?? title
    ends = addendum.ends ?? ends
    if !addendum.beneficiaries.isEmpty { beneficiaries = addendum.beneficiaries }
    for change in addendum.funding { _ = promises.apply(change, on: day) }
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
  ) {}
}
