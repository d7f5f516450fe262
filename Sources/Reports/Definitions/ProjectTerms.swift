import Ledger
import Reference

/// What the signature and the addenda of a project say, apart from money.
///
/// Cost: one scan of postings, and one read for each signature and addendum that passes the filters.
struct ProjectTerms {
  let name: String
  let title: String
  /// The record of the signature.
  let signature: Record
  private(set) var ends: Day?
  /// The external partners with funding lines, as whom they count; true where all their lines are in kind.
  private(set) var partners: [Int: Bool] = [:]
  private(set) var hasUnknownValue = false
  private(set) var isOpen = true
  private(set) var cancelled: Day?

  var signedOn: Day { signature.on.last }
  var signedOnText: String { signature.on.description }

  /// The projects whose standing signature lies in the window and passes the filters on region, plan and priority, by their numbers.
  static func all(_ known: AsKnown, _ query: Query) throws -> [UInt32: ProjectTerms] {
    var signatures: [UInt32: UInt32] = [:]
    var addenda: [UInt32: [UInt32]] = [:]
    var ended: [UInt32: Day?] = [:]
    let reversed = try known.reversedPositions()
    var scope = query
    (scope.country, scope.partner) = (nil, nil)
    try known.forEachPosting([.projects, .addenda, .completions, .closures, .cancellations]) { posting in
      guard !posting.flags.contains(.reversal), !reversed.contains(posting.position) else { return }
      switch posting.kind {
      case .projects: if scope.admits(posting), scope.place(posting) == .inside { signatures[posting.subject] = posting.position }
      case .addenda: addenda[posting.subject, default: []].append(posting.position)
      case .cancellations: ended[posting.subject] = .some(Day(number: posting.firstDay))
      case .completions, .closures: if ended[posting.subject] == nil { ended[posting.subject] = .some(nil) }
      case .inKindDisbursements, .reached, .agreements, .pledges, .withdrawals, .progressReports, .assessments, .plannedEnd, .signed, .added, .received,
        .refunded, .disbursed, .recovered, .agreed, .pledged, .delivered, .budgeted, nil:
        break
      }
    }
    var all: [UInt32: ProjectTerms] = [:]
    for (number, position) in signatures {
      let record = try known.journal.record(at: UInt64(position))
      guard case .projectSigned(let signed) = record.event else { continue }
      if let country = query.country, !signed.beneficiaries.contains(where: { $0.country == country }) { continue }
      var terms = ProjectTerms(record, signed, known)
      for position in addenda[number] ?? [] {
        if case .addendumSigned(let addendum) = try known.journal.record(at: UInt64(position)).event { terms.apply(addendum, known) }
      }
      if let end = ended[number] { (terms.isOpen, terms.cancelled) = (false, end) }
      all[number] = terms
    }
    return all
  }

  private init(_ record: Record, _ signed: ProjectSigned, _ known: AsKnown) {
    (name, title, signature, ends) = (record.subject.name, signed.title, record, signed.ends)
    for line in signed.funding {
      fund(line.from, isInKind: line.modality == .inKind, known)
      if line.value == nil { hasUnknownValue = true }
    }
  }

  private mutating func apply(_ addendum: AddendumSigned, _ known: AsKnown) {
    ends = addendum.ends ?? ends
    for change in addendum.funding { if let modality = change.modality { fund(change.from, isInKind: modality == .inKind, known) } }
  }

  private mutating func fund(_ name: String, isInKind: Bool, _ known: AsKnown) {
    guard known.registers.profile(of: name)?.kind != .internalFund, let place = known.registers.partners.place(of: known.registers.identity(of: name)) else { return }
    partners[place] = (partners[place] ?? true) && isInKind
  }
}
