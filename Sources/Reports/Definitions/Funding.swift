import Ledger
import Reference

/// `funding`, definition 1: project funds raised (indicator I-1).
///
/// Signed money and money of addenda whose date lies in the window, by class of funder; the two are shown apart and added in
/// "raised". A project or an addendum counts once in each row it has money in. Evidence: 4 projects CHF 622,409 and 12 addenda
/// CHF 612,012 give 1,234,421 (TDAG-26/2, line 487).
struct Funding {
  static let groupings: [Query.Grouping] = [.region, .plan, .priority, .year, .partner, .country, .currency, .project, .none]

  static func columns(_ grouping: Query.Grouping) -> [Sheet.Column] {
    [
      .label("basis"), .label(grouping == .none || grouping == .currency ? "group" : grouping.rawValue), .label(Sheet.currencyLabel),
      .distinct("projects"), .money("signed"), .distinct("addenda"), .money("added"), .sum("raised", of: ["signed", "added"]),
      .money("external"), .money("internal"), .percent("external share", of: "external", over: "raised"),
    ]
  }

  static func fill(_ sheet: inout Sheet) throws {
    let known = sheet.known
    let query = sheet.query
    let labels = Labels(known, query.grouping ?? .region)
    let reversed = try known.reversedPositions()
    var projects = Tally()
    var addenda = Tally()
    try known.forEachPosting([.projects, .signed, .addenda, .added], query, edge: { posting in
      guard posting.measure == Measure.signed.rawValue || posting.measure == Measure.added.rawValue else { return }
      sheet.leaveOut(
        posting, posting.measure == Measure.signed.rawValue ? "signed money" : "money of addenda", to: try labels.ledger(posting),
        posting.measure == Measure.signed.rawValue ? "signed" : "added")
    }) { posting in
      let row = try labels.ledger(posting)
      let isSignature = posting.measure == Measure.signed.rawValue
      let stands = !posting.flags.contains(.reversal) && !reversed.contains(posting.position)
      if isSignature || posting.measure == Measure.added.rawValue {
        if posting.currency != 0 {
          sheet.add(money: posting, to: row, isSignature ? "signed" : "added")
          sheet.add(money: posting, to: row, known.isInternal(posting) ? "internal" : "external")
        }
        guard stands else { return }
        let currency = sheet.shownCurrency(posting)
        if isSignature { projects.add(row + [currency], posting) } else if !posting.flags.contains(.reallocation) { addenda.add(row + [currency], posting) }
      } else if stands, posting.measure == Measure.addenda.rawValue {
        addenda.addIfAlone(row + [Sheet.noCurrency], posting)
      }
    }
    projects.write(to: &sheet, "projects") { $0.subject }
    addenda.write(to: &sheet, "addenda") { $0.position }
    Reported.add(to: &sheet, [.signed: [.count(.projects, "projects"), .money("signed")], .addenda: [.count(.addenda, "addenda"), .money("added")], .raised: [.count(.projects, "projects"), .money("raised")]])
    if query.window == .always { sheet.note("no window was given: all records count") }
  }
}
