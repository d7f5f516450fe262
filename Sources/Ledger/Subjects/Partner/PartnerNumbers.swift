/// The order in which partners were registered: how a posting names a partner.
public struct PartnerNumbers: Sendable {
  private let places: [String: Int]

  init(places: [String: Int]) { self.places = places }

  /// For states that name no partner, or whose postings nobody wants.
  public static let none = PartnerNumbers(places: [:])

  /// What a posting names the partner by: 1 and its place in the order of registration; 0 for nobody.
  func named(_ partner: String?) -> UInt32 { partner.flatMap { places[$0] }.map { UInt32($0 + 1) } ?? 0 }
}
