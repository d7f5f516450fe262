import EventStore
import LMDB
import Ledger
import Reference

/// The book as it was known when it had a certain size: what every report is computed from.
///
/// Postings are stored in the order of the book, so the past is a prefix of them. The registers are folded again from their lines.
public final class AsKnown {
  public let journal: Journal
  public let head: Head
  public let registers: Registers
  private let views: Views
  /// By the number of a partner: who it counts as after merges, and whether its money is internal.
  private let identities: [Int]
  private let internals: [Bool]
  /// Kept, because most reports ask for it more than once.
  private var reversed: Set<UInt32>?

  /// - Parameter size: at most the size of the journal; nil for all of it.
  public init(_ views: Views, size: UInt64? = nil) throws {
    self.views = views
    journal = views.journal
    let size = size ?? views.stand.size
    guard size <= views.stand.size else { throw NoSuchRecord(seq: size, size: views.stand.size) }
    head = try journal.head(at: size)
    registers = try journal.registers(at: size, mark: views.stand.mark)
    let partners = registers.partners
    identities = partners.items.map { [registers] in partners.place(of: registers.identity(of: $0.name)) ?? 0 }
    internals = partners.items.map { $0.state.profile?.kind == .internalFund }
  }

  public var size: UInt64 { head.size }

  /// Hands the postings of the wanted measures, recorded so far, to `body` in the order of the book.
  public func forEachPosting(_ wanted: Set<Measure>, _ body: (Posting) throws -> Void) throws {
    var mask: UInt64 = 0
    for measure in wanted { mask |= 1 << UInt64(measure.rawValue) }
    let size = UInt32(truncatingIfNeeded: size)
    try views.environment.read { [views, mask] transaction in
      try views.postings.forEachBlock(of: views.stand.postings, in: transaction) { rows in
        for row in rows {
          if row.position >= size { return .stop }
          if mask & (1 << UInt64(row.measure & 63)) != 0 { try body(row) }
        }
        return .next
      }
    }
  }

  /// The same for one query: only what passes the filters and lies in the window. What straddles its edge goes to `edge`.
  func forEachPosting(_ wanted: Set<Measure>, _ query: Query, edge: (Posting) throws -> Void, _ body: (Posting) throws -> Void) throws {
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

  /// The same, with payments and addenda of one project, partner, country and currency summed before they are handed over: 1M payments
  /// become some thousand rows. For reports that look at nothing else of them; see `Sheet.mayBeSummed`.
  /// - Parameter window: what lies in it and what lies outside is summed apart.
  func forEachSum(
    _ wanted: Set<Measure>, _ scope: Query, window: Query, edge: (Posting) throws -> Void, _ body: (Posting) throws -> Void
  ) throws {
    struct Key: Hashable {
      let subject: UInt32, partner: UInt32, signedDay: Int32, country: UInt16, currency: UInt16, measure: UInt8, flags: UInt8, place: Query.Place
    }
    var places: [Key: Int] = [:]
    var sums: [Posting] = []
    try forEachPosting(wanted, scope, edge: edge) { posting in
      let place = window.place(posting)
      // Signatures are counted, and what straddles the edge is listed: neither may be summed.
      guard posting.measure != Measure.signed.rawValue, posting.kind?.isMoney ?? false, place != .straddling else {
        sums.append(posting)
        return
      }
      let key = Key(
        subject: posting.subject, partner: posting.partner, signedDay: posting.signedDay, country: posting.country, currency: posting.currency,
        measure: posting.measure, flags: posting.flags.rawValue, place: place)
      if let place = places[key], case let (sum, overflow) = sums[place].minor.addingReportingOverflow(posting.minor), !overflow {
        sums[place].minor = sum
      } else {
        places[key] = sums.count
        sums.append(posting)
      }
    }
    for sum in sums { try body(sum) }
  }

  // MARK: Names behind numbers

  /// The place of the partner as whom a posting's partner counts; nil where there is none.
  @inline(__always)
  func identity(_ partner: UInt32) -> Int? { partner == 0 ? nil : identities[Int(partner) - 1] }

  /// Whether the money of a posting is internal: of the ICT Development Fund or an ITU budget.
  @inline(__always)
  func isInternal(_ posting: Posting) -> Bool { posting.partner != 0 && internals[Int(posting.partner) - 1] }

  func partnerName(_ place: Int) -> String { registers.partners.items[place].name }
  func partnerTitle(_ place: Int) -> String { registers.partners.items[place].state.profile?.name ?? partnerName(place) }

  /// The subject of a posting, read from the record that brought it into the book.
  func subject(_ number: UInt32) throws -> Subject { try journal.record(at: UInt64(number)).subject }

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
      if !posting.flags.contains(.reversal), !reversed.contains(posting.position) { ends[posting.subject] = Day(number: Int32(clamping: posting.minor)) }
    }
    return ends
  }

  func rate(from: Alpha3, to: Alpha3, on day: Day) -> ExchangeRates.Rate? { registers.exchange.rate(from: from, to: to, on: day) }

  /// The records that were reversed up to this size and made postings. Cost: one scan, the first time.
  func reversedPositions() throws -> Set<UInt32> {
    if let reversed { return reversed }
    var found: Set<UInt32> = []
    try forEachPosting(Set(Measure.allCases)) { if $0.flags.contains(.reversal) { found.insert($0.reverses) } }
    reversed = found
    return found
  }
}
