/// The six regions of ITU-D, and the bucket for what is in several of them. A project is in exactly one of the seven;
/// `multi` is never spread over the six (requirement R20).
///
/// Raw values are stored: they never change.
public enum Region: UInt8, CaseIterable, Sendable {
  case afr, ams, arb, asp, cis, eur, multi

  public var code: String {
    switch self {
    case .afr: "AFR"
    case .ams: "AMS"
    case .arb: "ARB"
    case .asp: "ASP"
    case .cis: "CIS"
    case .eur: "EUR"
    case .multi: "MULTI"
    }
  }

  /// The name in English.
  public var name: String {
    switch self {
    case .afr: "Africa"
    case .ams: "Americas"
    case .arb: "Arab States"
    case .asp: "Asia-Pacific"
    case .cis: "Commonwealth of Independent States"
    case .eur: "Europe"
    case .multi: "Multi-region"
    }
  }

  /// Nil for any other text; small letters are not accepted.
  public init?(code: some StringProtocol) {
    guard let region = Region.allCases.first(where: { $0.code == code }) else { return nil }
    self = region
  }
}
