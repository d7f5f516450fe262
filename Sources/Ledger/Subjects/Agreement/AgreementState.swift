import Reference

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

  public mutating func apply(_ event: AgreementEvent, _ entry: Entry) {
    switch event {
    case .signed(let signed):
      self = AgreementState()
      self.signed = signed
      signedOn = entry.on
      if let money = signed.value { value.apply(.sets(money), on: entry.on.first) }
      (validTo, parties, countries, projects, pledges, title) =
        (signed.validTo, signed.parties, signed.countries, signed.projects, signed.pledges, signed.title)
    case .revised(let revised):
      if let change = revised.change { value.apply(change, on: day(of: entry)) }
      validTo = revised.validTo ?? validTo
      if !revised.parties.isEmpty { parties = revised.parties }
      if !revised.countries.isEmpty { countries = revised.countries }
      if !revised.projects.isEmpty { projects = revised.projects }
      if !revised.pledges.isEmpty { pledges = revised.pledges }
      title = revised.title ?? title
    case .ended: endedOn = entry.on
    }
  }

  public func post(
    _ event: AgreementEvent, _ entry: Entry, number: UInt32, partners: PartnerNumbers, into postings: inout [Posting]
  ) {
    switch event {
    case .signed(let signed):
      let row = posting(.agreements, entry, number, signed, partners)
      postings.append(row)
      guard let value = signed.value else { return }
      add(PromisedValue().moves(.sets(value), on: entry.on.first), value.qualifier, row, into: &postings)
    case .revised(let revised):
      guard let change = revised.change, let signed else { return }
      add(
        value.moves(change, on: day(of: entry)), change.money.qualifier,
        posting(.agreed, entry, number, signed, partners), into: &postings)
    case .ended: break
    }
  }

  private func day(of entry: Entry) -> Day { entry.start(opening: signedOn?.first) }

  private func add(
    _ moves: [PromisedValue.Move], _ qualifier: Money.Qualifier, _ base: Posting, into postings: inout [Posting]
  ) {
    var row = base
    row.measure = Measure.agreed.rawValue
    for move in moves { postings.append(row.with(move, qualifier)) }
  }

  private func posting(
    _ measure: Measure, _ entry: Entry, _ number: UInt32, _ signed: AgreementSigned, _ partners: PartnerNumbers
  ) -> Posting {
    var posting = Posting(measure, 1, entry: entry, subject: number, opening: signedOn?.first)
    posting.region = signed.region.map { $0.rawValue + 1 } ?? 0
    posting.plan = signed.plan?.rawValue ?? 0
    posting.partner = partners.named(signed.parties.first)
    return posting
  }
}
