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
    var corrections: Corrections?
    var lookUps: [LookUpKey: ProjectLookUps] = [:]
    var partners: [Day: PartnerLookUps] = [:]
    var rows: [UInt32: ProjectTable.Row]?
    /// Those that were asked for; nil for a day without a rate.
    var rates: [RateKey: ExchangeRates.Rate?] = [:]
  }

  private struct RateKey: Hashable {
    let from: Alpha3
    let to: Alpha3
    let day: Day
    let table: String?
  }

  private struct LookUpKey: Hashable {
    let day: Day
    let isAsSigned: Bool
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

  /// Hands the facts of the wanted measures, as they stand, to `body`: each posting is the effect of one fact, with
  /// what later records changed in it. What was reversed does not come. Nothing of a project is looked up.
  public func forEachPosting(_ wanted: Set<Measure>, _ body: (Posting) throws -> Void) throws {
    try forEachPosting(wanted, .whole, body)
  }

  /// The same for a part of them. On any thread.
  func forEachPosting(_ wanted: Set<Measure>, _ part: Part, _ body: (Posting) throws -> Void) throws {
    let corrections = try corrections()
    let mask = Measure.bits(wanted)
    if part.number == 0 { for row in corrections.net where mask & row.measureBit != 0 { try body(row) } }
    try forEachBlock(of: mask, part) { [mask] block in
      try block.forEach { row in
        if mask & row.measureBit != 0, !corrections.passesOver(row) { try body(row) }
      }
    }
  }

  /// What was done to earlier facts up to this size. Cost, the first time: a scan of the blocks that have such rows,
  /// and one of promises where effects were changed.
  func corrections() throws -> Corrections {
    if let known = kept.withLock({ $0.corrections }) { return known }
    let found = try Corrections(
      { body in
        try forEachBlock(of: PostingBlock.changes) { block in
          for rows in [block.promises, block.payments] {
            for row in rows where row.fact != row.position { body(row) }
          }
        }
      },
      rows: { body in try forEachBlock(of: ~(Measure.payments | PostingBlock.changes)) { $0.promises.forEach(body) } })
    kept.withLock { $0.corrections = found }
    return found
  }

  /// What is looked up of projects on a day. Cost, the first time for a day: a scan of promises.
  func lookUps(on day: Day, asSigned: Bool = false) throws -> ProjectLookUps {
    let key = LookUpKey(day: day, isAsSigned: asSigned)
    if let known = kept.withLock({ $0.lookUps[key] }) { return known }
    let found = try ProjectLookUps(on: day, asSigned: asSigned) { body in
      try forEachPosting([.projects, .reached]) { body($0) }
    }
    kept.withLock { $0.lookUps[key] = found }
    return found
  }

  /// What a query looks up of projects: on its last day, or of each as of its signature.
  func lookUps(for query: Query) throws -> ProjectLookUps {
    try lookUps(on: query.lastDay, asSigned: query.isAsSigned)
  }

  /// What is looked up of partners on a day.
  func partners(on day: Day) -> PartnerLookUps {
    kept.withLock { kept in
      if let known = kept.partners[day] { return known }
      let found = PartnerLookUps(registers.partners, identities, on: day)
      kept.partners[day] = found
      return found
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

  /// The facts that a query is about, with what is looked up of their projects on its last day: those that pass its
  /// filters and lie in its window. What straddles the edge goes to `edge`; of a state, what counts and is not over.
  /// - Parameter byCountry: each comes in its parts for the countries; nil: where the query asks for countries.
  func forEachPosting(
    _ wanted: Set<Measure>, _ query: Query, _ part: Part = .whole, byCountry: Bool? = nil,
    edge: (Posting) throws -> Void, _ body: (Posting) throws -> Void
  ) throws {
    let partner = query.partner.map { place(ofPartner: $0) ?? -1 }
    let splits = byCountry ?? query.asksForCountries
    let lookUps = splits || query.isState || query.asksForTerms ? try lookUps(for: query) : nil
    var whole = ProjectLookUps.Whole()
    func see(_ posting: Posting) throws {
      guard query.admits(posting) else { return }
      switch query.place(posting) {
      case .inside:
        try body(posting)
        if query.isState, posting.lastDay > query.lastDay.number { try edge(posting) }
      case .straddling: if try self.lookUps(for: query).hasBegun(posting) { try edge(posting) }
      case .outside: break
      }
    }
    try forEachPosting(wanted, part) { row in
      if let partner, identity(row.partner) != partner { return }
      guard let lookUps else { return try see(row) }
      if query.isState, !lookUps.hasBegun(row) { return }
      let filled = lookUps.filled(row)
      if splits { try lookUps.forEachPart(of: filled, after: &whole, see) } else { try see(filled) }
    }
  }

  // MARK: Names behind numbers

  /// The place of the partner as whom a posting's partner counts; nil where there is none.
  @inline(__always)
  func identity(_ partner: UInt32) -> Int? { partner == 0 ? nil : identities[Int(partner) - 1] }

  /// The place of the partner as whom a name counts; nil where nobody has it.
  func place(ofPartner name: String) -> Int? { registers.partners.place(of: registers.identity(of: name)) }

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
    var projects = Projects<ProjectState>()
    projects.load(subject.name, try journal.records(of: subject, before: size).map(\.entry))
    return projects[subject.name]?.state ?? ProjectState()
  }

  /// - Parameter table: the only table of rates that is asked; nil for all.
  func rate(from: Alpha3, to: Alpha3, on day: Day, by table: String? = nil) -> ExchangeRates.Rate? {
    let key = RateKey(from: from, to: to, day: day, table: table)
    return kept.withLock { kept in
      if let found = kept.rates[key] { return found }
      let rate = registers.exchange.rate(from: from, to: to, on: day, in: table)
      kept.rates[key] = .some(rate)
      return rate
    }
  }
}
