/// Projects: a signature, and what follows in order of date.
extension Life {
  private struct Open {
    let subject: String
    var at: Day
    var addenda = 0
    /// What each line has after the facts so far.
    var lines: [LineName: (currency: String?, total: Int)] = [:]
    /// What came in and was not refunded, by payer and currency; what was spent, by currency.
    var received: [String: Int] = [:]
    var spent: [String: Int] = [:]
  }

  mutating func project() {
    let name = "P\(projects.count + 1)"
    var open = Open(subject: "project/\(name)", at: day(2022...2024))
    let funding = fundLines(&open)
    var event: JSON = [
      "title": .text(name), "plan": numbers.chance(60) ? "KAP" : "BAP", "priority": .text("P\(numbers.number(1...3))"),
      "region": .text(numbers.one(of: ["AFR", "ASP", "MULTI"]) ?? ""), "funding": .list(funding),
    ]
    if numbers.chance(80) { event = event.with("beneficiaries", beneficiaries()) }
    if numbers.chance(60) { event = event.with("ends", .text(day(2024...2027).description)) }
    if numbers.chance(40) { event = event.with("sdgs", [4, 9]) }
    if numbers.chance(30) { event = event.with("initiatives", ["AFR1", "AFR2"]) }
    if numbers.chance(25), let parent = projects.last { event = event.with("parent", .text(parent)) }
    if numbers.chance(30), let pledge = numbers.one(of: pledges) { event = event.with("pledges", [.text(pledge)]) }
    if numbers.chance(30), let other = numbers.one(of: agreements) { event = event.with("agreements", [.text(other)]) }
    let partners = Set(open.lines.keys.map { "partner/\($0.partner)" })
    record(open.subject, "ProjectSigned", on: date(open.at), event, needs: partners)
    projects.append(name)
    for _ in 0..<numbers.number(4...22) {
      open.at = Day(number: open.at.number + numbers.number(0...70))
      guard open.at <= Question.today else { break }
      happen(&open)
    }
    if numbers.chance(35) {
      let day = min(Question.today, Day(number: open.at.number + numbers.number(0...200)))
      let type = numbers.one(of: ["ActivitiesCompleted", "ProjectClosed", "ProjectCancelled"]) ?? ""
      record(open.subject, type, on: date(day), type == "ProjectCancelled" ? ["reason": "No money"] : [:])
    }
  }

  private mutating func fundLines(_ open: inout Open) -> [JSON] {
    let currency = currency()
    var entries: [JSON] = []
    for giver in numbers.some(partners + funds, upTo: 3) where isNew(giver, open) {
      let most = speech.namesLines && numbers.chance(20) ? 2 : 1
      for modality in numbers.some(["cash", "fundsInTrust", "inKind"], upTo: most) {
        let own = numbers.chance(80) ? currency : self.currency()
        var entry: JSON = ["from": .text(giver), "modality": .text(modality)]
        guard numbers.chance(88) else {
          open.lines[LineName(giver, nil, modality)] = (nil, 0)
          entries.append(entry)
          continue
        }
        let total = amount()
        open.lines[LineName(giver, own, modality)] = (own, total)
        entry = entry.with("value", Life.money(total, own))
        if numbers.chance(30) {
          let dues = [(2024, 2), (2025, 4)].map { year, part -> JSON in
            ["day": "\(year)-06-30", "value": Life.money(total / part, own)]
          }
          entry = entry.with("due", .list(dues))
        }
        entries.append(entry)
      }
    }
    return entries
  }

  /// Where changes do not name their line, each partner has one, together with those that may be merged with it.
  private func isNew(_ partner: String, _ open: Open) -> Bool {
    let merged: Set<String> = ["K1", "K7", "K8"]
    return speech.namesLines
      || !open.lines.keys.contains { line in
        line.partner == partner || merged.isSuperset(of: [line.partner, partner])
      }
  }

  private mutating func beneficiaries() -> JSON {
    let chosen = numbers.some(Life.countries, upTo: 3)
    switch numbers.number(0...3) {
    case 0: return .list(chosen.map { ["country": .text($0)] })
    case 1:
      return .list(
        chosen.map {
          ["country": .text($0), "amount": Life.money(amount(1...90_000), numbers.chance(50) ? "CHF" : "USD")]
        })
    default:
      let thirds = ["33.3333", "33.3333", "33.3334"]
      return .list(zip(chosen, thirds).map { ["country": .text($0), "share": .text($1)] })
    }
  }

  private mutating func happen(_ open: inout Open) {
    switch numbers.number(0...99) {
    case 0...29: addendum(&open)
    case 30...39: revise(open)
    case 40...61: receive(&open)
    case 62...68: refund(&open)
    case 69...92: disburse(&open)
    default: recover(&open)
    }
  }

  private mutating func addendum(_ open: inout Open) {
    open.addenda += 1
    var event: JSON = ["number": .number(open.addenda)]
    if numbers.chance(75) {
      let entry = change(&open)
      event = event.with("funding", [entry])
    }
    if numbers.chance(25) { event = event.with("beneficiaries", beneficiaries()) }
    if numbers.chance(15) { event = event.with("ends", .text(day(2024...2027).description)) }
    let partner = event["funding"]?.items.first?["from"]?.text.map { ["partner/\($0)"] } ?? []
    // A coarse date holds earlier, where a reduction or a change of currency might break a rule.
    let isSafe = event["funding"]?.items.allSatisfy { entry in
      Money(entry["adds"]).map { $0.minor > 0 && $0.currency == entry["of"]?["currency"]?.text } ?? false
    }
    let on = isSafe ?? true ? date(open.at) : open.at.description
    record(open.subject, "AddendumSigned", on: on, event, needs: Set(partner))
  }

