/// Pledges, agreements, operational plans and targets.
extension Life {
  mutating func pledge() {
    let name = "Z\(pledges.count + 1)"
    let (subject, by) = ("pledge/\(name)", anyone())
    let made = day(2022...2024)
    let currency = numbers.chance(70) ? "USD" : currency()
    var event: JSON = [
      "by": .text(by), "title": .text(name), "kinds": ["financial"],
      "focus": .list(numbers.some(["access", "adoption", "accelerate"], upTo: 2).map { .text($0) }),
    ]
    if numbers.chance(80) { event = event.with("value", Life.money(amount(), currency)) }
    if numbers.chance(50) {
      event = event.with("countries", .list(numbers.some(Life.countries, upTo: 2).map { .text($0) }))
    }
    if numbers.chance(30) { event = event.with("groups", ["SIDS"]) }
    if numbers.chance(60) { event = event.with("ends", .text(day(2024...2027).description)) }
    record(subject, "PledgeMade", on: date(made), event, needs: ["partner/\(by)"])
    pledges.append(name)
    var at = made
    for _ in 0..<numbers.number(0...4) {
      at = Day(number: at.number + numbers.number(1...300))
      changePledge(subject, at, event["value"] == nil ? nil : currency)
    }
    if numbers.chance(15) {
      record(subject, "PledgeWithdrawn", on: date(Day(number: at.number + 400)), ["reason": "Changed plans"])
    }
  }

  private mutating func changePledge(_ subject: String, _ at: Day, _ currency: String?) {
    switch numbers.number(0...5) {
    case 0: record(subject, "PledgeRevised", on: date(at), ["sets": Life.money(amount(), self.currency())])
    case 1:
      guard let currency else { return }
      record(subject, "PledgeRevised", on: date(at), ["adds": Life.money(amount(1...20_000), currency)])
    case 2: record(subject, "PledgeRevised", on: date(at), ["focus": ["valueCreation"]])
    default:
      let status = numbers.one(of: ["notStarted", "inProgress", "completed", "delayed"]) ?? ""
      let event: JSON = ["status": .text(status)]
      let delivered = numbers.chance(60) ? Life.money(amount(1...400_000), currency ?? "USD") : nil
      record(
        subject, "PledgeProgressReported", on: date(at), delivered.map { event.with("delivered", $0) } ?? event)
    }
  }

  mutating func agreement() {
    let name = "A\(agreements.count + 1)"
    let subject = "agreement/\(name)"
    let parties = numbers.some(partners, upTo: 3)
    let kinds = ["partnership", "mou", "framework", "unsdcf"]
    var event: JSON = [
      "kind": .text(numbers.one(of: kinds) ?? ""), "parties": .list(parties.map { .text($0) }), "region": "AFR",
      "plan": "KAP",
    ]
    if numbers.chance(70) { event = event.with("value", Life.money(amount(), currency())) }
    if numbers.chance(40), let pledge = numbers.one(of: pledges) { event = event.with("pledges", [.text(pledge)]) }
    if numbers.chance(40) { event = event.with("countries", [.text(numbers.one(of: Life.countries) ?? "")]) }
    let signed = day(2022...2024)
    record(subject, "AgreementSigned", on: date(signed), event, needs: Set(parties.map { "partner/\($0)" }))
    agreements.append(name)
    var at = signed
    for _ in 0..<numbers.number(0...3) {
      at = Day(number: at.number + numbers.number(1...300))
      switch numbers.number(0...3) {
      case 0: record(subject, "AgreementRevised", on: date(at), ["sets": Life.money(amount(), currency())])
      case 1: record(subject, "AgreementRevised", on: date(at), ["validTo": .text(day(2025...2027).description)])
      case 2:
        let parties = numbers.some(partners, upTo: 2)
        record(
          subject, "AgreementRevised", on: date(at), ["parties": .list(parties.map { .text($0) })],
          needs: Set(parties.map { "partner/\($0)" }))
      default: record(subject, "AgreementRevised", on: date(at), ["countries": ["RWA"]])
      }
    }
    if numbers.chance(20) { record(subject, "AgreementEnded", on: date(Day(number: at.number + 300)), [:]) }
  }

  mutating func plans() {
    record("books/main", "PeriodClosed", on: "2026-06-30", ["through": "2023-12-31"])
    for _ in 0..<numbers.number(2...8) {
      var event: JSON = [
        "plan": "BAP", "value": Life.money(amount(), "CHF"), "status": numbers.chance(50) ? "final" : "preliminary",
      ]
      if numbers.chance(70) { event = event.with("priority", .text("P\(numbers.number(1...2))")) }
      if event["priority"]?.text == "P1", numbers.chance(70) { event = event.with("theme", "infrastructure") }
      record("plan/OP-\(numbers.number(1...2))", "BudgetSet", on: date(day(2023...2026)), event)
    }
    for _ in 0..<numbers.number(1...4) {
      let measure = numbers.one(of: ["pledged", "pledged", "I-1", "I-4"]) ?? ""
      record(
        "target/T\(numbers.number(1...2))", "TargetSet", on: day(2022...2024).description,
        [
          "measure": .text(measure), "by": "\(numbers.number(2023...2027))-12-31", "value": Life.money(amount(), "USD"),
        ])
    }
    for place in 0..<numbers.number(0...3) {
      let about = numbers.some(projects, upTo: 2)
      record(
        "assessment/S\(place)", "ImpactAssessmentIssued", on: date(day(2024...2026)),
        ["title": "Study", "projects": .list(about.map { .text($0) })], needs: Set(about.map { "project/\($0)" }))
    }
  }
}
