import Ledger
import Reference

enum FindingKind: String, CaseIterable {
  case missingValue, noSource, budgetOpen, duplicatePartner, duplicateProject, aggregateOnly, sameValue, notAllocated,
    coarseDate, lowConfidence, parentAndParts

  var remedy: String {
    switch self {
    case .missingValue: "Record an addendum or a revision when the value is known; leave it open if it has none."
    case .noSource: "Name the document when you record; reverse and record again where an auditor needs it."
    case .budgetOpen: "Ask the planning office which figure is right and record it with BudgetSet."
    case .duplicatePartner: "If both are one, record PartnerMerged for one of them."
    case .duplicateProject: "If both are one, reverse the records of one of them."
    case .aggregateOnly: "Record the detail when it is found; until then the printed total stands alone."
    case .sameValue: "Compare with the documents: one of the two may be a copy."
    case .notAllocated: "Record an addendum that states the countries and their shares."
    case .coarseDate: "State the day or the month if a document has it: reverse and record again."
    case .parentAndParts:
      "If the money of the parts is in that of the parent, reverse one of the two; else leave both."
    case .lowConfidence: "Check the membership against the decision and record GroupMembershipSet with the citation."
    }
  }
}

/// Something that is missing, doubtful or does not add up.
struct Finding {
  /// An amount with the line it comes from.
  struct Amount {
    let minor: Int128
    let currency: Alpha3
    let evidence: Sheet.Evidence
  }

  let kind: FindingKind
  let subject: String
  /// The record to look at first.
  let record: UInt64
  var records: Sheet.Records
  var amounts: [Amount] = []
  let found: String
}

/// All findings of a book. Each `add` looks for one kind or two.
struct Findings {
  private(set) var list: [Finding] = []

  mutating func add(_ finding: Finding) { list.append(finding) }

  /// What one search finds.
  static func of(_ search: (inout Findings) throws -> Void) rethrows -> [Finding] {
    var findings = Findings()
    try search(&findings)
    return findings.list
  }

  // MARK: Promises

  /// Agreements and pledges without a value.
  mutating func addPromises(_ registers: Registers, _ query: Query) {
    for item in registers.agreements.items {
      guard let signed = item.state.signed, item.state.value.money == nil,
        signed.kind == .partnership || signed.kind == .contribution,
        let entry = item.active.first(where: { $0.event.type == .agreement(.signed) }),
        query.window.contains(first: entry.on.first, last: entry.on.last)
      else { continue }
      add(
        Finding(
          kind: .missingValue, subject: "agreement/\(item.name)", record: entry.seq,
          records: .init([Sheet.Evidence(entry, number: item.number)]),
          found: "an agreement of the kind \(signed.kind.rawValue) without a value"))
    }
    for item in registers.pledges.items {
      guard item.state.made != nil, item.state.withdrawnOn == nil, item.state.value.money == nil,
        item.state.terms.kinds.contains(.financial),
        let entry = item.active.first(where: { $0.event.type == .pledge(.made) }),
        query.window.contains(first: entry.on.first, last: entry.on.last)
      else { continue }
      add(
        Finding(
          kind: .missingValue, subject: "pledge/\(item.name)", record: entry.seq,
          records: .init([Sheet.Evidence(entry, number: item.number)]),
          found: "a financial pledge without a value"))
    }
  }

  // MARK: Budgets

  mutating func addBudgets(_ registers: Registers, _ query: Query, left: (String) -> Void) {
    for item in registers.plans.items {
      for warning in PrintedBudget(item, query, begun: left).warnings() {
        let evidence = Sheet.Evidence(warning.record, number: item.number)
        let amounts =
          warning.difference.map {
            [Finding.Amount(minor: Int128($0.minor), currency: $0.currency, evidence: evidence)]
          } ?? []
        add(
          Finding(
            kind: .budgetOpen, subject: "plan/\(item.name)", record: warning.record.seq, records: .init([evidence]),
            amounts: amounts, found: warning.text))
      }
    }
  }

  // MARK: Memberships

  mutating func addMemberships(_ registers: Registers) {
    for group in GroupCode.allCases {
      guard let item = registers.groups[group.rawValue] else { continue }
      for (country, memberships) in item.state.memberships.sorted(by: { $0.key < $1.key }) {
        for membership in memberships where membership.citation.hasSuffix("confidence low") {
          guard let entry = item.active.first(where: { $0.seq == membership.seq }) else { continue }
          add(
            Finding(
              kind: .lowConfidence, subject: "group/\(group.rawValue)", record: membership.seq,
              records: .init([Sheet.Evidence(entry, number: item.number)]),
              found:
                "\(country) from \(membership.from)\(membership.to.map { " up to \($0)" } ?? ""): "
                + "\(membership.citation)"
            ))
        }
      }
    }
  }
}
