import Foundation
import Ledger
import Reference

/// What is missing or doubtful. A finding is known by its kind, its subject and the record to look at; what it says in
/// words is not compared.
extension NaiveTable {
  mutating func quality() {
    missingValues()
    recordsWithoutSource()
    openBudgets()
    duplicatePartners()
    duplicateProjects()
    aggregates()
    moneyWithoutCountry()
    coarseDates()
    doubtfulMemberships()
    parentsAndParts()
  }

  private typealias Amount = (minor: Int128, currency: Alpha3, on: Day)

  private mutating func found(
    _ kind: String, _ subject: String, _ record: UInt64, besides other: UInt64? = nil, records: Int = 1,
    _ amounts: [Amount] = []
  ) {
    let labels = [kind, subject, String(record), other.map(String.init) ?? ""]
    for amount in amounts { money(amount.minor, amount.currency, on: amount.on, labels, "amount", inTotal: false) }
    count(records, labels + [amounts.last.map { shown($0.currency, on: $0.on) } ?? "–"], "records")
  }

  // MARK: Values, sources, dates

  private var withdrawn: Set<Subject> {
    Set(model.facts.filter { $0.event.type == .pledge(.withdrawn) }.map(\.subject))
  }

  private mutating func missingValues() {
    for record in model.facts where query.contains(record.on) {
      let later = model.facts.filter { $0.subject == record.subject && $0.seq > record.seq }
      switch record.event {
      case .project(.signed(let signed)):
        for partner in Set(signed.funding.filter { $0.value == nil }.map { model.identity($0.from) }) {
          // An addendum of the window that states money of the partner states the value.
          let isStated = later.contains { other in
            guard query.contains(other.on), case .project(.addendumSigned(let addendum)) = other.event else {
              return false
            }
            return addendum.funding.contains { model.identity($0.from) == partner }
          }
          if !isStated { found("missingValue", record.subject.description, record.seq) }
        }
      case .agreement(.signed(let signed))
      where [.partnership, .contribution].contains(signed.kind) && signed.value == nil:
        let isStated = later.contains {
          if case .agreement(.revised(let revised)) = $0.event { revised.change != nil } else { false }
        }
        if !isStated { found("missingValue", record.subject.description, record.seq) }
      case .pledge(.made(let made)) where made.value == nil && !withdrawn.contains(record.subject):
        let revisions = later.compactMap { if case .pledge(.revised(let revised)) = $0.event { revised } else { nil } }
        let kinds = revisions.last { !$0.terms.kinds.isEmpty }?.terms.kinds ?? made.terms.kinds
        if kinds.contains(.financial), !revisions.contains(where: { $0.change != nil }) {
          found("missingValue", record.subject.description, record.seq)
        }
      default: break
      }
    }
  }

  /// One row for each kind of subject. A reversal is a record like others; what it took out is none.
  private mutating func recordsWithoutSource() {
    let reversed = Set(
      model.all.compactMap { if case .reversed(let reversal) = $0.event { reversal.seq } else { nil } })
    let withdrawn = withdrawn
    let bare = model.all.filter { record in
      record.command.source == nil && query.contains(record.on) && !reversed.contains(record.seq)
        && !withdrawn.contains(record.subject)
        && ![.policy, .books, .group].contains(record.subject.kind)
    }
    for (kind, records) in Dictionary(grouping: bare, by: \.subject.kind) {
      found("noSource", kind.code, records[0].seq, records: records.count)
    }
  }

  /// Records that count in figures with a window.
  private mutating func coarseDates() {
    for record in model.facts where query.contains(record.on) && record.on.last.number - record.on.first.number + 1 > 31
    {
      let counts =
        switch record.event {
        case .agreement(.revised(let revised)): revised.change != nil
        case .pledge(.revised(let revised)): revised.change != nil
        case .agreement(.ended): false
        default: [.project, .agreement, .pledge, .assessment, .plan].contains(record.subject.kind)
        }
      if counts, !withdrawn.contains(record.subject) { found("coarseDate", record.subject.description, record.seq) }
    }
  }

  private mutating func moneyWithoutCountry() {
    struct Key: Hashable { let project: String, currency: Alpha3? }
    let loose = model.lines.filter { $0.country == nil && $0.currency != nil && query.contains($0.on) }
    for (key, lines) in Dictionary(grouping: loose, by: { Key(project: $0.project, currency: $0.currency) }) {
      guard let currency = key.currency, lines.reduce(Int128(0), { $0 + $1.minor }) != 0 else { continue }
      found(
        "notAllocated", "project/\(key.project)", lines[0].record.seq, lines.map { ($0.minor, currency, $0.on.first) })
    }
  }

  private mutating func doubtfulMemberships() {
    var last: [[String]: Record] = [:]
    for record in model.facts {
      if case .group(.membershipSet(let set)) = record.event {
        last[[record.subject.name, set.country.text, set.from.description]] = record
      }
    }
    for record in last.values {
      if case .group(.membershipSet(let set)) = record.event, set.citation.hasSuffix("confidence low") {
        found("lowConfidence", record.subject.description, record.seq)
      }
    }
  }

  // MARK: Budgets

