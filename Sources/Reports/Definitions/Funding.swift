import Ledger
import Reference

/// `funding`, definition 1: project funds raised (indicator I-1).
///
/// Signed money and money of addenda whose date lies in the window, by class of funder; the two are shown apart and
/// added in "raised". A project or an addendum counts once in each row it has money in. Evidence: 4 projects CHF
/// 622,409 and 12 addenda CHF 612,012 give 1,234,421 (TDAG-26/2, line 487).
enum Funding {
  static let definition = ReportDefinition(
    title: "Project funds raised", groupings: Query.Grouping.ofProjectMoney,
    columns: { grouping in
      [
        .label("basis"), grouping.label, .label(Sheet.currencyLabel), .distinct("projects"), .money("signed"),
        .distinct("addenda"), .money("added"), .sum("raised", of: ["signed", "added"]), .money("external"),
        .money("internal"), .percent("external share", of: "external", over: "raised"),
      ]
    },
    fill: fill)

  private static func fill(_ sheet: inout Sheet) throws {
    let known = sheet.known
    try sheet.fill(
      MoneyTable(
        measures: [.signed, .addenda, .added], scope: sheet.query, rows: Rows(sheet),
        columns: { [isSigned($0) ? "signed" : "added", known.isInternal($0) ? "internal" : "external"] },
        straddling: { isSigned($0) ? "signed money" : isAdded($0) ? "money of addenda" : nil }, namesCells: true,
        things: [
          .init(column: "projects", shows: isSigned),
          .init(
            column: "addenda", thing: .record, shows: isAdded,
            alone: .addenda),
        ]))
    Reported.add(
      to: &sheet,
      [
        .signed: [.count(.projects, "projects"), .money("signed")],
        .addenda: [.count(.addenda, "addenda"), .money("added")],
        .raised: [.count(.projects, "projects"), .money("raised")],
      ])
    if sheet.query.window == .always { sheet.note("no window was given: all records count") }
  }

  private static func isSigned(_ posting: Posting) -> Bool { posting.measure == Measure.signed.rawValue }
  private static func isAdded(_ posting: Posting) -> Bool { posting.measure == Measure.added.rawValue }
}
