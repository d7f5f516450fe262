/// A small book in few words, as its lines would be stored.
struct Draft {
  private(set) var lines: [String] = []

  static func money(_ text: String) -> JSON {
    let parts = text.split(separator: " ").map(String.init)
    return ["amount": .text(parts[1]), "currency": .text(parts[0])]
  }

  /// Records one event and gives its id.
  @discardableResult
  mutating func record(_ subject: String, _ type: String, on: String, _ members: JSON = [:], id: String? = nil)
    -> String
  {
    let id = id ?? "r\(lines.count)"
    let line: JSON = [
      "actor": "a.diop", "at": "2026-12-31T12:00:00.000000Z", "event": members.with("type", .text(type)),
      "id": .text(id), "on": .text(on), "seq": .number(lines.count), "subject": .text(subject), "v": 1,
    ]
    lines.append(line.line)
    return id
  }

  mutating func partner(_ name: String, _ kind: String = "government", country: String = "NOR") {
    record(
      "partner/\(name)", "PartnerRegistered", on: "2020-01-01",
      ["name": .text(name.uppercased()), "kind": .text(kind), "country": .text(country)])
  }

  /// - Parameter funding: partner, money, and the modality where it is not cash; no money where nobody knows it.
  @discardableResult
  mutating func sign(_ project: String, on: String, _ funding: [(String, String?)], _ more: JSON = [:]) -> String {
    let entries = funding.map { from, value -> JSON in
      let words = from.split(separator: " ").map(String.init)
      let entry: JSON = ["from": .text(words[0]), "modality": .text(words.count > 1 ? words[1] : "cash")]
      return value.map { entry.with("value", Draft.money($0)) } ?? entry
    }
    let event: JSON = [
      "title": .text(project), "plan": "KAP", "priority": "P1", "region": "AFR", "funding": .list(entries),
    ]
    return record("project/\(project)", "ProjectSigned", on: on, .object(event.members.merging(more.members) { $1 }))
  }

  @discardableResult
  mutating func addendum(
    _ project: String, _ number: Int, on: String, _ from: String, adds: String? = nil, sets: String? = nil,
    _ more: JSON = [:]
  ) -> String {
    var entry: JSON = ["from": .text(from)]
    if let adds { entry = entry.with("adds", Draft.money(adds)) }
    if let sets { entry = entry.with("sets", Draft.money(sets)) }
    for name in ["of", "modality"] { if let value = more[name] { entry = entry.with(name, value) } }
    var event: JSON = ["number": .number(number), "funding": [entry]]
    for name in ["beneficiaries", "ends"] { if let value = more[name] { event = event.with(name, value) } }
    return record("project/\(project)", "AddendumSigned", on: on, event)
  }

  /// An addendum that moves no money.
  mutating func addendum(_ project: String, _ number: Int, on: String, changes: JSON) {
    record("project/\(project)", "AddendumSigned", on: on, changes.with("number", .number(number)))
  }

  @discardableResult
  mutating func receive(_ project: String, on: String, _ from: String, _ value: String, _ more: JSON = [:]) -> String {
    record(
      "project/\(project)", "ContributionReceived", on: on,
      more.with("from", .text(from)).with("value", Draft.money(value)))
  }

  mutating func refund(_ project: String, on: String, _ to: String, _ value: String, _ more: JSON = [:]) {
    record(
      "project/\(project)", "ContributionRefunded", on: on,
      more.with("to", .text(to)).with("value", Draft.money(value)))
  }

  @discardableResult
  mutating func disburse(_ project: String, on: String, _ value: String, country: String? = nil) -> String {
    let event: JSON = ["value": Draft.money(value)]
    return record(
      "project/\(project)", "DisbursementMade", on: on, country.map { event.with("country", .text($0)) } ?? event)
  }

  mutating func rates(_ table: String = "un", from day: String, base: String = "USD", _ rates: [String: String]) {
    record(
      "rates/\(table)", "RatesPublished", on: day,
      ["base": .text(base), "validFrom": .text(day), "rates": .object(rates.mapValues { .text($0) })])
  }

  mutating func pledge(_ name: String, on: String, _ by: String, _ value: String?, _ more: JSON = [:]) {
    var event: JSON = ["by": .text(by), "title": .text(name), "kinds": ["financial"], "focus": ["access"]]
    if let value { event = event.with("value", Draft.money(value)) }
    record("pledge/\(name)", "PledgeMade", on: on, .object(event.members.merging(more.members) { $1 }))
  }

  mutating func progress(_ pledge: String, on: String, _ status: String, _ delivered: String? = nil) {
    let event: JSON = ["status": .text(status)]
    record(
      "pledge/\(pledge)", "PledgeProgressReported", on: on,
      delivered.map { event.with("delivered", Draft.money($0)) } ?? event)
  }

  mutating func member(_ country: String, of group: String, from: String = "1990-01-01", to: String? = nil) {
    let event: JSON = ["country": .text(country), "from": .text(from), "citation": "General Assembly"]
    record("group/\(group)", "GroupMembershipSet", on: from, to.map { event.with("to", .text($0)) } ?? event)
  }

  mutating func reverse(_ id: String, of subject: String, on: String = "2026-12-01") {
    record(subject, "RecordReversed", on: on, ["reverses": .text(id), "reason": "It was wrong"])
  }

  // MARK: Asking

  func book(_ way: Book.Way = .inForce, size: Int? = nil) throws -> Book {
    try Book(lines: Array(lines.prefix(size ?? lines.count)), way)
  }

  func report(_ question: Question) throws -> Report { Report(try book(), question) }

  /// The cells of a row or column: those whose names begin and end so.
  func cells(_ question: Question) throws -> [String: String] { try report(question).cells }
}
