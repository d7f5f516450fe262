/// What can happen to a project: what each event is called, obeys, changes and posts. How, its own file says.
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
    /// Whether what other events post depends on it, because it says what was promised.
    var promises: Bool {
      switch self {
      case .signed, .addendumSigned, .contributionRefunded: true
      case .contributionReceived, .disbursementMade, .disbursementRecovered: false
      case .activitiesCompleted, .closed, .cancelled: false
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

extension ProjectEvent {
  func check(_ rules: Rules, in state: ProjectState) throws(Refusal) {
    switch self {
    case .signed(let signed): try rules.check(signed, in: state)
    case .addendumSigned(let addendum): try rules.check(addendum, in: state)
    case .contributionReceived(let paid): try rules.check(paid, in: state)
    case .contributionRefunded(let refund): try rules.check(refund, in: state)
    case .disbursementMade(let made): try rules.check(made, in: state)
    case .disbursementRecovered(let back): try rules.check(back, in: state)
    case .activitiesCompleted, .cancelled: try rules.needsPhase(state, [.open])
    case .closed: try rules.needsPhase(state, [.open, .completed])
    }
  }

  func change(_ state: inout ProjectState, _ entry: Entry) {
    switch self {
    case .disbursementMade(let made): state.disbursed.add(made.value)
    case .contributionReceived(let paid): state.received.add(paid.value, of: paid.from)
    case .contributionRefunded(let refund):
      state.refunded.add(refund.value, of: refund.to)
      _ = state.promises.lower(by: refund, on: entry.start(opening: state.signedOn?.first))
    case .disbursementRecovered(let back): state.recovered.add(back.value)
    case .signed(let signed): state = ProjectState(signed, entry)
    case .addendumSigned(let addendum): state.apply(addendum, on: entry.start(opening: state.signedOn?.first))
    case .activitiesCompleted: state.end(as: state.phase == .open ? .completed : state.phase, on: entry.on)
    case .closed: state.end(as: .closed, on: entry.on)
    case .cancelled: state.end(as: .cancelled, on: entry.on)
    }
  }

  /// - Parameter promises: what was promised before.
  func post(_ rows: ProjectRows, after promises: Promises, into postings: inout [Posting]) {
    switch self {
    case .disbursementMade(let made):
      postings.append(
        made.value.map { rows.row(.disbursed, $0, in: made.country) }
          ?? rows.row(.inKindDisbursements, in: made.country))
    case .contributionReceived(let paid): postings.append(rows.row(.received, paid.value, of: paid.from))
    case .contributionRefunded(let refund): rows.post(refund, after: promises, into: &postings)
    case .disbursementRecovered(let back): postings.append(rows.row(.recovered, back.value, in: back.country))
    case .signed(let signed): rows.post(signed, into: &postings)
    case .addendumSigned(let addendum): rows.post(addendum, after: promises, into: &postings)
    case .activitiesCompleted: postings.append(rows.row(.completions))
    case .closed: postings.append(rows.row(.closures))
    case .cancelled: postings.append(rows.row(.cancellations))
    }
  }
}
