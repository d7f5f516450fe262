import EventStore
import Ledger
import Reference

extension Findings {
  /// Funding lines without a value, money without a country, and dates that stand for more than a month. Cost: two
  /// scans of postings.
  mutating func addMoney(_ known: AsKnown, _ query: Query) throws {
    let withdrawn = Set(known.registers.pledges.items.filter { $0.state.withdrawnOn != nil }.map(\.number))
    var open: [FundingLineKey: Posting] = [:]
    var loose: [AccountKey: [Posting]] = [:]
    var coarse: [UInt32: Posting] = [:]
    let lookUps = try known.lookUps(on: query.lastDay)
    var whole = ProjectLookUps.Whole()
    try known.forEachPosting(Set(Measure.allCases)) { posting in
      guard query.window.contains(first: Day(number: posting.firstDay), last: Day(number: posting.lastDay)) else {
        return
      }
      if posting.lastDay - posting.firstDay >= 31, !withdrawn.contains(posting.subject) {
        coarse[posting.position] = coarse[posting.position] ?? posting
      }
      guard posting.measure == Measure.signed.rawValue || posting.measure == Measure.added.rawValue else {
        return
      }
      let line = FundingLineKey(posting, of: known.identity(posting.partner))
      if posting.flags.contains(.unknownValue) {
        open[line] = posting
      } else if posting.measure == Measure.added.rawValue {
        open[line] = nil
      }
      guard posting.currency != 0 else { return }
      lookUps.forEachPart(of: posting, after: &whole) { part in
        if part.country == 0 { loose[AccountKey(part), default: []].append(part) }
      }
    }
    for posting in open.values.sorted(by: { ($0.position, $0.partner) < ($1.position, $1.partner) }) {
      let partner = known.identity(posting.partner).map(known.partnerName) ?? "somebody"
      try add(.missingValue, posting, "a funding line of \(partner) without a value", known)
    }
    for posting in coarse.values.sorted(by: { $0.position < $1.position }) {
      try add(
        .coarseDate, posting,
        "dated \(Day(number: posting.firstDay)) to \(Day(number: posting.lastDay)), "
          + "\(posting.lastDay - posting.firstDay + 1) days",
        known)
    }
    for (_, postings) in loose.sorted(by: { $0.key < $1.key }) {
      let sum = postings.reduce(Int128(0)) { $0 + Int128($1.minor) }
      guard sum != 0, let first = postings.first else { continue }
      try add(.notAllocated, first, "money that no country has", known, amounts: postings)
    }
  }

  private mutating func add(
    _ kind: FindingKind, _ posting: Posting, _ found: String, _ known: AsKnown, amounts: [Posting] = []
  ) throws {
    add(
      Finding(
        kind: kind, subject: try known.subject(posting.subject).description, record: UInt64(posting.position),
        records: .init([Sheet.Evidence(posting)]),
        amounts: amounts.compactMap { posting in
          posting.currencyCode.map {
            Finding.Amount(minor: Int128(posting.minor), currency: $0, evidence: Sheet.Evidence(posting))
          }
        }, found: found))
  }

