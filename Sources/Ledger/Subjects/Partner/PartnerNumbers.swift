/// The order in which partners were registered: how a posting names a partner.
public struct PartnerNumbers: Sendable {
  private let places: [String: Int]

  init(places: [String: Int]) { self.places = places }

  /// For states that name no partner, or whose postings nobody wants.
  public static let none = PartnerNumbers(places: [:])

  /// The place of the partner in the order of registration, from 0.
  public func number(ofPartner name: String) -> Int? { places[name] }
}
