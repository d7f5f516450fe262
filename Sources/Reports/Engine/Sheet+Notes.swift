import Ledger
import Reference

/// What a sheet itself says beside its figures.
extension Sheet {
  /// Facts that are named together, with what they add to.
  typealias Named = (facts: Set<UInt32>, minor: Int128, currency: Alpha3?)

  /// A posting whose interval straddles the edge of the window: left out of the total and named in the notes with its
  /// amount.
  mutating func leaveOut(_ posting: Posting, _ what: String, to labels: [String]? = nil, _ column: String? = nil) {
    let currency = posting.currencyCode
    Sheet.name(posting, what, in: &edgeSums)
    if traces, let labels, let column {
      let evidence = Evidence(
        posting,
        note:
          "its date \(Day(number: posting.firstDay))–\(Day(number: posting.lastDay)) straddles the edge of the "
          + "window")
      let left = contribution(posting.minor, evidence, counts: false)
      contributions[CellAddress(row: labels + (currency.map { [$0.text] } ?? []), column: column), default: []].append(
        left)
      contributions[CellAddress(row: totalRow(currency), column: column), default: []].append(left)
    }
  }

  /// A posting that is in a state although its date is not over on the last day: named in the notes with its amount.
  mutating func nameBegun(_ posting: Posting, _ what: String) { Sheet.name(posting, what, in: &begunSums) }

  private static func name(
    _ posting: Posting, _ what: String,
    in sums: inout [String: Named]
  ) {
    let currency = posting.currencyCode
    let key = "\(what) \(currency?.text ?? "")"
    let sum = sums[key] ?? ([], 0, currency)
    sums[key] = (sum.facts.union([posting.fact]), sum.minor + Int128(posting.minor), currency)
  }

  var ownNotes: [String] {
    func named(_ why: String, _ sums: [String: Named]) -> [String] {
      sums.sorted { $0.key < $1.key }.map { key, sum in
        let amount = sum.currency.map { ", \(Table.shown(sum.minor, $0))" } ?? ""
        let what = key.dropLast(1 + (sum.currency?.text.count ?? 0))
        return "\(why): \(sum.facts.count) × \(what)\(amount)"
      }
    }
    let edges =
      named("left out, because the date straddles the edge of the window", edgeSums)
      + named("counted, although the date is not over on \(query.lastDay)", begunSums)
    let all = self.named.merging(unconverted) { $0.magnitude < $1.magnitude ? $1 : $0 }
    let missing = all.sorted { $0.key < $1.key }.map { currency, minor in
      "no recorded rate to \(query.currency?.text ?? ""): \(Table.shown(minor, currency)) is left in its own "
        + "currency"
    }
    let rates = rateNotes.sorted()
    let shown =
      rates.count <= 6
      ? rates
      : Array(rates.prefix(3)) + ["and \(rates.count - 3) more rates; `pledgebook explain` shows the rate of each line"]
    return edges + missing + shown.map { "rate: \($0)" }
  }
}
