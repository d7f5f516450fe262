import Ledger
import Reference

/// What the signature and the addenda of a project say, apart from amounts.
///
/// Cost: two scans of promises. Words, such as the title, are read from the record of the signature by those who ask.
struct ProjectTerms {
  /// What the signature counts the project with.
  let posting: Posting
  private(set) var ends: Day?
  /// The external partners with funding lines, as whom they count; true where all their lines are in kind.
  private(set) var partners: [Int: Bool] = [:]
  private(set) var hasUnknownValue = false
  private(set) var isOpen = true
  private(set) var cancelled: Day?

  var number: UInt32 { posting.subject }
  /// The record of the signature.
  var signature: UInt32 { posting.position }
  var signedOn: Day { Day(number: posting.lastDay) }

  /// The date of the signature as it was written.
  func signedOnText(_ known: AsKnown) throws -> String {
    try posting.firstDay == posting.lastDay ? signedOn.description : known.journal.record(at: UInt64(signature)).on.description
  }

  func name(_ known: AsKnown) throws -> String { try known.projectName(number) }

  func title(_ known: AsKnown) throws -> String { try known.title(ofProject: number, signature: UInt64(signature)) }

  /// The projects whose standing signature lies in the window and passes the filters, by their numbers. The filter by country looks at the
  /// countries of the signature.
  static func all(_ known: AsKnown, _ query: Query) throws -> [UInt32: ProjectTerms] {
    var all: [UInt32: ProjectTerms] = [:]
    let reversed = try known.reversedPositions()
    var scope = query
    (scope.country, scope.partner) = (nil, nil)
    try known.forEachPosting([.projects]) { posting in
      guard !posting.flags.contains(.reversal), !reversed.contains(posting.position), scope.admits(posting), scope.place(posting) == .inside else { return }
      all[posting.subject] = ProjectTerms(posting)
    }
    var reached: Set<UInt32> = []
    try known.forEachPosting([.signed, .added, .reached, .plannedEnd, .completions, .closures, .cancellations]) { posting in
      guard !posting.flags.contains(.reversal), !reversed.contains(posting.position) else { return }
      if posting.measure == Measure.reached.rawValue {
        if let country = query.country, posting.country == country.rawValue + 1, all[posting.subject]?.signature == posting.position { reached.insert(posting.subject) }
      } else if posting.measure < Measure.signed.rawValue || posting.flags.contains(.unknownValue) || !posting.flags.isDisjoint(with: [.inKind, .inMoney]) {
        all[posting.subject]?.apply(posting, known)
      }
    }
    return query.country == nil ? all : all.filter { reached.contains($0.key) }
  }

  private init(_ posting: Posting) { self.posting = posting }

  private mutating func apply(_ posting: Posting, _ known: AsKnown) {
    switch posting.kind {
    case .signed, .added:
      if posting.flags.contains(.unknownValue), posting.position == signature { hasUnknownValue = true }
      guard !known.isInternal(posting), let partner = known.identity(posting.partner) else { return }
      partners[partner] = (partners[partner] ?? true) && posting.flags.contains(.inKind)
    case .plannedEnd: ends = Day(number: Int32(clamping: posting.minor))
    case .cancellations: (isOpen, cancelled) = (false, Day(number: posting.firstDay))
    case .completions, .closures: isOpen = false
    case .projects, .addenda, .inKindDisbursements, .reached, .agreements, .pledges, .withdrawals, .progressReports, .assessments, .received,
      .refunded, .disbursed, .recovered, .agreed, .pledged, .delivered, .budgeted, nil:
      break
    }
  }
}
