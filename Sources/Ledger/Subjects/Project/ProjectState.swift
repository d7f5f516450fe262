import Reference

/// A project as its records leave it: the terms of the signature with its addenda, and the totals that the rules
/// compare.
public struct ProjectState: ProjectFacts {
  public enum Phase: String, Sendable { case unsigned, open, completed, closed, cancelled }

  /// A running total in one currency, for one partner where that matters.
  public struct Total: Hashable, Sendable {
    public let partner: String
    public let currency: Alpha3
    public var minor: Int128
  }

  public internal(set) var phase = Phase.unsigned
  public internal(set) var signature: ProjectSigned?
  public internal(set) var signedOn: EffectiveDate?
  /// The record of the signature.
  public internal(set) var signedAt: UInt64?
  public internal(set) var title = ""
  public internal(set) var ends: Day?
  public internal(set) var endedOn: EffectiveDate?
  public internal(set) var promises = Promises()
  public internal(set) var beneficiaries: SmallList<Beneficiary> = .none
  public internal(set) var addenda: [Int] = []
  public internal(set) var received: [Total] = []
  public internal(set) var refunded: [Total] = []
  public internal(set) var disbursed: [Total] = []
  public internal(set) var recovered: [Total] = []

  public init() {}

  public static func depends(on event: ProjectEvent) -> Bool { true }

  init(_ signed: ProjectSigned, _ entry: Entry) {
    (phase, signature, signedOn, signedAt) = (.open, signed, entry.on, entry.seq)
    (title, ends, beneficiaries) = (signed.title, signed.ends, signed.beneficiaries)
    promises = Promises(signed, on: entry.on.first)
  }

  public mutating func apply(_ event: ProjectEvent, _ entry: Entry) { event.change(&self, entry) }

  mutating func apply(_ addendum: AddendumSigned, on day: Day) {
    addenda.append(addendum.number)
    title = addendum.title ?? title
    ends = addendum.ends ?? ends
    if !addendum.beneficiaries.isEmpty { beneficiaries = addendum.beneficiaries }
    for change in addendum.funding { _ = promises.apply(change, on: day) }
  }

  mutating func end(as phase: Phase, on date: EffectiveDate) { (self.phase, endedOn) = (phase, endedOn ?? date) }

  public func post(
    _ event: ProjectEvent, _ entry: Entry, number: UInt32, partners: PartnerNumbers, into postings: inout [Posting]
  ) {}
}

extension [ProjectState.Total] {
  /// Adds what is known of a value.
  mutating func add(_ value: Money?, of partner: String = "") {
    guard let value else { return }
    for i in indices where self[i].currency == value.currency && self[i].partner == partner {
      self[i].minor += Int128(value.minor)
      return
    }
    append(ProjectState.Total(partner: partner, currency: value.currency, minor: Int128(value.minor)))
  }
}
