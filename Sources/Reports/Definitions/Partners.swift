import Ledger
import Reference

/// `partners`, definition 1: external partners that contribute to projects (indicator I-3).
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
struct Partners {
  static let groupings: [Query.Grouping] = [.partner, .kind, .country, .region, .none]

  static func columns(_ grouping: Query.Grouping) -> [Sheet.Column] {
    let texts: [Sheet.Column] =
      grouping == .partner ? [.text("name"), .text("kind"), .text("country"), .text("first year")] : []
    return [.label("basis"), .label(grouping == .none ? "group" : grouping.rawValue), .label(Sheet.currencyLabel)]
      + texts + [
        .distinct("partners"), .distinct("new"), .distinct("projects"), .money("signed"), .money("added"),
        .sum("promised", of: ["signed", "added"]),
      ]
  }

  static func fill(_ sheet: inout Sheet) throws {
    let known = sheet.known
    let query = sheet.query
    let reversed = try known.reversedPositions()
    let base = try signedInWindow(known, query, reversed)
    let starts = try FirstLines(known, reversed)
    var upTo = query
    upTo.window = Window(through: query.window.through)
    let shown = sheet.shown
    let isSummed = sheet.mayBeSummed
    var partners = Distinct(for: sheet)
    var new = Distinct(for: sheet)
    var projects = Distinct(for: sheet)
    var members: [[String]: Int] = [:]
    var outside: Set<Int> = []
    var counted: Set<Int> = []

    let grouping = query.grouping ?? .partner
    func row(_ posting: Posting, _ partner: Int) -> [String] {
      [Labels.ledger, label(posting, partner, known, grouping)]
    }
    func add(_ posting: Posting) {
      guard let partner = known.identity(posting.partner) else { return }
      sheet.add(
        money: posting, to: row(posting, partner), posting.measure == Measure.signed.rawValue ? "signed" : "added")
    }
    var sums = PostingSums(known, keeping: [.partner, .region], window: upTo)
    try known.forEachPosting(
      [.signed, .added], upTo,
      edge: { posting in
        guard base.contains(posting.subject) || posting.kind == .signed, !known.isInternal(posting) else { return }
        sheet.leaveOut(posting, "promised money of partners")
      }
    ) { posting in
      guard let partner = known.identity(posting.partner), !known.isInternal(posting) else { return }
      let stands =
        !posting.flags.contains(.reversal) && !reversed.contains(posting.position)
        && !posting.flags.contains(.reallocation)
      guard base.contains(posting.subject) else {
        guard stands else { return }
        switch query.place(posting) {
        case .inside: outside.insert(partner)
        case .straddling: if posting.kind == .signed { sheet.leaveOut(posting, "promised money of partners") }
        case .outside: break
        }
        return
      }
      if isSummed { sums.add(posting) } else { add(posting) }
      guard stands else { return }
      let key = UInt64(partner) << 8 | UInt64(posting.region)
      let currency = shown.key(posting)
      let number = UInt32(partner)
      counted.insert(partner)
      try partners.add(
        number, key: key, currency, to: row(posting, partner), shown.text(posting), evidence: Sheet.Evidence(posting))
      try projects.add(
        posting.subject, key: key, currency, to: row(posting, partner), shown.text(posting),
        evidence: Sheet.Evidence(posting))
      if let from = query.window.from, starts.isNew(partner, from: from) {
        try new.add(
          number, key: key, currency, to: row(posting, partner), shown.text(posting), evidence: Sheet.Evidence(posting))
      }
      if grouping == .partner, counted.count > members.count { members[row(posting, partner)] = partner }
    }
    for sum in sums.postings { add(sum) }
    Distinct.write([(partners, "partners"), (new, "new"), (projects, "projects")], to: &sheet)
    if query.grouping == .partner { describe(members, starts, &sheet) }
    let left = outside.subtracting(counted)
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

  /// The projects whose standing signature lies in the window. Region, plan and priority are the same for all lines of
  /// a project.
  private static func signedInWindow(_ known: AsKnown, _ query: Query, _ reversed: Set<UInt32>) throws -> Set<UInt32> {
    var base: Set<UInt32> = []
    try known.forEachPosting([.projects]) { posting in
      guard !posting.flags.contains(.reversal), !reversed.contains(posting.position), query.place(posting) == .inside
      else { return }
      base.insert(posting.subject)
    }
    return base
  }

  private static func label(_ posting: Posting, _ partner: Int, _ known: AsKnown, _ grouping: Query.Grouping) -> String
  {
    let profile = known.registers.partners.items[partner].state.profile
    return switch grouping {
    case .kind: profile?.kind?.rawValue ?? "not stated"
    case .country: profile?.country?.text ?? "not stated"
    case .region: posting.regionCode?.code ?? "not stated"
    case .partner: known.partnerName(partner)
    case .plan, .priority, .year, .currency, .project, .theme, .status, .focus, .group, .pledge, .none: "all"
    }
  }

  /// What is known of each partner, beside its figures.
  private static func describe(_ members: [[String]: Int], _ starts: FirstLines, _ sheet: inout Sheet) {
    let known = sheet.known
    for row in sheet.rows.map(\.labels) {
      guard let partner = members[Array(row.prefix(2))] else { continue }
      let profile = known.registers.partners.items[partner].state.profile
      sheet.set(text: known.partnerTitle(partner), to: row, "name")
      if let kind = profile?.kind { sheet.set(text: kind.rawValue, to: row, "kind") }
      if let country = profile?.country { sheet.set(text: country.text, to: row, "country") }
      if let first = starts.first(partner) { sheet.set(text: String(first.year), to: row, "first year") }
    }
  }
}

/// When each partner first had a funding line that stands, in any project of the book.
struct FirstLines {
  private var days: [Int: Int32] = [:]

  init(_ known: AsKnown, _ reversed: Set<UInt32>) throws {
    try known.forEachPosting([.signed, .added]) { posting in
      guard let partner = known.identity(posting.partner), !posting.flags.contains(.reversal),
        !posting.flags.contains(.reallocation),
        !reversed.contains(posting.position)
      else { return }
      days[partner] = min(days[partner] ?? posting.firstDay, posting.firstDay)
    }
  }

  func first(_ partner: Int) -> Day? { days[partner].map(Day.init(number:)) }
  func isNew(_ partner: Int, from: Day) -> Bool { days[partner].map { $0 >= from.number } ?? false }
}
