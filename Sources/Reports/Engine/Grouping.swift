import Ledger
import Reference

extension Query {
  /// What rows are grouped by. A new grouping is a case here, with its label, and its place in the lists below of those
  /// that reports offer; no other file knows it.
  public enum Grouping: String, CaseIterable, Sendable {
    case region, plan, priority, year, partner, country, currency, kind, project, theme, status, focus, group, aim
    case pledge, modality, none

    /// Of reports on signed money of projects.
    static let ofProjectMoney: [Grouping] = [
      .region, .plan, .priority, .year, .partner, .country, .currency, .modality, .project, .none,
    ]

    /// The name of the column with the labels.
    var heading: String {
      switch self {
      case .none, .currency: "group"
      default: rawValue
      }
    }

    /// The same for reports that have currencies in a column of their own whatever is asked.
    var label: Sheet.Column { .label(heading) }

    /// Tells the groups of postings apart without their names.
    func key(_ posting: Posting, _ known: AsKnown) -> UInt64 {
      switch self {
      case .region: UInt64(posting.region)
      case .plan: UInt64(posting.plan)
      case .priority: UInt64(posting.priority)
      case .theme: UInt64(posting.priority) << 8 | UInt64(posting.theme)
      case .year: posting.years
      case .partner, .kind: known.identity(posting.partner).map { UInt64($0 + 1) } ?? 0
      case .country: UInt64(posting.country)
      case .project: UInt64(posting.subject)
      case .modality: UInt64(posting.way)
      case .currency, .pledge, .status, .focus, .group, .aim, .none: 0
      }
    }

    /// What `key` and `label` look at.
    var traits: Traits {
      switch self {
      case .region: .region
      case .plan, .priority, .theme: .plan
      case .year: .year
      case .partner, .kind: .partner
      case .country: .country
      case .project: .subject
      case .modality: .modality
      case .currency, .pledge, .status, .focus, .group, .aim, .none: []
      }
    }

    /// The label of a posting's row; of groupings that are not of postings, all stand in one row.
    func label(_ posting: Posting, _ known: AsKnown) throws -> String {
      switch self {
      case .region: posting.regionCode?.code ?? "not stated"
      case .plan: posting.planCode?.code ?? "not stated"
      case .priority: posting.priorityCode?.description ?? "not stated"
      case .theme: posting.themeCode.map { "\(posting.priorityCode?.description ?? "") \($0.code)" } ?? "not stated"
      case .year: Year.text(Day(number: posting.firstDay), Day(number: posting.lastDay))
      case .partner: known.identity(posting.partner).map(known.partnerName) ?? "not stated"
      case .country: posting.countryCode?.text ?? "not allocated"
      case .project: try known.projectName(posting.subject)
      case .kind: known.kind(ofPartner: posting.partner)?.rawValue ?? "not stated"
      case .modality: posting.modality?.rawValue ?? "not stated"
      case .currency, .status, .focus, .group, .aim, .pledge, .none: "all"
      }
    }
  }
}

/// What a report looks at in a posting, apart from its measure and its currency. What none of it tells apart can be
/// added up before it reaches a sheet.
struct Traits: OptionSet, Sendable {
  let rawValue: UInt16
  static let subject = Traits(rawValue: 1)
  static let partner = Traits(rawValue: 2)
  static let country = Traits(rawValue: 4)
  static let region = Traits(rawValue: 8)
  /// Plan, priority and theme.
  static let plan = Traits(rawValue: 16)
  static let year = Traits(rawValue: 32)
  /// Whether the money is internal. The partner is replaced by one of the same class.
  static let funderClass = Traits(rawValue: 64)
  static let modality = Traits(rawValue: 128)

