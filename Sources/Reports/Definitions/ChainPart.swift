import Ledger

/// What the report `chain` keeps of some subjects: the money that counts, and what is owed.
struct ChainPart: Sendable {
  private let links: Links
  private let rows: ChainRows
  /// What passes the filters, in the order of the book.
  private(set) var counted: [Posting] = []
  private var dues = Dues()
  /// Funding lines without a known value.
  private(set) var unknown: Set<FundingLineKey> = []

  init(_ links: Links, _ rows: ChainRows) { (self.links, self.rows) = (links, rows) }

  mutating func see(_ posting: Posting) throws {
    guard try links.admits(posting, rows) else { return }
    counted.append(posting)
    if posting.flags.contains(.unknownValue) {
      let line = FundingLineKey(posting)
      if posting.flags.contains(.reversal) { unknown.remove(line) } else { unknown.insert(line) }
    }
    if let due = Chain.step(posting).due, due.outstanding != 0 {
      dues.add(posting, sign: due.outstanding, partner: rows.known.identity(posting.partner))
    }
  }

  /// What is owed to projects after their end, unless they were closed or cancelled.
  /// - Parameter withoutEnd: takes the projects that are owed something and have no stated end.
  func overdue(_ ends: ProjectEnds, on today: Day, _ withoutEnd: inout Set<UInt32>) -> [Posting] {
    dues.owed.filter { posting in
      guard !ends.over.contains(posting.subject) else { return false }
      guard let end = ends.planned[posting.subject] else {
        withoutEnd.insert(posting.subject)
        return false
      }
      return end < today
    }
  }
}

/// Which projects are over, and when each was to end.
struct ProjectEnds: Sendable {
  let planned: [UInt32: Day]
  let over: Set<UInt32>

  init(_ known: AsKnown) throws {
    planned = try known.plannedEnds()
    let reversed = try known.reversedPositions()
    var over: Set<UInt32> = []
    try known.forEachPosting([.closures, .cancellations]) { posting in
      if !posting.flags.contains(.reversal), !reversed.contains(posting.position) { over.insert(posting.subject) }
    }
    self.over = over
  }
}

/// What each partner still owes to each project, with the lines that say so.
struct Dues {
  private var places = SumPlaces()
  private var sums: [Int128] = []
  private var lines: [(posting: Posting, place: Int)] = []

  /// - Parameter sign: 1 for what is promised, −1 for what was paid.
  mutating func add(_ posting: Posting, sign: Int, partner: Int?) {
    let key = SumPlaces.Key(
      a: UInt64(posting.subject), b: UInt64(bitPattern: Int64(partner ?? -1)), c: UInt64(posting.currency))
    let place = places.place(of: key, ifNew: sums.count)
    if place == sums.count { sums.append(0) }
    sums[place] += Int128(sign) * Int128(posting.minor)
    lines.append((posting, place))
  }

  /// The lines of those who owe more than nothing.
  var owed: [Posting] { lines.filter { sums[$0.place] > 0 }.map(\.posting) }
}
