import Ledger
import Reference

/// The risks of projects: what the postings say of terms and money, and the risks that are found in them.
enum ProjectRisks {
  /// How the sums of one partner in one currency go into the amount of a risk.
  struct Part {
    /// The place of the risk.
    var risk: Int
    let project: UInt32
    let account: ProjectMoney.Account
    /// The sign of each: 1, −1 or 0.
    let signed: Int128
    let received: Int128
    let disbursed: Int128

    /// Which sums it is made of.
    var uses: ProjectMoney.Sums.Moved {
      (signed != 0 ? ProjectMoney.Sums.Moved.signed : []).union(received != 0 ? .received : []).union(
        disbursed != 0 ? .disbursed : [])
    }

    func amount(_ money: ProjectMoney.Sums) -> Int128 {
      signed * money.signed + received * money.received + disbursed * money.disbursed
    }
  }

  static func add(to sheet: inout Sheet) throws {
    let (known, query, empty) = (sheet.known, sheet.query, sheet.part)
    let today = query.today.number
    let reversed = try known.reversedPositions()
    let (projects, money) = try sheet.together(
      { (terms: try ProjectTerms.all(known, query, asOf: query.today), names: try known.projects()) },
      {
        try empty.moneyByProject(measures) {
          $0.currency != 0 && $0.firstDay <= today && moves($0, reversed)
        }
      })
    try sheet.fill(from: projects.terms.keys.sorted()) { numbers, sheet in
      var search = RiskSearch(known, query, projects.terms, projects.names, money)
      try search.find(in: numbers)
      search.add(to: &sheet)
    }
  }

  static let measures: Set<Measure> = [.signed, .added, .received, .refunded, .disbursed, .recovered]

  /// False for what adds to zero in a project: it would leave a row of zero where it is converted at another rate, or
  /// stands alone in a currency.
  static func moves(_ posting: Posting, _ reversed: Set<UInt32>) -> Bool {
    posting.flags.isDisjoint(with: [.reallocation, .reversal])
      && (reversed.isEmpty || !reversed.contains(posting.position))
  }
}
