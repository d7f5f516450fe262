import Ledger
import Reference

/// A question to the model, in plain values.
struct NaiveQuestion {
  var from: Day?
  var through: Day?
  var grouping = "none"
  var currency: Alpha3?
  var region: Region?
  var plan: Plan?
  var priority: Priority?
  var partner: String?
  var country: Alpha3?
  var subject: Subject?
  var today: Day

  func contains(_ date: EffectiveDate) -> Bool {
    (from.map { $0 <= date.first } ?? true) && (through.map { date.last <= $0 } ?? true)
  }
  func isUpTo(_ date: EffectiveDate) -> Bool { through.map { date.last <= $0 } ?? true }
}

/// The book as a plain list of records, from which everything is worked out again for each question.
///
/// It shares with the program the value types of recorded facts and nothing of postings, folds, views or sheets. A
/// record that was reversed is dropped together with its reversal.
struct NaiveModel {
  /// The records that count, in the order of the book.
  let facts: [Record]
  /// Every record, also those that were reversed.
  let all: ArraySlice<Record>
  let lines: [Line]
  let reached: [Reached]
  private let around: Surroundings
  private let signatures: [String: Record]
  private let ends: [String: EffectiveDate]
  /// The projects and partners that were ever recorded.
  let subjects: [Subject]

  /// Money of one project and partner that one record promises to one country, or to none.
  struct Line {
    let record: Record
    let project: String
    let isAddendum: Bool
    let isMove: Bool
    let partner: String
    let minor: Int128
    let currency: Alpha3?
    let country: Alpha3?
    let signature: ProjectSigned
    let signedOn: EffectiveDate

    var on: EffectiveDate { record.on }
  }

  struct Reached {
    let on: EffectiveDate
    let project: String
    let country: Alpha3
    let change: Int
  }

  init(_ records: ArraySlice<Record>) {
    var reversed: Set<UInt64> = []
    for record in records {
      if case .reversed(let reversal) = record.event { reversed.formUnion([record.seq, reversal.seq]) }
    }
    all = records
    facts = records.filter { !reversed.contains($0.seq) }
    (lines, reached) = NaiveModel.promises(facts)
    around = Surroundings(facts)
    let projects = facts.filter { $0.subject.kind == .project }
    signatures = Dictionary(projects.filter { $0.event.type == .project(.signed) }.map { ($0.subject.name, $0) }) { $1 }
    let endings: Set<EventType> = [.project(.activitiesCompleted), .project(.closed), .project(.cancelled)]
    ends = Dictionary(projects.filter { endings.contains($0.event.type) }.map { ($0.subject.name, $0.on) }) {
      $1.last < $0.last ? $1 : $0
    }
    subjects = Set(records.map(\.subject).filter { $0.kind == .project || $0.kind == .partner }).sorted()
  }

  // MARK: Projects

  /// A project while its records are read.
  private struct Terms {
    let signature: ProjectSigned
    let on: EffectiveDate
    var beneficiaries: [Beneficiary]
    var values: [(partner: String, currency: Alpha3, minor: Int64)]

    func value(_ partner: String, _ currency: Alpha3) -> Int64 {
      values.first { $0.partner == partner && $0.currency == currency }?.minor ?? 0
    }

    mutating func set(_ partner: String, _ currency: Alpha3, _ minor: Int64) {
      values.removeAll { $0.partner == partner && $0.currency == currency }
      values.append((partner, currency, minor))
    }
  }

