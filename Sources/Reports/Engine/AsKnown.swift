import EventStore
import Ledger
import Reference
import Synchronization
import Views

/// The book as it was known when it had a certain size: what every report is computed from.
///
/// Postings are stored in the order of the book, so the past is a prefix of them. The registers are folded again from
/// their lines. Any thread.
public final class AsKnown: Sendable {
  /// The lines behind the figures; it may have grown since.
  public let journal: Journal
  /// Size and root of the book as it was known. A report prints them as "as of".
  public let head: Head
  /// Partners, rates, groups and the other registers, folded up to that size.
  public let registers: Registers
  private let views: ViewsSnapshot
  /// By the number of a partner: who it counts as after merges, and whether its money is internal.
  private let identities: [Int]
  private let internals: [Bool]
  private let kept = Mutex(Kept())

  /// What was worked out once, because most reports ask for it more than once.
  private struct Kept {
    var reversed: Set<UInt32>?
    var rows: [UInt32: ProjectTable.Row]?
    /// Those that were asked for; nil for a day without a rate.
    var rates: [UInt64: ExchangeRates.Rate?] = [:]
  }

  /// - Parameter size: at most the size of the journal; nil for all of it.
  public init(_ views: ViewsSnapshot, size: UInt64? = nil) throws {
    (self.views, journal) = (views, views.journal)
    let stand = views.stand
    let size = size ?? stand.size
    guard size <= stand.size else { throw NoSuchRecord(seq: size, size: stand.size) }
    head = try journal.head(at: size)
    registers = try journal.registers(at: size, mark: stand.mark)
    let partners = registers.partners
    identities = partners.items.map { [registers] in partners.place(of: registers.identity(of: $0.name)) ?? 0 }
    internals = partners.items.map { $0.state.profile?.kind == .internalFund }
  }

  /// The number of records that were known; those at this position and after it do not count.
  public var size: UInt64 { head.size }

  /// A part of the postings of the book as it was known. Parts of the same count are about equal, and follow each
  /// other.
  struct Part {
    let number: UInt64
    let count: UInt64
    static let whole = Part(0, of: 1)

    init(_ number: Int, of count: Int) { (self.number, self.count) = (UInt64(number), UInt64(count)) }
  }

  /// Hands the postings of the wanted measures, recorded so far, to `body` in the order of the book.
  public func forEachPosting(_ wanted: Set<Measure>, _ body: (Posting) throws -> Void) throws {
    try forEachPosting(wanted, .whole, body)
  }

  /// The same for a part of them. On any thread.
  func forEachPosting(_ wanted: Set<Measure>, _ part: Part, _ body: (Posting) throws -> Void) throws {
    var mask: UInt64 = 0
    for measure in wanted { mask |= 1 << UInt64(measure.rawValue) }
    try forEachBlock(of: mask, part) { [mask] block in
      try block.forEach { row in if mask & (1 << UInt64(row.measure & 63)) != 0 { try body(row) } }
    }
  }

  private func forEachBlock(of measures: UInt64, _ part: Part = .whole, _ body: (PostingBlock) throws -> Void) throws {
    let rows = views.stand.postings
    // Rows stand in the order of the book, so a part of the records known then has about that part of the rows known
    // then.
    let blocks = rows * size / max(views.stand.size, 1) / UInt64(PostingBlock.capacity)
    let start = blocks * part.number / part.count
    let count =
      part.number + 1 == part.count ? rows : blocks * (part.number + 1) / part.count * UInt64(PostingBlock.capacity)
    try views.forEachBlock(of: count, from: start, before: size, of: measures, body)
  }

  /// The same for one query: only what passes the filters and lies in the window. What straddles its edge goes to
  /// `edge`.
  func forEachPosting(
    _ wanted: Set<Measure>, _ query: Query, edge: (Posting) throws -> Void, _ body: (Posting) throws -> Void
  ) throws {
    let partner = query.partner.map { registers.partners.place(of: registers.identity(of: $0)) ?? -1 }
    try forEachPosting(wanted) { posting in
      guard query.admits(posting) else { return }
      if let partner, identity(posting.partner) != partner { return }
      switch query.place(posting) {
      case .inside: try body(posting)
      case .straddling: try edge(posting)
      case .outside: break
      }
    }
  }

