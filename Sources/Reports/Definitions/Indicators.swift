import Ledger
import Reference

/// `indicators`, definition 2: the indicators of a plan about money, partners and projects, for a window (requirements
/// R66 to R69).
///
/// `--plan BAP` (also where no plan is named) gives the seven output indicators I-1 to I-7. They are printed under two
/// headings, "Priority 4" and "Convening platform"; each is computed once and shown under both, and the two are never
/// added. `--plan KAP` gives K-1 to K-7 of P5/E6/E7. BAAP has no indicators. What is in force is so on the last day of
/// the window, or today. The plan only chooses the list: an indicator can be computed for any years, with the projects
/// of every plan in it.
///
/// Every figure is taken over from another report, with the lines behind it; the column "report" names that report and
/// its version, "settled" the reading that was chosen where the text of the indicator leaves several. "base" is what an
/// amount is a part of and "ratio" the amount in percent of it. The target shown is the `TargetSet` of the
/// code of the indicator, in force on the last day, whose own day comes first and is not before it.
enum Indicators {
  static let definition = ReportDefinition(
    version: 2, title: "Indicators of a plan", groupings: [.none], takesAsSigned: true,
    because: "Indicators are of the whole book.",
    columns: { _ in
      [
        .label("heading"), .label("code"), .label("indicator"), .label("part"), .label(Sheet.currencyLabel),
        .count("number"), .money("amount"), .money("base"), .percent("ratio", of: "amount", over: "base"),
        .count("target number"), .money("target amount"), .text("target by"), .text("report"), .text("settled"),
      ]
    },
    fill: fill)

  private static func fill(_ sheet: inout Sheet) throws {
    let plan = sheet.query.plan ?? .bap
    guard let list = Indicator.list(of: plan) else {
      throw QueryError(
        at: "--plan", found: plan.code, expected: "BAP or KAP",
        next: "The report of \(plan.title) printed no indicators.")
    }
    let sources = try SourceSheets(sheet, for: list)
    for (n, indicator) in list.enumerated() {
      for (h, heading) in Indicator.headings(of: plan).enumerated() {
        try add(indicator, heading, order: String(10 + h) + String(10 + n), sources, &sheet)
      }
    }
    sheet.note("each indicator is computed once; the same figures stand under every heading and are never added")
    for note in sources.notes { sheet.note(note) }
  }

  private static func add(
    _ indicator: Indicator, _ heading: String, order: String, _ sources: SourceSheets, _ sheet: inout Sheet
  ) throws {
    let target = ShownTarget(of: indicator.code, sheet.known, on: sheet.query.lastDay)
    var shown: [[String]] = []
    for (p, figure) in indicator.figures.enumerated() {
      let other = sources.sheet(figure.report, figure.grouping)
      let labels = [heading, indicator.code, indicator.title, figure.part]
      let before = shown.count
      for row in figure.rows(of: other, on: sources.query.lastDay) {
        let full = labels + [figure.isCount ? Sheet.noCurrency : row.last ?? ""]
        let place = order + String(10 + p) + (full.last ?? "")
        guard sheet.adopt(other, row, figure.column, to: full, figure.isCount ? "number" : "amount", order: place)
        else { continue }
        if let base = figure.base {
          sheet.adopt(other, base.row + row.suffix(1), base.column, to: full, "base", order: place)
        }
        shown.append(full)
      }
      guard shown.count == before else { continue }
      // A count of nothing is zero; an amount of nothing has no currency and stays empty.
      let nothing = labels + [Sheet.noCurrency]
      if figure.isCount {
        sheet.setZero(nothing, "number", order: order + String(10 + p))
      } else {
        sheet.show(nothing, order: order + String(10 + p), inTotal: false)
      }
      shown.append(nothing)
    }
    if indicator.figures.isEmpty {
      let labels = [heading, indicator.code, indicator.title, "", Sheet.noCurrency]
      sheet.show(labels, order: order, inTotal: false)
      shown.append(labels)
    }
    if let target { shown.append(add(target, indicator, heading, order: order, shown, &sheet)) }
    for labels in shown {
      let figure = indicator.figures.first { $0.part == labels[3] }
      sheet.set(
        text: figure.map { "\($0.report.rawValue) \($0.report.version)" } ?? "not from the ledger", to: labels,
        "report", order: order, inTotal: false)
      sheet.set(text: indicator.settled, to: labels, "settled", order: order, inTotal: false)
    }
  }

  // MARK: Targets

  /// Puts a target beside the figure it is about: a count beside the first count, an amount beside the first amount.
  /// - Returns: the row it stands in.
  private static func add(
    _ target: ShownTarget, _ indicator: Indicator, _ heading: String, order: String,
    _ shown: [[String]], _ sheet: inout Sheet
  ) -> [String] {
    let evidence = Sheet.Evidence(target.entry, number: target.number, note: "target for \(target.set.by)")
    var labels: [String]
    switch target.set.goal {
    case .count(let count):
      let part = indicator.figures.first { $0.isCount }?.part ?? ""
      labels = [heading, indicator.code, indicator.title, part, Sheet.noCurrency]
      sheet.add(count: count, to: labels, "target number", order: order, inTotal: false, evidence: evidence)
    case .value(let money):
      let part = indicator.figures.first { !$0.isCount }?.part ?? ""
      labels = [heading, indicator.code, indicator.title, part]
      sheet.add(
        Int128(money.minor), money.currency, on: target.entry.on.first, to: labels, "target amount", order: order + "~",
        inTotal: false, evidence: evidence)
      let rate = sheet.query.currency.flatMap {
        sheet.known.rate(from: money.currency, to: $0, on: target.entry.on.first, by: sheet.query.rates) == nil
          ? nil : $0
      }
      labels.append((rate ?? money.currency).text)
    }
    sheet.set(text: target.set.by.description, to: labels, "target by", order: order, inTotal: false)
    return labels
  }
}

/// The reports that indicators take their figures from, each filled once.
struct SourceSheets {
  private struct Name: Hashable, Comparable {
    let report: ReportName
    let grouping: Query.Grouping

    static func < (a: Name, b: Name) -> Bool {
      (a.report.rawValue, a.grouping.rawValue) < (b.report.rawValue, b.grouping.rawValue)
    }
  }

  /// The query of the indicators for all plans.
  let query: Query
  private let filled: [Name: Sheet]

  init(_ sheet: Sheet, for indicators: [Indicator]) throws {
    var query = sheet.query
    query.plan = nil
    self.query = query
    let names = Set(indicators.flatMap(\.figures).map { Name(report: $0.report, grouping: $0.grouping) }).sorted()
    let sheets = try sheet.others(
      names.map { [query] name in
        var query = query
        query.grouping = name.grouping
        return ReportRequest(name.report, query)
      })
    filled = Dictionary(uniqueKeysWithValues: zip(names, sheets))
  }

  func sheet(_ report: ReportName, _ grouping: Query.Grouping) -> Sheet {
    guard let sheet = filled[Name(report: report, grouping: grouping)] else {
      preconditionFailure("\(report) by \(grouping) is not in the list of indicators")
    }
    return sheet
  }

  /// What the reports say about what they left out or could not convert.
  var notes: [String] {
    filled.sorted { $0.key < $1.key }.flatMap { name, sheet in
      let report = name.report.rawValue
      let hasPrinted = sheet.rows.contains { $0.labels.first?.hasPrefix("reported ") ?? false }
      return sheet.ownNotes.map { "\(report): \($0)" }
        + (hasPrinted
          ? [
            "\(report): printed totals of this window are not in the indicators; `pledgebook report \(report)` shows "
              + "them"
          ] : [])
    }
  }
}
