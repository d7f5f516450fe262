import BigInt

/// What a report says beside its figures. Each amount is named once.
struct Notes: Hashable {
  /// One fact in one measure and currency.
  struct Named: Hashable {
    let id: String
    let measure: Effect.Measure
    let currency: String?
  }
  struct Left: Hashable {
    let measure: String
    let currency: String
  }

  /// What reaches over an edge of the window: left out of the flows.
  var straddling: [Named: Exact] = [:]
  /// The part of `straddling` that has begun in the window: opening + flows + named = closing.
  var begun: [Named: Exact] = [:]
  /// What has no rate and is left in its own currency, by what it is an amount of.
  var withoutRate: [Left: [String: Exact]] = [:]
  /// Facts whose amount is about, over, under or up to.
  var qualified: [String: String] = [:]
  /// Parent and part that both name money.
  var programmes: Set<[String]> = []
  /// Budgets whose children do not add to their parent.
  var open: Set<String> = []

  func left(_ measure: String, _ currency: String) -> Exact {
    (withoutRate[Left(measure: measure, currency: currency)] ?? [:]).values.reduce(.zero, +)
  }
}

/// One question, worked out.
struct Report {
  typealias Part = Book.Part
  /// An amount in the currency in which it is shown; the currency is `–` where no amount is known.
  typealias Shown = (currency: String, amount: Exact)

  let book: Book
  let question: Question
  var table = Table()
  var notes = Notes()

  init(_ book: Book, _ question: Question) {
    (self.book, self.question) = (book, question)
    switch question.report {
    case "funding": funding()
    case "portfolio": portfolio()
    case "sources": sources()
    case "partners": partners()
    case "groups": groups()
    case "agreements": agreements()
    case "assessments": assessments()
    case "pledges": pledges()
    case "chain": chain()
    case "statement": statement()
    case "budget": budget()
    case "risks": risks()
    case "indicators": indicators()
    default: break
    }
  }

  static let all = [
    "funding", "portfolio", "sources", "partners", "groups", "agreements", "assessments", "pledges", "chain",
    "statement", "budget", "risks", "indicators",
  ]

  var cells: [String: String] { table.cells }

  // MARK: Currencies

  /// Parts of an amount in the currencies in which they are shown. Each piece is converted at the rate of the day on
  /// which it came in; what has no rate stays in its own currency, and is noted once.
  /// - Parameter key: of what it is the amount; the same key twice is one amount.
  mutating func shown(
    _ pieces: [(day: Day, amount: Exact)], _ own: String?, _ measure: String, _ key: String, unpiecedOn day: Day
  ) -> [Shown] {
    guard let own else { return [("–", .zero)] }
    var sums: [String: Exact] = [:]
    for (day, amount) in pieces.isEmpty ? [(day, .zero)] : pieces {
      let target = question.currency ?? own
      if let converted = book.rates.convert(amount, own, target, on: day, table: question.table) {
        sums[target, default: .zero] += converted
      } else {
        sums[own, default: .zero] += amount
        let left = Notes.Left(measure: measure, currency: own)
        if !amount.isZero { notes.withoutRate[left, default: [:]]["\(key) \(day)"] = amount }
      }
    }
    return sums.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }

  /// An effect, or a part of it, in the currencies in which it is shown.
  /// - Parameter isNoted: false where the whole of it is noted already.
  mutating func shown(_ effect: Effect, _ part: Part? = nil, isNoted: Bool = true) -> [Shown] {
    let before = notes
    defer { if !isNoted { notes = before } }
    if let qualifier = effect.qualifier { notes.qualified[effect.id] = qualifier }
    let pieces = part?.pieces ?? effect.pieces.mapValues { Exact($0) }
    let byDay = Dictionary(grouping: pieces, by: \.key.day).mapValues { $0.reduce(.zero) { $0 + $1.value } }
    return shown(
      byDay.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }, effect.currency, effect.measure.rawValue,
      "\(effect.id) \(effect.line.map { "\($0)" } ?? "") \(part?.country ?? "")", unpiecedOn: effect.start)
  }

  /// The currency in which an amount of a day is shown.
  func currencyShown(_ own: String, on day: Day) -> String {
    let target = question.currency ?? own
    return book.rates.rate(own, target, on: day, table: question.table) == nil ? own : target
  }

  /// A balance goes at the rate of one day (DOMAIN, Currencies).
  mutating func balance(_ amount: Exact, _ own: String, _ measure: String, _ key: String, on day: Day) -> [Shown] {
    amount.isZero ? [] : shown([(day, amount)], own, measure, key, unpiecedOn: day)
  }

  // MARK: The window

  /// Names what reaches over an edge of the window.
  mutating func name(_ effect: Effect, _ amount: Exact) {
    let named = Notes.Named(id: effect.id, measure: effect.measure, currency: effect.currency)
    notes.straddling[named, default: .zero] += amount
    if !question.isBefore(effect.start), effect.start <= question.through {
      notes.begun[named, default: .zero] += amount
    }
  }

  // MARK: Projects

  /// The day on which things of a project are looked up.
  func lookUp(_ project: String) -> Day {
    let signed = book.history("project/\(project)").opening?.start
    return question.asSigned ? signed ?? question.through : question.through
  }

  func terms(_ project: String) -> JSON { book.terms("project/\(project)", on: lookUp(project)) }

  /// The projects that have begun by the last day of the window and pass the filters.
  var projects: [String] {
    book.names("project").filter { project in
      guard let start = book.history("project/\(project)").opening?.start, start <= question.through else {
        return false
      }
      let terms = terms(project)
      return question.region.map { terms["region"]?.text == $0 } ?? true
        && question.plan.map { terms["plan"]?.text == $0 } ?? true
        && question.priority.map { terms["priority"]?.text == $0 } ?? true
    }
  }

  func effects(_ project: String, _ measure: Effect.Measure) -> [Effect] {
    book.effects("project/\(project)").filter { $0.measure == measure }
  }

  func isChosen(_ partner: String?) -> Bool {
    guard let wanted = question.partner else { return true }
    return partner.map(book.identity) == book.identity(wanted)
  }

  /// Each part of an effect by country, where countries matter; else the whole.
  func parts(_ effect: Effect) -> [Part] {
    guard question.grouping == "country" || question.country != nil else {
      return [(nil, effect.pieces.mapValues { Exact($0) })]
    }
    return book.parts(effect, on: lookUp(effect.name)).filter {
      question.country == nil || $0.country == question.country
    }
  }

  /// The rows in which the money of an effect stands: several where a project has several of something.
  func groups(_ effect: Effect, _ country: String?) -> [String] {
    let terms = terms(effect.name)
    func stated(_ list: [String]) -> [String] { list.isEmpty ? ["not stated"] : list }
    return switch question.grouping {
    case "region", "plan": [terms[question.grouping]?.text ?? "not stated"]
    // Codes mean something only within their plan.
    case "priority": [[terms["plan"], terms["priority"]].compactMap { $0?.text }.joined(separator: " ")]
    case "initiative": stated(terms["initiatives"]?.texts ?? [])
    case "tag":
      stated((terms["tags"]?.texts ?? []) + (terms["sdgs"]?.items ?? []).compactMap { $0.number.map { "sdg:\($0)" } })
    case "modality": [effect.line?.modality ?? "not stated"]
    case "year": [effect.on.years]
    case "partner": [effect.partner.map(book.identity) ?? "not stated"]
    case "country": [country ?? "not allocated"]
    case "project": [effect.name]
    case "programme": [book.programme(effect.name, on: lookUp(effect.name))]
    default: ["all"]
    }
  }
}
