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
    /// Whether the signature states it.
    let isOpening: Bool
    fileprivate(set) var countries: Range<Int>
  }

  /// What one fact moves of one partner, in one way, measure and currency: it is split as a whole.
  struct Line: Comparable {
    private let fact: UInt32
    private let partner: UInt32
    private let rest: UInt64

    @inline(__always)
    init(_ row: Posting) {
      (fact, partner) = (row.fact, row.partner)
      rest = UInt64(row.currency) | UInt64(row.measure) << 16 | UInt64(row.way) << 24
    }

    static func < (a: Line, b: Line) -> Bool { (a.fact, a.partner, a.rest) < (b.fact, b.partner, b.rest) }
  }

  /// The rows before, as far as they are of one line of one fact.
  struct Whole {
    fileprivate var line: Line?
    fileprivate var sum: Int64 = 0

    /// Takes in a row, and says what those of the same line before it add to.
    @inline(__always)
    fileprivate mutating func add(_ row: Posting) -> Int64 {
      let next = Line(row)
      let before = next == line ? sum : 0
      (line, sum) = (next, before &+ row.minor)
      return before
    }
  }

  private let day: Int32
  private let isAsSigned: Bool
  private var places = SumPlaces()
  private var terms: [Terms] = []
  private var lists: [List] = []
  private var countries: [(code: UInt16, share: Share)] = []
  private static let measures = Measure.bits(Measure.ofProjects)
  private static let money = Measure.bits([.signed, .added, .received, .refunded, .disbursed, .recovered])

  /// - Parameters:
  ///   - day: on which the lists are looked up.
  ///   - asSigned: whether the list of each project is that of the first day of its signature.
  ///   - rows: hands over the rows of `projects` and `reached`.
  init(on day: Day, asSigned: Bool, _ rows: ((Posting) -> Void) throws -> Void) rethrows {
    (self.day, isAsSigned) = (day.number, asSigned)
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
        lists.append(
          List(start: start, isOpening: row.flags.contains(.opening), countries: countries.count..<countries.count))
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
  /// row. What one fact moves on one line is split as a whole: the part of a row is what the split of the rows up to it
  /// has more than that of the rows before. What was spent stands in the country that its record names, else it follows
  /// the list of its own day.
  /// - Parameter whole: for the rows of a book, one after the other.
  func forEachPart(of row: Posting, after whole: inout Whole, _ body: (Posting) throws -> Void) rethrows {
    let before = whole.add(row)
    guard ProjectLookUps.money & (1 << UInt64(row.measure & 63)) != 0, row.country == 0,
      let place = places.known(ProjectLookUps.key(row)),
      let list = list(
        of: terms[place], on: row.kind == .disbursed || row.kind == .recovered ? row.lastDay : day(of: terms[place]))
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
    let left = Share(units: Share.whole.units - shares.reduce(0) { $0 + $1.units })
    let parts = split(before + row.minor, by: shares)
    let earlier = before == 0 ? [] : split(before, by: shares)
    for (part, sum) in parts.enumerated() {
      let country = part < shares.count ? countries[countries.startIndex + part] : (code: UInt16(0), share: left)
      // It stands with every country that has a share, also where nothing comes of it; an amount that is not known, or
      // zero, is never left without a country.
      guard country.share.units > 0, row.minor != 0 || part < shares.count else { continue }
      var posting = row
      (posting.minor, posting.country) = (before == 0 ? sum : sum - earlier[part], country.code)
      try body(posting)
    }
  }

  /// Whether the project of a row has begun; true for rows of other subjects.
  @inline(__always)
  func hasBegun(_ row: Posting) -> Bool {
    guard ProjectLookUps.measures & row.measureBit != 0, let place = places.known(ProjectLookUps.key(row)) else {
      return true
    }
    return terms[place].signedDay <= day
  }

  /// Why money of a project has no country.
  func reason(of project: UInt32) -> String {
    guard let place = places.known(SumPlaces.Key(a: UInt64(project), b: 0, c: 0)),
      let list = list(of: terms[place], on: day(of: terms[place]))
    else { return "no countries stated" }
    return countries[list.countries].contains { $0.share.units > 0 }
      ? "shares below 100" : "several countries without shares"
  }

  /// The first day of the signature of a project.
  func signedOn(_ project: UInt32) -> Day? {
    places.known(SumPlaces.Key(a: UInt64(project), b: 0, c: 0)).map { Day(number: terms[$0].signedDay) }
  }

  /// The countries that a project reaches, in the order of their codes.
  func countries(of project: UInt32) -> [Alpha3] {
    guard let place = places.known(SumPlaces.Key(a: UInt64(project), b: 0, c: 0)),
      let list = list(of: terms[place], on: day(of: terms[place]))
    else { return [] }
    return countries[list.countries].compactMap { Alpha3(rawValue: $0.code - 1) }
  }

  /// Whether the project of a posting reaches the country of a filter.
  func admits(_ posting: Posting, _ country: Alpha3?) -> Bool {
    country.map { countries(of: posting.subject).contains($0) } ?? true
  }

  private func day(of terms: Terms) -> Int32 { isAsSigned ? terms.signedDay : day }

  private func list(of terms: Terms, on day: Int32) -> List? {
    // Before its first day a project is as its signature says.
    lists[terms.lists].last { $0.start <= day } ?? lists[terms.lists].first { $0.isOpening }
  }
}
