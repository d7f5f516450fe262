/// What can happen to a project.
public enum ProjectEvent: SubjectEvent {
  indirect case signed(ProjectSigned)
  indirect case addendumSigned(AddendumSigned)
  case contributionReceived(ContributionReceived)
  indirect case contributionRefunded(ContributionRefunded)
  case disbursementMade(DisbursementMade)
  indirect case disbursementRecovered(DisbursementRecovered)
  case activitiesCompleted(Remark)
  case closed(Remark)
  case cancelled(Remark)

  public enum Name: String, EventName {
    case signed = "ProjectSigned"
    case addendumSigned = "AddendumSigned"
    case contributionReceived = "ContributionReceived"
    case contributionRefunded = "ContributionRefunded"
    case disbursementMade = "DisbursementMade"
    case disbursementRecovered = "DisbursementRecovered"
    case activitiesCompleted = "ActivitiesCompleted"
    case closed = "ProjectClosed"
    case cancelled = "ProjectCancelled"

    public static var countsInPeriods: Bool { true }
    public var mayLieInFuture: Bool { false }
    public var isFounding: Bool { self == .signed }
    public var holdsFromLastDay: Bool {
      switch self {
      case .signed, .addendumSigned, .contributionReceived: false
      case .contributionRefunded, .disbursementMade, .disbursementRecovered: true
      case .activitiesCompleted, .closed, .cancelled: true
      }
    }
  }

  public init?(_ event: Event) {
    guard case .project(let own) = event else { return nil }
    self = own
  }

  public var name: Name {
    switch self {
    case .signed: .signed
    case .addendumSigned: .addendumSigned
    case .contributionReceived: .contributionReceived
    case .contributionRefunded: .contributionRefunded
    case .disbursementMade: .disbursementMade
    case .disbursementRecovered: .disbursementRecovered
    case .activitiesCompleted: .activitiesCompleted
    case .closed: .closed
    case .cancelled: .cancelled
    }
  }

  var mentions: [Subject] {
    switch self {
    case .signed(let signed): signed.mentions
    case .addendumSigned(let addendum): addendum.mentions
    case .contributionReceived(let paid): Subject.all(.partner, [paid.from])
    case .contributionRefunded(let refund): Subject.all(.partner, [refund.to])
    case .disbursementMade, .disbursementRecovered, .activitiesCompleted, .closed, .cancelled: []
    }
  }

  @inline(__always)
  init(_ name: Name, from r: inout LineReader) throws(LineError) {
    switch name {
    case .disbursementMade: self = .disbursementMade(try DisbursementMade(from: &r))
    case .contributionReceived: self = .contributionReceived(try ContributionReceived(from: &r))
    case .signed: self = .signed(try ProjectSigned.read(from: &r))
    case .addendumSigned: self = .addendumSigned(try AddendumSigned(from: &r))
    case .contributionRefunded: self = .contributionRefunded(try ContributionRefunded(from: &r))
    case .disbursementRecovered: self = .disbursementRecovered(try DisbursementRecovered(from: &r))
    case .activitiesCompleted:
      self = .activitiesCompleted(try Remark(from: &r, member: "note", required: false, type: "ActivitiesCompleted"))
    case .closed: self = .closed(try Remark(from: &r, member: "note", required: false, type: "ProjectClosed"))
    case .cancelled: self = .cancelled(try Remark(from: &r, member: "reason", required: true, type: "ProjectCancelled"))
    }
  }

  @inline(__always)
  func write(to w: inout LineWriter) {
    switch self {
    case .disbursementMade(let made): made.write(to: &w)
    case .contributionReceived(let paid): paid.write(to: &w)
    case .signed(let signed): signed.write(to: &w)
    case .addendumSigned(let addendum): addendum.write(to: &w)
    case .contributionRefunded(let refund): refund.write(to: &w)
    case .disbursementRecovered(let back): back.write(to: &w)
    case .activitiesCompleted(let remark): remark.write(to: &w, member: "note", type: "ActivitiesCompleted")
    case .closed(let remark): remark.write(to: &w, member: "note", type: "ProjectClosed")
    case .cancelled(let remark): remark.write(to: &w, member: "reason", type: "ProjectCancelled")
    }
  }

  public var sentence: Sentence {
    switch self {
    case .signed(let signed): signed.sentence
    case .addendumSigned(let addendum): addendum.sentence
    case .contributionReceived(let paid): paid.sentence
    case .contributionRefunded(let refund): refund.sentence
    case .disbursementMade(let made): made.sentence
    case .disbursementRecovered(let back): back.sentence
    case .activitiesCompleted(let remark): "completed its activities\(because: remark.text)"
    case .closed(let remark): "closed\(because: remark.text)"
    case .cancelled(let remark): "cancelled\(because: remark.text)"
    }
  }
}
