/// The names of the event types. They are the storage format.
public enum EventType: String, CaseIterable, Sendable {
  case partnerRegistered = "PartnerRegistered"
  case partnerRevised = "PartnerRevised"
  case partnerMerged = "PartnerMerged"
  case championshipStarted = "ChampionshipStarted"
  case championshipEnded = "ChampionshipEnded"
  case projectSigned = "ProjectSigned"
  case addendumSigned = "AddendumSigned"
  case contributionReceived = "ContributionReceived"
  case contributionRefunded = "ContributionRefunded"
  case disbursementMade = "DisbursementMade"
  case disbursementRecovered = "DisbursementRecovered"
  case activitiesCompleted = "ActivitiesCompleted"
  case projectClosed = "ProjectClosed"
  case projectCancelled = "ProjectCancelled"
  case agreementSigned = "AgreementSigned"
  case agreementRevised = "AgreementRevised"
  case agreementEnded = "AgreementEnded"
  case pledgeMade = "PledgeMade"
  case pledgeRevised = "PledgeRevised"
  case pledgeProgressReported = "PledgeProgressReported"
  case pledgeWithdrawn = "PledgeWithdrawn"
  case impactAssessmentIssued = "ImpactAssessmentIssued"
  case budgetSet = "BudgetSet"
  case targetSet = "TargetSet"
  case ratesPublished = "RatesPublished"
  case groupMembershipSet = "GroupMembershipSet"
  case aggregateReported = "AggregateReported"
  case figurePublished = "FigurePublished"
  case roleGranted = "RoleGranted"
  case roleRevoked = "RoleRevoked"
  case approvalRequired = "ApprovalRequired"
  case periodClosed = "PeriodClosed"
  case recordReversed = "RecordReversed"

  /// The kind of subject that the event belongs to; nil for a reversal, which belongs to any.
  public var kind: Subject.Kind? {
    switch self {
    case .partnerRegistered, .partnerRevised, .partnerMerged, .championshipStarted, .championshipEnded: .partner
    case .projectSigned, .addendumSigned, .contributionReceived, .contributionRefunded, .disbursementMade,
      .disbursementRecovered, .activitiesCompleted, .projectClosed, .projectCancelled:
      .project
    case .agreementSigned, .agreementRevised, .agreementEnded: .agreement
    case .pledgeMade, .pledgeRevised, .pledgeProgressReported, .pledgeWithdrawn: .pledge
    case .impactAssessmentIssued: .assessment
    case .budgetSet: .plan
    case .targetSet: .target
    case .ratesPublished: .rates
    case .groupMembershipSet: .group
    case .aggregateReported: .aggregate
    case .figurePublished: .figure
    case .roleGranted, .roleRevoked, .approvalRequired: .policy
    case .periodClosed: .books
    case .recordReversed: nil
    }
  }

  /// Plans and standing facts may lie in the future; what happened may not (`date-in-future`).
  public var mayLieInFuture: Bool {
    switch self {
    case .budgetSet, .targetSet, .ratesPublished, .groupMembershipSet: true
    case .partnerRegistered, .partnerRevised, .partnerMerged, .championshipStarted, .championshipEnded, .projectSigned,
      .addendumSigned, .contributionReceived, .contributionRefunded, .disbursementMade, .disbursementRecovered,
      .activitiesCompleted, .projectClosed, .projectCancelled, .agreementSigned, .agreementRevised, .agreementEnded,
      .pledgeMade, .pledgeRevised, .pledgeProgressReported, .pledgeWithdrawn, .impactAssessmentIssued,
      .aggregateReported, .figurePublished, .roleGranted, .roleRevoked, .approvalRequired, .periodClosed,
      .recordReversed:
      false
    }
  }
}

