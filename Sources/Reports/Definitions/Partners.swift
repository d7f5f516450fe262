import Ledger
import Reference

/// `partners`, definition 2: external partners that contribute to projects (indicator I-3).
///
/// The base set is the projects signed in the window; without a window, all projects. A partner counts if it has a
/// funding line in one of them, by the signature or by an addendum up to the end of the window, with or without a known
/// value. Partners are counted by identity: one that was merged counts as the other, for its past too. Internal funds
/// are a source of money, never a partner (requirement R05). A reversed record makes no funding line; a line that an
/// addendum set to zero still is one.
///
/// - "signed" and "added": promised money of these lines, dated up to the end of the window.
/// - "first year": the year of the partner's first funding line in any project.
/// - "new": partners without any funding line before the first day of the window. Without such a day nobody is called
///   new.
///
/// Grouped by country, the country is that of the partner; the filter by country looks at the country that the money
/// goes to. A partner stands in the row of each region or kind it is in, and once in the total. The total without a
/// currency counts each partner once.
enum Partners {
  static let definition = ReportDefinition(
    version: 2, title: "Partners contributing to projects", groupings: [.partner, .kind, .country, .region, .none],
    takesAsSigned: true,
    columns: { grouping in
      let texts: [Sheet.Column] =
        grouping == .partner ? [.text("name"), .text("kind"), .text("country"), .text("first year")] : []
      return [.label("basis"), grouping.label, .label(Sheet.currencyLabel)] + texts + [
        .distinct("partners"), .distinct("new"), .distinct("projects"), .money("signed"), .money("added"),
        .sum("promised", of: ["signed", "added"]),
      ]
    },
    fill: fill)

  private static let promised = "promised money of partners"

  private static func fill(_ sheet: inout Sheet) throws {
    let (known, query) = (sheet.known, sheet.query)
    let base = try signedInWindow(known, query)
    let starts = try FirstLines(known, on: query.lastDay)
    let profiles = known.partners(on: query.lastDay)
    let rows = try rows(sheet)
    var counted: Set<Int> = []
    var elsewhere = Elsewhere()
    func isExternal(_ posting: Posting) -> Bool { posting.partner != 0 && !profiles.isInternal(posting) }
    try sheet.fill(
      MoneyTable(
        measures: [.signed, .added], scope: query.asState, rows: rows,
        traits: query.isAsSigned ? [.partner, .subject] : .partner,
        columns: { [$0.measure == Measure.signed.rawValue ? "signed" : "added"] },
        straddling: { posting in
          base.contains(posting.subject) && isExternal(posting) ? promised : nil
        },
        counts: { posting in
          guard isExternal(posting) else { return false }
          guard base.contains(posting.subject) else {
            elsewhere.see(posting, query, known.identity(posting.partner) ?? 0)
            return false
          }
          return true
        },
        things: [
          .init(
            column: "partners", thing: .partner,
            shows: { posting in
              if posting.isRefund { return false }
              counted.insert(known.identity(posting.partner) ?? 0)
              return true
            }),
          .init(
            column: "new", thing: .partner,
            shows: { posting in
              guard let from = query.window.from, !posting.isRefund else { return false }
              return starts.isNew(known.identity(posting.partner) ?? 0, from: from)
            }),
          .init(column: "projects", shows: { !$0.isRefund }),
        ], unites: true))
    for posting in elsewhere.straddling { sheet.leaveOut(posting, promised) }
    if query.grouping == .partner { describe(counted, starts, &sheet) }
    let left = elsewhere.partners.subtracting(counted)
    if !left.isEmpty {
      sheet.note(
        "partners with money in the window only by addenda to projects signed outside it, not counted: \(left.count)")
    }
    if query.window.from == nil { sheet.note("the window has no first day: no partner is called new") }
    Reported.add(
      to: &sheet,
      [
        .signed: [.count(.partners, "partners"), .count(.projects, "projects")],
        .raised: [.count(.partners, "partners")], .portfolio: [.count(.partners, "partners")],
      ])
  }

  /// Promised money in projects that were not signed in the window.
  private struct Elsewhere {
    private(set) var partners: Set<Int> = []
    private(set) var straddling: [Posting] = []

    mutating func see(_ posting: Posting, _ query: Query, _ partner: Int) {
      switch query.place(posting) {
      case .inside: partners.insert(partner)
      case .straddling: if posting.kind == .signed { straddling.append(posting) }
      case .outside: break
      }
    }
  }

  /// The projects whose standing signature lies in the window. Region, plan and priority are the same for all lines of
  /// a project.
  private static func signedInWindow(_ known: AsKnown, _ query: Query) throws -> Set<UInt32> {
    var base: Set<UInt32> = []
    try known.forEachPosting([.projects]) { posting in
      if query.place(posting) == .inside { base.insert(posting.subject) }
    }
    return base
  }

  /// Kind and country are those of the partner; only the region is that of the project.
  private static func rows(_ sheet: Sheet) throws -> Rows {
    let (known, grouping) = (sheet.known, sheet.query.grouping ?? .partner)
    let profiles = known.partners(on: sheet.query.lastDay)
    if grouping == .region || grouping == Query.Grouping.none { return Rows(sheet) }
    let asSigned = sheet.query.isAsSigned ? try known.lookUps(for: sheet.query) : nil
    func key(_ posting: Posting) -> UInt64 {
      Query.Grouping.partner.key(posting, known) | (asSigned == nil ? 0 : UInt64(posting.subject) << 32)
    }
    return Rows(sheet, by: .partner, key: key) { posting in
      guard let partner = known.identity(posting.partner) else { return "not stated" }
      let signed = asSigned?.signedOn(posting.subject)
      let profile = (signed.map(known.partners) ?? profiles).profile(partner)
      return switch grouping {
      case .kind: profile?.kind?.rawValue ?? "not stated"
      case .country: profile?.country?.text ?? "not stated"
      default: known.partnerName(partner)
      }
    }
  }

  /// What is known of each partner, beside its figures.
  private static func describe(_ partners: Set<Int>, _ starts: FirstLines, _ sheet: inout Sheet) {
    let known = sheet.known
    let profiles = known.partners(on: sheet.query.lastDay)
    for row in sheet.rows.map(\.labels) where row[0] == Rows.ledger {
      guard let partner = known.registers.partners.place(of: row[1]), partners.contains(partner) else { continue }
      let profile = profiles.profile(partner)
      sheet.set(text: profile?.name ?? known.partnerName(partner), to: row, "name")
      if let kind = profile?.kind { sheet.set(text: kind.rawValue, to: row, "kind") }
      if let country = profile?.country { sheet.set(text: country.text, to: row, "country") }
      if let first = starts.first(partner) { sheet.set(text: String(first.year), to: row, "first year") }
    }
  }
}

/// When each partner first had a funding line that stands, in any project of the book.
struct FirstLines {
  private var days: [Int: Int32] = [:]

  /// - Parameter day: on which the projects are looked up, each of which begins with its signature.
  init(_ known: AsKnown, on day: Day) throws {
    let lookUps = try known.lookUps(on: day)
    try known.forEachPosting([.signed, .added]) { posting in
      guard let partner = known.identity(posting.partner), !posting.isRefund else { return }
      let start = max(posting.firstDay, lookUps.signedOn(posting.subject)?.number ?? posting.firstDay)
      days[partner] = min(days[partner] ?? start, start)
    }
  }

  func first(_ partner: Int) -> Day? { days[partner].map(Day.init(number:)) }
  func isNew(_ partner: Int, from: Day) -> Bool { days[partner].map { $0 >= from.number } ?? false }
}
