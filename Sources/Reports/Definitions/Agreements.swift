import Ledger
import Reference

/// `agreements`, definition 1: agreements signed with partners, and their value (indicators I-4, K-2, K-3, K-4 and K-5;
/// requirements R01, R13, R72).
///
/// - "agreements": distinct agreements whose signature lies in the window. All kinds count; grouped by kind, the row
///   `partnership` is K-2. A project document or an addendum is not an agreement.
/// - "without value": those of them whose value nobody stated up to the end of the window. An unknown value is not zero
///   (R42).
/// - "signed" and "revised": values stated by signatures and moved by revisions, each dated in the window; "value" is
///   both.
/// - "UN agreements", "UN value": of these, those with at least one party that is a UN entity (K-5). They are part of
///   the other columns.
///
/// An agreement stands in the row of each currency its value was stated in. One of several partners is one agreement:
/// grouped by partner it has a row of its own that names all of them, since nobody stated how they share the value.
/// Merged partners are one party. The rows "in force" are the frameworks and UNSDCFs in force on the day that counts as
/// today, whenever they were signed: a stock that is never added to what was signed (K-4). Reported aggregates stand in
/// rows of their own.
enum Agreements {
  static let definition = ReportDefinition(
    title: "Agreements signed", groupings: [.year, .kind, .partner, .region, .plan, .none],
    columns: { grouping in
      [
        .label("basis"), grouping.label, .label(Sheet.currencyLabel), .distinct("agreements"),
        .distinct("without value"), .money("signed"), .money("revised"), .sum("value", of: ["signed", "revised"]),
        .distinct("UN agreements"), .money("UN value"),
      ]
    },
    fill: fill)

  private static func fill(_ sheet: inout Sheet) throws {
    let query = sheet.query
    let list = AgreementList(sheet.known)
    let rows = rows(sheet, list)
    var heads = try Heads(sheet, rows, list, try stated(sheet))
    try sheet.known.forEachPosting(
      [.agreements, .agreed], scope(query),
      edge: { posting in
        guard list.admits(posting.subject, query) else { return }
        sheet.leaveOut(posting, posting.currency == 0 ? "agreements" : "value of agreements")
      },
      { posting in
        guard list.admits(posting.subject, query) else { return }
        guard posting.currency != 0 else { return try heads.count(posting) }
        let row = try rows.labels(posting)
        sheet.add(money: posting, to: row, list.isSignature(posting) ? "signed" : "revised")
        if list.isOfUN(posting.subject) { sheet.add(money: posting, to: row, "UN value") }
      })
    heads.write(to: &sheet)
    addInForce(list, &sheet)
    Reported.add(to: &sheet, [.agreements: [.count(.agreements, "agreements"), .money("value")]])
    if query.priority != nil { sheet.note("agreements have no priority: none passes the filter") }
  }

  private static func rows(_ sheet: Sheet, _ list: AgreementList) -> Rows {
    switch sheet.query.grouping {
    case .kind: Rows(sheet, by: .project) { list.kind($0.subject) }
    case .partner: Rows(sheet, by: .project) { list.partyNames($0.subject) }
    default: Rows(sheet)
    }
  }

  /// The agreements in each row.
  private struct Heads {
    private let rows: Rows
    private let list: AgreementList
    /// The currency in which the value of each was last stated.
    private let valued: [UInt32: String]
    private var agreements: Distinct
    private var withoutValue: Distinct
    private var ofUN: Distinct

    init(_ sheet: Sheet, _ rows: Rows, _ list: AgreementList, _ valued: [UInt32: String]) throws {
      (self.rows, self.list, self.valued) = (rows, list, valued)
      (agreements, withoutValue, ofUN) = (Distinct(for: sheet), Distinct(for: sheet), Distinct(for: sheet))
    }

    mutating func count(_ posting: Posting) throws {
      let row = try rows.labels(posting)
      let evidence = Sheet.Evidence(posting)
      let currency = valued[posting.subject] ?? Sheet.noCurrency
      agreements.add(posting.subject, to: row, currency, evidence: evidence)
      if valued[posting.subject] == nil { withoutValue.add(posting.subject, to: row, currency, evidence: evidence) }
      if list.isOfUN(posting.subject) { ofUN.add(posting.subject, to: row, currency, evidence: evidence) }
    }

