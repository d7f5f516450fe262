import Ledger

/// A random life of a book: one command after another as JSON text, most of them valid.
///
/// The history is told what was recorded (`learn`) and speaks of that. It knows no rules: what it must not say, the
/// book refuses.
struct History {
  static let countries = ["NER", "TCD", "BTN", "NPL", "FJI", "TUV", "KEN", "DJI", "BRA", "HTI"]
  static let kinds = [
    "government", "regulator", "unEntity", "developmentBank", "regionalOrganization", "privateSector", "foundation",
    "academia", "civilSociety",
  ]
  static let regions = ["AFR", "AMS", "ARB", "ASP", "CIS", "EUR", "MULTI"]
  /// The day on which everything is recorded; facts lie before it.
  static let today = "2026-12-31"

  var numbers: SeededNumbers
  /// How many commands were made.
  private(set) var issued = 0
  private var records: [Record] = []
  private(set) var partners: [String] = []
  private(set) var funds: [String] = []
  private(set) var projects: [String: (signed: EffectiveDate, givers: [String], currency: String, addenda: Int)] = [:]
  private(set) var agreements: [String] = []
  private(set) var pledges: [String] = []
  private var champions: [String] = []

  init(seed: UInt64) { numbers = SeededNumbers(seed: seed) }

  /// Takes in what the book recorded of the last commands.
  mutating func learn(_ record: Record) {
    records.append(record)
    let name = record.subject.name
    switch record.event {
    case .partner(.registered(let profile)):
      if profile.kind == .internalFund { funds.append(name) } else { partners.append(name) }
    case .partner(.championshipStarted): champions.append(name)
    case .partner(.championshipEnded): champions.removeAll { $0 == name }
    case .project(.signed(let signed)):
      projects[name] = (
        record.on, signed.funding.map(\.from), signed.funding.compactMap(\.value).first?.currency.text ?? "CHF", 0
      )
    case .project(.addendumSigned(let addendum)):
      let last = projects[name]?.addenda ?? 0
      projects[name]?.addenda = max(last, addendum.number)
      projects[name]?.givers += addendum.funding.map(\.from)
    case .agreement(.signed): agreements.append(name)
    case .pledge(.made): pledges.append(name)
    default: break
    }
  }

  // MARK: Commands

  mutating func command() -> String {
    issued += 1
    if issued == 8 { return grant() }
    if issued <= 14 { return issued % 7 == 0 ? rates() : issued % 5 == 0 ? membership() : partner() }
    switch numbers.number(1...100) {
    case 1...4: return partner()
    case 5...6: return revision()
    case 7...8: return merge()
    case 9...11: return rates()
    case 12...14: return membership()
    case 15...30: return project()
    case 31...44: return addendum()
    case 45...50: return receipt()
    case 51...52: return refund()
    case 53...58: return disbursement()
    case 59...60: return recovery()
    case 61...64: return finish()
    case 65...69: return agreement()
    case 70...72: return agreementChange()
    case 73...76: return pledge()
    case 77...81: return pledgeChange()
    case 82: return numbers.chance(50) ? assessment() : aggregate()
    case 83...85: return budget()
    case 86...87: return target()
    case 88: return aggregate()
    case 89: return numbers.chance(40) ? closing() : numbers.chance(75) ? policy() : figure()
    case 90...98: return reversal()
    default: return nonsense()
    }
  }

  private mutating func partner() -> String {
    let isFund = numbers.chance(15)
    let name = isFund ? "F\(numbers.number(1...2))" : "K\(numbers.number(1...14))"
    let kind = isFund ? "internalFund" : numbers.one(of: History.kinds) ?? ""
    let country = numbers.chance(70) ? History.text("country", numbers.one(of: History.countries) ?? "") : nil
    return write(
      "partner/\(name)", "PartnerRegistered", on: "2018-01-01",
      [
        History.text("name", numbers.chance(15) ? sharedName() : "Name of \(name)"), History.text("kind", kind),
        country,
        numbers.chance(10) ? #""aliases":["\#(sharedName())"]"# : nil,
        numbers.chance(15) ? #""identifiers":{"register":"\#(numbers.number(1...4))"}"# : nil,
      ])
  }

  private mutating func revision() -> String {
    let name = numbers.one(of: partners) ?? "K1"
    let what =
      switch numbers.number(0...3) {
      case 0: History.text("kind", numbers.one(of: History.kinds) ?? "")
      case 1: History.text("country", numbers.one(of: History.countries) ?? "")
      case 2: History.text("name", numbers.chance(30) ? sharedName() : "Name \(issued)")
      default: #""aliases":["\#(numbers.chance(30) ? sharedName() : "Alias \(issued)")"]"#
      }
    if numbers.chance(35) {
      if let champion = champions.last, numbers.chance(50) {
        return write("partner/\(champion)", "ChampionshipEnded", on: date(), [])
      }
      return write("partner/\(name)", "ChampionshipStarted", on: date(), [])
    }
    return write("partner/\(name)", "PartnerRevised", on: date(), [what])
  }

