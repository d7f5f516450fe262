import Ledger
import Reference

/// `sources`, definition 2: internal and external sources of project funds (indicator I-2; requirements R04, R65).
///
/// External is money of partners, internal that of the ICT Development Fund and ITU budgets; the funder of each line
/// decides. The two bases give different figures and are never mixed:
/// - `signed`: projects signed in the window, with the money of their signatures; addenda do not count.
/// - `portfolio`: projects active in the window as in the report `portfolio`, with the whole of signatures and addenda
///   up to its end.
///
/// The shares are in percent of external and internal money together, whatever its modality; lines without a known
/// value are counted in the notes and not in the money. Reported aggregates that state a class of source stand in rows
/// of their own beside the ledger's. Known figures: portfolio 2025, 85.30 % external and 14.70 % internal; signed
/// 2023–2025, 90 % and 10 %.
enum Sources {
  static let signed = "signed"
  static let portfolio = "portfolio"

  static let definition = ReportDefinition(
    version: 2, title: "Internal and external sources of project funds", groupings: [.none, .region, .plan],
    takesAsSigned: true,
    columns: { grouping in
      [.label("basis"), .label("base")] + (grouping == .none ? [] : [grouping.label]) + [
        .label(Sheet.currencyLabel), .distinct("projects"), .money("external"), .money("internal"),
        .sum("total", of: ["external", "internal"]), .percent("external share", of: "external", over: "total"),
        .percent("internal share", of: "internal", over: "total"),
      ]
    },
    fill: fill)

  private static func fill(_ sheet: inout Sheet) throws {
    let lives = try Lives(sheet.known, sheet.query.window)
    try add(signed, [.signed], sheet.query, to: &sheet) { $0.isSignature }
    try add(portfolio, [.signed, .added], sheet.query.asState, to: &sheet) { lives.isActive($0.subject) }
    addReported(to: &sheet)
    sheet.note(
      "base \"\(signed)\": projects signed in the window, without addenda; base \"\(portfolio)\": projects active in "
        + "the window, with all their money up to its end"
    )
  }

  private static func add(
    _ base: String, _ measures: Set<Measure>, _ scope: Query, to sheet: inout Sheet,
    counts: @escaping (Posting) -> Bool
  ) throws {
    let partners = sheet.known.partners(on: sheet.query.lastDay)
    var unknown: Set<FundingLineKey> = []
    try sheet.fill(
      MoneyTable(
        measures: measures, scope: scope,
        rows: Rows(sheet, [Rows.ledger, base], hasGroup: sheet.query.grouping != Query.Grouping.none),
        columns: { [partners.isInternal($0) ? "internal" : "external"] },
        straddling: { counts($0) ? "money of the base \(base)" : nil }, counts: counts,
        things: [
          .init(
            column: "projects",
            shows: { posting in
              if posting.flags.contains(.unknownValue) { unknown.insert(FundingLineKey(posting)) }
              return true
            })
        ], unites: true, order: order, inTotal: false))
    if !unknown.isEmpty { sheet.note("base \"\(base)\", funding lines signed without a known value: \(unknown.count)") }
  }

  private static func order(_ row: [String]) -> String {
    row.map { $0 == signed ? "1" : $0 == portfolio ? "2" : $0 }.joined(separator: "\u{1}")
  }

  /// Printed totals by class of source, and printed totals of both where they are stated.
  private static func addReported(to sheet: inout Sheet) {
    for item in sheet.known.registers.aggregates.items {
      for entry in item.state.entries {
        guard case .aggregate(.reported(let report)) = entry.event,
          let base = [AggregateMeasure.signed: signed, .portfolio: portfolio][report.measure],
          let value = report.value, sheet.query.window.contains(first: report.window.first, last: report.window.last),
          let group = group(report, sheet.query)
        else { continue }
        let column = report.sourceClass.map { $0 == .external ? "external" : "internal" } ?? "total"
        let row = [Reported.basis(report.window), base] + group
        let currency =
          sheet.query.currency.flatMap {
            sheet.known.rate(from: value.currency, to: $0, on: entry.on.first, by: sheet.query.rates) == nil ? nil : $0
          } ?? value.currency
        sheet.add(
          Int128(value.minor), value.currency, on: entry.on.first, to: row, column,
          order: Sheet.order("~" + order(row), row, currency.text), inTotal: false,
          evidence: Sheet.Evidence(
            entry, number: item.number, note: "reported aggregate: \(report.measure.rawValue) \(report.window)"))
        if value.qualifier != .exact {
          sheet.note("\(row.joined(separator: " ")) \(column): \(value.qualifier.code) \(value.grouped)")
        }
        sheet.note(
          "rows \"reported …\" are printed totals whose detail the book does not have; they are never added to the "
            + "ledger's rows"
        )
      }
    }
  }

  /// The group of a printed total, nil if it is not asked for: a total of one region or plan stands for the whole only
  /// where the filter says so.
  private static func group(_ report: AggregateReported, _ query: Query) -> [String]? {
    guard query.partner == nil, query.country == nil, query.priority == nil else { return nil }
    switch query.grouping {
    case .region:
      guard report.plan == query.plan, query.region == nil || report.region == query.region else { return nil }
      return [report.region?.code ?? "all"]
    case .plan:
      guard report.region == query.region, query.plan == nil || report.plan == query.plan else { return nil }
      return [report.plan?.code ?? "all"]
    default:
      return report.region == query.region && report.plan == query.plan ? [] : nil
    }
  }
}
