import Ledger
import Reference

/// The figures of the reports about agreements, pledges, assessments, budgets and printed totals.
extension NaiveTable {
  /// Printed totals stand in rows of their own and in no total.
  /// - Parameter measures: the measure, which counts stand in which columns, and the column of the value.
  mutating func reported(
    _ measures: [(String, [String: String], String?)], classes: (external: String, inside: String)? = nil
  ) {
    guard query.partner == nil, query.country == nil, query.priority == nil else { return }
    // No two printed totals are ever added: of several in one place the first has the plain label.
    var filled: Set<[String]> = []
    for (report, record) in model.aggregates.sorted(by: { $0.1.seq < $1.1.seq }) {
      guard let (_, counts, column) = measures.first(where: { $0.0 == report.measure.rawValue }),
        query.contains(report.window),
        query.region == nil || report.region == query.region, query.plan == nil || report.plan == query.plan
      else { continue }
      let group =
        switch query.grouping {
        case "region": report.region?.code ?? "all"
        case "plan": report.plan?.code ?? "all"
        case "year": report.window.first.year == report.window.last.year ? String(report.window.first.year) : "all"
        default: "all"
        }
      var labels = ["reported \(report.window)", group]
      let scope =
        labels + [
          report.measure.rawValue, report.sourceClass?.rawValue ?? "",
          shown(report.value?.currency, on: record.on.first),
        ]
      if !filled.insert(scope).inserted { labels[0] += " (record \(record.seq))" }
      for (counted, number) in report.counts {
        if report.sourceClass == nil, let column = counts[counted.rawValue] {
          count(Int(number), labels + [shown(report.value?.currency, on: record.on.first)], column)
        }
      }
      guard let value = report.value else { continue }
      let place =
        report.sourceClass == nil ? column : classes.map { report.sourceClass == .external ? $0.external : $0.inside }
      if let place { money(Int128(value.minor), value.currency, on: record.on.first, labels, place, inTotal: false) }
    }
  }

  mutating func assessments() {
    var things: [(Record, ImpactAssessmentIssued)] = []
    for record in model.facts {
      guard case .assessment(.issued(let issued)) = record.event, query.contains(record.on),
        issued.projects.contains(where: admits)
      else { continue }
      things.append((record, issued))
    }
    var reports: [(row: [String], thing: String)] = []
    var projects: [(row: [String], thing: String)] = []
    for (record, issued) in things {
      let on = record.on
      for row in query.grouping == "project"
        ? issued.projects
        : query.grouping == "year"
          ? [on.first.year == on.last.year ? String(on.first.year) : "\(on.first.year)–\(on.last.year)"] : ["all"]
      {
        reports.append(([row], record.subject.name))
        projects += (query.grouping == "project" ? [row] : issued.projects).map { ([row], $0) }
      }
    }
    for (column, list) in [("reports", reports), ("projects", projects)] {
      for (row, group) in Dictionary(grouping: list, by: \.row) { count(Set(group.map(\.thing)).count, row, column) }
      if !list.isEmpty { count(Set(list.map(\.thing)).count, ["total"], column) }
    }
  }

  /// Whether a project passes the filters, by its signature and its lines and countries as they are known.
  private func admits(_ project: String) -> Bool {
    guard
      query.region != nil || query.plan != nil || query.priority != nil || query.country != nil || query.partner != nil
    else { return true }
    guard case .project(.signed(let signed))? = model.signature(of: project)?.event else { return false }
    if let region = query.region, signed.region != region { return false }
    if let plan = query.plan, signed.plan != plan { return false }
    if let priority = query.priority, signed.priority != priority { return false }
    var always = query
    (always.from, always.through) = (nil, nil)
    if let country = query.country, !model.countries(of: project, always).contains(country) { return false }
    if let partner = query.partner,
      !model.lines.contains(where: { $0.project == project && model.identity($0.partner) == model.identity(partner) })
    {
      return false
    }
    return true
  }

  mutating func agreements() {
    var counted: [String: [(row: [String], thing: String)]] = [:]
    for name in Set(model.facts.filter { $0.event.type == .agreement(.signed) }.map(\.subject.name)) {
      let agreement = NaiveAgreement(name, model)
      guard let signed = agreement.signed, let first = agreement.records.first else { continue }
      let parties = Set(agreement.parties.map(model.identity)).sorted()
      if let partner = query.partner, !parties.contains(model.identity(partner)) { continue }
      if let country = query.country, !agreement.countries.contains(country) { continue }
      if let region = query.region, signed.region != region { continue }
      if let plan = query.plan, signed.plan != plan { continue }
      if query.priority != nil { continue }
      let isOfUN = parties.contains { model.partner($0).kind == .unEntity }
      func labels(_ on: EffectiveDate) -> [String] {
        let group =
          switch query.grouping {
          case "kind": signed.kind.rawValue
          case "partner": parties.joined(separator: " + ")
          case "region": signed.region?.code ?? "not stated"
          case "plan": signed.plan?.code ?? "not stated"
          case "year": String(on.first.year)
          default: "all"
          }
        return ["ledger", group]
      }
      var currency = "–"
      for (record, moved) in agreement.moves {
        if query.isUpTo(record.on), let last = moved.last { currency = shown(last.currency, on: record.on.first) }
        guard query.contains(record.on) else { continue }
        for money in moved {
          self.money(
            Int128(money.minor), money.currency, on: record.on.first, labels(record.on),
            record.seq == first.seq ? "signed" : "revised")
          if isOfUN {
            self.money(Int128(money.minor), money.currency, on: record.on.first, labels(record.on), "UN value")
          }
        }
      }
      if query.contains(first.on) {
        let row = labels(first.on) + [currency]
        counted["agreements", default: []].append((row, name))
        if currency == "–" { counted["without value", default: []].append((row, name)) }
        if isOfUN { counted["UN agreements", default: []].append((row, name)) }
      }
      if [.framework, .unsdcf].contains(signed.kind), agreement.isInForce(on: query.today) {
        count(1, ["in force on \(query.today)", signed.kind.rawValue, "–"], "agreements")
      }
    }
    distinctInAny(counted.map { ($0.1, $0.0) })
    reported([("agreements", ["agreements": "agreements"], "value")])
    sum("value", of: ["signed", "revised"])
  }