  /// Records without a source, by the kind of their subject. Cost: one scan of postings.
  /// - Parameter none: a list of records, still empty.
  mutating func addSources(_ known: AsKnown, _ query: Query, _ none: Sheet.Records) throws {
    let needNone: Set<Subject.Kind> = [.policy, .books, .group]
    var found: [Subject.Kind: Sheet.Records] = [:]
    func isInWindow(_ evidence: Sheet.Evidence) -> Bool {
      query.window.contains(first: evidence.first, last: evidence.last)
    }
    let reversed = reversedRecords(known)
    let withdrawn = Set(known.registers.pledges.items.filter { $0.state.withdrawnOn != nil }.map(\.name))
    // Every record of a project makes postings, and those of one record stand together.
    var last: UInt32?
    var inProjects = none
    try known.forEachPosting(Measure.ofProjects) { posting in
      guard posting.flags.contains(.unsourced), posting.position != last else { return }
      last = posting.position
      let evidence = Sheet.Evidence(posting)
      guard isInWindow(evidence) else { return }
      inProjects.add(evidence)
    }
    if inProjects.count > 0 { found[.project] = inProjects }
    for entry in known.registers.entries
    where !entry.hasSource && !needNone.contains(entry.subject.kind) && !reversed.contains(entry.seq) {
      if entry.subject.kind == .pledge, withdrawn.contains(entry.subject.name) { continue }
      let evidence = Sheet.Evidence(entry, number: UInt32(truncatingIfNeeded: entry.seq))
      if isInWindow(evidence) { found[entry.subject.kind, default: none].add(evidence) }
    }
    for (kind, records) in found.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
      let few = records.kept.prefix(Sheet.Records.few)
      let count = records.count
      self.add(
        Finding(
          kind: .noSource, subject: kind.code, record: few[0].position, records: records,
          found:
            "\(count == 1 ? "1 record cites" : "\(count) records cite") no document: "
            + "\(few.map { String($0.position) }.joined(separator: ", "))\(count > Int64(few.count) ? ", …" : "")"))
    }
  }

  /// The records of subjects other than projects that were reversed.
  private func reversedRecords(_ known: AsKnown) -> Set<UInt64> {
    func reversed<State>(_ subjects: Subjects<State>) -> [Set<UInt64>] { subjects.items.map(\.reversed) }
    let r = known.registers
    let promises = reversed(r.partners) + reversed(r.agreements) + reversed(r.pledges) + reversed(r.assessments)
    let tables =
      reversed(r.plans) + reversed(r.rates) + reversed(r.targets) + reversed(r.aggregates) + reversed(r.figures)
    return (promises + tables).reduce(into: []) { $0.formUnion($1) }
  }

  /// Reported aggregates without detail, and pairs with the same value.
  mutating func addAggregates(_ known: AsKnown, _ query: Query) throws {
    var all: [(entry: Entry, number: UInt32, report: AggregateReported, name: String)] = []
    for item in known.registers.aggregates.items {
      for entry in item.state.entries {
        guard case .aggregate(.reported(let report)) = entry.event,
          query.window.contains(first: report.window.first, last: report.window.last)
        else { continue }
        all.append((entry, item.number, report, item.name))
      }
    }
    guard !all.isEmpty else { return }
    var days: [AggregateMeasure: [(first: Int32, last: Int32)]] = [:]
    try known.forEachPosting([.projects, .addenda, .agreements, .pledges]) { posting in
      for measure in AggregateMeasure.allCases where measure.detail.contains(where: { $0.rawValue == posting.measure })
      {
        days[measure, default: []].append((posting.firstDay, posting.lastDay))
      }
    }
    for (entry, number, report, name) in all {
      let window = Window(report.window)
      let hasDetail = (days[report.measure] ?? []).contains {
        window.contains(first: Day(number: $0.first), last: Day(number: $0.last))
      }
      if !hasDetail {
        add(
          Finding(
            kind: .aggregateOnly, subject: "aggregate/\(name)", record: entry.seq,
            records: .init([Sheet.Evidence(entry, number: number)]),
            found: "\(report.measure.rawValue) of \(report.window) without any record of that window"))
      }
    }
    for (n, one) in all.enumerated() {
      for other in all[(n + 1)...] {
        guard let value = one.report.value, let same = other.report.value, value.minor == same.minor,
          value.currency == same.currency,
          one.report.measure == other.report.measure, one.report.window != other.report.window,
          one.report.region == other.report.region,
          one.report.plan == other.report.plan, one.report.sourceClass == other.report.sourceClass
        else { continue }
        let evidence = [
          Sheet.Evidence(one.entry, number: one.number), Sheet.Evidence(other.entry, number: other.number),
        ]
        add(
          Finding(
            kind: .sameValue, subject: "aggregate/\(other.name)", record: other.entry.seq, records: .init(evidence),
            amounts: [Finding.Amount(minor: Int128(same.minor), currency: same.currency, evidence: evidence[1])],
            found:
              "\(one.report.measure.rawValue) of \(one.report.window) (record \(one.entry.seq)) and of "
              + "\(other.report.window) have the same value"
          ))
      }
    }
  }
}

extension AggregateMeasure {
  /// The postings that would be the detail of a reported total.
  var detail: [Measure] {
    switch self {
    case .signed, .portfolio: [.projects]
    case .addenda: [.addenda]
    case .raised: [.projects, .addenda]
    case .agreements: [.agreements]
    case .pledges: [.pledges]
    }
  }
}
