import Ledger
import Reference

extension Sheet {
  /// Adds a balance to a cell and to the total, in its own currency or at the rate of the last day of the window, as
  /// monetary items are converted (IPSAS 4).
  /// - Parameters:
  ///   - lines: what it is made of; looked at only where a cell is opened.
  ///   - sign: −1 to show the opposite of the lines.
  /// - Returns: the row, for `describe`.
  @discardableResult
  mutating func add(
    balance amount: Fraction, of own: Alpha3, to labels: [String], _ column: String, order: String? = nil,
    lines: [Balances.Line], sign: Int128 = 1, note: String = "", inTotal: Bool = true
  ) -> Int {
    let (currency, rate) = shown(amount.rounded, own, on: query.lastDay)
    func converted(_ amount: Fraction) -> Fraction {
      rate.map { amount.converted(from: own, to: currency, at: $0) } ?? amount
    }
    let at = place(of: column)
    let place = row(
      RowName(labels: labels, currency: currency), order.map { Sheet.order($0, labels, currency.text) }, inTotal)
    rows[place].sums[adding: at].add(converted(amount))
    if inTotal { totals[currency, default: Sums()][adding: at].add(converted(amount)) }
    guard traces else { return place }
    for line in lines {
      let evidence = Evidence(line.posting, note: note)
      let alone = converted(line.amount * Fraction(sign)).rounded
      trace(rows[place].labels, column, currency, inTotal) {
        Contribution(
          position: evidence.position, subject: evidence.subject, first: evidence.first, last: evidence.last,
          amount: alone,
          original: rate == nil && line.rate == nil
            ? nil : line.posting.currencyCode.map { Money(minor: line.posting.minor, currency: $0) },
          rate: line.rate ?? rate, note: evidence.note, counts: true)
      }
    }
    return place
  }

  /// A count of which nothing was found: zero, with no line behind it. The row is in no total.
  mutating func setZero(_ labels: [String], _ column: String, order: String) {
    let at = place(of: column)
    let place = row(name(labels), order, false)
    rows[place].sums[at] = rows[place].sums[at] ?? ExactSum()
  }
}
