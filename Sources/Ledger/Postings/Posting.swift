import Reference

/// What a posting measures. Pledged, agreed, signed, received, disbursed and budgeted money are never added together.
/// The numbers are stored in views and never change their meaning.
public enum Measure: UInt8, CaseIterable, Sendable {
  // Counts: `minor` is +1 or −1.
  case projects = 1
  case addenda, completions, closures, cancellations, inKindDisbursements
  /// A country that a project reaches from a day on: `minor` is its share in ten-thousandths of a percent, 0 where none
  /// is stated. Not a sum: the rows of the last fact that states countries are the list in force.
  case reached
  case agreements, pledges, withdrawals, progressReports, assessments
  /// The stated end of a project: `minor` is the day's number, not a sum. The last one in force holds.
  case plannedEnd
  // Money: `minor` is in minor units of `currency`.
  case signed = 32
  /// Money that addenda add to or take from signed projects, and that refunds take away.
  case added
  case received, refunded, disbursed, recovered
  case agreed, pledged, delivered, budgeted

  /// What records of projects make postings of.
  public static let ofProjects: Set<Measure> = [
    .projects, .addenda, .completions, .closures, .cancellations, .inKindDisbursements, .reached, .plannedEnd, .signed,
    .added, .received, .refunded,
    .disbursed, .recovered,
  ]

  public var isMoney: Bool { rawValue >= 32 }
  /// Whether it says what was paid or given, not what was promised. Four of five postings do, and few reports look at
  /// them.
  public var isPayment: Bool { Measure.payments & bit != 0 }
  /// The measure in a set of measures that is kept as bits.
  var bit: UInt64 { 1 << UInt64(rawValue) }
  /// The measures of payments: bit n stands for the measure with the number n.
  public static let payments = bits([received, refunded, disbursed, recovered, inKindDisbursements])

  /// A set of measures as bits: bit n stands for the measure with the number n.
  public static func bits(_ measures: some Sequence<Measure>) -> UInt64 { measures.reduce(0) { $0 | $1.bit } }
}

/// One small fixed row that a record makes: what one fact moves, or how a later record changes what it moves. Every
/// figure is a sum over postings.
///
/// 48 bytes, laid out as declared (tested), little-endian in `views.mdb`. Zero stands for "none" in `partner`,
/// `country`, `currency`, `region`, `plan`, `priority` and `theme`; the other numbers are one more than those of the
/// types they name.
///
/// Region, plan, priority and theme stand in the row `projects` of a signature, in rows of agreements and in those of
/// budgets; in other rows of a project they are zero in the file, and whoever reads them for a report looks them up. So
/// does `country`, but where a disbursement names one.
public struct Posting: Hashable, Sendable {
  /// Minor units, or a count.
  public var minor: Int64
  /// The record that makes the row: since when the book knows it.
  public var position: UInt32
  /// The subject, named by the position of its first record.
  public var subject: UInt32
  /// The effective interval, days since 1970-01-01, both included.
  public var firstDay: Int32
  public var lastDay: Int32
  /// The day whose rate converts it: from which the fact holds; of what is taken away, on which that came in.
  public var rateDay: Int32
  /// 1 + the place of the partner in the order of registration.
  public var partner: UInt32
  /// 1 + `Alpha3.rawValue`. No country: not allocated.
  public var country: UInt16
  public var currency: UInt16
  public var measure: Measure.RawValue
  /// 1 + `Region.rawValue`.
  public var region: UInt8
  public var plan: UInt8
  /// 1 + `Priority.rawValue`.
  public var priority: UInt8
  /// 1 + `Theme.rawValue`.
  public var theme: UInt8
  public var qualifier: UInt8
  public var flags: Flags
  /// The fact whose effect it is, by its record: `position`, unless a later record changes the effect.
  public var fact: UInt32

  public struct Flags: OptionSet, Hashable, Sendable {
    public let rawValue: UInt16
    public init(rawValue: UInt16) { self.rawValue = rawValue }
    /// Takes the fact out, with all that it did: the record of the row reverses it.
    public static let reversal = Flags(rawValue: 1)
    /// A funding line whose value is not known: `minor` is 0 and says nothing.
    public static let unknownValue = Flags(rawValue: 2)
    /// Changes what the fact moves: the record of the row holds before it, and was recorded after it.
    public static let change = Flags(rawValue: 4)
    /// Recorded after its period was closed.
    public static let late = Flags(rawValue: 8)
    /// The funding line is stated to be in kind.
    public static let inKind = Flags(rawValue: 16)
    /// The funding line is stated to be in money: cash or funds-in-trust. An addendum may state neither.
    public static let inMoney = Flags(rawValue: 32)
    /// The record cites no document.
    public static let unsourced = Flags(rawValue: 64)
    /// A change after which the fact moves nothing here, not even zero.
    public static let gone = Flags(rawValue: 128)
    /// The fact holds from the last day of its date: it ends, spends or refunds.
    public static let fromLastDay = Flags(rawValue: 256)
    /// Signed money that leaves because its line changes the currency. It shows no signature.
    public static let back = Flags(rawValue: 512)
    /// A row of the signature, which comes before all other facts of its project.
    public static let opening = Flags(rawValue: 1024)
    /// Of money lines, those in trust.
    public static let inTrust = Flags(rawValue: 2048)

