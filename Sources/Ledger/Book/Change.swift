import Reference

/// How a later document changes a figure: it says whether it adds to it or replaces it (requirement R03).
public enum Change: Hashable, Sendable {
  /// More money, or less: not zero.
  case adds(Money)
  /// The whole value from here on: not below zero.
  case sets(Money)

  /// The amount that is added or set.
  public var money: Money {
    switch self {
    case .adds(let money), .sets(let money): money
    }
  }

  var sentence: Sentence {
    switch self {
    case .adds(let money): "adds \(money)"
    case .sets(let money): "sets \(money)"
    }
  }
}

/// A promised value that later records add to or replace. It knows on which day each part of it came in: what is taken
/// away goes out at the rate at which it came in, the last first.
public struct PromisedValue: Hashable, Sendable {
  /// What came in on one day and was not taken away.
  private struct Layer: Hashable {
    let day: Day
    var minor: Int128
    /// Whether it was stated when the subject was signed.
    let isOpening: Bool
  }

  /// A part of what a change moves.
  public struct Move: Hashable, Sendable {
    /// Minor units; below zero where it is taken away.
    public let minor: Int64
    /// Of the part.
    public let currency: Alpha3
    /// On which the part came in.
    public let day: Day
    /// Money of the signature that goes because the currency changes: it leaves where it stood.
    public var takesSignedBack = false
  }

  /// Nil while no value was ever stated.
  public private(set) var currency: Alpha3?
  private var layers: [Layer] = []
  /// How exact the last amount was that said so.
  public private(set) var qualifier = Money.Qualifier.exact

  init() {}

  /// - Parameter day: of the signature.
  init(_ value: Money?, on day: Day) {
    guard let value else { return }
    (currency, qualifier) = (value.currency, value.qualifier)
    if value.minor != 0 { layers = [Layer(day: day, minor: Int128(value.minor), isOpening: true)] }
  }

  /// Minor units.
  public var total: Int128 { layers.reduce(0) { $0 + $1.minor } }

  /// The value as it stands; nil while none was ever stated.
  public var money: Money? {
    currency.map { Money(minor: Int64(clamping: total), currency: $0, qualifier: qualifier) }
  }

  /// Changes the value and says what that moves: parts of one currency, or of two where the currency changes.
  @discardableResult
  mutating func apply(_ change: Change, on day: Day) -> [Move] {
    let money = change.money
    switch change {
    case .adds:
      if money.qualifier != .exact { qualifier = money.qualifier }
      // The rules let money of another currency be added to nothing only.
      let before = currency == nil || currency == money.currency ? total : 0
      return become(max(0, before + Int128(money.minor)), money.currency, on: day)
    case .sets:
      qualifier = money.qualifier
      return become(Int128(money.minor), money.currency, on: day)
    }
  }

  /// Takes away what is left, and says what that moves.
  mutating func empty(on day: Day) -> [Move] { currency.map { become(0, $0, on: day) } ?? [] }

  private mutating func become(_ total: Int128, _ currency: Alpha3, on day: Day) -> [Move] {
    var moves: [Move] = []
    if let old = self.currency, old != currency {
      moves = layers.reversed().map {
        Move(minor: Int64(clamping: -$0.minor), currency: old, day: $0.day, takesSignedBack: $0.isOpening)
      }
      layers = []
    }
    self.currency = currency
    var missing = total - self.total
    if missing > 0 { layers.append(Layer(day: day, minor: missing, isOpening: false)) }
    if missing >= 0 { moves.append(Move(minor: Int64(clamping: missing), currency: currency, day: day)) }
    while missing < 0, let last = layers.popLast() {
      let taken = min(last.minor, -missing)
      moves.append(Move(minor: Int64(clamping: -taken), currency: currency, day: last.day))
      missing += taken
      if taken < last.minor {
        layers.append(Layer(day: last.day, minor: last.minor - taken, isOpening: last.isOpening))
      }
    }
    return moves
  }

  /// What a change would move.
  func moves(_ change: Change, on day: Day) -> [Move] {
    var changed = self
    return changed.apply(change, on: day)
  }

  /// Whether money can be added: of the same currency unless the value is zero, and the total is not below zero.
  func admits(_ change: Change) -> Bool {
    guard case .adds(let more) = change else { return true }
    let total = total
    if let currency, currency != more.currency, total != 0 { return false }
    return (0...Int128(Int64.max)).contains(total + Int128(more.minor))
  }
}

extension Rules {
  func check(_ change: Change, of value: PromisedValue, at place: String) throws(Refusal) {
    try checkAmount(of: change, at: place)
    try checkTotal(after: change, of: value, "the value so far", at: place)
  }

  /// "adds" is not zero, and "sets" not below it.
  func checkAmount(of change: Change, at place: String) throws(Refusal) {
    try current(change.money, at: place)
    switch change {
    case .sets(let money): try notNegative(money, at: "\(place).sets")
    case .adds(let money): if money.minor == 0 { throw notPositive("0", at: "\(place).adds") }
    }
  }

  /// What is added is in the currency of the value, unless that is zero, and the total is not below zero.
  /// - Parameter what: how people call the value.
  func checkTotal(after change: Change, of value: PromisedValue, _ what: String, at place: String) throws(Refusal) {
    guard !value.admits(change) else { return }
    if let old = value.currency, old != change.money.currency, value.total != 0 {
      throw Refusal(
        .currencyDiffers, at: "\(place).adds", found: change.money.currency.text,
        expected: "\(old), the currency of \(what)",
        remedy: "Use \"sets\" with the whole new value, or the same currency.")
    }
    throw totalNegative("\(place).adds", value.total, change.money)
  }

  /// A late change must leave later ones a total that is not below zero.
  /// - Parameter standing: the facts of the subject, in the order in which they hold.
  func needsTotals(in standing: [Entry]) throws(Refusal) {
    try needsUnbroken(broken(by: standing.with(entry), than: standing))
  }
}
