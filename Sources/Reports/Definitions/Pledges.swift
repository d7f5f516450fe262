import Ledger
import Reference

/// `pledges`, definition 1: what the Partner2Connect coalition pledged (requirements R07 and R08). Pledges are not
/// project money.
///
/// A pledge stands if it was made in the window and was not withdrawn by the end of the window; a withdrawn one is
/// shown in rows of its own with what it had promised. Revisions, progress and deliveries count up to the end of the
/// window. A reversed record does not count.
/// - Entities are distinct partners after merges; those of the kind `unEntity` are counted among them and again in a
///   column of their own.
/// - Countries are those in which the entities are registered ("from 149 countries"), not those that the pledges help.
/// - Progress is counted for each entity, not for each pledge: 50 % of 492 entities are 246.
/// - The target is the `TargetSet` of the measure `pledged` with the first day not before the end of the window. "of
///   target" is worked out where both are in one currency, by record or by `--in`.
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
    title: "Partner2Connect pledges", groupings: [.none, .status, .focus, .group, .kind, .partner, .country, .year],
    filters: [.partner, .country], because: "A pledge has no region, plan or priority.",
    columns: { grouping in
      [
        .label("basis"), grouping.label, .label(Sheet.currencyLabel), .distinct("pledges"), .distinct("entities"),
        .distinct("UN entities"), .distinct("countries"), .money("pledged"), .money("delivered"), .money("target"),
        .percent("of target", of: "pledged", over: "target"), .distinct("entities reporting"),
        .percent("reporting share", of: "entities reporting", over: "entities"),
      ]
    },
    fill: fill)

  private static func fill(_ sheet: inout Sheet) throws {
    let query = sheet.query
    let target = PledgeTarget(sheet.known, query)
    let main = query.currency ?? target?.value.currency ?? Alpha3("USD")
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
    if let target { add(target, standing: pledges.contains(where: \.stands), &sheet) }
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
    var without: Set<Int> = []
    for stands in [true, false] {
      var (things, entities, unitedNations, countries, reporting) = (
        HeadCount(), HeadCount(), HeadCount(), HeadCount(), HeadCount()
      )
      for pledge in pledges where pledge.stands == stands {
        for group in groups(pledge, sheet.query.grouping ?? Query.Grouping.none, known) {
          let row = [stands ? Rows.ledger : "withdrawn", group, mainCurrency]
          let evidence = Sheet.Evidence(pledge.made, number: pledge.number)
          let profile = known.registers.partners.items[pledge.entity].state.profile
          things.add(pledge.name, to: row, evidence)
          entities.add(String(pledge.entity), to: row, evidence)
          if profile?.kind == .unEntity { unitedNations.add(String(pledge.entity), to: row, evidence) }
          if let country = profile?.country {
            countries.add(country.text, to: row, evidence)
          } else if stands {
            without.insert(pledge.entity)
          }
          if let report = pledge.report {
            reporting.add(String(pledge.entity), to: row, Sheet.Evidence(report, number: pledge.number))
          }
        }
      }
      things.write(to: &sheet, "pledges", inTotal: stands)
      entities.write(to: &sheet, "entities", inTotal: stands)
      unitedNations.write(to: &sheet, "UN entities", inTotal: stands)
      countries.write(to: &sheet, "countries", inTotal: stands)
      reporting.write(to: &sheet, "entities reporting", inTotal: stands)
    }
    if !without.isEmpty {
      sheet.note("\(without.count) entities have no registered country and are in no count of countries")
    }
  }

  private static func groups(_ pledge: Standing, _ grouping: Query.Grouping, _ known: AsKnown) -> [String] {
    let terms = pledge.state.terms
    func stated(_ names: [String]) -> [String] { names.isEmpty ? ["not stated"] : names }
    return switch grouping {
    case .status: [pledge.state.status?.rawValue ?? "notReported"]
    case .focus: stated(terms.focus.map(\.rawValue))
    case .group: stated(terms.groups.map(\.rawValue) + (terms.displaced == true ? ["displaced persons"] : []))
    case .kind: stated(terms.kinds.map(\.rawValue))
    case .partner: [known.partnerName(pledge.entity)]
    case .country: [known.registers.partners.items[pledge.entity].state.profile?.country?.text ?? "not stated"]
    case .year: [String(pledge.made.on.first.year)]
    default: ["all"]
    }
  }

  // MARK: Money

  private static func addMoney(_ pledges: [Standing], _ sheet: inout Sheet) throws {
    let (known, query) = (sheet.known, sheet.query)
    let byNumber = Dictionary(uniqueKeysWithValues: pledges.map { ($0.number, $0) })
    let upTo = Window(through: query.window.through)
    try known.forEachPosting([.pledges, .pledged, .delivered]) { posting in
      let column = posting.measure == Measure.pledged.rawValue ? "pledged" : "delivered"
      let (first, last) = (Day(number: posting.firstDay), Day(number: posting.lastDay))
      guard let pledge = byNumber[posting.subject] else {
        // A pledge whose own date straddles the edge is not among them, but its money is named.
        if query.window.straddles(first: first, last: last), admits(posting, known, query) {
          sheet.leaveOut(posting, posting.measure == Measure.pledges.rawValue ? "pledges" : "\(column) money")
        }
        return
      }
      guard !pledge.withdrawals.contains(UInt64(posting.fact)) else { return }
      guard posting.measure != Measure.pledges.rawValue else { return }
      guard upTo.contains(first: first, last: last) else {
        if upTo.straddles(first: first, last: last) {
          sheet.leaveOut(posting, "\(column) money of revisions and reports")
        }
        return
      }
      guard let own = posting.currencyCode else { return }
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

  private static func admits(_ posting: Posting, _ known: AsKnown, _ query: Query) -> Bool {
    guard let entity = known.identity(posting.partner) else { return false }
    return Standing.admits(entity, known, query)
  }

  /// Beside one summary row the target stands in it; beside many rows only below them.
  private static func add(_ target: PledgeTarget, standing: Bool, _ sheet: inout Sheet) {
    let evidence = Sheet.Evidence(target.entry, number: target.number, note: "target for \(target.by)")
    let whole = sheet.query.grouping == Query.Grouping.none
    func add(_ labels: [String], inTotal: Bool, onlyTotal: Bool) {
      sheet.add(
        Int128(target.value.minor), target.value.currency, on: target.entry.on.first, to: labels, "target",
        inTotal: inTotal, onlyTotal: onlyTotal, evidence: evidence)
    }
    if standing { add([Rows.ledger, "all"], inTotal: true, onlyTotal: !whole) }
    for row in sheet.rows where row.labels[0].hasPrefix("reported ") && row.labels[1] == "all" && row.currency != nil {
      add(Array(row.labels.dropLast()), inTotal: false, onlyTotal: false)
    }
    sheet.note(
      "the target is \(Table.shown(Int128(target.value.minor), target.value.currency)) by \(target.by), record "
        + "\(target.entry.seq)"
    )
  }
}
