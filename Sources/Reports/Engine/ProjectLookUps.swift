import Ledger
import Reference

/// What is looked up of projects, not posted: region, plan, priority and theme, the day of the signature, and the list
/// of countries that is in force on one day for the whole table.
struct ProjectLookUps: Sendable {
  /// What postings of one project are given.
  private struct Terms {
    var signedDay: Int32
    var region: UInt8
    var plan: UInt8
    var priority: UInt8
    var theme: UInt8
    /// Of its lists of countries, in the order in which they hold.
    var lists: Range<Int> = 0..<0
  }

  /// The countries that one fact states.
  private struct List {
    /// From when it holds.
    let start: Int32
    fileprivate(set) var countries: Range<Int>
  }

  private let day: Int32
  private var places = SumPlaces()
  private var terms: [Terms] = []
  private var lists: [List] = []
  private var countries: [(code: UInt16, share: Share)] = []
  private static let measures = Measure.bits(Measure.ofProjects)
  private static let money = Measure.bits([.signed, .added, .received, .refunded, .disbursed, .recovered])

  /// - Parameters:
  ///   - day: on which the lists are looked up.
  ///   - rows: hands over the rows of `projects` and `reached`.
  init(on day: Day, _ rows: ((Posting) -> Void) throws -> Void) rethrows {
    self.day = day.number
    var waiting: [Posting] = []
    try rows { row in
      guard row.kind == .projects else { return waiting.append(row) }
      guard places.place(of: ProjectLookUps.key(row), ifNew: terms.count) == terms.count else { return }
      terms.append(
        Terms(signedDay: row.firstDay, region: row.region, plan: row.plan, priority: row.priority, theme: row.theme))
    }
    var reached = waiting.compactMap { row in places.known(ProjectLookUps.key(row)).map { (project: $0, row: row) } }
    reached.sort {
      if $0.project != $1.project { return $0.project < $1.project }
      if $0.row.fact != $1.row.fact { return $0.row.holdsBefore($1.row) }
      return $0.row.country < $1.row.country
    }
    fill(reached)
  }

  private mutating func fill(_ reached: [(project: Int, row: Posting)]) {
    var last: (project: Int, fact: UInt32)?
    for (project, row) in reached {
      if last?.project != project || last?.fact != row.fact {
        if last?.project != project { terms[project].lists = lists.count..<lists.count }
        terms[project].lists = terms[project].lists.lowerBound..<lists.count + 1
        let start = max(row.firstDay, terms[project].signedDay)
        lists.append(List(start: start, countries: countries.count..<countries.count))
        last = (project, row.fact)
      }
      countries.append((row.country, Share(units: Int32(clamping: row.minor))))
      lists[lists.count - 1].countries = lists[lists.count - 1].countries.lowerBound..<countries.count
    }
  }

  private static func key(_ row: Posting) -> SumPlaces.Key { SumPlaces.Key(a: UInt64(row.subject), b: 0, c: 0) }

  /// The row with what is looked up of its project; rows of other subjects have it already.
  @inline(__always)
  func filled(_ row: Posting) -> Posting {
    guard ProjectLookUps.measures & (1 << UInt64(row.measure & 63)) != 0,
      let place = places.known(ProjectLookUps.key(row))
    else { return row }
    var row = row
    (row.region, row.plan) = (terms[place].region, terms[place].plan)
    (row.priority, row.theme) = (terms[place].priority, terms[place].theme)
    return row
  }

  /// Hands over the parts of a row, one for each country with a share, and what is not allocated. Parts add back to the
  /// row. What was spent stands in the country that its record names, else it follows the list of its own day.
  func forEachPart(of row: Posting, _ body: (Posting) throws -> Void) rethrows {
    guard ProjectLookUps.money & (1 << UInt64(row.measure & 63)) != 0, row.country == 0,
      let place = places.known(ProjectLookUps.key(row)),
      let list = list(of: terms[place], on: row.kind == .disbursed || row.kind == .recovered ? row.lastDay : day)
    else {
      try body(row)
      return
    }
    let countries = countries[list.countries]
    if countries.count == 1, countries[countries.startIndex].share == .whole {
      var whole = row
      whole.country = countries[countries.startIndex].code
      try body(whole)
      return
    }
    let shares = countries.map(\.share)
    if shares.allSatisfy({ $0.units == 0 }) {
      try body(row)
      return
    }
    for (part, amount) in split(row.minor, by: shares).enumerated() {
      let country =
        part < shares.count ? countries[countries.startIndex + part] : (code: UInt16(0), share: Share(units: 0))
      // An amount that is not known, or zero, stands with every country that has a share.
      guard amount != 0 || row.minor == 0 && country.share.units > 0 else { continue }
      var posting = row
      (posting.minor, posting.country) = (amount, country.code)
      try body(posting)
    }
  }

  /// The first day of the signature of a project.
  func signedOn(_ project: UInt32) -> Day? {
    places.known(SumPlaces.Key(a: UInt64(project), b: 0, c: 0)).map { Day(number: terms[$0].signedDay) }
  }

  /// The countries that a project reaches, in the order of their codes.
  func countries(of project: UInt32) -> [Alpha3] {
    guard let place = places.known(SumPlaces.Key(a: UInt64(project), b: 0, c: 0)),
      let list = list(of: terms[place], on: day)
    else { return [] }
    return countries[list.countries].compactMap { Alpha3(rawValue: $0.code - 1) }
  }

  /// Whether the project of a posting reaches the country of a filter.
  func admits(_ posting: Posting, _ country: Alpha3?) -> Bool {
    country.map { countries(of: posting.subject).contains($0) } ?? true
  }

  private func list(of terms: Terms, on day: Int32) -> List? {
    // Before its first day a project is as its signature says.
    lists[terms.lists].last { $0.start <= day } ?? lists[terms.lists].first
  }
}