    func write(to sheet: inout Sheet) {
      Distinct.write(
        [(agreements, "agreements"), (withoutValue, "without value"), (ofUN, "UN agreements")], to: &sheet)
    }
  }

  /// Partners and countries of an agreement are lists, which its postings do not carry.
  private static func scope(_ query: Query) -> Query {
    var scope = query
    (scope.partner, scope.country) = (nil, nil)
    return scope
  }

  /// The currency, as shown, in which the value of each agreement was last stated up to the end of the window.
  private static func stated(_ sheet: Sheet) throws -> [UInt32: String] {
    var last: [UInt32: String] = [:]
    try sheet.known.forEachPosting([.agreed]) { posting in
      if let through = sheet.query.window.through, posting.lastDay > through.number { return }
      last[posting.subject] = sheet.shownCurrency(posting)
    }
    return last
  }

  private static func addInForce(_ list: AgreementList, _ sheet: inout Sheet) {
    let today = sheet.query.today
    for kind in [AgreementKind.framework, .unsdcf] {
      let inForce = list.inForce(kind, on: today).filter {
        list.admits($0.number, sheet.query) && list.admitsPlace($0, sheet.query)
      }
      let row = ["in force on \(today)", kind.rawValue, Sheet.noCurrency]
      for item in inForce {
        guard let entry = item.active.first else { continue }
        let evidence = Sheet.Evidence(
          entry, number: item.number, note: item.state.validTo.map { "valid to \($0)" } ?? "no end stated")
        sheet.add(count: 1, to: row, "agreements", order: "}" + kind.rawValue, inTotal: false, evidence: evidence)
      }
      sheet.note("\(kind == .unsdcf ? "UNSDCFs" : "frameworks") in force on \(today): \(inForce.count)")
    }
  }
}

/// The agreements of a book by the number that their postings carry.
struct AgreementList: Sendable {
  typealias Item = Subjects<AgreementState>.Item
  private let known: AsKnown
  private let items: [UInt32: Item]

  init(_ known: AsKnown) {
    self.known = known
    items = Dictionary(uniqueKeysWithValues: known.registers.agreements.items.map { ($0.number, $0) })
  }

  func kind(_ number: UInt32) -> String { items[number]?.state.signed?.kind.rawValue ?? "not stated" }
  func projects(_ number: UInt32) -> [String] { items[number]?.state.projects ?? [] }

  /// The identities of the parties, each once, by name.
  func parties(_ number: UInt32) -> [String] {
    Set((items[number]?.state.parties ?? []).map(known.registers.identity)).sorted()
  }

  func partyNames(_ number: UInt32) -> String {
    let names = parties(number)
    return names.isEmpty ? "not stated" : names.joined(separator: " + ")
  }

  func isOfUN(_ number: UInt32) -> Bool {
    parties(number).contains { known.registers.profile(of: $0)?.kind == .unEntity }
  }

  /// Whether a posting of value comes from the signature and not from a revision.
  func isSignature(_ posting: Posting) -> Bool {
    items[posting.subject]?.entries.contains { $0.seq == UInt64(posting.fact) && $0.event.type == .agreement(.signed) }
      ?? false
  }

  func admits(_ number: UInt32, _ query: Query) -> Bool {
    if let partner = query.partner, !parties(number).contains(known.registers.identity(of: partner)) { return false }
    return query.country.map { reaches(number, $0) } ?? true
  }

  func reaches(_ number: UInt32, _ country: Alpha3) -> Bool {
    items[number]?.state.countries.contains(country) ?? false
  }

  func admitsPlace(_ item: Item, _ query: Query) -> Bool {
    if let region = query.region, item.state.signed?.region != region { return false }
    if let plan = query.plan, item.state.signed?.plan != plan { return false }
    return query.priority == nil
  }

  /// Signed by the day, begun, not past its last day, and not ended on or before the day. A date that is a span counts
  /// as signed on its last day and as ended on its first.
  func inForce(_ kind: AgreementKind, on day: Day) -> [Item] {
    known.registers.agreements.items.filter { item in
      let state = item.state
      guard let signed = state.signed, signed.kind == kind, let on = state.signedOn, on.last <= day else {
        return false
      }
      if let from = signed.validFrom, day < from { return false }
      if let to = state.validTo, to < day { return false }
      return state.endedOn.map { day < $0.first } ?? true
    }
  }
}
