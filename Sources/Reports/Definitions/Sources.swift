import Ledger
import Reference

/// `sources`, definition 1: internal and external sources of project funds (indicator I-2; requirements R04, R65).
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
struct Sources {
  static let groupings: [Query.Grouping] = [.none, .region, .plan]
  static let signed = "signed"
  static let portfolio = "portfolio"

  static func columns(_ grouping: Query.Grouping) -> [Sheet.Column] {
    [.label("basis"), .label("base")] + (grouping == .none ? [] : [.label(grouping.rawValue)]) + [
      .label(Sheet.currencyLabel), .distinct("projects"), .money("external"), .money("internal"),
      .sum("total", of: ["external", "internal"]),
      .percent("external share", of: "external", over: "total"),
      .percent("internal share", of: "internal", over: "total"),
    ]
  }

  static func fill(_ sheet: inout Sheet) throws {
    let query = sheet.query
    let lives = try Lives(sheet.known, query.window)
    let reversed = try sheet.known.reversedPositions()
    var upTo = query
    upTo.window = Window(through: query.window.through)
    try add(signed, [.signed], query, reversed, to: &sheet) { _ in true }
    try add(portfolio, [.signed, .added], upTo, reversed, to: &sheet) { lives.isActive($0.subject) }
    addReported(to: &sheet)
    sheet.note(
      "base \"\(signed)\": projects signed in the window, without addenda; base \"\(portfolio)\": projects active in "
        + "the window, with all their money up to its end"
    )
  }

  private static func add(
    _ base: String, _ measures: Set<Measure>, _ query: Query, _ reversed: Set<UInt32>, to sheet: inout Sheet,
    counts: (Posting) -> Bool
  ) throws {
    let known = sheet.known
    let labels = Labels(known, query.grouping ?? .none)
    let shown = sheet.shown
    let isSummed = sheet.mayBeSummed
    var projects = Distinct(for: sheet)
    var unknown: Set<UInt64> = []
    func labelled(_ posting: Posting) throws -> [String] {
      [Labels.ledger, base] + (query.grouping == Query.Grouping.none ? [] : [try labels.group(posting)])
    }
    func add(_ posting: Posting) throws {
      let row = try labelled(posting)
      sheet.add(
        posting, to: row, known.isInternal(posting) ? "internal" : "external", order: order(row), inTotal: false)
    }
    var sums = PostingSums(sheet.known, keeping: labels.keeping.union(.funderClass), window: query)
    try sheet.known.forEachPosting(
      measures, query,
      edge: { posting in
        if counts(posting) { sheet.leaveOut(posting, "money of the base \(base)") }
      }
    ) { posting in
      guard counts(posting) else { return }
      if isSummed { sums.add(posting) } else { try add(posting) }
      guard !posting.flags.contains(.reversal), !reversed.contains(posting.position) else { return }
      if posting.flags.contains(.unknownValue) {
        unknown.insert(UInt64(posting.subject) << 32 | UInt64(posting.partner))
      }
      try projects.add(
        posting.subject, key: labels.key(posting), shown.key(posting), to: try labelled(posting), shown.text(posting),
        order: order(try labelled(posting)), evidence: Sheet.Evidence(posting))
    }
    for sum in sums.postings { try add(sum) }
    Distinct.write([(projects, "projects")], to: &sheet, totals: false)
    if !unknown.isEmpty { sheet.note("base \"\(base)\", funding lines signed without a known value: \(unknown.count)") }
  }

  private static func order(_ row: [String]) -> String {
    row.map { $0 == signed ? "1" : $0 == portfolio ? "2" : $0 }.joined(separator: "\u{1}")
  }

  /// Printed totals by class of source, and printed totals of both where they are stated.
  private static func addReported(to sheet: inout Sheet) {
    for item in sheet.known.registers.aggregates.items {
      for entry in item.state.entries {
        guard case .aggregateReported(let report) = entry.event,
          let base = [AggregateMeasure.signed: signed, .portfolio: portfolio][report.measure],
          let value = report.value, sheet.query.window.contains(first: report.window.first, last: report.window.last),
          let group = group(report, sheet.query)
        else { continue }
        let column = report.sourceClass.map { $0 == .external ? "external" : "internal" } ?? "total"
        let row = [Reported.basis(report.window), base] + group
        let currency =
          sheet.query.currency.flatMap {
            sheet.known.rate(from: value.currency, to: $0, on: entry.on.first) == nil ? nil : $0
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
    case .priority, .year, .partner, .country, .currency, .kind, .project, .theme, .status, .focus, .group, .pledge,
      .some(.none), nil:
      return report.region == query.region && report.plan == query.plan ? [] : nil
    }
  }
}