  private static func promises(_ facts: [Record]) -> ([Line], [Reached]) {
    var projects: [String: Terms] = [:]
    var lines: [Line] = []
    var reached: [Reached] = []
    for record in facts {
      let name = record.subject.name
      func add(
        _ terms: Terms, _ partner: String, _ minor: Int64, _ currency: Alpha3, isAddendum: Bool, isMove: Bool = false
      ) {
        for (country, part) in allocate(minor, terms.beneficiaries) {
          lines.append(
            Line(
              record: record, project: name, isAddendum: isAddendum, isMove: isMove, partner: partner, minor: part,
              currency: currency, country: country,
              signature: terms.signature, signedOn: terms.on))
        }
      }
      func reach(_ countries: [Alpha3], _ change: Int) {
        reached += countries.map { Reached(on: record.on, project: name, country: $0, change: change) }
      }
      if case .project(.signed(let signed)) = record.event {
        var terms = Terms(signature: signed, on: record.on, beneficiaries: Array(signed.beneficiaries), values: [])
        for line in signed.funding {
          if let value = line.value {
            add(terms, line.from, value.minor, value.currency, isAddendum: false)
            terms.set(line.from, value.currency, value.minor)
          } else {
            lines.append(
              Line(
                record: record, project: name, isAddendum: false, isMove: false, partner: line.from, minor: 0,
                currency: nil, country: nil, signature: signed,
                signedOn: record.on))
          }
        }
        reach(signed.beneficiaries.map(\.country), 1)
        projects[name] = terms
      } else if case .project(.addendumSigned(let addendum)) = record.event, var terms = projects[name] {
        if !addendum.beneficiaries.isEmpty {
          let moved = terms.values.filter { $0.minor != 0 }
          for value in moved { add(terms, value.partner, -value.minor, value.currency, isAddendum: true, isMove: true) }
          let (old, new) = (terms.beneficiaries.map(\.country), addendum.beneficiaries.map(\.country))
          reach(old.filter { !new.contains($0) }, -1)
          reach(new.filter { !old.contains($0) }, 1)
          terms.beneficiaries = Array(addendum.beneficiaries)
          for value in moved { add(terms, value.partner, value.minor, value.currency, isAddendum: true, isMove: true) }
        }
        for change in addendum.funding {
          let money = change.change.money
          let before = terms.value(change.from, money.currency)
          let after = if case .sets = change.change { money.minor } else { before + money.minor }
          add(terms, change.from, after - before, money.currency, isAddendum: true)
          terms.set(change.from, money.currency, after)
        }
        projects[name] = terms
      }
    }
    return (lines, reached)
  }

  /// Largest remainders: each country has the whole part of its share, and what is left goes by one to those that lost
  /// most.
  static func allocate(_ minor: Int64, _ beneficiaries: [Beneficiary]) -> [(Alpha3?, Int128)] {
    if minor == 0 { return [(nil, 0)] }
    var shares = beneficiaries.compactMap(\.share).map { Int128($0.units) }
    if beneficiaries.count == 1, shares.isEmpty { shares = [1_000_000] }
    guard shares.count == beneficiaries.count, !shares.isEmpty else { return [(nil, Int128(minor))] }
    let size = Int128(minor.magnitude)
    shares.append(1_000_000 - shares.reduce(0, +))
    var parts = shares.map { size * $0 / 1_000_000 }
    let byLoss = shares.indices.sorted { (size * shares[$0] % 1_000_000, -$0) > (size * shares[$1] % 1_000_000, -$1) }
    for place in byLoss.prefix(Int(size - parts.reduce(0, +))) { parts[place] += 1 }
    return zip(beneficiaries.map { Alpha3?.some($0.country) } + [nil], parts).map { ($0, minor < 0 ? -$1 : $1) }.filter
    { $0.1 != 0 }
  }

  // MARK: Partners, groups and rates

  struct Partner {
    var name: String?
    var kind: PartnerKind?
    var country: Alpha3?
    var names: [String: String] = [:]
    var aliases: [String] = []
    var identifiers: [String: String] = [:]
  }

  /// What stands beside the projects, as the last records leave it.
  private struct Surroundings {
    struct Membership: Hashable { let group: String, country: Alpha3, from: Day }
    var partners: [String: Partner] = [:]
    var merges: [String: String] = [:]
    /// The end of each membership.
    var memberships: [Membership: Day?] = [:]
    var rates: [RatesPublished] = []