  // MARK: Names behind numbers

  /// The place of the partner as whom a posting's partner counts; nil where there is none.
  @inline(__always)
  func identity(_ partner: UInt32) -> Int? { partner == 0 ? nil : identities[Int(partner) - 1] }

  /// Whether the money of a posting is internal: of the ICT Development Fund or an ITU budget.
  @inline(__always)
  func isInternal(_ posting: Posting) -> Bool { posting.partner != 0 && internals[Int(posting.partner) - 1] }

  func kind(ofPartner partner: UInt32) -> PartnerKind? {
    identity(partner).flatMap { registers.partners.items[$0].state.profile?.kind }
  }

  func partnerName(_ place: Int) -> String { registers.partners.items[place].name }
  func partnerTitle(_ place: Int) -> String {
    registers.partners.items[place].state.profile?.name ?? partnerName(place)
  }

  /// The subject of a posting, by the table of projects or the record that brought it into the book.
  func subject(_ number: UInt32) throws -> Subject {
    if let name = try projects()[number]?.name, let subject = Subject(.project, name) { return subject }
    return try journal.record(at: UInt64(number)).subject
  }

  /// The name of a project by its number.
  func projectName(_ number: UInt32) throws -> String { try projects()[number]?.name ?? subject(number).name }

  /// The title of a project as signature `signature` has it.
  func title(ofProject number: UInt32, signature: UInt64) throws -> String {
    if let row = try projects()[number], row.signature == signature { return row.title }
    if case .project(.signed(let signed)) = try journal.record(at: signature).event { return signed.title }
    return ""
  }

  /// The table of projects by their numbers. Cost: one scan, the first time.
  func projects() throws -> [UInt32: ProjectTable.Row] {
    if let rows = kept.withLock({ $0.rows }) { return rows }
    var found: [UInt32: ProjectTable.Row] = [:]
    try views.forEachProject { found[$0.number] = $0 }
    kept.withLock { [found] in $0.rows = found }
    return found
  }

  /// A project as it was known. Cost: its records are read and folded.
  func project(_ subject: Subject) throws -> ProjectState {
    try views.checkIndex(of: subject)
    var projects = Projects()
    projects.load(subject.name, try journal.records(of: subject, before: size).map(\.entry))
    return projects[subject.name]?.state ?? ProjectState()
  }

  /// The stated end of each project that has one, by the project's number. Cost: two scans.
  func plannedEnds() throws -> [UInt32: Day] {
    let reversed = try reversedPositions()
    var ends: [UInt32: Day] = [:]
    try forEachPosting([.plannedEnd]) { posting in
      if !posting.flags.contains(.reversal), !reversed.contains(posting.position) {
        ends[posting.subject] = Day(number: Int32(clamping: posting.minor))
      }
    }
    return ends
  }

  func rate(from: Alpha3, to: Alpha3, on day: Day) -> ExchangeRates.Rate? {
    let key = UInt64(from.rawValue) << 48 | UInt64(to.rawValue) << 32 | UInt64(UInt32(bitPattern: day.number))
    return kept.withLock { kept in
      if let found = kept.rates[key] { return found }
      let rate = registers.exchange.rate(from: from, to: to, on: day)
      kept.rates[key] = .some(rate)
      return rate
    }
  }

  /// The records that were reversed up to this size and made postings. Cost: a scan of the blocks that have such rows,
  /// the first time.
  func reversedPositions() throws -> Set<UInt32> {
    try kept.withLock { kept in
      if let reversed = kept.reversed { return reversed }
      var found: Set<UInt32> = []
      try forEachBlock(of: PostingBlock.reversal) { block in
        for rows in [block.promises, block.payments] {
          for row in rows where row.flags.contains(.reversal) { found.insert(row.reverses) }
        }
      }
      kept.reversed = found
      return found
    }
  }
}
