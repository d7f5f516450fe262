/// A pledge of the Partner2Connect coalition. Its money is never project money (requirement R08).
public struct PledgeState: SubjectState {
  public private(set) var made: PledgeMade?
  public private(set) var madeOn: EffectiveDate?
  public private(set) var terms = PledgeTerms()
  public private(set) var value = PromisedValue()
  public private(set) var status: PledgeStatus?
  public private(set) var reportedOn: EffectiveDate?
  private var deliveries = PromisedValue()
  /// What was delivered so far, as the last report that says so has it.
  public var delivered: Money? { deliveries.money }
  public private(set) var withdrawnOn: EffectiveDate?

  public init() {}

  public mutating func apply(_ event: PledgeEvent, _ entry: Entry) {
    switch event {
    case .made(let made):
      self = PledgeState()
      self.made = made
      madeOn = entry.on
      terms = made.terms
      if let money = made.value { value.apply(.sets(money), on: entry.on.first) }
    case .revised(let revised):
      if let change = revised.change { value.apply(change, on: day(of: entry)) }
      terms.revise(with: revised.terms)
    case .progressReported(let report):
      (status, reportedOn) = (report.status, entry.on)
      if let total = report.delivered { deliveries.apply(.sets(total), on: day(of: entry)) }
    case .withdrawn: withdrawnOn = entry.on
    }
  }

  private func day(of entry: Entry) -> Day { entry.start(opening: madeOn?.first) }

  public func post(
    _ event: PledgeEvent, _ entry: Entry, number: UInt32, partners: PartnerNumbers, into postings: inout [Posting]
  ) {
    let by: String?
    if case .made(let made) = event { by = made.by } else { by = made?.by }
    var base = Posting(.pledges, 1, entry: entry, subject: number, opening: madeOn?.first)
    base.partner = partners.named(by)
    func add(_ measure: Measure) {
      var posting = base
      posting.measure = measure.rawValue
      postings.append(posting)
    }
    func add(_ measure: Measure, _ moves: [PromisedValue.Move], _ qualifier: Money.Qualifier = .exact) {
      var posting = base
      posting.measure = measure.rawValue
      for move in moves { postings.append(posting.with(move, qualifier)) }
    }
    switch event {
    case .made(let made):
      add(.pledges)
      if let value = made.value {
        add(.pledged, PromisedValue().moves(.sets(value), on: entry.on.first), value.qualifier)
      }
    case .revised(let revised):
      if let change = revised.change {
        add(.pledged, value.moves(change, on: day(of: entry)), change.money.qualifier)
      }
    case .progressReported(let report):
      add(.progressReports)
      if let total = report.delivered {
        add(.delivered, deliveries.moves(.sets(total), on: day(of: entry)), total.qualifier)
      }
    case .withdrawn:
      add(.withdrawals)
      var rest = value
      add(.pledged, rest.empty(on: day(of: entry)))
    }
  }
}
