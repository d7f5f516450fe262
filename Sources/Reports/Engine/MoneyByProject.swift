import Ledger
import Reference
import Views

/// The money of all projects in a part of the book. One list with a chain for each project: a list for each would cost
/// more than all the rest.
struct MoneyByProject: Sendable {
  struct Link {
    /// The partner as whom the money counts, 0 for that of nobody.
    let partner: UInt32
    let currency: UInt16
    /// Names the rate at which it is converted: 0 where it is not. All its days have the same.
    let rate: UInt64
    let day: Day
    fileprivate(set) var sums = ProjectMoney.Sums()
    /// The lines that are added up; only where a cell is to be opened.
    fileprivate(set) var lines: [Posting] = []
    /// The next one of the project, or −1.
    fileprivate let next: Int

    /// Its money: all at once, or line by line where a cell is to be opened.
    func forEachPiece(_ body: (ProjectMoney.Sums, Posting?) -> Void) {
      if lines.isEmpty { body(sums, nil) }
      for line in lines { body(ProjectMoney.Sums(line), line) }
    }
  }

  private var places = SumPlaces()
  private var first: [Int] = []
  private var links: [Link] = []
  private var rates: PostingRates
  private let keepsLines: Bool

  /// - Parameter sheet: the one that the money will stand in.
  init(for sheet: Sheet) {
    rates = PostingRates(sheet.known, sheet.query)
    keepsLines = sheet.traces
  }

  mutating func add(_ posting: Posting, of identity: Int?) {
    let place = places.place(of: SumPlaces.Key(a: UInt64(posting.subject), b: 0, c: 0), ifNew: first.count)
    if place == first.count { first.append(-1) }
    let partner = identity.map { UInt32($0 + 1) } ?? 0
    let rate = rates.name(posting)
    var at = first[place]
    while at >= 0, links[at].partner != partner || links[at].currency != posting.currency || links[at].rate != rate {
      at = links[at].next
    }
    if at < 0 {
      at = links.count
      links.append(
        Link(
          partner: partner, currency: posting.currency, rate: rate, day: posting.convertedOn,
          next: first[place]))
      first[place] = at
    }
    links[at].sums.add(posting)
    if keepsLines { links[at].lines.append(posting) }
  }

  func forEach(of project: UInt32, _ body: (Link) -> Void) {
    guard let place = places.known(SumPlaces.Key(a: UInt64(project), b: 0, c: 0)) else { return }
    var at = first[place]
    while at >= 0 {
      body(links[at])
      at = links[at].next
    }
  }
}

extension Sheet {
  /// The money of all projects, in parts of the book, in their order.
  func moneyByProject(_ measures: Set<Measure>, counts: @Sendable (Posting) -> Bool) throws -> [MoneyByProject] {
    try sideBySide(coreCount) { n in
      var money = MoneyByProject(for: self)
      try known.forEachPosting(measures, AsKnown.Part(n, of: coreCount)) {
        if counts($0) { money.add($0, of: known.identity($0.partner)) }
      }
      return money
    }
  }
}