    /// What belongs to the record that writes a posting, also where it undoes another one.
    init(of entry: Entry) { self = (entry.isLate ? Flags.late : []).union(entry.hasSource ? [] : .unsourced) }

    /// How a funding line is stated to be paid.
    init(_ modality: Modality?) {
      switch modality {
      case .inKind: self = .inKind
      case .cash: self = .inMoney
      case .fundsInTrust: self = [.inMoney, .inTrust]
      case nil: self = []
      }
    }
  }

  /// - Parameter opening: the first day of the subject, before which nothing holds.
  init(_ measure: Measure, _ minor: Int64, entry: Entry, subject: UInt32, opening: Day? = nil) {
    let type = entry.event.type
    self.minor = minor
    position = UInt32(truncatingIfNeeded: entry.seq)
    self.subject = subject
    firstDay = entry.on.first.number
    lastDay = entry.on.last.number
    rateDay = type.start(of: entry.on, opening: opening).number
    partner = 0
    country = 0
    currency = 0
    self.measure = measure.rawValue
    region = 0
    plan = 0
    priority = 0
    theme = 0
    qualifier = 0
    flags = Flags(of: entry)
    if type.holdsFromLastDay { flags.insert(.fromLastDay) }
    fact = position
  }

  /// The measure as a bit, which `Measure.bits` has for each of its measures.
  @inlinable @inline(__always)
  public var measureBit: UInt64 { 1 << UInt64(measure & 63) }
  public var kind: Measure? { Measure(rawValue: measure) }
  public var currencyCode: Alpha3? { currency == 0 ? nil : Alpha3(rawValue: currency - 1) }
  public var countryCode: Alpha3? { country == 0 ? nil : Alpha3(rawValue: country - 1) }
  public var regionCode: Region? { region == 0 ? nil : Region(rawValue: region - 1) }
  /// How the funding line is paid.
  public var modality: Modality? {
    if flags.contains(.inKind) { return .inKind }
    return flags.contains(.inMoney) ? flags.contains(.inTrust) ? .fundsInTrust : .cash : nil
  }
  public var planCode: Plan? { Plan(rawValue: plan) }
  public var priorityCode: Priority? { priority == 0 ? nil : Priority(rawValue: priority - 1) }
  /// From when the fact holds, if its subject had begun by then.
  public var start: Day { Day(number: flags.contains(.fromLastDay) ? lastDay : firstDay) }
  /// The day whose rate converts it.
  public var convertedOn: Day { Day(number: rateDay) }
  public var themeCode: Theme? { theme == 0 ? nil : Theme(rawValue: theme - 1) }

  /// Whether the fact of this row holds before that of another one of the same project and measure, both holding from
  /// their first day.
  public func holdsBefore(_ other: Posting) -> Bool {
    func order(_ row: Posting) -> (Int, Int32, UInt32) {
      (row.flags.contains(.opening) ? 0 : 1, row.firstDay, row.fact)
    }
    return order(self) < order(other)
  }

  /// Whether it is promised money that goes because it was paid back: no addendum took it away, and it shows no line.
  public var isRefund: Bool { measure == Measure.added.rawValue && flags.contains(.fromLastDay) }

  mutating func set(_ money: Money) {
    currency = money.currency.rawValue + 1
    qualifier = money.qualifier.rawValue
  }

  /// The row with the amount of a move.
  func with(_ move: PromisedValue.Move, _ qualifier: Money.Qualifier) -> Posting {
    var row = self
    (row.minor, row.rateDay) = (move.minor, move.day.number)
    (row.currency, row.qualifier) = (move.currency.rawValue + 1, qualifier.rawValue)
    return row
  }

  /// The part of a fact's effect in which it can be added up: what two rows share that differ in nothing but the amount
  /// and the record that makes them.
  public var place: Posting {
    var place = self
    (place.minor, place.position) = (0, 0)
    place.flags.subtract([.late, .unsourced, .reversal, .change, .gone])
    return place
  }
}
