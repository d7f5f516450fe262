import Reference

/// A project as its postings see it. Only signatures, addenda and refunds change it; whatever else happens to a project
/// posts the same wherever it stands.
public struct ProjectPostings: ProjectFacts {
  private var promises = Promises()
  private var opening: Day?
  /// The record of the signature, and its title.
  public private(set) var signedAt: UInt64?
  public private(set) var title = ""

  public init() {}

  public static func depends(on event: ProjectEvent) -> Bool { event.name.promises }

  public mutating func apply(_ event: ProjectEvent, _ entry: Entry) {
    if case .signed(let signed) = event {
      promises = Promises(signed, on: entry.on.first)
      (signedAt, title, opening) = (entry.seq, signed.title, entry.on.first)
    } else if case .addendumSigned(let addendum) = event {
      for change in addendum.funding { _ = promises.apply(change, on: entry.start(opening: opening)) }
    } else if case .contributionRefunded(let refund) = event {
      _ = promises.lower(by: refund, on: entry.start(opening: opening))
    }
  }

  public func post(
    _ event: ProjectEvent, _ entry: Entry, number: UInt32, partners: PartnerNumbers, into postings: inout [Posting]
  ) {
    event.post(
      ProjectRows(entry: entry, number: number, opening: opening, partners: partners), after: promises, into: &postings)
  }
}

/// Makes the rows of one record of a project.
struct ProjectRows {
  let entry: Entry
  let number: UInt32
  /// The first day of the project, before which nothing holds.
  let opening: Day?
  let partners: PartnerNumbers

  @inline(__always)
  func row(_ measure: Measure, in country: Alpha3? = nil) -> Posting {
    var row = Posting(measure, 1, entry: entry, subject: number, opening: opening)
    row.country = country.map { $0.rawValue + 1 } ?? 0
    return row
  }

  @inline(__always)
  func row(_ measure: Measure, _ money: Money, of partner: String? = nil, in country: Alpha3? = nil) -> Posting {
    var row = row(measure, in: country)
    row.minor = money.minor
    row.set(money)
    row.partner = partners.named(partner)
    return row
  }

  func post(_ signed: ProjectSigned, into postings: inout [Posting]) {
    var base = row(.projects)
    base.flags.insert(.opening)
    var project = base
    (project.region, project.plan) = (signed.region.rawValue + 1, signed.plan.rawValue)
    (project.priority, project.theme) = (signed.priority.rawValue + 1, signed.theme.map { $0.rawValue + 1 } ?? 0)
    postings.append(project)
    for line in Promises(signed, on: Day(number: base.rateDay)).lines {
      var row = money(.signed, of: line.name, base)
      if let value = line.value.money {
        row.minor = value.minor
        row.set(value)
      } else {
        row.flags.insert(.unknownValue)
      }
      postings.append(row)
    }
    postTerms(signed.beneficiaries, signed.ends, base, into: &postings)
  }

  func post(_ addendum: AddendumSigned, after promises: Promises, into postings: inout [Posting]) {
    let base = row(.addenda)
    postings.append(base)
    var after = promises
    for change in addendum.funding {
      let (line, moves) = after.apply(change, on: Day(number: base.rateDay))
      let row = money(.added, of: line, base)
      for move in moves {
        var moved = row.with(move, change.change.money.qualifier)
        if move.takesSignedBack {
          moved.measure = Measure.signed.rawValue
          moved.flags.insert(.back)
        }
        postings.append(moved)
      }
    }
    postTerms(addendum.beneficiaries, addendum.ends, base, into: &postings)
  }

  func post(_ refund: ContributionRefunded, after promises: Promises, into postings: inout [Posting]) {
    let base = row(.refunded, refund.value, of: refund.to)
    postings.append(base)
    var after = promises
    guard let (line, moves) = after.lower(by: refund, on: Day(number: base.rateDay)) else { return }
    let row = money(.added, of: line, base)
    postings += moves.map { row.with($0, refund.value.qualifier) }
  }

  private func money(_ measure: Measure, of line: LineName, _ base: Posting) -> Posting {
    var row = base
    (row.measure, row.minor) = (measure.rawValue, 0)
    row.partner = partners.named(line.partner)
    row.flags.formUnion(Posting.Flags(line.modality))
    return row
  }

  private func postTerms(
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
