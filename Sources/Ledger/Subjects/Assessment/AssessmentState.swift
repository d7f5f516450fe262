public struct AssessmentState: SubjectState {
  public private(set) var issued: ImpactAssessmentIssued?
  public private(set) var issuedOn: EffectiveDate?

  public init() {}

  public mutating func apply(_ event: AssessmentEvent, _ entry: Entry) {
    switch event {
    case .issued(let issued): (self.issued, issuedOn) = (issued, entry.on)
    }
  }

  public func post(
    _ event: AssessmentEvent, _ entry: Entry, number: UInt32, partners: PartnerNumbers, into postings: inout [Posting]
  ) {
    switch event {
    case .issued: postings.append(Posting(.assessments, 1, entry: entry, subject: number))
    }
  }
}
