import Ledger
import Reference

/// Which rows a country or project belongs to, and in which order they stand.
struct GroupTable {
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
  private var classes: [UInt64: UInt8] = [:]
  private var projects: [UInt64: UInt8] = [:]

  init(_ known: AsKnown, _ query: Query) { (self.known, self.query) = (known, query) }

  /// One bit for each group that has one of the countries on the day.
  mutating func groups(of countries: some Sequence<Alpha3>, on day: Day) -> UInt8 {
    var mask: UInt8 = 0
    for country in countries { mask |= groups(of: country, on: day) }
    return mask
  }

  private mutating func groups(of country: Alpha3, on day: Day) -> UInt8 {
    let key = UInt64(country.rawValue) << 32 | UInt64(UInt32(bitPattern: day.number))
    if let found = classes[key] { return found }
    var found: UInt8 = 0
    for (bit, group) in GroupCode.allCases.enumerated()
    where known.registers.isInGroup(group.rawValue, country, on: day) { found |= 1 << UInt8(bit) }
    classes[key] = found
    return found
  }

  /// The same of the countries that a project reaches.
  mutating func groups(of project: UInt32, _ reach: Reach, on day: Day) -> UInt8 {
    let key = UInt64(project) << 32 | UInt64(UInt32(bitPattern: day.number))
    if let found = projects[key] { return found }
    let found = groups(of: reach.countries(of: project), on: day)
    projects[key] = found
    return found
  }

  /// The class of one country on two days in one number, never 0xFF.
  mutating func classes(of country: Alpha3, _ one: Day, _ other: Day) -> UInt64 {
    UInt64(groups(of: country, on: one)) | UInt64(groups(of: country, on: other)) << 8
  }

  /// The rows of a classification: its groups, their union, and all projects.
  func rows(_ mask: UInt8) -> [Place] { GroupTable.rows[Int(mask)] }

  private static let rows: [[Place]] = (0..<(1 << GroupCode.allCases.count)).map { mask in
    if mask == 0 { return [all] }
    return GroupCode.allCases.indices.filter { mask & (1 << $0) != 0 }.map { places[$0] } + [places[3], all]
  }

  func evidence(_ posting: Posting, _ countries: ArraySlice<Alpha3>, on day: Day, in sheet: Sheet) -> Sheet.Evidence {
    sheet.evidence(
      posting,
      countries.isEmpty
        ? "no countries stated" : "reaches \(countries.map(\.text).joined(separator: " ")), classified on \(day)")
  }

  func note(in sheet: inout Sheet) {
    sheet.note("\"today\" is \(query.today); the other columns classify on the first day of each signature")
    for group in GroupCode.allCases where known.registers.groups[group.rawValue]?.state.memberships.isEmpty ?? true {
      sheet.note("the book knows no members of \(group.rawValue); record GroupMembershipSet")
    }
  }
}
