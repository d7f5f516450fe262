import Ledger
import Reference

/// `chain`, definition 1: from pledge to agreement to signature to receipt to disbursement (requirements R08, R73,
/// R91).
///
/// Each column is a measure of its own; no two are added. Dates, the window and reversals count as everywhere:
/// - "pledged": values of pledges with their revisions, less what was withdrawn. A pledge is not project money: nothing
///   is subtracted from it.
/// - "agreed": values of agreements with their revisions. An agreement of several partners has a row that names all of
///   them.
/// - "signed": funding lines of projects with their addenda. Lines without a known value are counted in the notes.
/// - "received": less what was refunded. "disbursed": less what was recovered; disbursements in kind have no amount.
///
/// These five are what happened in the window. The next three are balances at its end, over all dates up to it:
/// - "outstanding": signed less received. What a partner paid beyond its signature makes it negative.
/// - "overdue": the part of outstanding that is still owed by a partner to a project whose end has passed on the day
///   that counts as today. A project without a stated end is never overdue; a closed or cancelled one can receive
///   nothing more, so it is not overdue either.
/// - "unspent": received less disbursed.
///
/// A disbursement names no partner. By partner it stands in the row of the only funder of its project, or in the row
/// "several funders", and so does "unspent". Asked for in another currency, each line is converted at the rate of its
/// own date.
///
/// By pledge, an agreement stands in the row of the pledges that it names, and a project in the row of those that it or
/// its agreement names. What has several stands in a row that names all of them: nothing says how its money belongs to
/// each.
///
/// A subject narrows the report: a pledge to itself with the agreements and projects that name it, an agreement to
/// itself with its projects, a project to itself with the agreements and pledges it names, a partner as the filter by
/// partner does.
struct Chain {
  static let groupings: [Query.Grouping] = [.partner, .pledge, .project, .none]
  static let several = "several funders"
  static let noProject = "not of one project"
  static let noPledge = "of no pledge"

  static func columns(_ grouping: Query.Grouping) -> [Sheet.Column] {
    [.label(grouping == .none ? "group" : grouping.rawValue), .label(Sheet.currencyLabel)]
      + ["pledged", "agreed", "signed", "received", "disbursed", "outstanding", "overdue", "unspent"].map { .money($0) }
  }

  static let measures: Set<Measure> = [
    .pledged, .agreed, .signed, .added, .received, .refunded, .disbursed, .recovered,
  ]

  static func fill(_ sheet: inout Sheet) throws {
    let known = sheet.known
    let query = sheet.query
    let links = try Links(known, query)
    let before = try sideBySide(2) { n in
      (
        funders: n == 0 ? try Funders(known, through: query.window.through) : nil,
        ends: n == 1 ? try ProjectEnds(known) : nil
      )
    }
    guard let funders = before[0].funders, let ends = before[1].ends else {
      preconditionFailure("each work gives what it was asked for")
    }
    var rows = try ChainRows(known, query.grouping ?? .partner, funders)
    var scope = query
    (scope.window, scope.partner, scope.country) = (Window(through: query.window.through), nil, nil)
    if query.window != .always {
      func leaveOut(_ posting: Posting) throws {
        if try links.admits(posting, rows) { sheet.leaveOut(posting, "\(step(posting).column) money") }
      }
      try known.forEachPosting(measures, scope, edge: leaveOut) {
        if query.place($0) == .straddling { try leaveOut($0) }
      }
    }
    func add(_ posting: Posting, overdue note: String? = nil) throws {
      let row = try rows.row(posting)
      let step = step(posting)
      let isOwedBack = (step.due?.outstanding ?? 0) < 0
      if let note { return sheet.add(posting, to: row, "overdue", order: row[0], negative: isOwedBack, note: note) }
      if query.place(posting) == .inside {
        sheet.add(posting, to: row, step.column, order: row[0], negative: step.isBack)
      }
      guard let due = step.due else { return }
      if due.outstanding != 0 { sheet.add(posting, to: row, "outstanding", order: row[0], negative: isOwedBack) }
      if due.unspent != 0, let row = try rows.spendingRow(posting, ofOnePartner: links.isOfOnePartner) {
        sheet.add(posting, to: row, "unspent", order: row[0], negative: due.unspent < 0)
      }
    }
    let parts: [ChainPart]
    if sheet.mayBeSummed {
      parts = try sideBySide(2) { [rows, scope] n in
        try ChainPart(ofSubjects: UInt32(n), links, rows, ends, scope, query)
      }
      var (sums, overdue) = (
        PostingSums(known, keeping: rows.keeping, window: query),
        PostingSums(known, keeping: rows.keeping, window: query)
      )
      for part in parts {
        for sum in part.sums.postings { sums.add(rows.standIn(for: sum)) }
        for sum in part.overdue.postings { overdue.add(rows.standIn(for: sum)) }
      }
      for sum in sums.postings { try add(sum) }
      for sum in overdue.postings { try add(sum, overdue: "") }
    } else {
      var part = ChainPart(links, rows, query)
      try known.forEachPosting(measures, scope, edge: { _ in }) { if try part.see($0) { try add($0) } }
      for (posting, end) in part.overdue(ends).sorted(by: {
        ($0.posting.subject, $0.posting.position) < ($1.posting.subject, $1.posting.position)
      }) {
        try add(posting, overdue: "the project ended on \(end)")
      }
      parts = [part]
    }
    let withoutEnd = parts.reduce(0) { $0 + $1.withoutEnd.count }
    if withoutEnd > 0 {
      sheet.note("projects with money outstanding and no stated end, which are never overdue: \(withoutEnd)")
    }
    let unknown = parts.reduce(0) { $0 + $1.unknown.count }
    if unknown > 0 {
      sheet.note(
        "funding lines signed without a known value, which are neither in \"signed\" nor in \"outstanding\": \(unknown)"
      )
    }
    if query.grouping == .partner {
      sheet.note(
        "disbursements name no partner: those of projects with several funders stand in the row \"\(several)\", as "
          + "does what these have not spent"
      )
    }
    sheet.note("pledged, agreed, signed, received and disbursed money are different measures: columns are never added")
  }

  struct Step {
    let column: String
    let isBack: Bool
    /// How the line moves the two balances: 1, −1 or 0.
    let due: (outstanding: Int, unspent: Int)?
  }

  static func step(_ posting: Posting) -> Step {
    switch posting.kind {
    case .pledged: Step(column: "pledged", isBack: false, due: nil)
    case .agreed: Step(column: "agreed", isBack: false, due: nil)
    case .received: Step(column: "received", isBack: false, due: (-1, 1))
    case .refunded: Step(column: "received", isBack: true, due: (1, -1))
    case .disbursed: Step(column: "disbursed", isBack: false, due: (0, -1))
    case .recovered: Step(column: "disbursed", isBack: true, due: (0, 1))
    case .signed, .added, .projects, .addenda, .completions, .closures, .cancellations, .inKindDisbursements, .reached,
      .agreements, .pledges,
      .withdrawals, .progressReports, .assessments, .plannedEnd, .delivered, .budgeted, nil:
      Step(column: "signed", isBack: false, due: (1, 0))
    }
  }
}

/// Who has a funding line in, or paid into, each project.
struct Funders {
  /// The only one of a project, or −1 where there are several.
  private var partners: [UInt32: Int] = [:]

  init(_ known: AsKnown, through: Day?) throws {
    let reversed = try known.reversedPositions()
    try known.forEachPosting([.signed, .added, .received]) { posting in
      guard let partner = known.identity(posting.partner), !posting.flags.contains(.reversal),
        !posting.flags.contains(.reallocation),
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
