import Ledger
import Reference

/// Totals that survive only as totals (requirement R17): shown in rows of their own beside the detail, flagged, never
/// added to it. Where the book has detail of the same window, the difference is noted.
struct Reported {
  enum Part {
    case count(Ledger.Counted, String)
    case money(String)
    /// Money by class of source: external, internal.
    case classes(external: String, internal: String)
  }

  static func basis(_ window: EffectiveDate) -> String { "reported \(window)" }

  static func add(to sheet: inout Sheet, _ measures: [AggregateMeasure: [Part]]) {
    defer { compare(&sheet) }
    var filled: Set<[String]> = []
    let entries = sheet.known.registers.aggregates.items.flatMap { item in item.state.entries.map { (item, $0) } }
      .sorted { $0.1.seq < $1.1.seq }
    for (item, entry) in entries {
      guard case .aggregate(.reported(let report)) = entry.event, let parts = measures[report.measure] else { continue }
      guard sheet.query.window.contains(first: report.window.first, last: report.window.last),
        admits(report, sheet.query)
      else { continue }
      let group = label(report, sheet.query.grouping ?? .region)
      var labels = [basis(report.window), group]
      // Two printed totals of one window are never added, whatever each covers: the second stands in a row of its own.
      let place =
        labels + [report.measure.rawValue, report.sourceClass?.rawValue ?? "", shown(report.value, entry, sheet)]
      if !filled.insert(place).inserted { labels[0] += " (record \(entry.seq))" }
      let evidence = Sheet.Evidence(
        entry, number: item.number, note: "reported aggregate: \(report.measure.rawValue) \(report.window)")
      for part in parts {
        switch part {
        case .count(let name, let column):
          // The counts of one class of source would stand in the same cell as those of the whole.
          if report.sourceClass == nil, let count = report.counts[name] {
            let currency = shown(report.value, entry, sheet)
            sheet.add(
              count: count, to: labels + [currency], column, order: order(labels, currency), inTotal: false,
              evidence: evidence)
          }
        case .money(let column):
          if report.sourceClass == nil, let value = report.value { put(value, entry, labels, column, evidence, &sheet) }
        case .classes(let external, let `internal`):
          if let sourceClass = report.sourceClass, let value = report.value {
            put(value, entry, labels, sourceClass == .external ? external : `internal`, evidence, &sheet)
          }
        }
      }
      sheet.note(
        "rows \"reported …\" are reported aggregates: printed totals whose detail the book does not have; they are "
          + "never added to the ledger's rows"
      )
    }
  }

  /// Names what does not add up in the printed figures: parts against their total, rows against the whole.
  static func compare(_ sheet: inout Sheet) {
    let reported = Dictionary(grouping: sheet.rows.filter { !$0.inTotal }) {
      "\($0.labels[0])\u{1}\($0.currency?.text ?? "")"
    }
    for (_, rows) in reported.sorted(by: { $0.key < $1.key }) {
      for row in rows.sorted(by: { $0.sortKey.lexicographicallyPrecedes($1.sortKey) }) {
        for (at, column) in sheet.columns.enumerated() {
          guard case .sum(let name, let parts) = column, let stated = row.sums[at], let currency = row.currency else {
            continue
          }
          let known = parts.compactMap { row.sums[sheet.place(of: $0)] }
          guard known.count == parts.count else { continue }
          note(
            known.reduce(ExactSum(), +), stated,
            "\(row.labels[0]), \(row.labels[1]): \(parts.joined(separator: " + ")) add to", "the printed \(name) is",
            currency, &sheet)
        }
      }
      guard let whole = rows.first(where: { $0.labels[1] == "all" }), rows.count > 2, let currency = whole.currency
      else { continue }
      for (at, stated) in whole.sums.stated {
        let parts = rows.filter { $0.labels[1] != "all" }.compactMap { $0.sums[at] }
        guard parts.count == rows.count - 1, sheet.isMoney(at) else { continue }
        note(
          parts.reduce(ExactSum(), +), stated, "\(whole.labels[0]), \(sheet.columns[at].name): the rows add to",
          "the printed total is", currency, &sheet)
      }
    }
  }

  private static func note(
    _ sum: ExactSum, _ stated: ExactSum, _ what: String, _ printed: String, _ currency: Alpha3, _ sheet: inout Sheet
  ) {
    let difference = sum.rounded - stated.rounded
    guard difference != 0 else { return }
    let sign = difference > 0 ? "+" : ""
    sheet.note(
      "\(what) \(Table.shown(sum.rounded, currency)), \(printed) "
        + "\(Money.text(minor: stated.rounded, currency: currency, grouped: true)) "
        + "(\(sign)\(Money.text(minor: difference, currency: currency, grouped: true)))"
    )
  }

  private static func put(
    _ value: Money, _ entry: Entry, _ labels: [String], _ column: String, _ evidence: Sheet.Evidence,
    _ sheet: inout Sheet
  ) {
    sheet.add(
      Int128(value.minor), value.currency, on: entry.on.first, to: labels, column,
      order: order(labels, value.currency.text), inTotal: false, evidence: evidence)
    if value.qualifier != .exact {
      sheet.note("\(labels.joined(separator: " ")): \(value.qualifier.code) \(value.grouped)")
    }
  }

  /// Reported rows stand below those of the ledger, the whole after its parts.
  private static func order(_ labels: [String], _ currency: String) -> String {
    "~" + labels.map { $0 == "all" ? "~" : $0 }.joined(separator: "\u{1}") + "\u{1}" + currency
  }

  private static func shown(_ value: Money?, _ entry: Entry, _ sheet: Sheet) -> String {
    guard let value else { return Sheet.noCurrency }
    guard let target = sheet.query.currency,
      sheet.known.rate(from: value.currency, to: target, on: entry.on.first, by: sheet.query.rates) != nil
    else { return value.currency.text }
    return target.text
  }

  private static func admits(_ report: AggregateReported, _ query: Query) -> Bool {
    if let region = query.region, report.region != region { return false }
    if let plan = query.plan, report.plan != plan { return false }
    return query.partner == nil && query.country == nil && query.priority == nil
  }

  private static func label(_ report: AggregateReported, _ grouping: Query.Grouping) -> String {
    switch grouping {
    case .region: report.region?.code ?? "all"
    case .plan: report.plan?.code ?? "all"
    case .year: report.window.first.year == report.window.last.year ? String(report.window.first.year) : "all"
    default: "all"
    }
  }
}
