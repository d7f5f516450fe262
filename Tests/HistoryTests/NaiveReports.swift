import Ledger
import Reference

import enum Reports.ReportName

/// The figures of the reports about money of projects, straight from their definitions.
extension NaiveTable {
  static func answer(_ report: ReportName, _ model: NaiveModel, _ query: NaiveQuestion) -> [String: Int128] {
    var table = NaiveTable(model, query)
    table.fill(report)
    return table.cells
  }

  mutating func fill(_ report: ReportName) {
    switch report {
    case .funding: funding()
    case .portfolio: portfolio()
    case .sources: sources()
    case .partners: partners()
    case .groups: groups()
    case .agreements: agreements()
    case .assessments: assessments()
    case .pledges: pledges()
    case .budget: budget()
    case .chain: chain()
    case .statement: statement()
    case .indicators: indicators()
    case .risks: risks()
    case .quality: quality()
    }
  }

  /// The lines that pass the filters and lie in the window, or up to its end.
  func chosen(country: Bool = true, upTo: Bool = false) -> [NaiveModel.Line] {
    model.lines.filter {
      model.admits($0, query, country: country) && (upTo ? query.isUpTo($0.on) : query.contains($0.on))
    }
  }

  private mutating func money(_ line: NaiveModel.Line, _ labels: [String], _ column: String, inTotal: Bool = true) {
    if let currency = line.currency { money(line.minor, currency, on: line.on.first, labels, column, inTotal: inTotal) }
  }

  private func shown(_ line: NaiveModel.Line) -> String { shown(line.currency, on: line.on.first) }

  private mutating func funding() {
    var projects: [(row: [String], thing: String)] = []
    var addenda: [(row: [String], thing: String)] = []
    for line in chosen() {
      let labels = ["ledger", model.group(line, query.grouping)]
      money(line, labels, line.isAddendum ? "added" : "signed")
      money(line, labels, model.isInternal(line.partner) ? "internal" : "external")
      let row = labels + [shown(line)]
      if !line.isAddendum {
        projects.append((row, line.project))
      } else if !line.isMove {
        addenda.append((row, String(line.record.seq)))
      }
    }
    // An addendum that moves no money stands in a row without a currency; it has no partner and no country.
    for record in model.facts where query.contains(record.on) && query.partner == nil && query.country == nil {
      guard case .project(.addendumSigned(let addendum)) = record.event,
        let signature = model.signature(of: record.subject.name),
        case .project(.signed(let signed)) = signature.event
      else { continue }
      let line = NaiveModel.Line(
        record: record, project: record.subject.name, isAddendum: true, isMove: false, partner: "", minor: 0,
        currency: nil, country: nil, signature: signed,
        signedOn: signature.on)
      guard addendum.funding.isEmpty, model.admits(line, query) else { continue }
      let group = query.grouping == "partner" ? "not stated" : model.group(line, query.grouping)
      addenda.append((["ledger", group, "–"], String(record.seq)))
    }
    distinct(projects, "projects")
    distinct(addenda, "addenda")
    reported([
      ("signed", ["projects": "projects"], "signed"), ("addenda", ["addenda": "addenda"], "added"),
      ("raised", ["projects": "projects"], "raised"),
    ])
    sum("raised", of: ["signed", "added"])
    percent("external share", "external", over: "raised")
  }

  private mutating func portfolio() {
    var things: [String: [(row: [String], thing: String)]] = [:]
    for line in chosen(upTo: true) where model.isActive(line.project, query) {
      let labels = ["ledger", model.group(line, query.grouping)]
      money(line, labels, model.isInternal(line.partner) ? "ITU fund" : "partners")
      let ended = model.end(of: line.project).map { query.isUpTo($0) } ?? false
      for column in ["projects", ended ? "completed" : "ongoing"] {
        things[column, default: []].append((labels + [shown(line)], line.project))
      }
    }
    for (column, list) in things { distinct(list, column) }
    reported(
      [("portfolio", ["projects": "projects", "completed": "completed", "ongoing": "ongoing"], "total")],
      classes: ("partners", "ITU fund"))
    sum("total", of: ["partners", "ITU fund"])
    percent("external share", "partners", over: "total")
  }

