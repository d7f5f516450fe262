import Ledger
import Reference

/// `groups`, definition 1: projects and money in the least developed countries (LDC), the landlocked developing
/// countries (LLDC), the small island developing States (SIDS) and the union of the three (indicators I-6 and I-7;
/// requirements R22, R23).
///
/// A country is classified on the first day of the signature of its project; the columns "today" classify the same
/// lines on the day that counts as today. Memberships are those that the book knew at the asked size. Money of partners
/// and of internal funds counts. The columns are different ways of counting and are never added:
/// - "projects": projects signed in the window with at least one funding line that reach at least one country of the
///   group. The countries are those of the signature with the changes of addenda up to the end of the window. A project
///   counts once in a row, also in the union.
/// - "allocated": money of signatures and addenda in the window that the shares of the project give to countries of the
///   group. One country without a share has the whole. An addendum that changes the shares moves the earlier money on
///   its own date.
/// - "not allocated": money in the window that no country has, of the projects that reach the group.
/// - "whole value": all money in the window of the projects that reach the group, whatever other countries they reach:
///   the way of counting of Partner2Connect.
///
/// The rows of the three groups overlap; there is no total. The row "all projects" is for comparison: there, allocated
/// and not allocated add to the whole, which is the money raised of the report `funding`. The rows "not allocated" say
/// why money has no country, by the state of the project at the end of the window: no countries stated, several
/// countries without shares, or shares below 100.
struct Groups {
  static let groupings: [Query.Grouping] = [.none, .region, .plan, .year]
  static let union = "LDC, LLDC or SIDS"
  static let notAllocated = "not allocated"
  static let all = "all projects"

  static func columns(_ grouping: Query.Grouping) -> [Sheet.Column] {
    [.label("group")] + (grouping == .none ? [] : [.label(grouping.rawValue)]) + [
      .label(Sheet.currencyLabel), .distinct("projects"), .distinct("projects today"), .money("allocated"),
      .money("allocated today"),
      .money("not allocated"), .money("whole value"),
    ]
  }

  static func fill(_ sheet: inout Sheet) throws {
    let query = sheet.query
    var scope = query
    scope.country = nil
    var table = GroupTable(sheet.known, query)
    let reach = try Reach(sheet.known, through: query.window.through)
    let reversed = try sheet.known.reversedPositions()
    let labels = Labels(sheet.known, query.grouping ?? .none)
    var projects = Distinct(for: sheet)
    var projectsToday = Distinct(for: sheet)
    var loose: [Posting] = []
    var counted: Set<UInt64> = []
    var placed: [UInt64: Int128] = [:]

    let known = sheet.known
    let shown = sheet.shown
    let isSummed = sheet.mayBeSummed
    func edge(_ posting: Posting) {
      if reach.admits(posting, query.country) {
        sheet.leaveOut(posting, posting.measure == Measure.signed.rawValue ? "signed money" : "money of addenda")
      }
    }
    func group(_ posting: Posting) throws -> [String] {
      query.grouping == Query.Grouping.none ? [] : [try labels.group(posting)]
    }

    /// Counts the project of a posting. All lines of one signature stand in the same rows: the first in each currency
    /// is enough.
    func count(_ posting: Posting) throws {
      guard posting.measure == Measure.signed.rawValue, !posting.flags.contains(.reversal),
        !reversed.contains(posting.position),
        counted.insert(money(posting)).inserted
      else { return }
      func count(_ things: inout Distinct, on day: Day) throws {
        for place in table.rows(table.groups(of: posting.subject, reach, on: day)) {
          try things.add(
            posting.subject, key: labels.key(posting) << 8 | place.number, shown.key(posting),
            to: [place.label] + (try group(posting)), shown.text(posting),
            order: place.order + (try group(posting)).joined(),
            evidence: table.evidence(posting, reach.countries(of: posting.subject), on: day, in: sheet))
        }
      }
      try count(&projects, on: Day(number: posting.signedDay))
      try count(&projectsToday, on: query.today)
    }
    func add(_ posting: Posting) throws {
      let signedDay = Day(number: posting.signedDay)
      let group = try group(posting)
      let currency = shown.text(posting)
      let reached = table.rows(table.groups(of: reach.countries(of: posting.subject), on: signedDay))
      put(posting, reached, group, "whole value", currency, &sheet)
      if let country = posting.countryCode {
        guard query.country == nil || query.country == country else { return }
        put(
          posting, table.rows(table.groups(of: [country], on: signedDay)), group, "allocated", currency,
          note: (country, signedDay), &sheet)
        put(
          posting, table.rows(table.groups(of: [country], on: query.today)), group, "allocated today", currency,
          note: (country, query.today), &sheet)
      } else {
        put(posting, reached, group, "not allocated", currency, &sheet)
      }
    }
    var sums = ClassSums(known, query, labels)
    try known.forEachPosting([.signed, .added], scope, edge: edge) { posting in
      guard reach.admits(posting, query.country) else { return }
      try count(posting)
      guard posting.currency != 0 else { return }
      if posting.country != 0 {
        placed[money(posting), default: 0] += Int128(posting.minor)
      } else {
        loose.append(posting)
      }
      if isSummed { sums.add(posting, reach, &table) } else { try add(posting) }
    }
    for sum in sums.postings { try add(sum) }
    try explain(loose, placed, reach, labels, &sheet)
    Distinct.write([(projects, "projects"), (projectsToday, "projects today")], to: &sheet, totals: false)
    table.note(in: &sheet)
  }

