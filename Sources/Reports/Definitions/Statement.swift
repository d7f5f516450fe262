import EventStore
import Ledger
import Reference

/// `statement`, definition 2: everything of one project or one partner in the order of dates, with balances after each
/// line (requirements R71, R81, R91). For donors and auditors.
///
/// - Of a project: all its records that stand, and the records of others that name it. Of a partner: its own records,
///   and those that name it under any name that was merged into it. Of a project's record only the money of this
///   partner is shown.
/// - Lines stand in the order in which their facts hold: what ends, spends or refunds on the last day of its date.
///   Facts of one day go by subject, then by position.
/// - "signed": money of the signature and of addenda. "received": less what was refunded. "disbursed": less what was
///   recovered.
/// - "outstanding" is signed less received, "unspent" received less disbursed, after each line and for each currency by
///   itself. Below the rows stand the sums and the closing balances. A partner has no "unspent": what a project spends
///   is not spent from one partner's money.
/// - What was reversed is not in it, nor is the reversal: `pledgebook log` has both. The effect of a record is that
///   which later ones left it.
/// - A record with money in several currencies has a row for each. Converted amounts take the rate of the date of their
///   record.
/// - With a window, records before it are one line "brought forward", those after it are not shown.
///
/// Of another shape than other reports: its rows are the records of one subject, each by itself, and its columns carry
/// balances from row to row.
enum Statement {
  static let definition = ReportDefinition(
    version: 2, title: "Statement of one subject", groupings: [.none], filters: [.subject],
    because: "A statement is of one subject, whole.",
    columns: { _ in
      [
        .label("position"), .label("recorded"), .label("date"), .label("subject"), .label("what happened"),
        .label(Sheet.currencyLabel), .money("signed"), .money("received"), .money("disbursed"),
        .balance("outstanding", plus: ["signed"], minus: ["received"]),
        .balance("unspent", plus: ["received"], minus: ["disbursed"]),
      ]
    },
    fill: fill)

  private static func fill(_ sheet: inout Sheet) throws {
    let known = sheet.known
    guard let subject = sheet.query.subject, subject.kind == .project || subject.kind == .partner else {
      throw QueryError(
        at: "--subject", found: sheet.query.subject?.description ?? "nothing",
        expected: "a project or a partner, such as project/9RAF26001",
        next: "`pledgebook subjects` lists the subjects of the book.")
    }
    guard let first = try known.journal.positions(of: subject, before: known.size).first else {
      throw QueryError(
        at: "--subject", found: subject.description,
        expected: "a subject that the book knew with \(known.size) records",
        next: "`pledgebook subjects` lists the subjects of the book.")
    }
    var money =
      subject.kind == .project
      ? try moneyOf(project: UInt32(truncatingIfNeeded: first), known) : try moneyOf(partner: subject.name, known)
    if subject.kind == .partner {
      sheet.leaveBlank("disbursed")
      sheet.leaveBlank("unspent")
    }
    for record in try self.records(of: subject, known, money.keys) {
      let labels = [
        String(record.seq), record.at.day.description, record.on.description, record.subject.description,
        record.sentence.text(),
      ]
      add(record, money.removeValue(forKey: record.seq) ?? [], labels, &sheet)
    }
  }

  /// The own records of the subject and the others of its story, that stand, in the order of dates.
  private static func records(of subject: Subject, _ known: AsKnown, _ withMoney: some Sequence<UInt64>) throws
    -> [Record]
  {
    var positions = Set(withMoney)
    let names = subject.kind == .partner ? partnerNames(subject.name, known) : [subject.name]
    for name in names {
      guard let one = Subject(subject.kind, name) else { continue }
      positions.formUnion(try known.journal.positions(of: one, before: known.size))
      positions.formUnion(try known.journal.mentions(of: one, before: known.size))
    }
    let records = try positions.map { try known.journal.record(at: $0) }
    let reversed = Set(try Set(records.map(\.subject)).flatMap { try self.reversed(in: $0, known) })
    return records.filter { $0.event.type != .reversed && !reversed.contains($0.seq) }
      .sorted { order($0).lexicographicallyPrecedes(order($1)) }
  }

  private static func reversed(in subject: Subject, _ known: AsKnown) throws -> [UInt64] {
    try known.journal.records(of: subject, before: known.size).compactMap(\.reversed)
  }

  /// Day, subject and position, in a form that sorts.
  private static func order(_ record: Record) -> [String] {
    func digits(_ number: String) -> String { String(repeating: "0", count: max(0, 20 - number.count)) + number }
    return [record.entry.start.description, record.subject.description, digits(String(record.seq))]
  }

  private static func partnerNames(_ name: String, _ known: AsKnown) -> [String] {
    let identity = known.registers.identity(of: name)
    return known.registers.partners.items.map(\.name).filter { known.registers.identity(of: $0) == identity }
  }

  private static func moneyOf(project: UInt32, _ known: AsKnown) throws -> [UInt64: [Posting]] {
    var money: [UInt64: [Posting]] = [:]
    try known.forEachPosting([.signed, .added, .received, .refunded, .disbursed, .recovered]) { posting in
      if posting.subject == project { money[UInt64(posting.position), default: []].append(posting) }
    }
    return money
  }

  private static func moneyOf(partner: String, _ known: AsKnown) throws -> [UInt64: [Posting]] {
    let place = known.place(ofPartner: partner)
    var money: [UInt64: [Posting]] = [:]
    try known.forEachPosting([.signed, .added, .received, .refunded]) { posting in
      if let place, known.identity(posting.partner) == place {
        money[UInt64(posting.position), default: []].append(posting)
      }
    }
    return money
  }

  // MARK: Lines

  private static func add(_ record: Record, _ postings: [Posting], _ labels: [String], _ sheet: inout Sheet) {
    let order = order(record).joined(separator: "\u{1}")
    var isShown = false
    for posting in postings {
      guard let own = posting.currencyCode else { continue }
      let (column, sign) = place(posting)
      let date = (first: Day(number: posting.firstDay), last: Day(number: posting.lastDay))
      let isBefore = sheet.query.window.from.map { date.last < $0 } ?? false
      guard isBefore || sheet.query.window.contains(first: date.first, last: date.last) else {
        if sheet.query.window.straddles(first: date.first, last: date.last) {
          sheet.leaveOut(posting, "\(column) money")
        }
        continue
      }
      let currency = sheet.shownCurrency(posting)
      sheet.add(
        sign * Int128(posting.minor), own, on: posting.convertedOn,
        to: isBefore ? ["–", "", "", "", "brought forward"] : labels, column,
        order: (isBefore ? " " : order) + currency, evidence: Sheet.Evidence(posting))
      isShown = isShown || !isBefore
    }
    // A record without money of its own date in the window is shown as a line without amounts.
    if !isShown, sheet.query.window.contains(first: record.on.first, last: record.on.last) {
      sheet.show(labels + [Sheet.noCurrency], order: order)
    }
  }

  private static func place(_ posting: Posting) -> (column: String, sign: Int128) {
    switch posting.kind {
    case .received: ("received", 1)
    case .refunded: ("received", -1)
    case .disbursed: ("disbursed", 1)
    case .recovered: ("disbursed", -1)
    case .signed, .added, .projects, .addenda, .completions, .closures, .cancellations, .inKindDisbursements, .reached,
      .agreements, .pledges,
      .withdrawals, .progressReports, .assessments, .plannedEnd, .agreed, .pledged, .delivered, .budgeted, nil:
      ("signed", 1)
    }
  }
}
