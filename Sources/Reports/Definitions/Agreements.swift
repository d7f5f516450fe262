import Ledger
import Reference

/// `agreements`, definition 2: agreements signed with partners, and their value (indicators I-4, K-2, K-3, K-4 and K-5;
/// requirements R01, R13, R72).
///
/// - "agreements": distinct agreements whose signature lies in the window. All kinds count; grouped by kind, the row
///   `partnership` is K-2. A project document or an addendum is not an agreement.
/// - "without value": those of them whose value nobody stated by the last day of the window. An unknown value is not
///   zero (R42).
/// - "signed" and "revised": values stated by signatures and moved by revisions, each dated in the window; "value" is
///   both.
/// - "UN agreements", "UN value": of these, those with at least one party that is a UN entity (K-5). They are part of
///   the other columns.
///
/// Parties, countries, the end and the kinds of partners are those of the last day of the window. An agreement counts
/// once, in the row of the currency in which its value stands then. One of several partners is one agreement: grouped
/// by partner it has a row of its own that names all of them, since nobody stated how they share the value. Merged
/// partners are one party. The rows "in force" are the frameworks and UNSDCFs in force on the last day of the window,
/// whenever they were signed: a stock that is never added to what was signed (K-4). Reported aggregates stand in rows
/// of their own.
enum Agreements {
  static let definition = ReportDefinition(
    version: 2, title: "Agreements signed", groupings: [.year, .kind, .partner, .region, .plan, .none],
    takesAsSigned: true,
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
    let list = AgreementList(sheet.known, on: query.lastDay, asSigned: query.isAsSigned)
    let rows = rows(sheet, list)
    var heads = Heads(sheet, rows, list)
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
    private let shown: ShownCurrency
    private var agreements: Distinct
    private var withoutValue: Distinct
    private var ofUN: Distinct

    init(_ sheet: Sheet, _ rows: Rows, _ list: AgreementList) {
      (self.rows, self.list, shown) = (rows, list, sheet.shown)
      (agreements, withoutValue, ofUN) = (Distinct(for: sheet), Distinct(for: sheet), Distinct(for: sheet))
    }

    mutating func count(_ posting: Posting) throws {
      let row = try rows.labels(posting)
      let evidence = Sheet.Evidence(posting)
      let value = list.valued(posting.subject)
      let currency = value.map { shown.code($0.currency, on: $0.on).text } ?? Sheet.noCurrency
      agreements.add(posting.subject, to: row, currency, evidence: evidence)
      if value == nil { withoutValue.add(posting.subject, to: row, currency, evidence: evidence) }
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

  private static func addInForce(_ list: AgreementList, _ sheet: inout Sheet) {
    let day = sheet.query.lastDay
    for kind in [AgreementKind.framework, .unsdcf] {
      let inForce = list.inForce(kind).filter {
        list.admits($0.number, sheet.query) && list.admitsPlace($0.number, sheet.query)
      }
      let row = ["in force on \(day)", kind.rawValue, Sheet.noCurrency]
      for item in inForce {
        guard let entry = item.active.first else { continue }
        let evidence = Sheet.Evidence(
          entry, number: item.number, note: list.validTo(item.number).map { "valid to \($0)" } ?? "no end stated")
        sheet.add(count: 1, to: row, "agreements", order: "}" + kind.rawValue, inTotal: false, evidence: evidence)
      }
      sheet.note("\(kind == .unsdcf ? "UNSDCFs" : "frameworks") in force on \(day): \(inForce.count)")
    }
  }
}

/// The agreements of a book by the number that their postings carry, as they are on one day.
struct AgreementList: Sendable {
  typealias Item = Subjects<AgreementState>.Item
  private let known: AsKnown
  private let day: Day?
  private let isAsSigned: Bool
  private let items: [UInt32: Item]
  private let states: [UInt32: AgreementState]
  /// What is looked up: the parties and the countries.
  private let terms: [UInt32: AgreementState]

  /// - Parameters:
  ///   - day: nil for all that is known, whenever it holds.
  ///   - asSigned: whether parties and countries are those of the signature.
  init(_ known: AsKnown, on day: Day? = nil, asSigned: Bool = false) {
    (self.known, self.day, isAsSigned) = (known, day, asSigned)
    let all = known.registers.agreements.items
    items = Dictionary(uniqueKeysWithValues: all.map { ($0.number, $0) })
    states = Dictionary(uniqueKeysWithValues: all.map { item in (item.number, day.map(item.state) ?? item.state) })
    terms =
      asSigned
      ? Dictionary(
        uniqueKeysWithValues: all.map { item in
          (item.number, item.state.signedOn.map { item.state(on: $0.first) } ?? item.state)
        }) : states
  }

  func kind(_ number: UInt32) -> String { states[number]?.signed?.kind.rawValue ?? "not stated" }
  func projects(_ number: UInt32) -> [String] { terms[number]?.projects ?? [] }
  func validTo(_ number: UInt32) -> Day? { states[number]?.validTo }

  /// The identities of the parties, each once, by name.
  func parties(_ number: UInt32) -> [String] {
    Set((terms[number]?.parties ?? []).map(known.registers.identity)).sorted()
  }

  func partyNames(_ number: UInt32) -> String {
    let names = parties(number)
    return names.isEmpty ? "not stated" : names.joined(separator: " + ")
  }

  func isOfUN(_ number: UInt32) -> Bool {
    guard let day = isAsSigned ? states[number]?.signedOn?.first : day else { return false }
    let profiles = known.partners(on: day)
    return parties(number).contains { name in
      known.registers.partners.place(of: name).flatMap { profiles.profile($0)?.kind } == .unEntity
    }
  }

  /// The currency in which the value stands, and from when it is so; nil where nobody stated a value.
  func valued(_ number: UInt32) -> (currency: Alpha3, on: Day)? {
    guard let state = states[number], let currency = state.value.currency, let signed = state.signedOn,
      let last = items[number]?.standing.last(where: { entry in
        day.map { entry.start <= $0 } ?? true && AgreementList.statesValue(entry)
      })
    else { return nil }
    return (currency, max(last.start, signed.first))
  }

  private static func statesValue(_ entry: Entry) -> Bool {
    switch AgreementEvent(entry.event) {
    case .signed(let signed): signed.value != nil
    case .revised(let revised): revised.change != nil
    case .ended, nil: false
    }
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

  func reaches(_ number: UInt32, _ country: Alpha3) -> Bool { terms[number]?.countries.contains(country) ?? false }

  func admitsPlace(_ number: UInt32, _ query: Query) -> Bool {
    let signed = states[number]?.signed
    if let region = query.region, signed?.region != region { return false }
    if let plan = query.plan, signed?.plan != plan { return false }
    return query.priority == nil
  }

  /// Signed by the day of the list, begun, not past its last day, and not ended.
  func inForce(_ kind: AgreementKind) -> [Item] {
    known.registers.agreements.items.filter { item in
      guard let day, let state = states[item.number], let signed = state.signed, signed.kind == kind,
        let on = state.signedOn, on.first <= day
      else { return false }
      if let from = signed.validFrom, day < from { return false }
      if let to = state.validTo, to < day { return false }
      return state.endedOn == nil
    }
  }
}