  mutating func budget() {
    for name in Set(model.facts.filter { $0.event.type == .plan(.budgetSet) }.map(\.subject.name)) {
      var last: [[String]: (Record, BudgetSet)] = [:]
      for record in model.facts
      where record.subject.kind == .plan && record.subject.name == name && query.contains(record.on) {
        if case .plan(.budgetSet(let set)) = record.event {
          last[[set.priority?.code ?? "all", set.theme?.code ?? "all"]] = (record, set)
        }
      }
      for (place, (record, set)) in last where query.plan.map({ $0 == set.plan }) ?? true {
        if let priority = query.priority, place[0] != "all", set.priority != priority { continue }
        money(
          Int128(set.value.minor), set.value.currency, on: record.on.first, [name] + place, "budget", inTotal: false)
      }
    }
    for row in rows where has(row, "budget") {
      percent(row, "share of plan", of: [row[0], "all", "all", row[3]], "budget")
      if row[2] != "all" { percent(row, "share of priority", of: [row[0], row[1], "all", row[3]], "budget") }
    }
  }

  mutating func pledges() {
    let target = model.target(query)
    let main = query.currency?.text ?? target?.value.currency.text ?? "USD"
    var counted: [String: [(row: [String], thing: String)]] = [:]
    var anyStands = false
    for name in Set(model.facts.filter { $0.event.type == .pledge(.made) }.map(\.subject.name)) {
      let pledge = NaivePledge(name, model, query)
      guard let made = pledge.made, let first = pledge.first, query.contains(first.on) else { continue }
      let entity = model.identity(made.by)
      let profile = model.partner(entity)
      if let partner = query.partner, model.identity(partner) != entity { continue }
      if let country = query.country, profile.country != country { continue }
      let basis = pledge.isWithdrawn ? "withdrawn" : "ledger"
      anyStands = anyStands || !pledge.isWithdrawn
      let groups = pledge.groups(query.grouping, entity, profile)
      for group in groups {
        let row = [basis, group, main]
        counted["\(basis)|pledges", default: []].append((row, name))
        counted["\(basis)|entities", default: []].append((row, entity))
        if profile.kind == .unEntity { counted["\(basis)|UN entities", default: []].append((row, entity)) }
        if let country = profile.country { counted["\(basis)|countries", default: []].append((row, country.text)) }
        if pledge.status != nil { counted["\(basis)|entities reporting", default: []].append((row, entity)) }
        for (record, column, money) in pledge.moves {
          self.money(
            Int128(money.minor), money.currency, on: record.on.first, [basis, group], column,
            inTotal: !pledge.isWithdrawn && group == groups.first)
        }
      }
    }
    for (name, list) in counted {
      let parts = name.split(separator: "|").map(String.init)
      if parts[0] == "ledger" {
        distinct(list, parts[1])
      } else {
        for (row, group) in Dictionary(grouping: list, by: \.row) {
          count(Set(group.map(\.thing)).count, row, parts[1])
        }
      }
    }
    reported([
      (
        "pledges",
        ["pledges": "pledges", "entities": "entities", "unEntities": "UN entities", "countries": "countries"], "pledged"
      )
    ])
    if let target {
      let on = target.record.on.first
      if anyStands {
        money(
          Int128(target.value.minor), target.value.currency, on: on, ["ledger", "all"], "target",
          inRow: query.grouping == "none")
      }
      for row in rows where row[0].hasPrefix("reported ") && row[1] == "all" && row[2] != "–" {
        money(
          Int128(target.value.minor), target.value.currency, on: on, Array(row.dropLast()), "target", inTotal: false)
      }
    }
    percent("of target", "pledged", over: "target")
    percent("reporting share", "entities reporting", over: "entities")
  }
}

extension NaiveModel {
  var aggregates: [(AggregateReported, Record)] {
    facts.compactMap { record in
      if case .aggregate(.reported(let report)) = record.event { (report, record) } else { nil }
    }
  }

  /// The target of pledged money by the first day that is not before the end of the window; of one day the latest
  /// record.
  func target(_ query: NaiveQuestion) -> (value: Money, by: Day, record: Record)? {
    let targets = facts.compactMap { record -> (value: Money, by: Day, record: Record)? in
      guard case .target(.set(let set)) = record.event, set.measure == "pledged", case .value(let value) = set.goal
      else {
        return nil
      }
      return (value, set.by, record)
    }
    let end = query.through ?? query.today
    let days = targets.map { $0.by }
    let day = days.filter { $0 >= end }.min()
    return targets.last { $0.by == day }
  }
}