    init(_ facts: [Record]) {
      for record in facts {
        let name = record.subject.name
        switch record.event {
        case .partner(.registered(let profile)), .partner(.revised(let profile)):
          let old = partners[name] ?? Partner()
          partners[name] = Partner(
            name: profile.name ?? old.name, kind: profile.kind ?? old.kind, country: profile.country ?? old.country,
            names: profile.names.isEmpty ? old.names : profile.names,
            aliases: profile.aliases.isEmpty ? old.aliases : profile.aliases,
            identifiers: profile.identifiers.isEmpty ? old.identifiers : profile.identifiers)
        case .partner(.merged(let merged)): merges[name] = merged.into
        case .group(.membershipSet(let set)):
          memberships[Membership(group: name, country: set.country, from: set.from)] = .some(set.to)
        case .rates(.published(let table)): rates.append(table)
        default: break
        }
      }
    }
  }

  func partner(_ name: String) -> Partner { around.partners[name] ?? Partner() }

  func identity(_ name: String) -> String { around.merges[name].map(identity) ?? name }

  func isInternal(_ name: String) -> Bool { partner(name).kind == .internalFund }

  func isMember(_ country: Alpha3, _ group: String, on day: Day) -> Bool {
    around.memberships.contains { key, to in
      key.group == group && key.country == country && key.from <= day && (to.map { day < $0 } ?? true)
    }
  }

  /// Units of `to` over units of `from`, in the table that is valid on the day; of several from one day, in the one
  /// recorded last.
  func rate(from: Alpha3, to: Alpha3, on day: Day) -> (Decimal, Decimal)? {
    var best: (from: Day, up: Decimal, down: Decimal)?
    for table in around.rates where table.validFrom <= day {
      func units(_ currency: Alpha3) -> Decimal? {
        currency == table.base ? Decimal(digits: 1, places: 0) : table.rates[currency]
      }
      guard let up = units(to), let down = units(from), best.map({ $0.from <= table.validFrom }) ?? true else {
        continue
      }
      best = (table.validFrom, up, down)
    }
    return best.map { ($0.up, $0.down) }
  }

  // MARK: Lives of projects

  /// When the activities of a project ended: the earliest of its completion, closure and cancellation.
  func end(of project: String) -> EffectiveDate? { ends[project] }

  func signature(of project: String) -> Record? { signatures[project] }

  func isActive(_ project: String, _ query: NaiveQuestion) -> Bool {
    guard let signed = signature(of: project), query.isUpTo(signed.on) else { return false }
    guard let end = end(of: project), let from = query.from else { return true }
    return end.last >= from
  }

  /// The countries that a project reaches at the end of the window.
  func countries(of project: String, _ query: NaiveQuestion) -> [Alpha3] {
    var counts: [Alpha3: Int] = [:]
    for item in reached where item.project == project && query.isUpTo(item.on) {
      counts[item.country, default: 0] += item.change
    }
    return counts.filter { $0.value > 0 }.keys.sorted()
  }

  func admits(_ line: Line, _ query: NaiveQuestion, country: Bool = true) -> Bool {
    if let region = query.region, line.signature.region != region { return false }
    if let plan = query.plan, line.signature.plan != plan { return false }
    if let priority = query.priority, line.signature.priority != priority { return false }
    if country, let wanted = query.country, line.country != wanted { return false }
    if let partner = query.partner, identity(line.partner) != identity(partner) { return false }
    return true
  }

  func group(_ line: Line, _ grouping: String) -> String {
    switch grouping {
    case "region": line.signature.region.code
    case "plan": line.signature.plan.code
    case "priority": line.signature.priority.description
    case "year": String(line.on.first.year)
    case "partner": identity(line.partner)
    case "country": line.country?.text ?? "not allocated"
    case "project": line.project
    default: "all"
    }
  }
}