  /// Adds to a line, takes a little away, sets it anew, changes its currency, or opens one.
  private mutating func change(_ open: inout Open) -> JSON {
    guard let name = numbers.one(of: open.lines.keys.sorted()), let line = open.lines[name], !numbers.chance(12) else {
      let name = LineName(anyone(), currency(), "cash")
      let total = amount()
      guard speech.namesLines || isNew(name.partner, open) else { return change(&open) }
      let (own, old) = open.lines[name] ?? (name.currency, 0)
      guard own == name.currency else { return change(&open) }
      open.lines[name] = (own, old + total)
      return entry(name, "adds", total, own ?? "CHF")
    }
    let own = line.currency ?? currency()
    switch numbers.number(0...9) {
    case 0...4:
      let more = amount(1...200_000)
      open.lines[name] = (own, line.total + more)
      return entry(name, "adds", more, own)
    case 5 where line.total > 10_000:
      let less = amount(1...9000)
      open.lines[name] = (own, line.total - less)
      return entry(name, "adds", -less, own)
    default:
      let (total, other) = (amount(), !speech.changesCurrencies || numbers.chance(60) ? own : currency())
      open.lines[name] = (other, total)
      return entry(name, "sets", total, other)
    }
  }

  private func entry(_ name: LineName, _ change: String, _ cents: Int, _ currency: String) -> JSON {
    let entry: JSON = ["from": .text(name.partner), "modality": .text(name.modality), "of": name.json]
    return entry.with(change, Life.money(cents, currency))
  }

  private mutating func revise(_ open: Open) {
    let event: JSON =
      switch numbers.number(0...3) {
      case 0: ["region": .text(numbers.one(of: ["AFR", "ASP", "EUR"]) ?? ""), "reason": "It moved"]
      case 1: ["priority": .text("P\(numbers.number(1...3))"), "reason": "Another place in the plan"]
      case 2: ["ends": .text(day(2024...2027).description), "reason": "It takes longer"]
      default: ["initiatives": ["AFR2"], "reason": "Another initiative"]
      }
    record(open.subject, "ProjectRevised", on: date(open.at), event)
  }

  // MARK: Payments

  private mutating func receive(_ open: inout Open) {
    let names = open.lines.keys.sorted()
    guard let name = numbers.one(of: names) else { return }
    let own = open.lines[name]?.currency ?? "CHF"
    let currency = numbers.chance(80) ? own : self.currency()
    let value = amount(1...300_000)
    var event: JSON = ["from": .text(name.partner), "value": Life.money(value, currency)]
    var payer = name.partner
    if name.isInKind || numbers.chance(25) {
      event = event.with("of", name.json)
    } else if numbers.chance(10) {
      payer = anyone()
      event = event.with("from", .text(payer)).with("for", .text(name.partner))
    }
    open.received["\(name.partner) \(currency)", default: 0] += value
    record(
      open.subject, "ContributionReceived", on: date(open.at), event,
      needs: ["partner/\(payer)", "partner/\(name.partner)"])
  }

  private mutating func refund(_ open: inout Open) {
    let paid = open.received.filter { $0.value > 100 }.keys.sorted()
    guard let key = numbers.one(of: paid), let all = open.received[key] else { return }
    let words = key.split(separator: " ").map(String.init)
    let fitting = open.lines.filter {
      $0.key.partner == words[0] && $0.value.currency == words[1] && $0.value.total > 10_000
    }
    var value = amount(1...(all / 2))
    var event: JSON = ["to": .text(words[0])]
    if numbers.chance(50), let name = fitting.keys.min() {
      value = min(value, 5000)
      open.lines[name]?.total -= value
      event = event.with("of", name.json)
    } else {
      event = event.with("error", true)
    }
    open.received[key] = all - value
    event = event.with("value", Life.money(value, words[1]))
    record(open.subject, "ContributionRefunded", on: date(open.at), event)
  }

  private mutating func disburse(_ open: inout Open) {
    guard numbers.chance(92) else {
      let kit: JSON = ["quantity": "3", "unit": "terminals", "description": "Terminals"]
      return record(open.subject, "DisbursementMade", on: date(open.at), ["inKind": kit])
    }
    let own = open.lines.values.compactMap(\.currency).min() ?? "CHF"
    let currency = numbers.chance(80) ? own : self.currency()
    let value = amount(1...150_000)
    var event: JSON = ["value": Life.money(value, currency)]
    if numbers.chance(40) { event = event.with("country", .text(numbers.one(of: Life.countries) ?? "")) }
    open.spent[currency, default: 0] += value
    record(open.subject, "DisbursementMade", on: date(open.at), event)
  }

  private mutating func recover(_ open: inout Open) {
    guard let currency = numbers.one(of: open.spent.filter { $0.value > 100 }.keys.sorted()),
      let all = open.spent[currency]
    else { return }
    let value = amount(1...(all / 2))
    open.spent[currency] = all - value
    record(
      open.subject, "DisbursementRecovered", on: open.at.description,
      ["value": Life.money(value, currency), "reason": "Not used"])
  }
}
