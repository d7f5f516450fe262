import Reference

/// A project as its postings see it. Only signatures and addenda change it; whatever else happens to a project posts
/// the same wherever it stands.
public struct ProjectPostings: ProjectFacts {
  private var promises = Promises()
  private var opening: Day?
  /// The record of the signature, and its title.
  public private(set) var signedAt: UInt64?
  public private(set) var title = ""

  public init() {}

  public static func depends(on event: ProjectEvent) -> Bool {
    switch event {
    case .signed, .addendumSigned: true
    case .contributionReceived, .contributionRefunded, .disbursementMade, .disbursementRecovered, .activitiesCompleted,
      .closed, .cancelled:
      false
    }
  }

  public mutating func apply(_ event: ProjectEvent, _ entry: Entry) {
    switch event {
    case .signed(let signed):
      promises = Promises(signed, on: entry.on.first)
      (signedAt, title, opening) = (entry.seq, signed.title, entry.on.first)
    case .addendumSigned(let addendum):
      for change in addendum.funding { _ = promises.apply(change, on: entry.start(opening: opening)) }
    case .contributionReceived, .contributionRefunded, .disbursementMade, .disbursementRecovered, .activitiesCompleted,
      .closed, .cancelled:
      break
    }
  }

  public func post(
    _ event: ProjectEvent, _ entry: Entry, number: UInt32, partners: PartnerNumbers, into postings: inout [Posting]
  ) {
    func row(_ measure: Measure, _ minor: Int64 = 1) -> Posting {
      Posting(measure, minor, entry: entry, subject: number, opening: opening)
    }
    func row(_ measure: Measure, _ money: Money, of partner: String? = nil) -> Posting {
      var row = row(measure, money.minor)
      row.set(money)
      row.partner = partners.named(partner)
      return row
    }
    func inCountry(_ row: Posting, _ country: Alpha3?) -> Posting {
      var row = row
      row.country = country.map { $0.rawValue + 1 } ?? 0
      return row
    }
    switch event {
    case .disbursementMade(let made):
      postings.append(inCountry(made.value.map { row(.disbursed, $0) } ?? row(.inKindDisbursements), made.country))
    case .contributionReceived(let paid): postings.append(row(.received, paid.value, of: paid.from))
    case .contributionRefunded(let refund): postings.append(row(.refunded, refund.value, of: refund.to))
    case .disbursementRecovered(let back): postings.append(inCountry(row(.recovered, back.value), back.country))
    case .signed(let signed): post(signed, row(.projects), partners, into: &postings)
    case .addendumSigned(let addendum): post(addendum, row(.addenda), partners, into: &postings)
    case .activitiesCompleted: postings.append(row(.completions))
    case .closed: postings.append(row(.closures))
    case .cancelled: postings.append(row(.cancellations))
    }
  }

  /// - Parameter base: a row of the record, from which the others are made.
  private func post(
    _ signed: ProjectSigned, _ base: Posting, _ partners: PartnerNumbers, into postings: inout [Posting]
  ) {
    var base = base
    base.flags.insert(.opening)
    var project = base
    (project.region, project.plan) = (signed.region.rawValue + 1, signed.plan.rawValue)
    (project.priority, project.theme) = (signed.priority.rawValue + 1, signed.theme.map { $0.rawValue + 1 } ?? 0)
    postings.append(project)
    for line in Promises(signed, on: Day(number: base.rateDay)).lines {
      var row = ProjectPostings.money(.signed, of: line.name, base, partners)
      if let value = line.value.money {
        row.minor = value.minor
        row.set(value)
      } else {
        row.flags.insert(.unknownValue)
      }
      postings.append(row)
    }
    ProjectPostings.postTerms(signed.beneficiaries, signed.ends, base, into: &postings)
  }

  private func post(
    _ addendum: AddendumSigned, _ base: Posting, _ partners: PartnerNumbers, into postings: inout [Posting]
  ) {
    postings.append(base)
    var after = promises
    for change in addendum.funding {
      let (line, moves) = after.apply(change, on: Day(number: base.rateDay))
      let row = ProjectPostings.money(.added, of: line, base, partners)
      for move in moves {
        var moved = row.with(move, change.change.money.qualifier)
        if move.takesSignedBack {
          moved.measure = Measure.signed.rawValue
          moved.flags.insert(.back)
        }
        postings.append(moved)
      }
    }
    ProjectPostings.postTerms(addendum.beneficiaries, addendum.ends, base, into: &postings)
  }

  private static func money(
    _ measure: Measure, of line: LineName, _ base: Posting, _ partners: PartnerNumbers
  ) -> Posting {
    var row = base
    (row.measure, row.minor) = (measure.rawValue, 0)
    row.partner = partners.named(line.partner)
    row.flags.formUnion(Posting.Flags(line.modality))
    return row
  }

  private static func postTerms(
    _ beneficiaries: SmallList<Beneficiary>, _ ends: Day?, _ base: Posting, into postings: inout [Posting]
  ) {
    var row = base
    row.measure = Measure.reached.rawValue
    for beneficiary in beneficiaries {
      row.country = beneficiary.country.rawValue + 1
      let share = beneficiary.share ?? (beneficiaries.count == 1 ? .whole : Share(units: 0))
      row.minor = Int64(share.units)
      postings.append(row)
    }
    guard let ends else { return }
    row.country = 0
    (row.measure, row.minor) = (Measure.plannedEnd.rawValue, Int64(ends.number))
    postings.append(row)
  }
}
