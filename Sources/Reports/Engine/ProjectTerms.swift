import Ledger
import Reference

/// What the signature and the addenda of a project say, apart from amounts.
///
/// Cost: one scan of promises. Words, such as the title, are read from the record of the signature by those who ask.
struct ProjectTerms {
  /// What the signature counts the project with.
  private(set) var posting: Posting
  /// The stated end that is in force.
  private var stated: Posting?
  var ends: Day? { stated.map { Day(number: Int32(clamping: $0.minor)) } }
  /// The external partners with funding lines, by the places of those as whom they count. Few, so a list is found
  /// through faster than a table.
  private(set) var funders: [Int] = []
  /// The partners with a funding line of which nobody stated the value.
  private var unstated: Set<Int> = []
  private(set) var isOpen = true
  private(set) var cancelled: Day?
  /// Whether it was closed or cancelled.
  private(set) var isOver = false

  var hasUnknownValue: Bool { !unstated.isEmpty }

  /// - Parameter place: nil for a partner that nobody registered.
  func hasFunder(_ place: Int?) -> Bool { place.map(funders.contains) ?? false }

  var number: UInt32 { posting.subject }
  /// The record of the signature.
  var signature: UInt32 { posting.position }
  var signedOn: Day { Day(number: posting.lastDay) }

  /// The date of the signature as it was written.
  func signedOnText(_ known: AsKnown) throws -> String {
    try posting.firstDay == posting.lastDay
      ? signedOn.description : known.journal.record(at: UInt64(signature)).on.description
  }

  func name(_ known: AsKnown) throws -> String { try known.projectName(number) }

  func title(_ known: AsKnown) throws -> String { try known.title(ofProject: number, signature: UInt64(signature)) }

  /// The projects whose standing signature lies in the window and that pass the filters on region, plan, priority and
  /// country, by their numbers.
  /// - Parameter today: what began after it has not happened; nil for all that is known.
  static func all(_ known: AsKnown, _ query: Query, asOf today: Day? = nil) throws -> [UInt32: ProjectTerms] {
    var all: [ProjectTerms] = []
    var places = SumPlaces()
    func key(_ posting: Posting) -> SumPlaces.Key { SumPlaces.Key(a: UInt64(posting.subject), b: 0, c: 0) }
    let lastDay = today?.number ?? .max
    var scope = query
    (scope.country, scope.partner) = (nil, nil)
    // Which of them are wanted is known when their signature was met, before or after the rest.
    var wanted: [Bool] = []
    try known.forEachPosting([.projects, .signed, .added, .plannedEnd, .completions, .closures, .cancellations]) {
      posting in
      guard posting.firstDay <= lastDay else { return }
      let place = places.place(of: key(posting), ifNew: all.count)
      if place == all.count {
        all.append(ProjectTerms(posting))
        wanted.append(false)
      }
      if posting.measure != Measure.projects.rawValue {
        all[place].apply(posting, known)
      } else if scope.admits(posting), scope.place(posting) == .inside {
        all[place].posting = posting
        wanted[place] = true
      }
    }
    var byNumber: [UInt32: ProjectTerms] = [:]
    byNumber.reserveCapacity(all.count)
    for (project, isWanted) in zip(all, wanted) where isWanted { byNumber[project.number] = project }
    guard let country = query.country else { return byNumber }
    let lookUps = try known.lookUps(on: query.lastDay)
    return byNumber.filter { lookUps.countries(of: $0.key).contains(country) }
  }

  private init(_ posting: Posting) { self.posting = posting }

  private mutating func apply(_ posting: Posting, _ known: AsKnown) {
    switch posting.kind {
    case .signed, .added:
      guard let partner = known.identity(posting.partner) else { return }
      if posting.flags.contains(.unknownValue) { unstated.insert(partner) }
      if posting.measure == Measure.added.rawValue, !unstated.isEmpty { unstated.remove(partner) }
      // An addendum that states no modality leaves it as it is.
      guard !known.isInternal(posting), !posting.flags.isDisjoint(with: [.inKind, .inMoney]) else { return }
      if !funders.contains(partner) { funders.append(partner) }
    case .plannedEnd:
      if stated.map({ $0.holdsBefore(posting) }) ?? true { stated = posting }
    case .cancellations: (isOpen, isOver, cancelled) = (false, true, Day(number: posting.firstDay))
    case .closures: (isOpen, isOver) = (false, true)
    case .completions: isOpen = false
    case .projects, .addenda, .inKindDisbursements, .reached, .agreements, .pledges, .withdrawals, .progressReports,
      .assessments, .received,
      .refunded, .disbursed, .recovered, .agreed, .pledged, .delivered, .budgeted, nil:
      break
    }
  }
}