  /// A posting without what is not looked at; its partner stays. All that is kept but dates tells sums apart, of the
  /// flags how a line is paid.
  @inline(__always)
  func kept(_ posting: Posting) -> Posting {
    var kept = posting
    kept.flags.formIntersection(contains(.modality) ? [.inKind, .inMoney, .inTrust] : [])
    if !contains(.subject) { kept.subject = 0 }
    if !contains(.country) { kept.country = 0 }
    if !contains(.region) { kept.region = 0 }
    if !contains(.plan) { (kept.plan, kept.priority, kept.theme) = (0, 0, 0) }
    return kept
  }

  /// What is looked at of the dates, in 24 bits.
  @inline(__always)
  func dates(_ posting: Posting) -> UInt64 { contains(.year) ? posting.years : 0 }
}

/// The rows that postings stand in: labels that are the same for all, then the group. The sheet adds the currency.
/// A class, because every posting of a report asks it: a copy of it would cost more than the answer.
final class Rows {
  /// The basis of rows that are worked out from the records, as against printed totals.
  static let ledger = "ledger"

  let known: AsKnown
  /// What tells the groups apart.
  let grouping: Query.Grouping
  private let before: [String]
  private let label: ((Posting) throws -> String)?
  private let ownKey: ((Posting) -> UInt64)?
  private let hasGroup: Bool
  private let shown: ShownCurrency

  /// - Parameters:
  ///   - before: the labels that are the same for all rows.
  ///   - hasGroup: false where the table has no column of groups.
  init(_ sheet: Sheet, _ before: [String] = [Rows.ledger], hasGroup: Bool = true) {
    (known, grouping, shown) = (sheet.known, sheet.query.grouping ?? .none, sheet.shown)
    (self.before, self.hasGroup, label, ownKey) = (before, hasGroup, nil, nil)
  }

  /// Rows with labels of the report's own.
  /// - Parameters:
  ///   - grouping: what the labels look at.
  ///   - key: postings that it does not tell apart have one label; nil: that of the grouping.
  init(
    _ sheet: Sheet, by grouping: Query.Grouping, key: ((Posting) -> UInt64)? = nil,
    label: @escaping (Posting) throws -> String
  ) {
    (known, self.grouping, shown) = (sheet.known, grouping, sheet.shown)
    (before, hasGroup, self.label, ownKey) = ([Rows.ledger], true, label, key)
  }

  /// Without the currency.
  func labels(_ posting: Posting) throws -> [String] { hasGroup ? before + [try group(posting)] : before }

  func group(_ posting: Posting) throws -> String { try label?(posting) ?? grouping.label(posting, known) }

  /// The currency in which the money of a posting is shown.
  func currency(_ posting: Posting) -> String { shown.text(posting) }

  /// Tells rows apart, their currency included.
  /// - Parameter part: tells apart what the rows of one group do not.
  @inline(__always)
  func key(_ posting: Posting, part: UInt64 = 0) -> RowKey {
    RowKey(group: ownKey?(posting) ?? grouping.key(posting, known), rest: part << 32 | shown.key(posting))
  }
}

/// Tells rows apart without their names. Two keys may be the same row, as those of two partners of one kind are.
struct RowKey: Equatable {
  let group: UInt64
  /// The part and the currency.
  let rest: UInt64
}

extension SumPlaces.Key {
  init(_ row: RowKey) { self.init(a: row.group, b: row.rest, c: 0) }
}

/// One year, or the years of a date that spans several: it stands in a row of its own.
enum Year {
  static func text(_ first: Day, _ last: Day) -> String {
    first.year == last.year ? String(first.year) : "\(first.year)–\(last.year)"
  }
}

extension EffectiveDate {
  /// Its year, or its years.
  var years: String { Year.text(first, last) }
}

extension Posting {
  /// The bits that tell apart how funding lines are paid.
  @inline(__always)
  var way: UInt16 { flags.intersection([.inKind, .inMoney, .inTrust]).rawValue }

  /// Tells the years of dates apart, also where a date spans several.
  var years: UInt64 { UInt64(Day(number: firstDay).year) | UInt64(Day(number: lastDay).year) << 12 }
}
