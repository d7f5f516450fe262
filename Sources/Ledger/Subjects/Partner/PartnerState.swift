public struct PartnerState: SubjectState {
  /// Nil before registration and after its reversal.
  public private(set) var profile: PartnerProfile?
  public private(set) var registeredOn: EffectiveDate?
  public private(set) var mergedInto: String?
  public private(set) var championships: [(from: EffectiveDate, to: EffectiveDate?)] = []

  public init() {}

  public mutating func apply(_ event: PartnerEvent, _ entry: Entry) {
    switch event {
    case .registered(let profile): (self.profile, registeredOn) = (profile, entry.on)
    case .revised(let revision): profile?.revise(with: revision)
    case .merged(let merged): mergedInto = merged.into
    case .championshipStarted: championships.append((entry.on, nil))
    case .championshipEnded: if !championships.isEmpty { championships[championships.count - 1].to = entry.on }
    }
  }

  public func post(
    _ event: PartnerEvent, _ entry: Entry, number: UInt32, partners: PartnerNumbers, into postings: inout [Posting]
  ) {}

  public var isChampion: Bool { championships.last.map { $0.to == nil } ?? false }
}
