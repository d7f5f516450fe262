import Ledger
import Reference

/// `quality`, definition 1: what in the book is missing, doubtful or does not add up (requirement R97). It finds; it
/// changes nothing.
///
/// One row is one finding: its kind, the subject, the record to look at, what was found and what to do. "records" is
/// the number of records behind it, "amount" the money it is about. Findings are not added. Reversed records and
/// withdrawn pledges give no finding. With a window, only records whose date lies in it are looked at, and aggregates
/// whose own window does; partners and memberships have no window.
///
/// - `missingValue`: a funding line, a financial pledge, or an agreement on a partnership or contribution whose value
///   nobody stated
/// - `noSource`: records without a source, one row for each kind of subject; roles, closings and memberships need none
/// - `budgetOpen`: themes or priorities of an operational plan that do not add to their parent
/// - `duplicatePartner`: partners with the same name or alias (letters and digits alone, without accents or case), or
///   the same identifier
/// - `duplicateProject`: projects with the same title and a common partner
/// - `aggregateOnly`: a reported aggregate whose window has no detail in the book
/// - `sameValue`: reported aggregates of different windows with the same value
/// - `notAllocated`: promised money of a project that no country has
/// - `coarseDate`: a dated record that stands for more than a month: it drops out of shorter windows
/// - `parentAndParts`: a project that names money as its parts do
/// - `lowConfidence`: a membership of LDC, LLDC or SIDS whose citation says `confidence low`
enum Quality {
  static let definition = ReportDefinition(
    title: "Quality of the data", groupings: [.none], filters: [],
    because: "The quality of the data is that of the whole book.",
    columns: { _ in
      [
        .label("kind"), .label("subject"), .label("record"), .label("found"), .label(Sheet.currencyLabel),
        .count("records"), .money("amount"), .text("to do"),
      ]
    },
    fill: fill)

  private static func fill(_ sheet: inout Sheet) throws {
    let (known, query, empty) = (sheet.known, sheet.query, sheet.part)
    let registers = known.registers
    // What scans the postings.
    let searches: [@Sendable () throws -> [Finding]] = [
      {
        try Findings.of {
          let terms = try ProjectTerms.all(known, query)
          try $0.addProjects(terms, known)
          try $0.addParts(terms, known)
        }
      },
      { try Findings.of { try $0.addSources(known, query, Sheet.Records(for: empty)) } },
      { try Findings.of { try $0.addMoney(known, query) } },
    ]
    var findings = Findings()
    for finding in try sheet.together(searches).joined() { findings.add(finding) }
    findings.addPromises(registers, query)
    findings.addBudgets(registers, query) { sheet.note($0) }
    findings.addPartners(registers)
    try findings.addAggregates(known, query)
    findings.addMemberships(registers)
    for finding in findings.list { add(finding, &sheet) }
  }

  private static func add(_ finding: Finding, _ sheet: inout Sheet) {
    let labels = [finding.kind.rawValue, finding.subject, String(finding.record), finding.found]
    let order = order(finding)
    var full = labels + [finding.amounts.count == 1 ? finding.amounts[0].currency.text : Sheet.noCurrency]
    for amount in finding.amounts {
      let currency =
        sheet.query.currency.flatMap {
          sheet.known.rate(from: amount.currency, to: $0, on: amount.evidence.first, by: sheet.query.rates) == nil
            ? nil : $0
        } ?? amount.currency
      sheet.add(
        amount.minor, amount.currency, on: amount.evidence.first, to: labels, "amount", order: order + currency.text,
        inTotal: false, evidence: amount.evidence)
      full = labels + [currency.text]
    }
    sheet.add(finding.records, to: full, "records", order: order)
    sheet.set(text: finding.kind.remedy, to: full, "to do", order: order, inTotal: false)
  }

  /// Findings stand in the order of their kinds, then of the book.
  private static func order(_ finding: Finding) -> String {
    let kind = FindingKind.allCases.firstIndex(of: finding.kind) ?? 0
    return String(10 + kind) + "\u{1}" + String(10_000_000_000 + finding.record) + "\u{1}" + finding.subject + "\u{1}"
      + finding.found
  }
}
