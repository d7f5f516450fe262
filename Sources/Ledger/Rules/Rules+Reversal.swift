extension Rules {
  /// A reversal undoes one record of its own subject that nothing rests on.
  func checkReversal(_ reversal: RecordReversed, past: Past) throws(Refusal) {
    guard let target = past.records.first(where: { $0.seq == reversal.seq }) else {
      throw Refusal(
        .unknownSubject, at: "event.seq", found: "\(reversal.seq)",
        expected: "the position of a record of \(command.subject)",
        remedy: "`pledgebook log \(command.subject)` shows its records.")
    }
    if target.event.type == .recordReversed {
      throw Refusal(
        .notReversible, at: "event.seq", found: "\(reversal.seq), itself a reversal",
        expected: "a record that is not a reversal",
        remedy: "Record the fact again instead.")
    }
    if let earlier = past.records.first(where: { record in
      if case .recordReversed(let other) = record.event { other.seq == reversal.seq } else { false }
    }) {
      throw Refusal(
        .alreadyReversed, at: "event.seq", found: "\(reversal.seq), reversed by record \(earlier.seq)",
        expected: "a record that still counts",
        remedy: "Nothing is left to do.")
    }
    if let closed = books.registers.policy.closedThrough, target.event.type.countsInPeriods, command.late == nil,
      target.on.first <= closed
    {
      throw Refusal(
        .periodClosed, at: "event.seq", found: "a record of \(target.on)",
        expected: "a record after \(closed), where the books are closed",
        remedy: "Give the member \"late\" with the reason: the reversal restates a closed period.")
    }
    let dependents = dependents(of: target, past: past)
    if !dependents.isEmpty {
      throw Refusal(
        .hasDependents, at: "event.seq",
        found: "\(reversal.seq), on which rest \(dependents.map(String.init).joined(separator: ", "))",
        expected: "a record that nothing rests on", remedy: "Reverse those records first, the latest first.")
    }
  }

  private func dependents(of target: Record, past: Past) -> [UInt64] {
    let entries = past.records.map(\.entry)
    let number = UInt32(truncatingIfNeeded: past.records.first?.seq ?? 0)
    let byPosition = Dictionary(past.records.map { ($0.seq, $0.command) }, uniquingKeysWith: { first, _ in first })
    func replayed<S: SubjectState>(_: S.Type, allowed: (Entry, S) -> Bool) -> [UInt64] {
      Replay<S>(entries, number: number, partners: books.registers.numbers).dependents(of: target.seq, allowed: allowed)
    }
    let own: [UInt64] =
      switch command.subject.kind {
      case .project:
        replayed(ProjectState.self) { entry, state in
          guard let command = byPosition[entry.seq] else { return true }
          do throws(Refusal) {
            try Rules(command: command, books: books, day: day).check(project: entry.event, in: state)
            return true
          } catch { return false }
        }
      case .agreement: replayed(AgreementState.self) { $1.signed != nil || $0.event.type == .agreementSigned }
      case .pledge: replayed(PledgeState.self) { $1.made != nil || $0.event.type == .pledgeMade }
      case .partner: replayed(PartnerState.self) { $1.profile != nil || $0.event.type == .partnerRegistered }
      case .plan: replayed(BudgetState.self) { _, _ in true }
      case .assessment, .group, .rates, .target, .aggregate, .figure, .policy, .books: []
      }
    // Whoever names the subject rests on the record that brought it into the book.
    guard founding.contains(target.event.type) else { return own }
    return (own + past.mentions.map(\.seq)).sorted()
  }

  private var founding: Set<EventType> { [.partnerRegistered, .projectSigned, .agreementSigned, .pledgeMade] }
}

extension Event {
  /// The other subjects that the event names: they get an index entry, so that nothing they rest on can be reversed
  /// before them.
  public var mentions: [Subject] {
    func list(_ kind: Subject.Kind, _ names: [String]) -> [Subject] {
      names.map { Subject(kind: kind, uncheckedName: $0) }
    }
    return switch self {
    case .projectSigned(let e):
      list(.partner, e.funding.map(\.from)) + list(.agreement, e.agreements) + list(.pledge, e.pledges)
        + list(.project, e.parent.map { [$0] } ?? [])
    case .addendumSigned(let e): list(.partner, e.funding.map(\.from))
    case .contributionReceived(let e): list(.partner, [e.from])
    case .contributionRefunded(let e): list(.partner, [e.to])
    case .agreementSigned(let e): list(.partner, e.parties) + list(.project, e.projects) + list(.pledge, e.pledges)
    case .agreementRevised(let e): list(.partner, e.parties) + list(.project, e.projects) + list(.pledge, e.pledges)
    case .pledgeMade(let e): list(.partner, [e.by])
    case .partnerMerged(let e): list(.partner, [e.into])
    case .partnerRegistered(let e), .partnerRevised(let e): list(.partner, e.parent.map { [$0] } ?? [])
    case .impactAssessmentIssued(let e): list(.project, e.projects)
    case .championshipStarted, .championshipEnded, .disbursementMade, .disbursementRecovered, .activitiesCompleted,
      .projectClosed,
      .projectCancelled, .agreementEnded, .pledgeRevised, .pledgeProgressReported, .pledgeWithdrawn, .budgetSet,
      .targetSet,
      .ratesPublished, .groupMembershipSet, .aggregateReported, .figurePublished, .roleGranted, .roleRevoked,
      .approvalRequired,
      .periodClosed, .recordReversed:
      []
    }
  }

  /// The projects whose state the rules need to decide on the event.
  public var neededProjects: [String] { mentions.filter { $0.kind == .project }.map(\.name) }
}