/// What happened. One case for each event of DOMAIN; see Schemas/events.md for the members.
public enum Event: Hashable, Sendable {
  indirect case partnerRegistered(PartnerProfile)
  indirect case partnerRevised(PartnerProfile)
  indirect case partnerMerged(PartnerMerged)
  case championshipStarted(Remark)
  case championshipEnded(Remark)
  indirect case projectSigned(ProjectSigned)
  indirect case addendumSigned(AddendumSigned)
  case contributionReceived(ContributionReceived)
  indirect case contributionRefunded(ContributionRefunded)
  case disbursementMade(DisbursementMade)
  indirect case disbursementRecovered(DisbursementRecovered)
  case activitiesCompleted(Remark)
  case projectClosed(Remark)
  case projectCancelled(Remark)
  indirect case agreementSigned(AgreementSigned)
  indirect case agreementRevised(AgreementRevised)
  case agreementEnded(Remark)
  indirect case pledgeMade(PledgeMade)
  indirect case pledgeRevised(PledgeRevised)
  indirect case pledgeProgressReported(PledgeProgressReported)
  case pledgeWithdrawn(Remark)
  indirect case impactAssessmentIssued(ImpactAssessmentIssued)
  indirect case budgetSet(BudgetSet)
  indirect case targetSet(TargetSet)
  indirect case ratesPublished(RatesPublished)
  indirect case groupMembershipSet(GroupMembershipSet)
  indirect case aggregateReported(AggregateReported)
  indirect case figurePublished(FigurePublished)
  indirect case roleGranted(RoleGranted)
  indirect case roleRevoked(RoleRevoked)
  indirect case approvalRequired(ApprovalRequired)
  indirect case periodClosed(PeriodClosed)
  case recordReversed(RecordReversed)

  public var type: EventType {
    switch self {
    case .partnerRegistered: .partnerRegistered
    case .partnerRevised: .partnerRevised
    case .partnerMerged: .partnerMerged
    case .championshipStarted: .championshipStarted
    case .championshipEnded: .championshipEnded
    case .projectSigned: .projectSigned
    case .addendumSigned: .addendumSigned
    case .contributionReceived: .contributionReceived
    case .contributionRefunded: .contributionRefunded
    case .disbursementMade: .disbursementMade
    case .disbursementRecovered: .disbursementRecovered
    case .activitiesCompleted: .activitiesCompleted
    case .projectClosed: .projectClosed
    case .projectCancelled: .projectCancelled
    case .agreementSigned: .agreementSigned
    case .agreementRevised: .agreementRevised
    case .agreementEnded: .agreementEnded
    case .pledgeMade: .pledgeMade
    case .pledgeRevised: .pledgeRevised
    case .pledgeProgressReported: .pledgeProgressReported
    case .pledgeWithdrawn: .pledgeWithdrawn
    case .impactAssessmentIssued: .impactAssessmentIssued
    case .budgetSet: .budgetSet
    case .targetSet: .targetSet
    case .ratesPublished: .ratesPublished
    case .groupMembershipSet: .groupMembershipSet
    case .aggregateReported: .aggregateReported
    case .figurePublished: .figurePublished
    case .roleGranted: .roleGranted
    case .roleRevoked: .roleRevoked
    case .approvalRequired: .approvalRequired
    case .periodClosed: .periodClosed
    case .recordReversed: .recordReversed
    }
  }

  /// Reads the event object. Its type stands in the middle of the sorted members, so it is looked up first.
  @inline(__always)
  init(from r: inout LineReader) throws(LineError) {
    let start = r.at
    if let type = r.quickType() {
      do throws(LineError) {
        self = try Event(type, from: &r)
        return
      } catch {
        // Perhaps only the type was not the right one.
        r.at = start
      }
    }
    self = try Event(try r.ownType(), from: &r)
  }