  private mutating func sources() {
    let grouped = query.grouping != "none"
    for (base, lines) in [
      ("signed", chosen().filter { !$0.isAddendum }),
      ("portfolio", chosen(upTo: true).filter { model.isActive($0.project, query) }),
    ] {
      var projects: [(row: [String], thing: String)] = []
      for line in lines {
        let labels = ["ledger", base] + (grouped ? [model.group(line, query.grouping)] : [])
        money(line, labels, model.isInternal(line.partner) ? "internal" : "external", inTotal: false)
        projects.append((labels + [shown(line)], line.project))
      }
      distinctInAny([(projects, "projects")], totals: false)
    }
    for case (let report, let record) in model.aggregates
    where ["signed", "portfolio"].contains(report.measure.rawValue) {
      guard let value = report.value, query.contains(report.window), query.partner == nil, query.country == nil,
        query.priority == nil
      else { continue }
      let fits =
        switch query.grouping {
        case "region": report.plan == query.plan && (query.region == nil || report.region == query.region)
        case "plan": report.region == query.region && (query.plan == nil || report.plan == query.plan)
        default: report.region == query.region && report.plan == query.plan
        }
      guard fits else { continue }
      let group =
        query.grouping == "region"
        ? [report.region?.code ?? "all"] : query.grouping == "plan" ? [report.plan?.code ?? "all"] : []
      money(
        Int128(value.minor), value.currency, on: record.on.first,
        ["reported \(report.window)", report.measure.rawValue] + group,
        report.sourceClass?.rawValue ?? "total", inTotal: false)
    }
    sum("total", of: ["external", "internal"])
    percent("external share", "external", over: "total")
    percent("internal share", "internal", over: "total")
  }

  private mutating func partners() {
    let base = Set(
      model.facts.filter { $0.event.type == .project(.signed) && query.contains($0.on) }.map(\.subject.name))
    var things: [String: [(row: [String], thing: String)]] = [:]
    for line in chosen(upTo: true) where base.contains(line.project) && !model.isInternal(line.partner) {
      let partner = model.identity(line.partner)
      let group =
        switch query.grouping {
        case "kind": model.partner(partner).kind?.rawValue ?? "not stated"
        case "country": model.partner(partner).country?.text ?? "not stated"
        case "region", "partner": model.group(line, query.grouping)
        default: "all"
        }
      money(line, ["ledger", group], line.isAddendum ? "added" : "signed")
      guard !line.isMove else { continue }
      let row = ["ledger", group, shown(line)]
      things["partners", default: []].append((row, partner))
      things["projects", default: []].append((row, line.project))
      let first = model.lines.filter { !$0.isMove && model.identity($0.partner) == partner }.map(\.on.first).min()
      if let from = query.from, let first, first >= from { things["new", default: []].append((row, partner)) }
    }
    distinctInAny(things.map { ($0.1, $0.0) })
    reported([
      ("signed", ["partners": "partners", "projects": "projects"], nil), ("raised", ["partners": "partners"], nil),
      ("portfolio", ["partners": "partners"], nil),
    ])
    sum("promised", of: ["signed", "added"])
  }

  private mutating func groups() {
    let codes = ["LDC", "LLDC", "SIDS"]
    func rows(_ countries: [Alpha3], on day: Day) -> [String] {
      let groups = codes.filter { code in countries.contains { model.isMember($0, code, on: day) } }
      return groups + (groups.isEmpty ? [] : ["LDC, LLDC or SIDS"]) + ["all projects"]
    }
    var things: [String: [(row: [String], thing: String)]] = [:]
    let lines = chosen(country: false).filter { line in
      query.country.map { model.countries(of: line.project, query).contains($0) } ?? true
    }
    for line in lines {
      let group = query.grouping == "none" ? [] : [model.group(line, query.grouping)]
      let countries = model.countries(of: line.project, query)
      let reaching = rows(countries, on: line.signedOn.first)
      if !line.isAddendum {
        for row in reaching { things["projects", default: []].append(([row] + group + [shown(line)], line.project)) }
        for row in rows(countries, on: query.today) {
          things["projects today", default: []].append(([row] + group + [shown(line)], line.project))
        }
      }
      for row in reaching { money(line, [row] + group, "whole value", inTotal: false) }
      if let country = line.country {
        guard query.country == nil || query.country == country else { continue }
        for row in rows([country], on: line.signedOn.first) { money(line, [row] + group, "allocated", inTotal: false) }
        for row in rows([country], on: query.today) { money(line, [row] + group, "allocated today", inTotal: false) }
      } else {
        for row in reaching { money(line, [row] + group, "not allocated", inTotal: false) }
        let same = lines.filter { $0.project == line.project && $0.currency == line.currency }
        // Money that an addendum gave to countries since is not without a country at the end of the window.
        guard same.reduce(Int128(0), { $1.country == nil ? $0 + $1.minor : $0 }) != 0 else { continue }
        let isShared = same.reduce(Int128(0)) { $1.country == nil ? $0 : $0 + $1.minor } != 0
        let why =
          countries.isEmpty ? "no countries stated" : isShared ? "shares below 100" : "several countries without shares"
        money(line, ["not allocated"] + group, "not allocated", inTotal: false)
        money(line, ["not allocated: \(why)"] + group, "not allocated", inTotal: false)
      }
    }
    distinctInAny(things.map { ($0.1, $0.0) }, totals: false)
  }
}
