import Ledger

/// What is looked up of partners on one day: kind, country and name of each as whom it counts, whatever day a fact is
/// of.
struct PartnerLookUps: Sendable {
  /// By the place of a partner.
  private let states: [PartnerState]
  /// By the number of a partner: whether its money is internal.
  private let internals: [Bool]

  /// - Parameter identities: by the number of a partner, the place of the one as whom it counts.
  init(_ partners: Subjects<PartnerState>, _ identities: [Int], on day: Day) {
    states = partners.items.map { $0.state(on: day) }
    internals = identities.map { [states] in states[$0].profile?.kind == .internalFund }
  }

  /// The profile of the partner at a place; nil where none is registered.
  func profile(_ place: Int) -> PartnerProfile? { states[place].profile }
  func isChampion(_ place: Int) -> Bool { states[place].isChampion }

  /// Whether the money of a posting is internal: of the ICT Development Fund or an ITU budget.
  @inline(__always)
  func isInternal(_ posting: Posting) -> Bool { posting.partner != 0 && internals[Int(posting.partner) - 1] }
}
