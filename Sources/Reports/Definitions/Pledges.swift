import Ledger
import Reference

/// `pledges`, definition 2: what the Partner2Connect coalition pledged (requirements R07 and R08). Pledges are not
/// project money.
///
/// A state of the last day of the window: a pledge stands if it was made by then and not withdrawn; a withdrawn one is
/// shown in rows of its own with what it had promised. "new" are those made in the window. A reversed record does not
/// count.
/// - Entities are distinct partners after merges; those of the kind `unEntity` are counted among them and again in a
///   column of their own.
/// - Countries are those in which the entities are registered ("from 149 countries"); "countries aimed at" are those
///   that the pledges are for. A pledge for Rwanda is also one for the least developed countries. The filter asks for
///   the country that a pledge is for.
/// - Champions are entities that are so on the last day.
/// - Progress is counted for each entity, not for each pledge: 50 % of 492 entities are 246.
/// - The target is the `TargetSet` of the measure `pledged` in force on the last day, with the first day not before it.
///   "of target" is worked out where both are in one currency, by record or by `--in`.
/// - Counts are of pledges in all currencies and of pledges without value. They stand once, in the row of the report's
///   currency: the one asked for, else that of the target, else USD. Money in other currencies stands in rows of its
///   own.
/// - Grouped by focus, kind or group, a pledge stands whole in each row that it names and once in the total. Grouped by
///   status, a pledge without a progress report is `notReported`.
///
/// Evidence: 1,060 pledges of 492 entities, 30 of them of the United Nations, from 149 countries, USD 80.72bn, 80.72 %
/// of 100bn (C26/35, line 999).
enum Pledges {
  static let definition = ReportDefinition(
    version: 2, title: "Partner2Connect pledges",
    groupings: [.none, .status, .focus, .group, .kind, .partner, .country, .aim, .year],
    filters: [.partner, .country], takesAsSigned: true, because: "A pledge has no region, plan or priority.",
    columns: { grouping in
      [
        .label("basis"), grouping.label, .label(Sheet.currencyLabel), .distinct("pledges"), .distinct("new"),
        .distinct("entities"), .distinct("UN entities"), .distinct("countries"), .distinct("countries aimed at"),
        .distinct("champions"), .money("pledged"), .money("delivered"), .money("target"),
        .percent("of target", of: "pledged", over: "target"), .distinct("entities reporting"),
        .percent("reporting share", of: "entities reporting", over: "entities"),
      ]
    },
    fill: fill)

  private static func fill(_ sheet: inout Sheet) throws {
    let query = sheet.query
    let target = ShownTarget(of: "pledged", sheet.known, on: query.lastDay)
    var value: Money?
    if case .value(let money) = target?.set.goal { value = money }
    let main = query.currency ?? value?.currency ?? Alpha3("USD")
    let pledges = Standing.all(sheet.known, query)
    count(pledges, mainCurrency: main?.text ?? Sheet.noCurrency, &sheet)
    try addMoney(pledges, &sheet)
    Reported.add(
      to: &sheet,
      [
        .pledges: [
          .count(.pledges, "pledges"), .count(.entities, "entities"), .count(.unEntities, "UN entities"),
          .count(.countries, "countries"), .money("pledged"),
        ]
      ])
    if let target, let value { add(value, target, standing: pledges.contains(where: \.stands), &sheet) }
    let others = Set(sheet.rows.filter { $0.labels[0] == Rows.ledger }.compactMap(\.currency)).filter { $0 != main }
      .map(\.text).sorted()
    if !others.isEmpty {
      sheet.note(
        "pledged also in \(others.joined(separator: ", ")), in rows of their own; the counts in the row of "
          + "\(main?.text ?? "") are of all pledges"
      )
    }
  }

  // MARK: Counts

  private static func count(_ pledges: [Standing], mainCurrency: String, _ sheet: inout Sheet) {
    let known = sheet.known
    let atEnd = known.partners(on: sheet.query.lastDay)
    var without: Set<Int> = []
    for stands in [true, false] {
      var heads: [String: HeadCount] = [:]
      for pledge in pledges where pledge.stands == stands {
        let profile = known.partners(on: pledge.lookedUpOn).profile(pledge.entity)
        if stands, profile?.country == nil { without.insert(pledge.entity) }
        let things = things(pledge, profile, isChampion: atEnd.isChampion(pledge.entity))
        for group in groups(pledge, sheet.query.grouping ?? Query.Grouping.none, known) {
          let row = [stands ? Rows.ledger : "withdrawn", group, mainCurrency]
          for (column, thing, entry) in things {
            heads[column, default: HeadCount()].add(thing, to: row, Sheet.Evidence(entry, number: pledge.number))
          }
        }
      }
      for (column, head) in heads.sorted(by: { $0.key < $1.key }) {
        head.write(to: &sheet, column, inTotal: stands)
      }
    }
    if !without.isEmpty {
      sheet.note("\(without.count) entities have no registered country and are in no count of countries")
    }
  }