  @inline(never)
  private init(_ type: EventType, from r: inout LineReader) throws(LineError) {
    try r.open()
    switch type {
    case .disbursementMade: self = .disbursementMade(try DisbursementMade(from: &r))
    case .partnerRegistered: self = .partnerRegistered(try PartnerProfile(from: &r, type: "PartnerRegistered"))
    case .partnerRevised: self = .partnerRevised(try PartnerProfile(from: &r, type: "PartnerRevised"))
    case .partnerMerged: self = .partnerMerged(try PartnerMerged(from: &r))
    case .championshipStarted:
      self = .championshipStarted(try Remark(from: &r, member: "note", required: false, type: "ChampionshipStarted"))
    case .championshipEnded:
      self = .championshipEnded(try Remark(from: &r, member: "reason", required: false, type: "ChampionshipEnded"))
    case .projectSigned: self = .projectSigned(try ProjectSigned.read(from: &r))
    case .addendumSigned: self = .addendumSigned(try AddendumSigned(from: &r))
    case .contributionReceived: self = .contributionReceived(try ContributionReceived(from: &r))
    case .contributionRefunded: self = .contributionRefunded(try ContributionRefunded(from: &r))
    case .disbursementRecovered: self = .disbursementRecovered(try DisbursementRecovered(from: &r))
    case .activitiesCompleted:
      self = .activitiesCompleted(try Remark(from: &r, member: "note", required: false, type: "ActivitiesCompleted"))
    case .projectClosed:
      self = .projectClosed(try Remark(from: &r, member: "note", required: false, type: "ProjectClosed"))
    case .projectCancelled:
      self = .projectCancelled(try Remark(from: &r, member: "reason", required: true, type: "ProjectCancelled"))
    case .agreementSigned: self = .agreementSigned(try AgreementSigned(from: &r))
    case .agreementRevised: self = .agreementRevised(try AgreementRevised(from: &r))
    case .agreementEnded:
      self = .agreementEnded(try Remark(from: &r, member: "reason", required: false, type: "AgreementEnded"))
    case .pledgeMade: self = .pledgeMade(try PledgeMade(from: &r))
    case .pledgeRevised: self = .pledgeRevised(try PledgeRevised(from: &r))
    case .pledgeProgressReported: self = .pledgeProgressReported(try PledgeProgressReported(from: &r))
    case .pledgeWithdrawn:
      self = .pledgeWithdrawn(try Remark(from: &r, member: "reason", required: true, type: "PledgeWithdrawn"))
    case .impactAssessmentIssued: self = .impactAssessmentIssued(try ImpactAssessmentIssued(from: &r))
    case .budgetSet: self = .budgetSet(try BudgetSet(from: &r))
    case .targetSet: self = .targetSet(try TargetSet(from: &r))
    case .ratesPublished: self = .ratesPublished(try RatesPublished(from: &r))
    case .groupMembershipSet: self = .groupMembershipSet(try GroupMembershipSet(from: &r))
    case .aggregateReported: self = .aggregateReported(try AggregateReported(from: &r))
    case .figurePublished: self = .figurePublished(try FigurePublished(from: &r))
    case .roleGranted: self = .roleGranted(try RoleGranted(from: &r))
    case .roleRevoked: self = .roleRevoked(try RoleRevoked(from: &r))
    case .approvalRequired: self = .approvalRequired(try ApprovalRequired(from: &r))
    case .periodClosed: self = .periodClosed(try PeriodClosed(from: &r))
    case .recordReversed: self = .recordReversed(try RecordReversed(from: &r))
    }
    try r.close()
  }

  func write(to w: inout LineWriter) {
    w.open()
    switch self {
    case .partnerRegistered(let body): body.write(to: &w, type: "PartnerRegistered")
    case .partnerRevised(let body): body.write(to: &w, type: "PartnerRevised")
    case .partnerMerged(let body): body.write(to: &w)
    case .championshipStarted(let body): body.write(to: &w, member: "note", type: "ChampionshipStarted")
    case .championshipEnded(let body): body.write(to: &w, member: "reason", type: "ChampionshipEnded")
    case .projectSigned(let body): body.write(to: &w)
    case .addendumSigned(let body): body.write(to: &w)
    case .contributionReceived(let body): body.write(to: &w)
    case .contributionRefunded(let body): body.write(to: &w)
    case .disbursementMade(let body): body.write(to: &w)
    case .disbursementRecovered(let body): body.write(to: &w)
    case .activitiesCompleted(let body): body.write(to: &w, member: "note", type: "ActivitiesCompleted")
    case .projectClosed(let body): body.write(to: &w, member: "note", type: "ProjectClosed")
    case .projectCancelled(let body): body.write(to: &w, member: "reason", type: "ProjectCancelled")
    case .agreementSigned(let body): body.write(to: &w)
    case .agreementRevised(let body): body.write(to: &w)
    case .agreementEnded(let body): body.write(to: &w, member: "reason", type: "AgreementEnded")
    case .pledgeMade(let body): body.write(to: &w)
    case .pledgeRevised(let body): body.write(to: &w)
    case .pledgeProgressReported(let body): body.write(to: &w)
    case .pledgeWithdrawn(let body): body.write(to: &w, member: "reason", type: "PledgeWithdrawn")
    case .impactAssessmentIssued(let body): body.write(to: &w)
    case .budgetSet(let body): body.write(to: &w)
    case .targetSet(let body): body.write(to: &w)
    case .ratesPublished(let body): body.write(to: &w)
    case .groupMembershipSet(let body): body.write(to: &w)
    case .aggregateReported(let body): body.write(to: &w)
    case .figurePublished(let body): body.write(to: &w)
    case .roleGranted(let body): body.write(to: &w)
    case .roleRevoked(let body): body.write(to: &w)
    case .approvalRequired(let body): body.write(to: &w)
    case .periodClosed(let body): body.write(to: &w)
    case .recordReversed(let body): body.write(to: &w)
    }
    w.close()
  }
}
