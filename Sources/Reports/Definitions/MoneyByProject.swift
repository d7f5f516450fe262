import Ledger

/// The money of all projects in a part of the book. One list with a chain for each project: a list for each would cost more than all the rest.
struct MoneyByProject: Sendable {
  private struct Link {
    var sums: ProjectMoney.Sums
    /// When money was first signed: a number that grows with the postings. Nil if never.
    var signedAt: Int?
    /// The next one of the project, or −1.
    var next: Int
  }

  private var places = SumPlaces()
  private var first: [Int] = []
  private var links: [Link] = []
  private var count = 0

  /// Adds a posting to the money of the partner as whom it counts, or to that of nobody.
  mutating func add(_ posting: Posting, of identity: Int?) {
    let place = places.place(of: SumPlaces.Key(a: UInt64(posting.subject), b: 0, c: 0), ifNew: first.count)
    if place == first.count { first.append(-1) }
    let partner = identity.map { UInt32($0 + 1) } ?? 0
    var at = first[place]
    while at >= 0, links[at].sums.partner != partner || links[at].sums.currency != posting.currency { at = links[at].next }
    if at < 0 {
      at = links.count
      links.append(Link(sums: ProjectMoney.Sums(of: partner, in: posting.currency), signedAt: nil, next: first[place]))
      first[place] = at
    }
    links[at].sums.add(posting)
    guard posting.measure == Measure.signed.rawValue || posting.measure == Measure.added.rawValue, links[at].signedAt == nil else { return }
    links[at].signedAt = count
    count += 1
  }

  /// The sums of one project by partner (0: nobody) and currency, with a number that says which of them were signed first.
  func forEach(of project: UInt32, _ body: (ProjectMoney.Sums, _ signedAt: Int?) -> Void) {
    guard let place = places.known(SumPlaces.Key(a: UInt64(project), b: 0, c: 0)) else { return }
    var at = first[place]
    while at >= 0 {
      body(links[at].sums, links[at].signedAt)
      at = links[at].next
    }
  }
}
