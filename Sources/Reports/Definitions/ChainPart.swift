import Ledger

/// The subjects of one part of the report `chain`, with what cannot be told apart added up: first by project, which is
/// what is owed; then by row.
struct ChainPart: Sendable {
  private let links: Links
  private var rows: ChainRows
  private let query: Query
  private(set) var sums: PostingSums
  private(set) var overdue: PostingSums
  private var dues = Dues()
  /// Projects and funders of funding lines without a known value.
  private(set) var unknown: Set<UInt64> = []
  private(set) var withoutEnd: Set<UInt32> = []

  init(_ links: Links, _ rows: ChainRows, _ query: Query) {
    (self.links, self.rows, self.query) = (links, rows, query)
    sums = PostingSums(rows.known, keeping: rows.keeping, window: query)
    overdue = sums
  }

  /// Adds up all that passes the filters of `scope`, of the subjects with even (0) or odd (1) numbers. No two parts
  /// have sums of one project, so each can say what is owed.
  init(ofSubjects part: UInt32, _ links: Links, _ rows: ChainRows, _ ends: ProjectEnds, _ scope: Query, _ query: Query)
    throws
  {
    self.init(links, rows, query)
    var byProject = PostingSums(rows.known, keeping: [.subject, .partner], window: query)
    try rows.known.forEachPosting(Chain.measures, scope, edge: { _ in }) {
      if $0.subject & 1 == part { byProject.add($0) }
    }
    for sum in byProject.postings where try see(sum) { sums.add(self.rows.standIn(for: sum)) }
    for (posting, _) in overdue(ends) { overdue.add(self.rows.standIn(for: posting)) }
  }

  /// Takes note of what a posting, or a sum of them, says of debts and of unknown values.
  /// - Returns: whether its money counts.
  mutating func see(_ posting: Posting) throws -> Bool {
    guard try links.admits(posting, rows) else { return false }
    if posting.flags.contains(.unknownValue) {
      let line = UInt64(posting.subject) << 32 | UInt64(posting.partner)
      if posting.flags.contains(.reversal) { unknown.remove(line) } else { unknown.insert(line) }
    }
    if let due = Chain.step(posting).due, due.outstanding != 0 {
      dues.add(posting, sign: due.outstanding, partner: rows.known.identity(posting.partner))
    }
    return true
  }

  /// What is owed to a project after its end, unless it was closed or cancelled.
  mutating func overdue(_ ends: ProjectEnds) -> [(posting: Posting, end: Day)] {
    var found: [(Posting, Day)] = []
    for posting in dues.owed where !ends.over.contains(posting.subject) {
      guard let end = ends.planned[posting.subject] else {
        withoutEnd.insert(posting.subject)
        continue
      }
      if end < query.today { found.append((posting, end)) }
    }
    return found
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