  /// Merges a partner into another, or takes an earlier merge back. Funds are merged with funds only.
  private mutating func merge() -> String {
    if numbers.chance(40), let record = records.last(where: { $0.event.type == .partner(.merged) }) {
      return reverse(record)
    }
    let list = funds.count > 1 && numbers.chance(10) ? funds : partners
    let (one, other) = (numbers.one(of: list) ?? "K1", numbers.one(of: list) ?? "K2")
    return write("partner/\(one)", "PartnerMerged", on: date(), [History.text("into", other)])
  }

  private mutating func rates() -> String {
    let base = numbers.chance(75) ? "CHF" : "USD"
    var list = [#""\#(base == "CHF" ? "USD" : "CHF")":"\#(rate(around: 10_000))""#]
    if numbers.chance(70) { list.append(#""EUR":"\#(rate(around: 9000))""#) }
    if numbers.chance(30) { list.append(#""JPY":"\#(rate(around: 1_500_000))""#) }
    let from = "\(numbers.number(2021...2027))-\(numbers.chance(50) ? "01-01" : "07-01")"
    return write(
      "rates/\(numbers.chance(80) ? "UN" : "BANK")", "RatesPublished", on: from,
      [History.text("base", base), History.text("validFrom", from), #""rates":{\#(list.joined(separator: ","))}"#])
  }

  private mutating func rate(around middle: Int) -> String {
    Decimal(digits: Int64(numbers.number((middle * 7 / 10)...(middle * 13 / 10))), places: 4).description
  }

  /// A membership; often of a country and first day that were set before, with another end: a postponement.
  private mutating func membership() -> String {
    let from = numbers.chance(70) ? "1990-01-01" : "\(numbers.number(2020...2025))-06-15"
    let to =
      numbers.chance(50)
      ? History.text("to", "\(numbers.number(2022...2028))-\(numbers.chance(50) ? "12-13" : "06-15")") : nil
    return write(
      "group/\(numbers.one(of: ["LDC", "LLDC", "SIDS"]) ?? "")", "GroupMembershipSet", on: "2020-01-01",
      [
        History.text("country", numbers.one(of: Array(History.countries.prefix(7))) ?? ""), History.text("from", from),
        to, History.text("citation", numbers.chance(15) ? "Press, confidence low" : "General Assembly"),
      ])
  }

  private mutating func project() -> String {
    let currency = currency()
    var givers = numbers.some(partners + funds, upTo: 3)
    if givers.isEmpty { givers = ["K1"] }
    var funding: [String] = []
    for giver in givers {
      let own = numbers.chance(80) ? currency : self.currency()
      let value = numbers.chance(90) ? #","value":\#(amount(own, qualified: true))"# : ""
      funding.append(
        #"{"from":"\#(giver)","modality":"\#(numbers.one(of: ["cash", "fundsInTrust", "inKind"]) ?? "")"\#(value)}"#)
    }
    let (plan, priority, theme) = place()
    return write(
      "project/P\(numbers.number(1...28))", "ProjectSigned", on: date(),
      [
        History.text("title", numbers.chance(20) ? sharedName() : "Project \(issued)"), History.text("plan", plan),
        History.text("priority", priority), theme.map { History.text("theme", $0) },
        History.text("region", numbers.one(of: History.regions) ?? ""),
        #""funding":[\#(funding.joined(separator: ","))]"#,
        numbers.chance(75) ? beneficiaries() : nil, numbers.chance(45) ? History.text("ends", end()) : nil,
        numbers.chance(20) ? numbers.one(of: pledges).map { History.list("pledges", [$0]) } : nil,
        numbers.chance(20) ? numbers.one(of: agreements).map { History.list("agreements", [$0]) } : nil,
        numbers.chance(8) ? numbers.one(of: projects.keys.sorted()).map { History.text("parent", $0) } : nil,
      ])
  }

  private mutating func beneficiaries() -> String {
    let chosen = numbers.some(History.countries, upTo: numbers.chance(60) ? 2 : 5)
    var left = 1_000_000
    let style = numbers.number(0...3)
    let items = chosen.map { country -> String in
      if style == 0 || (style == 3 && chosen.count == 1) { return #"{"country":"\#(country)"}"# }
      let share = style == 1 ? 1_000_000 / chosen.count : numbers.number(1...max(1, left))
      left -= share
      return #"{"country":"\#(country)","share":"\#(Decimal(digits: Int64(share), places: 4))"}"#
    }
    return #""beneficiaries":[\#(items.joined(separator: ","))]"#
  }

  private mutating func addendum() -> String {
    guard let (name, project) = anyProject() else { return self.project() }
    var funding: [String] = []
    for _ in 0..<numbers.number(0...2) {
      let giver =
        numbers.chance(75) ? numbers.one(of: project.givers) ?? "K1" : numbers.one(of: partners + funds) ?? "K1"
      let currency = numbers.chance(85) ? project.currency : self.currency()
      let sets = numbers.chance(30)
      let value =
        sets && numbers.chance(15)
        ? money(0, currency)
        : !sets && numbers.chance(20) ? money(-numbers.number(1...50_000), currency) : amount(currency, qualified: true)
      let modality = numbers.chance(25) ? "" : #""modality":"\#(numbers.chance(85) ? "cash" : "inKind")","#
      funding.append(#"{"from":"\#(giver)",\#(modality)"\#(sets ? "sets" : "adds")":\#(value)}"#)
    }
    return write(
      "project/\(name)", "AddendumSigned", on: date(after: project.signed),
      [
        #""number":\#(numbers.chance(92) ? project.addenda + 1 : numbers.number(1...5))"#,
        funding.isEmpty ? nil : #""funding":[\#(funding.joined(separator: ","))]"#,
        numbers.chance(25) ? beneficiaries() : nil, numbers.chance(20) ? History.text("ends", end()) : nil,
        numbers.chance(10) ? History.text("title", "Title \(issued)") : nil,
      ])
  }

  private mutating func receipt() -> String {
    guard let (name, project) = anyProject() else { return self.project() }
    return write(
      "project/\(name)", "ContributionReceived", on: date(after: project.signed),
      [History.text("from", numbers.one(of: project.givers) ?? "K1"), #""value":\#(amount(project.currency))"#])
  }

  private mutating func refund() -> String {
    guard let record = records.last(where: { $0.event.type == .project(.contributionReceived) }),
      case .project(.contributionReceived(let paid)) = record.event
    else { return receipt() }
    return write(
      record.subject.description, "ContributionRefunded", on: date(after: record.on),
      [History.text("to", paid.from), #""value":\#(money(numbers.number(1...1000), paid.value.currency.text))"#])
  }

  private mutating func disbursement() -> String {
    guard let (name, project) = anyProject() else { return self.project() }
    let (inKind, isTooMuch) = (numbers.chance(12), numbers.chance(12))
    return write(
      "project/\(name)", "DisbursementMade", on: date(after: project.signed),
      [
        inKind ? #""inKind":{"quantity":"3","unit":"terminals","description":"Terminals"}"# : nil,
        inKind && numbers.chance(80) ? nil : paid(mostlyIn: project.currency, upTo: isTooMuch ? 90_000_000 : 200_000),
        numbers.chance(25) ? History.text("country", numbers.one(of: History.countries) ?? "") : nil,
      ], isOverride: isTooMuch)
  }

  private mutating func recovery() -> String {
    guard let record = records.last(where: { $0.event.type == .project(.disbursementMade) }),
      case .project(.disbursementMade(let made)) = record.event, let value = made.value
    else { return disbursement() }
    return write(
      record.subject.description, "DisbursementRecovered", on: date(after: record.on),
      [#""value":\#(money(numbers.number(1...100_000), value.currency.text))"#, History.text("reason", "Not used")])
  }

  private mutating func finish() -> String {
    guard let (name, project) = anyProject() else { return self.project() }
    let type =
      numbers.one(of: ["ActivitiesCompleted", "ActivitiesCompleted", "ProjectClosed", "ProjectCancelled"]) ?? ""
    return write(
      "project/\(name)", type, on: date(after: project.signed),
      type == "ProjectCancelled" ? [History.text("reason", "No money")] : [])
  }

  private mutating func assessment() -> String {
    write(
      "assessment/S\(numbers.number(1...6))", "ImpactAssessmentIssued", on: date(),
      [
        History.text("title", "Study \(issued)"),
        History.list("projects", numbers.some(projects.isEmpty ? ["P1"] : projects.keys.sorted(), upTo: 3)),
      ])
  }

  private mutating func budget() -> String {
    let plan = numbers.chance(70) ? "BAP" : "KAP"
    let codes = [
      ("P1", ["emergency", "infrastructure"]), ("P2", ["innovation", "services"]), ("P3", ["policy", "statistics"]),
    ]
    let (priority, themes) = numbers.one(of: codes) ?? ("P1", [])
    let depth = numbers.number(0...2)
    return write(
      "plan/OP-\(plan)", "BudgetSet", on: numbers.chance(60) ? "\(numbers.number(2022...2026))" : date(),
      [
        History.text("plan", plan), depth > 0 ? History.text("priority", priority) : nil,
        depth > 1 ? numbers.one(of: themes).map { History.text("theme", $0) } : nil,
        #""value":\#(budgeted())"#,
        History.text("status", numbers.chance(50) ? "final" : "preliminary"),
      ])
  }

  private mutating func target() -> String {
    let measure = numbers.chance(50) ? "pledged" : "\(numbers.one(of: ["I", "K"]) ?? "")-\(numbers.number(1...7))"
    return write(
      "target/T\(numbers.number(1...5))", "TargetSet", on: date(),
      [
        History.text("measure", measure), History.text("by", "\(numbers.number(2023...2028))-12-31"),
        numbers.chance(measure == "pledged" ? 80 : 50)
          ? #""value":\#(amount(numbers.chance(80) ? "USD" : "EUR"))"# : #""count":\#(numbers.number(1...100))"#,
      ])
  }

  /// A printed total; at times the same as the last one but for its year.
  private mutating func aggregate() -> String {
    var same: AggregateReported?
    if numbers.chance(30),
      case .aggregate(.reported(let last))? = records.last(where: { $0.event.type == .aggregate(.reported) })?.event
    {
      same = last
    }
    let region = numbers.chance(50) ? numbers.one(of: History.regions) : nil
    let plan = numbers.chance(20) ? "KAP" : nil
    let source = numbers.chance(30) ? (numbers.chance(50) ? "external" : "internal") : nil
    let value = numbers.chance(70) ? amount(currency()) : nil
    return write(
      "aggregate/G\(issued)", "AggregateReported", on: "2026-06-30",
      [
        History.text(
          "measure", same?.measure.rawValue ?? numbers.one(of: AggregateMeasure.allCases.map(\.rawValue)) ?? ""),
        History.text("window", "\(numbers.number(2022...2026))"),
        (same.map { $0.region?.code } ?? region).map { History.text("region", $0) },
        (same.map { $0.plan?.code } ?? plan).map { History.text("plan", $0) },
        (same.map { $0.sourceClass?.rawValue } ?? source).map { History.text("sourceClass", $0) },
        #""counts":{"\#(numbers.one(of: Counted.allCases.map(\.rawValue)) ?? "")":\#(numbers.number(0...90))}"#,
        (same.map { $0.value.map { money(Int($0.minor), $0.currency.text) } } ?? value).map { #""value":\#($0)"# },
      ])
  }

  private mutating func figure() -> String {
    write(
      "figure/R\(issued)", "FigurePublished", on: "2026-06-30",
      [
        History.text("statement", "So much was raised"), History.text("report", "funding"),
        History.text("cell", "total|raised"),
        History.text("value", String(numbers.number(1...90_000))), History.text("unit", "CHF"),
      ])
  }

  private mutating func closing() -> String {
    write(
      "books/main", "PeriodClosed", on: "2026-12-31", [History.text("through", "\(numbers.number(2022...2023))-12-31")])
  }

  private static let approver = [text("actor", "b.okoye"), text("role", "approver")]

  private mutating func policy() -> String {
    switch numbers.number(0...3) {
    case 0: write("policy/eyes", "RoleRevoked", on: date(), History.approver)
    case 1: write("policy/eyes", "ApprovalRequired", on: date(), [#""events":["DisbursementRecovered"]"#])
    default: grant()
    }
  }

  private mutating func grant() -> String { write("policy/eyes", "RoleGranted", on: date(), History.approver) }

  /// Takes out a record: a late one, on which little rests, or any.
  private mutating func reversal() -> String {
    guard !records.isEmpty else { return project() }
    let record = numbers.chance(60) ? numbers.one(of: Array(records.suffix(25))) : numbers.one(of: records)
    return record.map { reverse($0) } ?? project()
  }

  private mutating func reverse(_ record: Record) -> String {
    write(
      record.subject.description, "RecordReversed", on: "2026-12-31",
      [History.text("reverses", record.command.id), History.text("reason", "It was wrong")])
  }

  private mutating func anyProject() -> (
    String, (signed: EffectiveDate, givers: [String], currency: String, addenda: Int)
  )? {
    guard let name = numbers.one(of: projects.keys.sorted()), let project = projects[name] else { return nil }
    return (name, project)
  }
}