  /// Adds the money of one posting to several rows.
  private static func put(
    _ posting: Posting, _ places: [GroupTable.Place], _ group: [String], _ column: String, _ currency: String,
    note: (Alpha3, Day)? = nil,
    _ sheet: inout Sheet
  ) {
    guard let own = posting.currencyCode else { return }
    let evidence = sheet.evidence(posting, note.map { "\($0) on \($1)" } ?? "")
    for place in places {
      sheet.add(
        Int128(posting.minor), own, on: Day(number: posting.firstDay), to: [place.label] + group, column,
        order: Sheet.order(place.order + group.joined(), [], currency), inTotal: false, evidence: evidence)
    }
  }

  /// The money of one project in one currency.
  private static func money(_ posting: Posting) -> UInt64 { UInt64(posting.subject) << 16 | UInt64(posting.currency) }

  /// The rows that say how much has no country, and why.
  private static func explain(
    _ loose: [Posting], _ placed: [UInt64: Int128], _ reach: Reach, _ labels: Labels, _ sheet: inout Sheet
  ) throws {
    // What an addendum with shares moved to countries adds to zero with what it moved away.
    var net: [UInt64: Int128] = [:]
    for posting in loose { net[money(posting), default: 0] += Int128(posting.minor) }
    var sums: [String: [Alpha3: Int128]] = [:]
    for posting in loose where net[money(posting)] != 0 {
      let group = sheet.query.grouping == Query.Grouping.none ? [] : [try labels.group(posting)]
      let why =
        reach.countries(of: posting.subject).isEmpty
        ? "no countries stated"
        : (placed[money(posting), default: 0] != 0 ? "shares below 100" : "several countries without shares")
      sheet.add(posting, to: [notAllocated] + group, "not allocated", order: "5" + group.joined(), inTotal: false)
      sheet.add(
        posting, to: ["\(notAllocated): \(why)"] + group, "not allocated", order: "6\(why)" + group.joined(),
        inTotal: false)
      if let currency = posting.currencyCode { sums[why, default: [:]][currency, default: 0] += Int128(posting.minor) }
    }
    for (why, sum) in sums.sorted(by: { $0.key < $1.key }) {
      let amounts = sum.sorted { $0.key < $1.key }.map { Table.shown($1, $0) }
      sheet.note("cannot be allocated to countries: \(amounts.joined(separator: ", ")), \(why)")
    }
    sheet.note("groups overlap and columns count in different ways: neither rows nor columns may be added")
  }
}

/// Money whose rows are the same, added up: of one class of projects and of one class of country, at signature and
/// today.
///
/// A sum is a posting of one of its projects and countries, so that the report classifies it as it classifies each of
/// them.
private struct ClassSums {
  private let query: Query
  private let labels: Labels
  private var places = SumPlaces()
  private var rates: PostingRates
  private(set) var postings: [Posting] = []

  init(_ known: AsKnown, _ query: Query, _ labels: Labels) {
    (self.query, self.labels, rates) = (query, labels, PostingRates(known, query.currency))
  }

  mutating func add(_ posting: Posting, _ reach: Reach, _ table: inout GroupTable) {
    let signedDay = Day(number: posting.signedDay)
    // A filter by country asks for the country itself.
    let country = posting.countryCode
    let key = SumPlaces.Key(
      a: UInt64(table.groups(of: posting.subject, reach, on: signedDay))
        | (country.map { table.classes(of: $0, signedDay, query.today) } ?? 0xFF) << 8
        | (query.country != nil && query.country != country ? 1 << 40 : 0),
      b: labels.key(posting), c: UInt64(posting.currency) | rates.name(posting) << 16)
    let place = places.place(of: key, ifNew: postings.count)
    if place < postings.count {
      let (sum, overflow) = postings[place].minor.addingReportingOverflow(posting.minor)
      if !overflow {
        postings[place].minor = sum
        return
      }
      places.move(key, to: postings.count)
    }
    postings.append(posting)
  }
}
