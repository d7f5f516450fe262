import Ledger
import Reference

/// `risks`, definition 2: promises and projects that somebody should look at, as of the day that counts as today
/// (requirement R73).
///
/// One row is one risk. The window chooses the promises: projects signed and pledges made in it. Money counts in its
/// own currency. Records of projects count if they begin by today, records of pledges if they end by today. Rows are of
/// different kinds and are never added.
///
/// Each kind, when it is found; its amount; since when:
/// - `overdue`: as in `chain`: money of an external partner is outstanding after the end of a project that was not
///   closed or cancelled; what is outstanding; the end
/// - `unpaid`: nothing is overdue, 12 months have passed since signature, and the partner has paid nothing; what is
///   outstanding; that day
/// - `expiring`: the project ends within 90 days and is open; signed less disbursed; the end
/// - `expired`: the end has passed and the project is still open; signed less disbursed; the end
/// - `overspent`: all that was signed is disbursed, and more; what is more; the last disbursement
/// - `cancelledWithMoney`: the project was cancelled and money received was not refunded; received less refunded; the
///   cancellation
/// - `withdrawnPledge`: the pledge was withdrawn; the pledge as it was; the withdrawal
/// - `delayedPledge`: its last report says `delayed`; pledged less delivered; the report
/// - `overduePledge`: its end has passed and its last report does not say `completed`; pledged less delivered; its end
///
/// Lines in kind are not expected as money and are never overdue or unpaid. Money that is paid or
/// spent in another currency is matched at the rate of its day. The filter by country looks at the countries of a
/// project, and at the country of a pledger.
enum Risks {
  static let definition = ReportDefinition(
    version: 2, title: "Promises at risk", groupings: [.none], because: "Risks are looked for in the whole book.",
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
    var subjects: [String] = []
    try sheet.known.forEachPosting([.projects, .pledges]) { posting in
      guard sheet.query.place(posting) == .straddling else { return }
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
    for pledge in byNumber.values.sorted(by: { $0.number < $1.number }) {
      guard let value = pledge.state.value.money else { continue }
      for kind in ["withdrawnPledge", "delayedPledge", "overduePledge"] {
        let labels = [kind, "pledge/\(pledge.name)", known.partnerName(pledge.entity)]
        guard let place = places[labels] else { continue }
        var rest = Int128(value.minor)
        if kind != "withdrawnPledge", let delivered = pledge.state.delivered, delivered.currency == value.currency {
          rest = max(0, rest - Int128(delivered.minor))
        }
        let row = sheet.add(
          rest, value.currency, on: query.today, to: labels, "amount", inTotal: false,
          evidence: Sheet.Evidence(pledge.made, number: pledge.number))
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
