import Ledger
import Reference

/// Which rows a country or project belongs to, and in which order they stand. Keeps what it looked up; one thread.
final class GroupTable {
  struct Place {
    let label: String
    let number: UInt64
    var order: String { String(number) }
  }

  private static let places =
    GroupCode.allCases.enumerated().map { Place(label: $1.rawValue, number: UInt64($0 + 1)) } + [
      Place(label: Groups.union, number: 4)
    ]
  private static let all = Place(label: Groups.all, number: 7)
  private let known: AsKnown
  private let query: Query
  private let reach: ProjectLookUps
  private var classes = SumPlaces()
  private var projects = SumPlaces()

  init(_ known: AsKnown, _ query: Query, _ reach: ProjectLookUps) {
    (self.known, self.query, self.reach) = (known, query, reach)
  }

  /// One bit for each group that has the country on the day.
  func groups(of country: Alpha3, on day: Day) -> UInt8 {
    let key = GroupTable.key(UInt64(country.rawValue), day)
    if let found = classes.known(key) { return UInt8(found) }
    var found: UInt8 = 0
    for (bit, group) in GroupCode.allCases.enumerated()
    where known.registers.isInGroup(group.rawValue, country, on: day) { found |= 1 << UInt8(bit) }
    _ = classes.place(of: key, ifNew: Int(found))
    return found
  }

  /// The day of the signature of a posting's project, on which its countries are classified.
  func signedOn(_ posting: Posting) -> Day { reach.signedOn(posting.subject) ?? Day(number: posting.firstDay) }

  /// The same of all countries that a project reaches.
  func groups(ofProject project: UInt32, on day: Day) -> UInt8 {
    let key = GroupTable.key(UInt64(project), day)
    if let found = projects.known(key) { return UInt8(found) }
    let found = reach.countries(of: project).reduce(UInt8(0)) { $0 | groups(of: $1, on: day) }
    _ = projects.place(of: key, ifNew: Int(found))
    return found
  }

  private static func key(_ thing: UInt64, _ day: Day) -> SumPlaces.Key {
    SumPlaces.Key(a: thing, b: UInt64(UInt32(bitPattern: day.number)), c: 0)
  }

  /// Postings of one number stand in the same rows: their projects and countries are of the same groups, at signature
  /// and at the end. A filter by country asks for the country itself.
  func classes(of posting: Posting) -> UInt64 {
    let signed = signedOn(posting)
    let country = posting.countryCode
    let ofCountry = country.map { UInt64(groups(of: $0, on: signed)) | UInt64(groups(of: $0, on: query.lastDay)) << 8 }
    return UInt64(groups(ofProject: posting.subject, on: signed)) | (ofCountry ?? 0xFF) << 8
      | (query.country != nil && query.country != country ? 1 << 40 : 0)
  }

  /// The rows of a classification: its groups, their union, and all projects.
  func rows(_ mask: UInt8) -> [Place] { GroupTable.rows[Int(mask)] }

  private static let rows: [[Place]] = (0..<(1 << GroupCode.allCases.count)).map { mask in
    if mask == 0 { return [all] }
    return GroupCode.allCases.indices.filter { mask & (1 << $0) != 0 }.map { places[$0] } + [places[3], all]
  }

  func evidence(_ posting: Posting, on day: Day, in sheet: Sheet) -> Sheet.Evidence {
    let countries = reach.countries(of: posting.subject)
    return sheet.evidence(
      posting,
      countries.isEmpty
        ? "no countries stated" : "reaches \(countries.map(\.text).joined(separator: " ")), classified on \(day)")
  }

  func note(in sheet: inout Sheet) {
    sheet.note("\"at end\" is \(query.lastDay); the other columns classify on the first day of each signature")
    for group in GroupCode.allCases where known.registers.groups[group.rawValue]?.state.memberships.isEmpty ?? true {
      sheet.note("the book knows no members of \(group.rawValue); record GroupMembershipSet")
    }
  }
}
