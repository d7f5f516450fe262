import Ledger
import Reference

/// `chain`, definition 1: from pledge to agreement to signature to receipt to disbursement (requirements R08, R73, R91).
///
/// Each column is a measure of its own; no two are added. Dates, the window and reversals count as everywhere:
/// - "pledged": values of pledges with their revisions, less what was withdrawn. A pledge is not project money: nothing is subtracted from it.
/// - "agreed": values of agreements with their revisions. An agreement of several partners has a row that names all of them.
/// - "signed": funding lines of projects with their addenda. Lines without a known value are counted in the notes.
/// - "received": less what was refunded. "disbursed": less what was recovered; disbursements in kind have no amount.
///
/// These five are what happened in the window. The next three are balances at its end, over all dates up to it:
/// - "outstanding": signed less received. What a partner paid beyond its signature makes it negative.
/// - "overdue": the part of outstanding that is still owed by a partner to a project whose end has passed on the day that counts as today. A
///   project without a stated end is never overdue; a closed or cancelled one can receive nothing more, so it is not overdue either.
/// - "unspent": received less disbursed.
///
/// A disbursement names no partner. By partner it stands in the row of the only funder of its project, or in the row "several funders",
/// and so does "unspent". Asked for in another currency, each line is converted at the rate of its own date.
///
/// By pledge, an agreement stands in the row of the pledges that it names, and a project in the row of those that it or its agreement names. What
/// has several stands in a row that names all of them: nothing says how its money belongs to each.
///
/// A subject narrows the report: a pledge to itself with the agreements and projects that name it, an agreement to itself with its projects,
/// a project to itself with the agreements and pledges it names, a partner as the filter by partner does.
struct Chain {
  static let groupings: [Query.Grouping] = [.partner, .pledge, .project, .none]
  static let several = "several funders"
  static let noProject = "not of one project"
  static let noPledge = "of no pledge"

  static func columns(_ grouping: Query.Grouping) -> [Sheet.Column] {
    [.label(grouping == .none ? "group" : grouping.rawValue), .label(Sheet.currencyLabel)]
      + ["pledged", "agreed", "signed", "received", "disbursed", "outstanding", "overdue", "unspent"].map { .money($0) }
  }

  static func fill(_ sheet: inout Sheet) throws {
    let known = sheet.known
    let query = sheet.query
    let links = try Links(known, query)
    var rows = try ChainRows(known, query.grouping ?? .partner, try Funders(known, through: query.window.through))
    var dues = Dues()
    var unknown: Set<UInt64> = []
    let measures: Set<Measure> = [.pledged, .agreed, .signed, .added, .received, .refunded, .disbursed, .recovered]
    var scope = query
    (scope.window, scope.partner, scope.country) = (Window(through: query.window.through), nil, nil)

    func edge(_ posting: Posting) throws {
      if try links.admits(posting, rows) { sheet.leaveOut(posting, name(posting)) }
    }
    /// - Returns: whether the money counts.
    func see(_ posting: Posting) throws -> Bool {
      guard try links.admits(posting, rows) else { return false }
      if posting.flags.contains(.unknownValue) {
        let line = UInt64(posting.subject) << 32 | UInt64(posting.partner)
        if posting.flags.contains(.reversal) { unknown.remove(line) } else { unknown.insert(line) }
      }
      return true
    }
    func leaveOut(_ posting: Posting) throws {
      if query.window != .always, query.place(posting) == .straddling, try links.admits(posting, rows) { sheet.leaveOut(posting, name(posting)) }
    }
    func add(_ posting: Posting, owing: Bool) throws {
      let row = try rows.row(posting)
      let step = step(posting)
      if query.place(posting) == .inside { sheet.add(posting, to: row, step.column, order: row[0], negative: step.isBack) }
      guard let due = step.due else { return }
      if due.outstanding != 0 {
        sheet.add(posting, to: row, "outstanding", order: row[0], negative: due.outstanding < 0)
        if owing { dues.add(posting, sign: due.outstanding, partner: known.identity(posting.partner)) }
      }
      if due.unspent != 0, let row = try rows.spendingRow(posting, ofOnePartner: links.isOfOnePartner) {
        sheet.add(posting, to: row, "unspent", order: row[0], negative: due.unspent < 0)
      }
    }
    if sheet.mayBeSummed {
      if query.window != .always { try known.forEachPosting(measures, scope, edge: edge, leaveOut) }
      // First by project, which is what is owed; then by row.
      let byProject = try PostingSums.ofHalves(known, measures, keeping: [.subject, .partner], window: query) { [scope] in
        scope.admits($0) && scope.place($0) == .inside
      }
      var byRow = PostingSums(known, keeping: rows.keeping, window: query)
      for sum in byProject where try see(sum) {
        byRow.add(rows.standIn(for: sum))
        if let due = step(sum).due, due.outstanding != 0 { dues.add(sum, sign: due.outstanding, partner: known.identity(sum.partner)) }
      }
      for sum in byRow.postings { try add(sum, owing: false) }
    } else {
      try known.forEachPosting(measures, scope, edge: edge) {
        try leaveOut($0)
        if try see($0) { try add($0, owing: true) }
      }
    }
    try addOverdue(dues, &rows, &sheet)
    if !unknown.isEmpty { sheet.note("funding lines signed without a known value, which are neither in \"signed\" nor in \"outstanding\": \(unknown.count)") }
    if query.grouping == .partner {
      sheet.note("disbursements name no partner: those of projects with several funders stand in the row \"\(several)\", as does what these have not spent")
    }
    sheet.note("pledged, agreed, signed, received and disbursed money are different measures: columns are never added")
  }

