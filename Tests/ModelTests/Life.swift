/// One line that somebody wants to record.
struct Command: Hashable {
  var id: String
  let subject: String
  let on: String
  var event: JSON
  /// Subjects that must have begun, and ids that must have been recorded.
  var needs: Set<String>

  var type: String { event["type"]?.text ?? "" }
  var isOpening: Bool { ["ProjectSigned", "PartnerRegistered", "AgreementSigned", "PledgeMade"].contains(type) }
  var isReversal: Bool { type == "RecordReversed" }
  /// What keeps its order: the subject and the first day.
  let day: String

  init(id: String, subject: String, on: String, event: JSON, needs: Set<String> = []) {
    (self.id, self.subject, self.on, self.event, self.needs) = (id, subject, on, event, needs)
    day = "\(subject) \(Span(on)?.first.description ?? on)"
  }

  func line(_ position: Int) -> String {
    let line: JSON = [
      "actor": "a.diop", "at": "2026-12-31T12:00:00.000000Z", "event": event, "id": .text(id), "on": .text(on),
      "seq": .number(position), "subject": .text(subject), "v": 1,
    ]
    return line.line
  }
}

/// What is recorded together or not at all: one command, or a reversal and its replacement.
typealias Act = [Command]

/// A random life of an organisation: facts that keep the rules, mistakes and their corrections among them.
///
/// Facts come in the order of their dates within each subject; `Order` puts them into another order of recording.
struct Life {
  static let countries = ["BTN", "DJI", "FJI", "KEN", "NPL", "RWA", "TUV", "UGA"]
  static let currencies = ["CHF", "CHF", "USD", "USD", "EUR", "JPY"]

  var numbers: Numbers
  private(set) var acts: [Act] = []
  private var count = 0
  private let isPlain: Bool
  let speech: Speech
  let partners = (1...8).map { "K\($0)" }
  let funds = ["F1", "F2"]
  var pledges: [String] = []
  var agreements: [String] = []
  var projects: [String] = []

  /// - Parameters:
  ///   - size: how many projects; the rest follows from it.
  ///   - isPlain: without mistakes and their corrections, and otherwise the same.
  ///   - speech: what can be said; the rest is left out.
  init(seed: UInt64, size: Int = 8, isPlain: Bool = false, speaking speech: Speech = .all) {
    (numbers, self.isPlain, self.speech) = (Numbers(seed: seed), isPlain, speech)
    surround()
    for _ in 0..<size / 2 { pledge() }
    for _ in 0..<size / 3 { agreement() }
    for _ in 0..<size { project() }
    plans()
  }

  // MARK: Recording

  /// A fact, and now and then a mistake before it that it corrects, or a mistake of reversing it.
  mutating func record(_ subject: String, _ type: String, on: String, _ members: JSON, needs: Set<String> = []) {
    guard let event = speech.said(members.with("type", .text(type))) else { return }
    count += 1
    var command = Command(id: "c\(count)", subject: subject, on: on, event: event, needs: needs)
    if !command.isOpening, Life.hasOpening(subject) { command.needs.insert(subject) }
    let (isCorrection, isRestored) = (numbers.chance(6), numbers.chance(3))
    guard !isPlain, isCorrection || isRestored else {
      acts.append([command])
      return
    }
    if isCorrection {
      var wrong = command
      wrong.id = "w\(count)"
      wrong.event = Life.mistaken(command.event)
      let correction = [reversal(of: wrong, by: command.id), command]
      // What opens a subject is corrected before others rest on it, where a correction is not one act.
      acts += wrong.isOpening && !speech.correctsInOneAct ? [[wrong] + correction] : [[wrong], correction]
    } else {
      let reversal = reversal(of: command, by: nil)
      if command.isOpening, !speech.reversesWhatOthersRestOn {
        acts.append([command, reversal])
      } else {
        acts += [[command], [reversal]]
      }
      command.needs.insert(reversal.id)
      acts.append([command])
    }
  }

  private static func hasOpening(_ subject: String) -> Bool {
    ["project", "partner", "agreement", "pledge"].contains(String(subject.prefix { $0 != "/" }))
  }

  private func reversal(of command: Command, by replacement: String?) -> Command {
    var event: JSON = ["type": "RecordReversed", "reverses": .text(command.id), "reason": "It was wrong"]
    if let replacement { event = event.with("replacedBy", .text(replacement)) }
    return Command(
      id: "x\(command.id)", subject: command.subject, on: "2026-12-01", event: event, needs: [command.id])
  }

  /// The same with other amounts, another region and another kind.
  private static func mistaken(_ json: JSON) -> JSON {
    switch json {
    case .object(let members):
      .object(
        members.reduce(into: [:]) { other, member in
          other[member.key] =
            switch member.key {
            case "amount": .text("7" + (member.value.text ?? "").replacing("-", with: ""))
            case "region": "MULTI"
            case "status" where members["value"] == nil: "delayed"
            case "kind" where Life.kinds.contains(member.value.text ?? ""): "foundation"
            default: mistaken(member.value)
            }
        })
    case .list(let list): .list(list.map(mistaken))
    case .text, .number, .flag: json
    }
  }

