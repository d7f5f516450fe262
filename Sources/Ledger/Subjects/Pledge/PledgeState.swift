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

  public mutating func apply(_ event: PledgeEvent, _ entry: Entry) {
    switch event {
    case .made(let made):
      self = PledgeState()
      self.made = made
      madeOn = entry.on
      terms = made.terms
      if let money = made.value { value.apply(.sets(money)) }
    case .revised(let revised):
      if let change = revised.change { value.apply(change) }
      terms.revise(with: revised.terms)
    case .progressReported(let report):
      (status, reportedOn) = (report.status, entry.on)
      delivered = report.delivered ?? delivered
    case .withdrawn: withdrawnOn = entry.on
    }
  }

  public func post(
    _ event: PledgeEvent, _ entry: Entry, number: UInt32, partners: PartnerNumbers, into postings: inout [Posting]
  ) {
    let by: String?
    if case .made(let made) = event { by = made.by } else { by = made?.by }
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
    switch event {
    case .made(let made):
      add(.pledges)
      if let value = made.value { add(.pledged, value) }
    case .revised(let revised):
      if let change = revised.change { for money in value.difference(change) { add(.pledged, money) } }
    case .progressReported(let report):
      add(.progressReports)
      for money in report.delivered.map(difference(delivered:)) ?? [] { add(.delivered, money) }
    case .withdrawn:
      add(.withdrawals)
      if let money = value.money {
        add(.pledged, Money(minor: -money.minor, currency: money.currency, qualifier: money.qualifier))
      }
    }
  }

  /// What a new total of what was delivered moves: one amount, or two where the currency changes.
  private func difference(delivered new: Money) -> [Money] {
    guard let old = delivered else { return [new] }
    if old.currency == new.currency { return [Money(minor: new.minor - old.minor, currency: new.currency)] }
    return [Money(minor: -old.minor, currency: old.currency), new]
  }
}