  /// Of each place of a plan the last figure of the window counts. Children stand beside their parent; where it is
  /// missing, the first of them is named.
  private mutating func openBudgets() {
    let set = model.facts.filter { $0.event.type == .plan(.budgetSet) && query.contains($0.on) }
    for (subject, records) in Dictionary(grouping: set, by: \.subject) {
      var last: [[String]: (Record, BudgetSet)] = [:]
      for record in records {
        if case .plan(.budgetSet(let set)) = record.event {
          last[[set.priority?.code, set.theme?.code].compactMap(\.self)] = (record, set)
        }
      }
      guard let plan = last.values.first?.1.plan else { continue }
      let priorities = PlanCodes.priorities(of: plan)
      let places =
        [([], priorities.map { [$0.code] })]
        + priorities.map { priority in
          ([priority.code], PlanCodes.themes(of: priority).map { [priority.code, $0.code] })
        }
      for (parent, children) in places {
        let parts = children.compactMap { last[$0] }
        guard let first = parts.first else { continue }
        guard let (record, whole) = last[parent] else {
          found("budgetOpen", subject.description, first.0.seq)
          continue
        }
        let sum = parts.filter { $0.1.value.currency == whole.value.currency }.reduce(Int128(0)) {
          $0 + Int128($1.1.value.minor)
        }
        let difference = sum - Int128(whole.value.minor)
        guard difference != 0 || parts.contains(where: { $0.1.value.currency != whole.value.currency }) else {
          continue
        }
        found("budgetOpen", subject.description, record.seq, [(difference, whole.value.currency, record.on.first)])
      }
    }
  }

  // MARK: Likely duplicates

  /// Letters and digits alone, without accents and case.
  private func plain(_ name: String) -> String {
    let scalars = name.decomposedStringWithCompatibilityMapping.lowercased().unicodeScalars
    return String(
      String.UnicodeScalarView(scalars.filter { $0.properties.isAlphabetic || $0.properties.numericType != nil }))
  }

  private mutating func duplicatePartners() {
    var registered: [(name: String, seq: UInt64)] = []
    var seen: Set<String> = []
    for record in model.all where record.subject.kind == .partner && seen.insert(record.subject.name).inserted {
      let name = record.subject.name
      let standing = model.facts.last { $0.subject == record.subject && $0.event.type == .partner(.registered) }
      if let standing, model.identity(name) == name { registered.append((name, standing.seq)) }
    }
    var sharing: [String: [Int]] = [:]
    for (n, partner) in registered.enumerated() {
      let profile = model.partner(partner.name)
      let words = Set(([profile.name].compactMap(\.self) + profile.names.values + profile.aliases).map(plain)).filter {
        !$0.isEmpty
      }
      for word in words { sharing["name \(word)", default: []].append(n) }
      for (scheme, value) in profile.identifiers { sharing["identifier \(scheme) \(value)", default: []].append(n) }
    }
    for same in Set(sharing.values) where same.count > 1 {
      let first = registered[same[0]]
      found("duplicatePartner", "partner/\(first.name)", first.seq, records: same.count)
    }
  }

  /// Projects signed in the window under one title with a common partner; those of several partners together count
  /// once.
  private mutating func duplicateProjects() {
    let projects = model.projectNames.compactMap { NaiveProject($0, model) }.filter { query.contains($0.record.on) }
    for same in Dictionary(grouping: projects, by: { plain($0.signed.title) }).values {
      var sharing: [String: [Int]] = [:]
      for (n, project) in same.enumerated() {
        for partner in project.funders.keys { sharing[partner, default: []].append(n) }
      }
      for group in Set(sharing.values) where group.count > 1 {
        let first = same[group[0]]
        found("duplicateProject", "project/\(first.name)", first.record.seq, records: group.count)
      }
    }
  }

  private mutating func parentsAndParts() {
    let projects = model.projectNames.compactMap { NaiveProject($0, model) }.filter { query.contains($0.record.on) }
    let funded = projects.filter { project in
      let lines = model.lines.filter { $0.project == project.name && $0.currency != nil }
      return Dictionary(grouping: lines, by: \.currency).values.contains { $0.reduce(Int128(0)) { $0 + $1.minor } != 0 }
    }
    for parent in funded {
      let parts = funded.count { $0.signed.parent == parent.name }
      if parts > 0 { found("parentAndParts", "project/\(parent.name)", parent.record.seq, records: parts + 1) }
    }
  }

  // MARK: Printed totals

  /// A printed total belongs to its own window, not to the day on which it was printed.
  private mutating func aggregates() {
    let all = model.aggregates.filter { query.contains($0.0.window) }
    for (report, record) in all {
      let details: [EventType] =
        switch report.measure {
        case .signed, .portfolio: [.project(.signed)]
        case .addenda: [.project(.addendumSigned)]
        case .raised: [.project(.signed), .project(.addendumSigned)]
        case .agreements: [.agreement(.signed)]
        case .pledges: [.pledge(.made)]
        }
      let hasDetail = model.facts.contains {
        details.contains($0.event.type) && report.window.first <= $0.on.first && $0.on.last <= report.window.last
      }
      if !hasDetail { found("aggregateOnly", record.subject.description, record.seq) }
    }
    for (n, (one, first)) in all.enumerated() {
      for (other, record) in all[(n + 1)...] {
        guard let value = one.value, let same = other.value, value.minor == same.minor, value.currency == same.currency,
          one.window != other.window,
          one.measure == other.measure, one.region == other.region, one.plan == other.plan,
          one.sourceClass == other.sourceClass
        else { continue }
        found(
          "sameValue", record.subject.description, record.seq, besides: first.seq, records: 2,
          [(Int128(same.minor), same.currency, record.on.first)])
      }
    }
  }
}
