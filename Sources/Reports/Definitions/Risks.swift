import Ledger
import Reference

/// `risks`, definition 1: promises and projects that somebody should look at, as of the day that counts as today
/// (requirement R73).
///
/// One row is one risk. The window chooses the promises: projects signed and pledges made in it. Money counts in its
/// own currency. Records of projects count if they begin by today, records of pledges if they end by today. Rows are of
/// different kinds and are never added.
///
/// Each kind, when it is found; its amount; since when:
/// - `overdue`: signed money of an external partner is not fully received after the end of the project, or 12 months
///   after signature where no end is stated; signed less received; that day
/// - `unpaid`: the project runs on, 12 months have passed since signature, and the partner has paid nothing; signed;
///   that day
/// - `expiring`: the project ends within 90 days and is open; signed less disbursed; the end
/// - `expired`: the end has passed and the project is still open; signed less disbursed; the end
/// - `overspent`: more was disbursed than signed; disbursed less signed; the last disbursement
/// - `cancelledWithMoney`: the project was cancelled and money received was not refunded; received less refunded; the
///   cancellation
/// - `withdrawnPledge`: the pledge was withdrawn; the pledge as it was; the withdrawal
/// - `delayedPledge`: its last report says `delayed`; pledged less delivered; the report
/// - `overduePledge`: its end has passed and its last report does not say `completed`; pledged less delivered; its end
///
/// Lines in kind are not expected as money and are never overdue or unpaid. Money that a partner paid in another
/// currency is not set against its promise; the reason names it. The filter by country looks at the countries of a
/// project, and at the country of a pledger. A disbursement in a currency in which nothing was signed is compared at
/// the rate of its date.
enum Risks {
  static let definition = ReportDefinition(
    title: "Promises at risk", groupings: [.none], because: "Risks are looked for in the whole book.",
    columns: { _ in
      [
        .label("kind"), .label("subject"), .label("partner"), .label(Sheet.currencyLabel), .money("amount"),
        .text("since"), .text("reason"),
      ]
    },
    fill: fill)

  private static func fill(_ sheet: inout Sheet) throws {
    var pledges = pledgeRisks(sheet.known, sheet.query)
    try addPledges(&pledges, to: &sheet)
    addWithoutAmount(pledges, to: &sheet)
    sheet.note("as of \(sheet.query.today); rows of different kinds are never added")
    try ProjectRisks.add(to: &sheet)
    try nameStraddling(&sheet)
  }

  /// What has no row yet is without a known amount.
  static func addWithoutAmount(_ risks: [Risk], to sheet: inout Sheet) {
    for risk in risks where !risk.hasAmount {
      for (column, text) in zip(["since", "reason"], risk.said) {
        sheet.set(text: text, to: risk.labels + [Sheet.noCurrency], column, inTotal: false)
      }
    }
  }

  /// Projects and pledges of which nobody can say whether they belong to the window.
  private static func nameStraddling(_ sheet: inout Sheet) throws {
    guard sheet.query.window != .always else { return }
    let reversed = try sheet.known.reversedPositions()
    var subjects: [String] = []
    try sheet.known.forEachPosting([.projects, .pledges]) { posting in
      guard sheet.query.place(posting) == .straddling, !posting.flags.contains(.reversal),
        !reversed.contains(posting.position)
      else { return }
      subjects.append(try sheet.known.subject(posting.subject).description)
    }
    if !subjects.isEmpty {
      sheet.note("left out, because the date straddles the edge of the window: \(subjects.joined(separator: ", "))")
    }
  }

  // MARK: Pledges

  private static func pledgeRisks(_ known: AsKnown, _ query: Query) -> [Risk] {
    guard query.region == nil, query.plan == nil, query.priority == nil else { return [] }
    var risks: [Risk] = []
    for pledge in pledges(known, query) {
      let partner = known.partnerName(pledge.entity)
      func add(_ kind: String, _ since: Day, _ reason: String) {
        risks.append(Risk(kind: kind, subject: "pledge/\(pledge.name)", partner: partner, since: since, reason: reason))
      }
      if let withdrawn = pledge.state.withdrawnOn {
        add("withdrawnPledge", withdrawn.first, "withdrawn on \(withdrawn)")
        continue
      }
      if pledge.state.status == .delayed, let report = pledge.report {
        add("delayedPledge", report.on.first, "reported as delayed on \(report.on)")
      }
      if let ends = pledge.state.terms.ends, ends < query.today, pledge.state.status != .completed {
        add(
          "overduePledge", ends,
          "was to be delivered by \(ends); its last report says \(pledge.state.status?.rawValue ?? "nothing")")
      }
    }
    return risks
  }

  /// The pledges made in the window, as they stand today.
  private static func pledges(_ known: AsKnown, _ query: Query) -> [Standing] {
    var upToToday = query
    upToToday.window = Window(through: query.today)
    return Standing.all(known, upToToday).filter {
      query.window.contains(first: $0.made.on.first, last: $0.made.on.last)
    }
  }

  private static func addPledges(_ risks: inout [Risk], to sheet: inout Sheet) throws {
    let (known, query) = (sheet.known, sheet.query)
    let places = Dictionary(uniqueKeysWithValues: risks.enumerated().map { ($0.element.labels, $0.offset) })
    let byNumber = Dictionary(uniqueKeysWithValues: pledges(known, query).map { ($0.number, $0) })
    guard !byNumber.isEmpty else { return }
    let reversed = try known.reversedPositions()
    try known.forEachPosting([.pledged, .delivered]) { posting in
      guard let pledge = byNumber[posting.subject], !pledge.withdrawals.contains(UInt64(posting.position)),
        posting.lastDay <= query.today.number,
        !posting.flags.contains(.reversal), !reversed.contains(posting.position), let own = posting.currencyCode
      else { return }
      for kind in ["withdrawnPledge", "delayedPledge", "overduePledge"] {
        let labels = [kind, "pledge/\(pledge.name)", known.partnerName(pledge.entity)]
        guard let place = places[labels] else { continue }
        let sign: Int128 = posting.measure == Measure.pledged.rawValue ? 1 : -1
        if sign < 0, kind == "withdrawnPledge" { continue }
        let row = sheet.add(
          sign * Int128(posting.minor), own, on: Day(number: posting.firstDay), to: labels, "amount", inTotal: false,
          evidence: Sheet.Evidence(posting))
        risks[place].describe(row, in: &sheet)
      }
    }
  }
}

/// One thing to look at.
struct Risk {
  /// The kind, the subject and the partner: the labels of its row without the currency.
  let labels: [String]
  private(set) var since: Day
  private(set) var reason: String
  /// Whether an amount of it is known.
  private(set) var hasAmount = false

  init(kind: String, subject: String, partner: String, since: Day, reason: String) {
    labels = [kind, subject, partner]
    (self.since, self.reason) = (since, reason)
  }

  /// The free texts of its row.
  var said: [String] { [since.description, reason] }

  /// Says in a row of it what it is.
  mutating func describe(_ row: Int?, in sheet: inout Sheet) {
    guard let row else { return }
    hasAmount = true
    sheet.describe(row, ["since", "reason"]) { said }
  }

  /// Takes in the same risk in another currency.
  mutating func join(_ other: Risk) {
    guard reason != other.reason else { return }
    since = min(since, other.since)
    reason += "; \(other.reason)"
  }
}
