/// `pledges`: Partner2Connect. Pledges are a state: made by the last day and not withdrawn; the new ones apart.
extension Report {
  mutating func pledges() {
    let target = target("pledged", on: question.through)
    let main = question.currency ?? target?.value?.currency ?? "USD"
    var anyStands = false
    // A pledge has no region, plan or priority.
    let isFiltered = question.region != nil || question.plan != nil || question.priority != nil
    for name in isFiltered ? [] : book.names("pledge") {
      let subject = "pledge/\(name)"
      let history = book.history(subject)
      guard let opening = history.opening, opening.start <= question.through else { continue }
      let day = question.asSigned ? opening.start : question.through
      let pledge = Pledge(
        name: name, opening: opening, terms: book.terms(subject, on: day), day: day,
        held: history.holding(on: question.through))
      guard isChosen(pledge.terms["by"]?.text),
        question.country.map({ pledge.terms["countries"]?.texts.contains($0) ?? false }) ?? true
      else { continue }
      anyStands = anyStands || !pledge.isWithdrawn
      count(pledge, main)
      value(pledge)
    }
    table.close()
    if let target, anyStands { show(target) }
    table.ratio("of target", "pledged", "target")
    table.ratio("reporting share", "entities reporting", "entities")
  }

  private struct Pledge {
    let name: String
    let opening: Fact
    let terms: JSON
    /// When it is looked up.
    let day: Day
    /// The facts that hold on the last day of the window.
    let held: [Fact]

    var isWithdrawn: Bool { held.contains { $0.type == "PledgeWithdrawn" } }
    var status: String? { held.last { $0.type == "PledgeProgressReported" }?.event["status"]?.text }
  }

  private func rows(_ pledge: Pledge) -> [[String]] {
    let terms = pledge.terms
    let by = terms["by"]?.text ?? ""
    func stated(_ list: [String]) -> [String] { list.isEmpty ? ["not stated"] : list }
    let groups =
      switch question.grouping {
      case "status": [pledge.status ?? "notReported"]
      case "focus", "kind": stated(terms[question.grouping == "kind" ? "kinds" : "focus"]?.texts ?? [])
      case "group": stated(aimedGroups(pledge))
      case "aim": stated(terms["countries"]?.texts ?? [])
      case "partner": [book.identity(by)]
      case "country": [book.profile(by, on: pledge.day)["country"]?.text ?? "not stated"]
      case "year": [pledge.opening.record.on.years]
      default: ["all"]
      }
    return groups.map { [pledge.isWithdrawn ? "withdrawn" : "ledger", $0] }
  }

  /// A pledge for Rwanda is a pledge for the least developed countries.
  private func aimedGroups(_ pledge: Pledge) -> [String] {
    let countries = pledge.terms["countries"]?.texts ?? []
    let named = pledge.terms["groups"]?.texts ?? []
    let groups = Book.groups.filter { group in
      named.contains(group) || countries.contains { book.isMember($0, of: group, on: pledge.day) }
    }
    return groups + (pledge.terms["displaced"]?.isTrue ?? false ? ["displaced persons"] : [])
  }

  /// Counts stand once, in the row of the main currency.
  private mutating func count(_ pledge: Pledge, _ main: String) {
    let rows = rows(pledge)
    let entity = book.identity(pledge.terms["by"]?.text ?? "")
    let profile = book.profile(entity, on: pledge.day)
    var things: [(String, String)] = [("pledges", pledge.name), ("entities", entity)]
    if question.from != nil, question.contains(pledge.opening.record.on) { things.append(("new", pledge.name)) }
    if profile["kind"]?.text == "unEntity" { things.append(("UN entities", entity)) }
    if let country = profile["country"]?.text { things.append(("countries", country)) }
    things += (pledge.terms["countries"]?.texts ?? []).map { ("countries aimed at", $0) }
    if pledge.status != nil { things.append(("entities reporting", entity)) }
    if isChampion(entity) { things.append(("champions", entity)) }
    for (column, thing) in things { table.count(thing, main, column, rows, total: !pledge.isWithdrawn) }
  }

  private func isChampion(_ partner: String) -> Bool {
    book.history("partner/\(partner)").holding(on: question.through).last {
      ["ChampionshipStarted", "ChampionshipEnded"].contains($0.type)
    }?.type == "ChampionshipStarted"
  }

  /// What is promised and delivered. A withdrawn pledge shows what it was, and is in no total.
  private mutating func value(_ pledge: Pledge) {
    let rows = rows(pledge)
    for effect in book.effects("pledge/\(pledge.name)")
    where effect.start <= question.through && effect.type != "PledgeWithdrawn" {
      if effect.on.last > question.through { name(effect, Exact(effect.minor)) }
      for (currency, amount) in shown(effect) {
        table.add(amount, currency, effect.measure.rawValue, rows, total: !pledge.isWithdrawn)
      }
    }
  }

  // MARK: Targets

  struct Target {
    let value: Money?
    let count: Int?
    let by: Day
    let start: Day
    let subject: String
  }

  /// The first target in force by a day not before the end of the window; of several for one day the last.
  func target(_ measure: String, on day: Day) -> Target? {
    var targets: [Target] = []
    for (subject, history) in book.histories where subject.hasPrefix("target/") || subject.hasPrefix("indicator/") {
      for fact in history.holding(on: day) where fact.type == "TargetSet" {
        guard fact.event["measure"]?.text ?? fact.record.name == measure,
          let by = fact.event["by"]?.text.flatMap({ Day($0) }), by >= day
        else { continue }
        targets.append(
          Target(
            value: Money(fact.event["value"]), count: fact.event["count"]?.number, by: by, start: fact.start,
            subject: subject))
      }
    }
    guard let first = targets.map(\.by).min() else { return nil }
    // Facts of one subject come in their order, and a sort of the standard library keeps it.
    return targets.filter { $0.by == first }.sorted { ($0.start, $0.subject) < ($1.start, $1.subject) }.last
  }

  private mutating func show(_ target: Target) {
    guard let value = target.value else { return }
    let amount = [(target.start, Exact(value.minor))]
    for (currency, amount) in shown(amount, value.currency, "target", target.subject, unpiecedOn: target.start) {
      if question.grouping == "none" { table.add(amount, currency, "target", [["ledger", "all"]], total: false) }
      table.addToTotal(amount, currency, "target", width: 2)
    }
  }
}
