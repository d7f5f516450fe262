import Ledger
import Reference

/// `funding`, definition 1: project funds raised (indicator I-1).
///
/// Signed money and money of addenda whose date lies in the window, by class of funder; the two are shown apart and
/// added in "raised". A project or an addendum counts once in each row it has money in. Evidence: 4 projects CHF
/// 622,409 and 12 addenda CHF 612,012 give 1,234,421 (TDAG-26/2, line 487).
struct Funding {
  static let groupings: [Query.Grouping] = [
    .region, .plan, .priority, .year, .partner, .country, .currency, .project, .none,
  ]

  static func columns(_ grouping: Query.Grouping) -> [Sheet.Column] {
    [
      .label("basis"), .label(grouping == .none || grouping == .currency ? "group" : grouping.rawValue),
      .label(Sheet.currencyLabel),
      .distinct("projects"), .money("signed"), .distinct("addenda"), .money("added"),
      .sum("raised", of: ["signed", "added"]),
      .money("external"), .money("internal"), .percent("external share", of: "external", over: "raised"),
    ]
  }

  static func fill(_ sheet: inout Sheet) throws {
    let known = sheet.known
    let query = sheet.query
    let labels = Labels(known, query.grouping ?? .region)
    let reversed = try known.reversedPositions()
    let shown = sheet.shown
    let isSummed = sheet.mayBeSummed
    var projects = Tally { $0.subject }
    var addenda = Tally { $0.position }
    func row(_ posting: Posting) -> UInt64 { labels.key(posting) << 16 | shown.key(posting) }
    func full(_ posting: Posting) throws -> [String] { try labels.ledger(posting) + [shown.text(posting)] }
    func add(_ posting: Posting) throws {
      let row = try labels.ledger(posting)
      sheet.add(money: posting, to: row, posting.measure == Measure.signed.rawValue ? "signed" : "added")
      sheet.add(money: posting, to: row, known.isInternal(posting) ? "internal" : "external")
    }
    var sums = PostingSums(known, keeping: labels.keeping.union(.funderClass), window: query)
    try known.forEachPosting(
      [.signed, .addenda, .added], query,
      edge: { posting in
        guard posting.measure == Measure.signed.rawValue || posting.measure == Measure.added.rawValue else { return }
        sheet.leaveOut(
          posting, posting.measure == Measure.signed.rawValue ? "signed money" : "money of addenda",
          to: try labels.ledger(posting),
          posting.measure == Measure.signed.rawValue ? "signed" : "added")
      }
    ) { posting in
      let stands = !posting.flags.contains(.reversal) && !reversed.contains(posting.position)
      guard posting.measure != Measure.addenda.rawValue else {
        if stands { addenda.addIfAlone(posting) }
        return
      }
      if posting.currency != 0 { if isSummed { sums.add(posting) } else { try add(posting) } }
      guard stands else { return }
      if posting.measure == Measure.signed.rawValue {
        try projects.add(row(posting), posting, labels: try full(posting))
      } else if !posting.flags.contains(.reallocation) {
        try addenda.add(row(posting), posting, labels: try full(posting))
      }
    }
    for sum in sums.postings { try add(sum) }
    try addenda.settle { (row($0), try full($0)) }
    projects.write(to: &sheet, "projects")
    addenda.write(to: &sheet, "addenda")
    Reported.add(
      to: &sheet,
      [
        .signed: [.count(.projects, "projects"), .money("signed")],
        .addenda: [.count(.addenda, "addenda"), .money("added")],
        .raised: [.count(.projects, "projects"), .money("raised")],
      ])
    if query.window == .always { sheet.note("no window was given: all records count") }
  }
}