  /// What a pledge shows, in which column, by which record.
  private static func things(
    _ pledge: Standing, _ profile: PartnerProfile?, isChampion: Bool
  ) -> [(column: String, thing: String, entry: Entry)] {
    let entity = String(pledge.entity)
    var things = [("pledges", pledge.name, pledge.made), ("entities", entity, pledge.made)]
    if pledge.isNew { things.append(("new", pledge.name, pledge.made)) }
    if profile?.kind == .unEntity { things.append(("UN entities", entity, pledge.made)) }
    if let country = profile?.country { things.append(("countries", country.text, pledge.made)) }
    things += pledge.terms.countries.map { ("countries aimed at", $0.text, pledge.made) }
    if isChampion { things.append(("champions", entity, pledge.made)) }
    if let report = pledge.report { things.append(("entities reporting", entity, report)) }
    return things
  }

  private static func groups(
    _ pledge: Standing, _ grouping: Query.Grouping, _ known: AsKnown
  ) -> [String] {
    let terms = pledge.terms
    func stated(_ names: [String]) -> [String] { names.isEmpty ? ["not stated"] : names }
    return switch grouping {
    case .status: [pledge.state.status?.rawValue ?? "notReported"]
    case .focus: stated(terms.focus.map(\.rawValue))
    case .group:
      stated(pledge.groups(known).map(\.rawValue) + (terms.displaced == true ? ["displaced persons"] : []))
    case .kind: stated(terms.kinds.map(\.rawValue))
    case .partner: [known.partnerName(pledge.entity)]
    case .country: [known.partners(on: pledge.lookedUpOn).profile(pledge.entity)?.country?.text ?? "not stated"]
    case .aim: stated(terms.countries.map(\.text))
    case .year: [pledge.made.on.years]
    default: ["all"]
    }
  }

  // MARK: Money

  private static func addMoney(_ pledges: [Standing], _ sheet: inout Sheet) throws {
    let (known, query) = (sheet.known, sheet.query)
    let byNumber = Dictionary(uniqueKeysWithValues: pledges.map { ($0.number, $0) })
    try known.forEachPosting([.pledged, .delivered]) { posting in
      guard let pledge = byNumber[posting.subject], !pledge.withdrawals.contains(UInt64(posting.fact)),
        posting.start <= query.lastDay, let own = posting.currencyCode
      else { return }
      let column = posting.measure == Measure.pledged.rawValue ? "pledged" : "delivered"
      if posting.lastDay > query.lastDay.number { sheet.nameBegun(posting, "\(column) money") }
      for (n, group) in groups(pledge, query.grouping ?? Query.Grouping.none, known).enumerated() {
        let labels = [pledge.stands ? Rows.ledger : "withdrawn", group]
        func add(inTotal: Bool, onlyTotal: Bool) {
          sheet.add(
            Int128(posting.minor), own, on: posting.convertedOn, to: labels, column, inTotal: inTotal,
            onlyTotal: onlyTotal, evidence: Sheet.Evidence(posting))
        }
        // The row exists as one of the total's before money is added to it without the total.
        if pledge.stands { sheet.show(labels + [sheet.shownCurrency(posting)]) }
        add(inTotal: false, onlyTotal: false)
        if pledge.stands, n == 0 { add(inTotal: true, onlyTotal: true) }
      }
    }
  }

  /// Beside one summary row the target stands in it; beside many rows only below them.
  private static func add(_ value: Money, _ target: ShownTarget, standing: Bool, _ sheet: inout Sheet) {
    let evidence = Sheet.Evidence(target.entry, number: target.number, note: "target for \(target.set.by)")
    let whole = sheet.query.grouping == Query.Grouping.none
    func add(_ labels: [String], inTotal: Bool, onlyTotal: Bool) {
      sheet.add(
        Int128(value.minor), value.currency, on: target.entry.start, to: labels, "target",
        inTotal: inTotal, onlyTotal: onlyTotal, evidence: evidence)
    }
    if standing { add([Rows.ledger, "all"], inTotal: true, onlyTotal: !whole) }
    for row in sheet.rows where row.labels[0].hasPrefix("reported ") && row.labels[1] == "all" && row.currency != nil {
      add(Array(row.labels.dropLast()), inTotal: false, onlyTotal: false)
    }
    sheet.note(
      "the target is \(Table.shown(Int128(value.minor), value.currency)) by \(target.set.by), record "
        + "\(target.entry.seq)"
    )
  }
}
