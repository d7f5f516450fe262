import Ledger
import Reference

/// The row of the report `chain` that a posting belongs to.
struct ChainRows: Sendable {
  let known: AsKnown
  let funders: Funders
  let agreements: AgreementList
  private let grouping: Query.Grouping
  /// Looked up only where rows are pledges.
  private let pledges: [UInt32: [String]]

  init(_ known: AsKnown, _ grouping: Query.Grouping, _ funders: Funders) throws {
    (self.known, self.grouping, self.funders) = (known, grouping, funders)
    pledges = grouping == .pledge ? try Links.pledges(known) : [:]
    agreements = AgreementList(known)
  }

  /// Postings with the same numbers stand in the same rows: those of one partner, in one project or in projects that
  /// have the same only funder.
  func classes(_ posting: Posting) -> (UInt64, UInt64) {
    guard grouping != .project, grouping != .pledge, posting.kind != .agreed, posting.kind != .pledged else {
      return (UInt64(posting.subject), UInt64(posting.partner))
    }
    return (UInt64(funders.only(posting.subject).map { $0 + 1 } ?? 0), UInt64(posting.partner))
  }

  func row(_ posting: Posting) throws -> [String] {
    switch grouping {
    case .project: return [try project(posting)]
    case .pledge: return [pledges[posting.subject]?.joined(separator: " + ") ?? Chain.noPledge]
    case .partner:
      if posting.kind == .agreed { return [agreements.partyNames(posting.subject)] }
      if ChainRows.isSpending(posting) { return [partnerOrSeveral(posting)] }
      return [known.identity(posting.partner).map(known.partnerName) ?? "not stated"]
    default:
      return ["all"]
    }
  }

  /// The row in which received money is set against what was spent; nil where a filter by partner leaves out money that
  /// cannot be told apart.
  func spendingRow(_ posting: Posting, ofOnePartner: Bool) throws -> [String]? {
    if ofOnePartner, funders.only(posting.subject) == nil { return nil }
    return grouping == .partner ? [partnerOrSeveral(posting)] : try row(posting)
  }

  static func isSpending(_ posting: Posting) -> Bool { posting.kind == .disbursed || posting.kind == .recovered }

  private func partnerOrSeveral(_ posting: Posting) -> String {
    funders.only(posting.subject).map(known.partnerName) ?? Chain.several
  }

  private func project(_ posting: Posting) throws -> String {
    if posting.kind == .pledged { return Chain.noProject }
    if posting.kind == .agreed {
      let projects = agreements.projects(posting.subject)
      return projects.count == 1 ? projects[0] : Chain.noProject
    }
    return try known.projectName(posting.subject)
  }
}

/// Which lines a filter of the report `chain` lets through: a partner, a country, or one subject with what is linked to
/// it.
struct Links {
  private let known: AsKnown
  private let partner: Int?
  private let country: Alpha3?
  private let numbers: Set<UInt32>?
  /// The pledges that name the country of the filter.
  private let pledgesInCountry: Set<UInt32>

  var isOfOnePartner: Bool { partner != nil }

  init(_ known: AsKnown, _ query: Query) throws {
    self.known = known
    let named = query.subject?.kind == .partner ? query.subject?.name : query.partner
    partner = named.map { known.place(ofPartner: $0) ?? -1 }
    country = query.country
    pledgesInCountry = Set(
      known.registers.pledges.items.filter { item in
        query.country.map { item.state.terms.countries.contains($0) } ?? false
      }.map(\.number))
    numbers = try query.subject.flatMap { $0.kind == .partner ? nil : $0 }.map { try Links.numbers(around: $0, known) }
  }

  func admits(_ posting: Posting, _ rows: ChainRows) throws -> Bool {
    if let numbers, !numbers.contains(posting.subject) { return false }
    if let partner {
      if posting.kind == .agreed {
        guard partner >= 0, rows.agreements.parties(posting.subject).contains(known.partnerName(partner)) else {
          return false
        }
      } else if ChainRows.isSpending(posting) {
        guard rows.funders.only(posting.subject) == partner else { return false }
      } else if known.identity(posting.partner) != partner {
        return false
      }
    }
    guard let country else { return true }
    if posting.kind == .agreed { return rows.agreements.reaches(posting.subject, country) }
    if posting.kind == .pledged { return pledgesInCountry.contains(posting.subject) }
    return posting.country == country.rawValue + 1
  }

  /// The pledges to which each pledge, agreement and project is linked, in order, by the number that postings carry.
  static func pledges(_ known: AsKnown) throws -> [UInt32: [String]] {
    var found: [UInt32: [String]] = [:]
    for name in known.registers.pledges.items.map(\.name).sorted() {
      guard let pledge = Subject(.pledge, name) else { continue }
      for number in try numbers(around: pledge, known) { found[number, default: []].append(name) }
    }
    return found
  }

  /// The subject itself and what is linked to it, by the numbers that postings carry.
  private static func numbers(around subject: Subject, _ known: AsKnown) throws -> Set<UInt32> {
    let registers = known.registers
    var projects: Set<String> = []
    var agreements: Set<String> = []
    var pledges: Set<String> = []
    func naming(_ subject: Subject, _ kind: Subject.Kind) throws -> Set<Subject> {
      Set(
        try known.journal.mentions(of: subject, before: known.size).map { try known.journal.record(at: $0).subject }
          .filter { $0.kind == kind })
    }
    func addProjects(naming subject: Subject) throws {
      for project in try naming(subject, .project) {
        guard let signed = try known.project(project).signature else { continue }
        let names = subject.kind == .pledge ? signed.pledges : signed.agreements
        if names.contains(subject.name) { projects.insert(project.name) }
      }
    }
    switch subject.kind {
    case .project:
      projects = [subject.name]
      let signed = try known.project(subject).signature
      agreements = Set(signed?.agreements ?? []).union(
        registers.agreements.items.filter { $0.state.projects.contains(subject.name) }.map(\.name))
      pledges = Set(signed?.pledges ?? [])
    case .agreement:
      agreements = [subject.name]
      pledges = Set(registers.agreements[subject.name]?.state.pledges ?? [])
    case .pledge:
      pledges = [subject.name]
      agreements = Set(
        try naming(subject, .agreement).map(\.name).filter {
          registers.agreements[$0]?.state.pledges.contains(subject.name) ?? false
        })
      try addProjects(naming: subject)
    case .aggregate, .assessment, .books, .figure, .group, .partner, .plan, .policy, .rates, .target:
      throw QueryError(
        at: "--subject", found: subject.description, expected: "a pledge, agreement, project or partner",
        next: "Name one, such as pledge/P2C-0217, or leave it out for all.")
    }
    if subject.kind != .project {
      for name in agreements {
        projects.formUnion(registers.agreements[name]?.state.projects ?? [])
        if let agreement = Subject(.agreement, name) { try addProjects(naming: agreement) }
      }
    }
    var numbers = Set(
      agreements.compactMap { registers.agreements[$0]?.number } + pledges.compactMap { registers.pledges[$0]?.number })
    for name in projects {
      guard let project = Subject(.project, name),
        let first = try known.journal.positions(of: project, before: known.size).first
      else { continue }
      numbers.insert(UInt32(truncatingIfNeeded: first))
    }
    return numbers
  }
}
