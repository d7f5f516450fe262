import Ledger
import Reference

/// `funding`, definition 2: project funds raised (indicator I-1).
///
/// Signed money, and what addenda and refunds of unspent rests add or take away, whose date lies in the window, by
/// class of funder; the two are shown apart and added in "raised". A project or an addendum counts once in each row
/// it has money in; a refund is no addendum. Evidence: 4 projects CHF 622,409 and 12 addenda CHF 612,012 give
/// 1,234,421 (TDAG-26/2, line 487).
enum Funding {
  static let definition = ReportDefinition(
    version: 2, title: "Project funds raised", groupings: Query.Grouping.ofProjectMoney,
    takesAsSigned: true,
    columns: { grouping in
      [
        .label("basis"), grouping.label, .label(Sheet.currencyLabel), .distinct("projects"), .money("signed"),
        .distinct("addenda"), .money("added"), .sum("raised", of: ["signed", "added"]), .money("external"),
        .money("internal"), .percent("external share", of: "external", over: "raised"),
      ]
    },
    fill: fill)

  private static func fill(_ sheet: inout Sheet) throws {
    let partners = sheet.known.partners(on: sheet.query.lastDay)
    try sheet.fill(
      MoneyTable(
        measures: [.signed, .addenda, .added], scope: sheet.query, rows: Rows(sheet),
        columns: { posting in
          [
            posting.measure == Measure.signed.rawValue ? "signed" : "added",
            partners.isInternal(posting) ? "internal" : "external",
          ]
        },
        straddling: straddling, namesCells: true,
        things: [
          .init(column: "projects", shows: \.isSignature),
          .init(column: "addenda", thing: .record, shows: \.isOfAddendum, alone: .addenda),
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

  private static func straddling(_ posting: Posting) -> String? {
    if posting.isSignature { return "signed money" }
    return posting.isOfAddendum ? "money of addenda" : posting.isRefund ? "refunds of unspent money" : nil
  }
}
