/// A share of a whole in ten-thousandths of a percent: 33.3333 % is 333,333; a whole is 1,000,000.
public struct Share: Hashable, Comparable, Sendable, CustomStringConvertible {
  public static let whole = Share(units: 1_000_000)

  public let units: Int32
  public init(units: Int32) { self.units = units }

  public static func < (a: Share, b: Share) -> Bool { a.units < b.units }

  /// Percent without trailing zeros: `33.3333`, `50`.
  public var description: String { Decimal(digits: Int64(units), places: 4).description }
}

/// Splits `amount` (minor units) by `shares` with largest remainders.
///
/// The result has one part for each share and a last one for what the shares leave unallocated. The parts add back to
/// the amount, and none is further than one minor unit from its exact value. A negative amount splits as its mirror
/// image, so that a reversal undoes a split exactly. Ties go to the earlier part. The shares must add to at most a
/// whole.
public func split(_ amount: Int64, by shares: [Share]) -> [Int64] {
  var parts: [Int64] = []
  split(amount, by: shares, into: &parts)
  return parts
}

/// The same, into an array that the caller reuses.
func split(_ amount: Int64, by shares: [Share], into parts: inout [Int64]) {
  parts.removeAll(keepingCapacity: true)
  // A product with the units of a share needs 20 bits more. Nearly every amount leaves them free, and division of a
  // word is much faster.
  if amount.magnitude < 1 << 43 {
    largestRemainders(Int64(amount.magnitude), by: shares, into: &parts)
  } else {
    largestRemainders(Int128(amount.magnitude), by: shares, into: &parts)
  }
  if amount < 0 { for i in parts.indices { parts[i] = -parts[i] } }
}

@inline(__always)
private func largestRemainders<Word: FixedWidthInteger>(
  _ magnitude: Word, by shares: [Share], into parts: inout [Int64]
) {
  let whole = Word(Share.whole.units)
  var rest = magnitude
  var shared: Int32 = 0
  for share in shares {
    let part = magnitude * Word(share.units) / whole
    parts.append(Int64(part))
    rest -= part
    shared += share.units
  }
  precondition(shared <= Share.whole.units, "shares add to more than a whole; the rules must have refused them")
  let unallocated = Share.whole.units - shared
  let left = magnitude * Word(unallocated) / whole
  parts.append(Int64(left))
  rest -= left
  // Fewer units are left than there are parts: each part lost less than one. Give them to the largest remainders.
  while rest > 0 {
    var best = -1
    var bestRemainder: Word = 0
    for i in parts.indices {
      let units = i < shares.count ? shares[i].units : unallocated
      let remainder = magnitude * Word(units) - Word(parts[i]) * whole
      if remainder > bestRemainder { (best, bestRemainder) = (i, remainder) }
    }
    parts[best] += 1
    rest -= 1
  }
}
