import Ledger
import Reference

/// Postings that a report cannot tell apart, added up before they go to its sheet: a million become some hundred. A sum
/// stands where the first of its postings stood and looks like it, with what is not kept taken out.
///
/// Never for a cell that is opened: its lines are wanted one by one.
struct PostingSums {
  private let partners: PartnerLookUps
  private let keeping: Traits
  private let window: Query
  private var places = SumPlaces()
  private(set) var postings: [Posting] = []
  private var funders: (external: UInt32, internal: UInt32) = (0, 0)
  private var rates: PostingRates

  /// - Parameter window: sums what lies in it apart from what does not; what is converted is summed apart for each
  ///   rate.
  init(_ known: AsKnown, keeping: Traits, window: Query) {
    (self.keeping, self.window, rates) = (keeping, window, PostingRates(known, window))
    partners = known.partners(on: window.lastDay)
  }

  mutating func add(_ posting: Posting) {
    guard posting.currency != 0 else {
      postings.append(posting)
      return
    }
    var sum = keeping.kept(posting)
    if !keeping.contains(.partner) { sum.partner = keeping.contains(.funderClass) ? funder(posting) : 0 }
    let part = window.place(posting).rawValue
    let key = SumPlaces.Key(
      a: UInt64(sum.currency) | UInt64(sum.country) << 16 | UInt64(sum.measure) << 32 | UInt64(sum.region) << 40
        | UInt64(sum.way & 0xFF | sum.way >> 8) << 48 | part << 56,
      b: UInt64(sum.subject) | UInt64(sum.partner) << 32,
      c: UInt64(sum.plan) | UInt64(sum.priority) << 8 | UInt64(sum.theme) << 16 | keeping.dates(posting) << 24
        | rates.name(posting) << 48
    )
    let place = places.place(of: key, ifNew: postings.count)
    if place < postings.count {
      let (total, overflow) = postings[place].minor.addingReportingOverflow(sum.minor)
      if !overflow {
        postings[place].minor = total
        return
      }
      places.move(key, to: postings.count)
    }
    postings.append(sum)
  }

  private mutating func funder(_ posting: Posting) -> UInt32 {
    guard posting.partner != 0 else { return 0 }
    if partners.isInternal(posting) {
      if funders.internal == 0 { funders.internal = posting.partner }
      return funders.internal
    }
    if funders.external == 0 { funders.external = posting.partner }
    return funders.external
  }
}

/// Postings that stand in the same cells, added up. A sum is one of its postings with the amount of all, so that a
/// report treats it as it treats each of them.
struct ClassSums {
  private let classes: (Posting) -> (UInt64, UInt64)
  private let window: Query
  private var places = SumPlaces()
  private var rates: PostingRates
  private(set) var postings: [Posting] = []

  init(_ known: AsKnown, _ window: Query, _ classes: @escaping (Posting) -> (UInt64, UInt64)) {
    (self.classes, self.window, rates) = (classes, window, PostingRates(known, window))
  }

  mutating func add(_ posting: Posting) {
    let (a, b) = classes(posting)
    let c = UInt64(posting.currency) | UInt64(posting.measure) << 16 | window.place(posting).rawValue << 24
    let key = SumPlaces.Key(a: a, b: b, c: c | rates.name(posting) << 26)
    let place = places.place(of: key, ifNew: postings.count)
    if place < postings.count {
      let (sum, overflow) = postings[place].minor.addingReportingOverflow(posting.minor)
      if !overflow {
        postings[place].minor = sum
        return
      }
      places.move(key, to: postings.count)
    }
    postings.append(posting)
  }
}

/// Names the rates at which postings are converted, so that those with one rate can be added up. Asks once for each
/// currency and day.
struct PostingRates {
  private let known: AsKnown
  private let target: Alpha3?
  private let table: String?
  private var names: [UInt64: UInt64] = [:]
  private var numbers: [ExchangeRates.Rate: UInt64] = [:]

  init(_ known: AsKnown, _ query: Query) { (self.known, target, table) = (known, query.currency, query.rates) }

  /// 0 where a posting is not converted.
  @inline(__always)
  mutating func name(_ posting: Posting) -> UInt64 { target == nil ? 0 : found(posting) }

  private mutating func found(_ posting: Posting) -> UInt64 {
    guard let target, let own = posting.currencyCode, own != target else { return 0 }
    let key = UInt64(posting.currency) << 32 | UInt64(UInt32(bitPattern: posting.rateDay))
    if let found = names[key] { return found }
    let rate = known.rate(from: own, to: target, on: posting.convertedOn, by: table)
    let name = rate.map { numbers[$0, default: UInt64(numbers.count + 1)] } ?? 0
    if let rate { numbers[rate] = name }
    names[key] = name
    return name
  }
}

/// Where the sum of a key stands. A table of numbers with open addressing: a dictionary would spend more time on each
/// of a million postings than all the rest of a report.
struct SumPlaces {
  struct Key: Equatable {
    let a: UInt64, b: UInt64, c: UInt64

    @inline(__always)
    var hash: UInt64 {
      var mixed = (a ^ (b &* 0x9E37_79B9_7F4A_7C15) ^ (c &* 0xC2B2_AE3D_27D4_EB4F)) &* 0xFF51_AFD7_ED55_8CCD
      mixed ^= mixed >> 32
      return mixed &* 0xC4CE_B9FE_1A85_EC53
    }
  }

  private struct Slot {
    var key: Key
    /// Minus one where the slot is empty.
    var place: Int
  }

  private static let empty = Slot(key: Key(a: 0, b: 0, c: 0), place: -1)
  private var slots = [Slot](repeating: SumPlaces.empty, count: 64)
  private var shift: UInt64 = 58
  private var count = 0

  /// The place of a key; a new key gets `next`.
  @inline(__always)
  mutating func place(of key: Key, ifNew next: Int) -> Int {
    let slot = find(key)
    if slots[slot].place >= 0 { return slots[slot].place }
    slots[slot] = Slot(key: key, place: next)
    count += 1
    if count * 2 > slots.count { grow() }
    return next
  }

  /// The place of a key, if it has one.
  func known(_ key: Key) -> Int? {
    let place = slots[find(key)].place
    return place < 0 ? nil : place
  }

  mutating func move(_ key: Key, to place: Int) { slots[find(key)].place = place }

  @inline(__always)
  private func find(_ key: Key) -> Int {
    var slot = Int(truncatingIfNeeded: key.hash >> shift)
    while slots[slot].place >= 0, slots[slot].key != key { slot = (slot &+ 1) & (slots.count &- 1) }
    return slot
  }

  private mutating func grow() {
    let old = slots
    slots = [Slot](repeating: SumPlaces.empty, count: old.count * 4)
    shift -= 2
    for slot in old where slot.place >= 0 { slots[find(slot.key)] = slot }
  }
}
