/// How a later document changes a figure: it says whether it adds to it or replaces it (requirement R03).
public enum Change: Hashable, Sendable {
  /// Money on top of what was promised before; below zero, it takes away.
  case adds(Money)
  /// Money in place of what was promised before.
  case sets(Money)

  /// The amount that is stated, whichever it is.
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

/// A promised value that later records add to or replace.
public struct PromisedValue: Hashable, Sendable {
  /// The promise as it stands; nil where no amount was ever known.
  public private(set) var money: Money?

  mutating func apply(_ change: Change) {
    switch change {
    case .sets(let new): money = new
    case .adds(let more):
      money = Money(
        minor: (money?.minor ?? 0) + more.minor, currency: more.currency,
        qualifier: more.qualifier == .exact ? (money?.qualifier ?? .exact) : more.qualifier)
    }
  }

  /// What a change moves: one amount, or two where the currency changes.
  func difference(_ change: Change) -> [Money] {
    switch change {
    case .adds(let more): return [more]
    case .sets(let new):
      guard let old = money else { return [new] }
      if old.currency == new.currency {
        return [Money(minor: new.minor - old.minor, currency: new.currency, qualifier: new.qualifier)]
      }
      return [Money(minor: -old.minor, currency: old.currency, qualifier: old.qualifier), new]
    }
  }
}

extension Rules {
  func check(_ change: Change, of value: PromisedValue, at place: String) throws(Refusal) {
    try current(change.money, at: place)
    switch change {
    case .sets(let money): try notNegative(money, at: "\(place).sets")
    case .adds(let money):
      if money.minor == 0 { throw notPositive("0", at: "\(place).adds") }
      if let old = value.money, old.currency != money.currency {
        throw Refusal(
          .currencyDiffers, at: "\(place).adds", found: money.currency.text,
          expected: "\(old.currency), the currency of the value so far",
          remedy: "Use \"sets\" with the whole new value, or the same currency.")
      }
      if (value.money?.minor ?? 0) + money.minor < 0 {
        throw totalNegative("\(place).adds", value.money?.minor ?? 0, money)
      }
    }
  }
}
