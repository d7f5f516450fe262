import Ledger
import Reference

/// `chain`, definition 2: from pledge to agreement to signature to receipt to disbursement (requirements R08, R73,
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
/// These five are what happened in the window. The others are balances on its last day, per project and partner in the
/// currency of the promise, with payments in other currencies matched at the rate of the payment's day, and never below
/// zero; only the balance is converted, at the rate of the last day:
/// - "outstanding": what is promised and not paid. What a partner paid beyond its promises is "overpaid".
/// - "overdue": the part of outstanding of an external line, in kind excepted, of a project that runs and whose end
///   lies before the last day. A project without a stated end is never overdue; a closed or cancelled one can receive
///   nothing more, so it is not overdue either.
/// - "unspent": received less disbursed, of a project.
///
/// A filter by country shows a part of the flows: a country has no balance.
///
/// A disbursement names no partner. By partner it stands in the row of the only funder of its project, or in the row
/// "several funders", and so does "unspent". Asked for in another currency, each line of a flow is converted at the
/// rate of its own date.
///
/// By pledge, an agreement stands in the row of the pledges that it names, and a project in the row of those that it or
/// its agreement names. What has several stands in a row that names all of them: nothing says how its money belongs to
/// each.
///
/// A subject narrows the report: a pledge to itself with the agreements and projects that name it, an agreement to
/// itself with its projects, a project to itself with the agreements and pledges it names, a partner as the filter by
/// partner does.
///
/// Of another shape than the other reports on money: balances belong to a project and a partner together, so whole
/// projects are looked at before their money goes to rows.
enum Chain {
  static let several = "several funders"
  static let noProject = "not of one project"
  static let noPledge = "of no pledge"

  static let definition = ReportDefinition(
    version: 2, title: "From pledge to disbursement", groupings: [.partner, .pledge, .project, .none],
    filters: Set(Filter.allCases), because: "",
    columns: { grouping in
      [grouping.label, .label(Sheet.currencyLabel)]
        + ["pledged", "agreed", "signed", "received", "disbursed", "outstanding", "overdue", "overpaid", "unspent"]
        .map { .money($0) }
    },
    fill: fill)

  static let measures: Set<Measure> = [
    .pledged, .agreed, .signed, .added, .received, .refunded, .disbursed, .recovered,
  ]

  private static func fill(_ sheet: inout Sheet) throws {
    let (known, query) = (sheet.known, sheet.query)
    let links = try Links(known, query)
    let (funders, ends) = try sheet.together(
      { try Funders(known, through: query.window.through) }, { try ProjectEnds(known, through: query.lastDay) })
    let rows = try ChainRows(known, query.grouping ?? .partner, funders)
    var scope = query.upToItsEnd
    (scope.partner, scope.country) = (nil, nil)
    try nameStraddling(scope, links, rows, &sheet)
    let byCountry = query.country != nil
    let parts = try sheet.bySubject(
      measures, scope, byCountry: byCountry, into: ChainPart(links, rows, for: sheet)
    ) {
      try $0.see($1)
    } settle: {
      if !byCountry { $0.settle() }
    }
    var flow = Flow(into: sheet, classes: rows.classes) { [rows] posting, sheet in
      let row = try rows.row(posting)
      let step = step(posting)
      if sheet.query.place(posting) == .inside {
        sheet.add(posting, to: row, step.column, order: row[0], negative: step.isBack)
      }
    }
    for part in parts { for posting in part.counted { try flow.add(posting, to: &sheet) } }
    try flow.settle(into: &sheet)
    var withoutEnd: Set<UInt32> = []
    if !byCountry {
      for part in parts {
        try owe(part.promised, rows, ends, &withoutEnd, &sheet)
        try remain(part.spent, rows, links, &sheet)
      }
    }
    addNotes(unknown: parts.reduce(0) { $0 + $1.unknown.count }, withoutEnd: withoutEnd.count, &sheet)
  }

  /// What partners owe, and what they paid beyond their promises.
  private static func owe(
    _ balances: Balances, _ rows: ChainRows, _ ends: ProjectEnds, _ withoutEnd: inout Set<UInt32>, _ sheet: inout Sheet
  ) throws {
    for account in balances.accounts {
      guard let own = account.posting.currencyCode else { continue }
      let row = try rows.row(account.posting)
      let kind = account.lines.filter { $0.posting.flags.contains(.inKind) }
      let money = account.lines.filter { !$0.posting.flags.contains(.inKind) }
      let subject = account.posting.subject
      sheet.add(
        balance: account.left + Fraction(account.inKind), of: own, to: row, "outstanding", order: row[0],
        lines: (account.left.isPositive ? money : []) + kind)
      if account.over.isPositive {
        sheet.add(balance: account.over, of: own, to: row, "overpaid", order: row[0], lines: money, sign: -1)
      }
      guard account.left.isPositive, !rows.known.isInternal(account.posting), !ends.over.contains(subject) else {
        continue
      }
      guard let end = ends.planned[subject] else {
        withoutEnd.insert(subject)
        continue
      }
      guard end < sheet.query.lastDay else { continue }
      sheet.add(
        balance: account.left, of: own, to: row, "overdue", order: row[0], lines: money,
        note: "the project ended on \(end)")
    }
  }

  /// What projects have not spent.
  private static func remain(_ balances: Balances, _ rows: ChainRows, _ links: Links, _ sheet: inout Sheet) throws {
    for account in balances.accounts {
      guard let own = account.posting.currencyCode,
        let row = try rows.spendingRow(account.posting, ofOnePartner: links.isOfOnePartner)
      else { continue }
      sheet.add(
        balance: account.left, of: own, to: row, "unspent", order: row[0],
        lines: account.left.isPositive ? account.lines : [])
    }
  }

  /// Money up to the end of the window counts in the balances, so what straddles its beginning is named apart.
  private static func nameStraddling(_ scope: Query, _ links: Links, _ rows: ChainRows, _ sheet: inout Sheet) throws {
    let query = sheet.query
    guard query.window != .always else { return }
    func leaveOut(_ posting: Posting) throws {
      if try links.admits(posting, rows) { sheet.leaveOut(posting, "\(step(posting).column) money") }
    }
    try sheet.known.forEachPosting(
      measures, scope, byCountry: query.country != nil, edge: leaveOut,
      { if query.place($0) == .straddling { try leaveOut($0) } })
  }

  private static func addNotes(unknown: Int, withoutEnd: Int, _ sheet: inout Sheet) {
    if withoutEnd > 0 {
      sheet.note("projects with money outstanding and no stated end, which are never overdue: \(withoutEnd)")
    }
    if unknown > 0 {
      sheet.note(
        "funding lines signed without a known value, which are neither in \"signed\" nor in \"outstanding\": \(unknown)"
      )
    }
    if sheet.query.grouping == .partner {
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
    try known.forEachPosting([.signed, .added, .received]) { posting in
      guard let partner = known.identity(posting.partner), through.map({ posting.lastDay <= $0.number }) ?? true
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
