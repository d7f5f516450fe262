import Ledger
import Reference

/// `groups`, definition 2: projects and money in the least developed countries (LDC), the landlocked developing
/// countries (LLDC), the small island developing States (SIDS) and the union of the three (indicators I-6 and I-7;
/// requirements R22, R23).
///
/// A country is classified on the first day of the signature of its project; the columns "at end" classify the same
/// lines on the last day of the window. Countries and shares are those in force on that day. Memberships are those
/// that the book knew at the asked size. Money of partners and of internal funds counts. The columns are different
/// ways of counting and are never added:
/// - "projects": projects signed in the window with at least one funding line that reach at least one country of the
///   group. A project counts once in a row, also in the union.
/// - "allocated": money of signatures and addenda in the window that the shares of the project give to countries of the
///   group. One country without a share has the whole.
/// - "not allocated": money in the window that no country has, of the projects that reach the group.
/// - "whole value": all money in the window of the projects that reach the group, whatever other countries they reach:
///   the way of counting of Partner2Connect.
///
/// The rows of the three groups overlap; there is no total. The row "all projects" is for comparison: there, allocated
/// and not allocated add to the whole, which is the money raised of the report `funding`. The rows "not allocated" say
/// why money has no country, by the state of the project at the end of the window: no countries stated, several
/// countries without shares, or shares below 100.
enum Groups {
  static let union = "LDC, LLDC or SIDS"
  static let notAllocated = "not allocated"
  static let all = "all projects"

  static let definition = ReportDefinition(
    version: 2, title: "Projects and money in LDC, LLDC and SIDS", groupings: [.none, .region, .plan, .year],
    takesAsSigned: true,
    columns: { grouping in
      [.label("group")] + (grouping == .none ? [] : [grouping.label]) + [
        .label(Sheet.currencyLabel), .distinct("projects"), .distinct("projects at end"), .money("allocated"),
        .money("allocated at end"), .money("not allocated"), .money("whole value"),
      ]
    },
    fill: fill)

  private static func fill(_ sheet: inout Sheet) throws {
    let (known, query) = (sheet.known, sheet.query)
    var scope = query
    scope.country = nil
    let reach = try known.lookUps(for: query)
    let table = GroupTable(known, query, reach)
    let rows = Rows(sheet, [], hasGroup: query.grouping != Query.Grouping.none)
    var heads = Heads(sheet, table, rows)
    var loose: [Posting] = []
    var flow = Flow(into: sheet, classes: { (table.classes(of: $0), rows.grouping.key($0, known)) }) { posting, sheet in
      try put(posting, table, rows, &sheet)
    }
    try known.forEachPosting(
      [.signed, .added], scope, byCountry: true,
      edge: { posting in
        guard reach.admits(posting, query.country) else { return }
        sheet.leaveOut(posting, posting.isSignature ? "signed money" : "money of addenda and refunds")
      },
      { posting in
        guard reach.admits(posting, query.country) else { return }
        try heads.count(posting)
        guard posting.currency != 0 else { return }
        if posting.country == 0 { loose.append(posting) }
        try flow.add(posting, to: &sheet)
      })
    try flow.settle(into: &sheet)
    try explain(loose, reach, rows, &sheet)
    Distinct.write(Array(zip(heads.things, ["projects", "projects at end"])), to: &sheet, totals: false)
    table.note(in: &sheet)
  }

  /// The projects in the rows of the groups, at signature and at the end.
  private struct Heads {
    /// On the day of signature, and on the last day of the window.
    private(set) var things: [Distinct]
    private let table: GroupTable
    private let rows: Rows
    private let empty: Sheet
    private var counted = SeenNumbers()

    init(_ sheet: Sheet, _ table: GroupTable, _ rows: Rows) {
      things = [Distinct(for: sheet), Distinct(for: sheet)]
      (self.table, self.rows, empty) = (table, rows, sheet.part)
    }

    /// Counts the project of a posting. All lines of one signature stand in the same rows: the first in each currency
    /// is enough.
    mutating func count(_ posting: Posting) throws {
      guard posting.isSignature, counted.insert(accountOf: posting) else { return }
      for (places, day) in [(0, table.signedOn(posting)), (1, empty.query.lastDay)] {
        let evidence = table.evidence(posting, on: day, in: empty)
        for place in table.rows(table.groups(ofProject: posting.subject, on: day)) {
          try things[places].add(
            posting.subject, key: rows.key(posting, part: place.number), to: [place.label] + (try rows.labels(posting)),
            rows.currency(posting), order: place.order + (try rows.labels(posting)).joined(), evidence: evidence)
        }
      }
    }
  }

  /// Puts an amount into the rows of the groups that its project or its country belongs to.
  private static func put(_ posting: Posting, _ table: GroupTable, _ rows: Rows, _ sheet: inout Sheet) throws {
    let (signed, end) = (table.signedOn(posting), sheet.query.lastDay)
    let group = try rows.labels(posting)
    let currency = rows.currency(posting)
    let reached = table.rows(table.groups(ofProject: posting.subject, on: signed))
    put(posting, reached, group, "whole value", currency, &sheet)
    guard let country = posting.countryCode else {
      put(posting, reached, group, "not allocated", currency, &sheet)
      return
    }
    guard sheet.query.country == nil || sheet.query.country == country else { return }
    for (column, day) in [("allocated", signed), ("allocated at end", end)] {
      put(
        posting, table.rows(table.groups(of: country, on: day)), group, column, currency, note: (country, day), &sheet)
    }
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
        Int128(posting.minor), own, on: posting.convertedOn, to: [place.label] + group, column,
        order: Sheet.order(place.order + group.joined(), [], currency), inTotal: false, evidence: evidence)
    }
  }

  /// The rows that say how much has no country, and why.
  private static func explain(_ loose: [Posting], _ reach: ProjectLookUps, _ rows: Rows, _ sheet: inout Sheet) throws {
    var sums: [String: [Alpha3: Int128]] = [:]
    for posting in loose {
      let group = try rows.labels(posting)
      let why = reach.reason(of: posting.subject)
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
