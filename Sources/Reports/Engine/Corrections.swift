import Ledger
import Views

/// What records did to earlier facts, as known at a size: which are taken out, and what those move now whose effect was
/// changed. With it a report sees each fact once, as it stands, in whatever order the facts were recorded.
struct Corrections: Sendable {
  /// One bit for each fact whose rows are passed over: it was reversed, or its effect stands in `net`.
  private var passedOver = Bits()
  /// The rows of the facts whose effect was changed, in the order of the book.
  private(set) var net: [Posting] = []
  /// The records that changed the effect of a fact, or took it out.
  private var changedBy: [UInt32: [UInt32]] = [:]

  /// - Parameters:
  ///   - changes: hands over the rows that change earlier facts.
  ///   - rows: hands over all rows of promises, in the order of the book.
  init(
    _ changes: ((Posting) -> Void) throws -> Void, rows: ((Posting) -> Void) throws -> Void
  ) rethrows {
    var reversed = Bits()
    try changes { row in
      if row.flags.contains(.reversal) { reversed.insert(row.fact) }
      if changedBy[row.fact]?.last != row.position {
        changedBy[row.fact, default: []].append(row.position)
      }
      passedOver.insert(row.fact)
    }
    let changed = changedBy.filter { !reversed.contains($0.key) }
    guard !changed.isEmpty else { return }
    var places: [Posting: Int] = [:]
    var found: [(row: Posting, sum: Int128, isGone: Bool)] = []
    try rows { row in
      guard changed[row.fact] != nil else { return }
      if let place = places[row.place] {
        found[place].sum += Int128(row.minor)
        found[place].isGone = row.flags.contains(.gone)
      } else {
        places[row.place] = found.count
        found.append((row, Int128(row.minor), row.flags.contains(.gone)))
      }
    }
    for (row, sum, isGone) in found where !isGone {
      var net = row
      net.minor = Int64(clamping: sum)
      net.position = row.fact
      net.flags.subtract([.change, .gone])
      self.net.append(net)
    }
    // Together what is split together, the last that came in first, as a fact posts it.
    net.sort { a, b in
      if a.position != b.position { return a.position < b.position }
      if a.measure != b.measure { return a.measure < b.measure }
      let (one, other) = (ProjectLookUps.Line(a), ProjectLookUps.Line(b))
      return one == other ? a.rateDay > b.rateDay : one < other
    }
  }

  /// Whether a report does not see the row: it is of a fact that was taken out, or that stands in `net`.
  @inline(__always)
  func passesOver(_ row: Posting) -> Bool { passedOver.contains(row.fact) }

  /// The records that changed the effect of a fact or took it out, in order.
  func records(changing fact: UInt32) -> [UInt32] { changedBy[fact] ?? [] }
}

/// A set of small numbers, one bit for each.
private struct Bits {
  private var words: [UInt64] = []

  @inline(__always)
  func contains(_ number: UInt32) -> Bool {
    let word = Int(number >> 6)
    return word < words.count && words[word] & (1 << UInt64(number & 63)) != 0
  }

  mutating func insert(_ number: UInt32) {
    let word = Int(number >> 6)
    if word >= words.count { words += [UInt64](repeating: 0, count: max(word + 1 - words.count, words.count)) }
    words[word] |= 1 << UInt64(number & 63)
  }
}