  /// What is owed to a project after its end, unless it was closed or cancelled.
  private static func addOverdue(_ dues: Dues, _ rows: inout ChainRows, _ sheet: inout Sheet) throws {
    var withoutEnd: Set<UInt32> = []
    let ends = try sheet.known.plannedEnds()
    let reversed = try sheet.known.reversedPositions()
    var over: Set<UInt32> = []
    var sums = PostingSums(sheet.known, keeping: rows.keeping, window: sheet.query)
    func add(_ posting: Posting, _ note: String) throws {
      let row = try rows.row(posting)
      sheet.add(posting, to: row, "overdue", order: row[0], negative: (step(posting).due?.outstanding ?? 0) < 0, note: note)
    }
    try sheet.known.forEachPosting([.closures, .cancellations]) { posting in
      if !posting.flags.contains(.reversal), !reversed.contains(posting.position) { over.insert(posting.subject) }
    }
    for (subject, lines) in dues.owed where !over.contains(subject) {
      guard let end = ends[subject] else {
        withoutEnd.insert(subject)
        continue
      }
      guard end < sheet.query.today else { continue }
      for line in lines {
        if sheet.mayBeSummed { sums.add(rows.standIn(for: line.posting)) } else { try add(line.posting, "the project ended on \(end)") }
      }
    }
    for sum in sums.postings { try add(sum, "") }
    if !withoutEnd.isEmpty { sheet.note("projects with money outstanding and no stated end, which are never overdue: \(withoutEnd.count)") }
  }

  private struct Step {
    let column: String
    let isBack: Bool
    /// How the line moves the two balances: 1, −1 or 0.
    let due: (outstanding: Int, unspent: Int)?
  }

  private static func step(_ posting: Posting) -> Step {
    switch posting.kind {
    case .pledged: Step(column: "pledged", isBack: false, due: nil)
    case .agreed: Step(column: "agreed", isBack: false, due: nil)
    case .received: Step(column: "received", isBack: false, due: (-1, 1))
    case .refunded: Step(column: "received", isBack: true, due: (1, -1))
    case .disbursed: Step(column: "disbursed", isBack: false, due: (0, -1))
    case .recovered: Step(column: "disbursed", isBack: true, due: (0, 1))
    case .signed, .added, .projects, .addenda, .completions, .closures, .cancellations, .inKindDisbursements, .reached, .agreements, .pledges,
      .withdrawals, .progressReports, .assessments, .plannedEnd, .delivered, .budgeted, nil:
      Step(column: "signed", isBack: false, due: (1, 0))
    }
  }

  private static func name(_ posting: Posting) -> String { "\(step(posting).column) money" }
}

/// What each partner still owes to each project, with the lines that say so.
struct Dues {
  struct Line {
    let posting: Posting
    let sign: Int
  }
  private struct Key: Hashable {
    let subject: UInt32
    let partner: Int?
    let currency: UInt16
  }
  private var lines: [Key: [Line]] = [:]

  mutating func add(_ posting: Posting, sign: Int, partner: Int?) {
    lines[Key(subject: posting.subject, partner: partner, currency: posting.currency), default: []].append(Line(posting: posting, sign: sign))
  }

  /// By project, in the order of the book: the lines of those who owe more than nothing.
  var owed: [(UInt32, [Line])] {
    var owed: [UInt32: [Line]] = [:]
    for (key, lines) in lines where lines.reduce(Int128(0), { $0 + Int128($1.sign) * Int128($1.posting.minor) }) > 0 { owed[key.subject, default: []] += lines }
    return owed.sorted { $0.key < $1.key }.map { ($0.key, $0.value.sorted { $0.posting.position < $1.posting.position }) }
  }
}

/// Who has a funding line in, or paid into, each project.
struct Funders {
  /// The only one of a project, or −1 where there are several.
  private var partners: [UInt32: Int] = [:]

  init(_ known: AsKnown, through: Day?) throws {
    let reversed = try known.reversedPositions()
    try known.forEachPosting([.signed, .added, .received]) { posting in
      guard let partner = known.identity(posting.partner), !posting.flags.contains(.reversal), !posting.flags.contains(.reallocation),
        !reversed.contains(posting.position), through.map({ posting.lastDay <= $0.number }) ?? true
      else { return }
      if let known = partners[posting.subject] {
        if known != partner, known >= 0 { partners[posting.subject] = -1 }
      } else {
        partners[posting.subject] = partner
      }
    }
  }

  /// The partner whose money a project spends; nil where there are several.
  func only(_ project: UInt32) -> Int? { partners[project].flatMap { $0 >= 0 ? $0 : nil } }
}