  // MARK: Values

  static func money(_ cents: Int, _ currency: String) -> JSON {
    let places = Money.places(currency)
    return [
      "amount": .text((Exact(.init(cents)) / Money.scale(currency)).text(places: places)), "currency": .text(currency),
    ]
  }

  mutating func amount(_ range: ClosedRange<Int> = 40_000...990_000) -> Int { numbers.number(range) }

  mutating func currency() -> String { numbers.one(of: Life.currencies) ?? "CHF" }

  /// A day; at times only its month, quarter, half year or year, or a span of years.
  mutating func date(_ day: Day) -> String {
    let text = day.description
    let month = Int(text.dropFirst(5).prefix(2)) ?? 1
    switch numbers.number(0...19) {
    case 0...1: return String(text.prefix(7))
    case 2: return "\(day.year)-Q\((month + 2) / 3)"
    case 3: return "\(day.year)-H\((month + 5) / 6)"
    case 4: return "\(day.year)"
    case 5: return "\(text)/\(Day(number: day.number + numbers.number(1...500)))"
    default: return text
    }
  }

  mutating func day(_ years: ClosedRange<Int> = 2022...2025) -> Day {
    Day(number: Day(year: numbers.number(years), month: 1, day: 1).number + numbers.number(0...364))
  }

  mutating func anyone() -> String { numbers.one(of: partners) ?? "K1" }

  // MARK: What stands around projects

  private static let kinds = ["government", "unEntity", "privateSector", "foundation", "developmentBank"]

  private mutating func surround() {
    let kinds = Life.kinds
    for (place, name) in (partners + funds).enumerated() {
      let kind = funds.contains(name) ? "internalFund" : kinds[place % kinds.count]
      let registered: JSON = [
        "name": "Name of \(name)", "kind": .text(kind), "country": .text(Life.countries[place % 8]),
      ]
      record("partner/\(name)", "PartnerRegistered", on: date(day(2021...2022)), registered)
      if numbers.chance(30) {
        record(
          "partner/\(name)", "PartnerRevised", on: day(2023...2025).description,
          funds.contains(name) ? ["name": "Other name"] : ["kind": .text(numbers.one(of: kinds) ?? "")])
      }
      if !funds.contains(name), numbers.chance(20) {
        record("partner/\(name)", "ChampionshipStarted", on: day(2023...2024).description, [:])
        if numbers.chance(50) { record("partner/\(name)", "ChampionshipEnded", on: date(day(2025...2025)), [:]) }
      }
    }
    for (duplicate, into) in [("K7", "K1"), ("K8", "K7")] where numbers.chance(70) {
      record(
        "partner/\(duplicate)", "PartnerMerged", on: day(2023...2025).description, ["into": .text(into)],
        needs: ["partner/\(into)"])
    }
    for (place, country) in Life.countries.prefix(6).enumerated() {
      let group = Book.groups[place % 3]
      member(country, group, nil)
      // A country leaves the group, and later the day is put off.
      if numbers.chance(40) { member(country, group, "2024-07-01") }
      if numbers.chance(20) { member(country, group, "2025-12-13") }
    }
    rates()
  }

  private mutating func member(_ country: String, _ group: String, _ to: String?) {
    let event: JSON = ["country": .text(country), "from": "1990-01-01", "citation": "General Assembly"]
    record(
      "group/\(group)", "GroupMembershipSet", on: "1990-01-01", to.map { event.with("to", .text($0)) } ?? event)
  }

  private mutating func rates() {
    for year in 2022...2026 {
      for half in ["01-01", "07-01"] where numbers.chance(70) {
        rate("UN", "USD", "\(year)-\(half)", [("CHF", 9000), ("EUR", 8500), ("JPY", 1_400_000)])
      }
    }
    if numbers.chance(50) {
      rate("BANK", "CHF", "\(numbers.number(2022...2025))-04-01", [("EUR", 9500), ("USD", 11_000)])
    }
  }

  private mutating func rate(_ table: String, _ base: String, _ day: String, _ around: [(String, Int)]) {
    var rates: [String: JSON] = [:]
    for (currency, middle) in around where numbers.chance(85) {
      // The last digit is no zero: rates are written without needless zeros.
      let units = numbers.number(middle * 8 / 10...middle * 12 / 10) / 10 * 10 + numbers.number(1...9)
      rates[currency] = .text(Exact(.init(units), over: 10_000).text(places: 4))
    }
    guard !rates.isEmpty else { return }
    record(
      "rates/\(table)", "RatesPublished", on: day,
      ["base": .text(base), "validFrom": .text(day), "rates": .object(rates)])
  }
}
