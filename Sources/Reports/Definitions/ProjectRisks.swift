import Ledger
import Reference

/// The risks of projects. All cores read what the postings say of terms and money, and then look for risks in a quarter
/// of the projects each.
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
    let (known, query) = (sheet.known, sheet.query)
    let today = query.today.number
    let reversed = try known.reversedPositions()
    @Sendable func counts(_ posting: Posting) -> Bool {
      posting.currency != 0 && posting.firstDay <= today && moves(posting, reversed)
    }
    // The longest first, then the money of each third of the book.
    let found = try sideBySide(2 + 3) { n in
      let terms = n == 0 ? try ProjectTerms.all(known, query, asOf: query.today) : [:]
      let names = n == 1 ? try known.projects() : [:]
      var money = MoneyByProject(known, query)
      if n >= 2 {
        try known.forEachPosting(measures, AsKnown.Part(n - 2, of: 3)) {
          if counts($0) { money.add($0, of: known.identity($0.partner)) }
        }
      }
      return (terms: terms, names: names, money: money)
    }
    let (terms, names, money) = (found[0].terms, found[1].names, found[2...].map(\.money))
    let numbers = terms.keys.sorted()
    let inOneStep = sheet.mayBeSummed
    let quarters = try sideBySide(4) { [empty = sheet.part] n in
      var search = RiskSearch(known, query, terms, names, money)
      try search.find(in: numbers[(numbers.count * n / 4)..<(numbers.count * (n + 1) / 4)])
      var rows = empty
      if inOneStep { search.addTotals(to: &rows) }
      return (
        risks: inOneStep ? [] : search.risks, parts: inOneStep ? [] : search.parts, notes: search.notes, rows: rows
      )
    }
    if inOneStep {
      sheet.append(quarters.map(\.rows))
    } else {
      var risks: [Risk] = []
      var parts: [Part] = []
      for quarter in quarters {
        parts += quarter.parts.map { part in
          var part = part
          part.risk += risks.count
          return part
        }
        risks += quarter.risks
      }
      try addMoney(parts, to: &risks, &sheet, counts)
      Risks.addWithoutAmount(risks, to: &sheet)
    }
    for text in quarters.flatMap(\.notes) { sheet.note(text) }
  }

  static let measures: Set<Measure> = [.signed, .added, .received, .refunded, .disbursed, .recovered]

  /// False for what adds to zero in a project: it would leave a row of zero where it is converted at another rate, or
  /// stands alone in a currency.
  static func moves(_ posting: Posting, _ reversed: Set<UInt32>) -> Bool {
    posting.flags.isDisjoint(with: [.reallocation, .reversal])
      && (reversed.isEmpty || !reversed.contains(posting.position))
  }

  /// Line by line, where a cell is opened.
  private static func addMoney(
    _ parts: [Part], to risks: inout [Risk], _ sheet: inout Sheet, _ counts: (Posting) -> Bool
  ) throws {
    guard !parts.isEmpty else { return }
    let known = sheet.known
    let parts = Dictionary(grouping: parts, by: \.project)
    func add(_ posting: Posting) {
      guard let own = posting.currencyCode, let parts = parts[posting.subject] else { return }
      // It counts for the whole project, and for the partner as whom the money counts.
      for partner in [0] + (known.identity(posting.partner).map { [UInt32($0 + 1)] } ?? []) {
        for part in parts where part.account.partner == partner && part.account.currency == posting.currency {
          let amount = part.amount(ProjectMoney.Sums(posting))
          guard amount != 0 else { continue }
          let row = sheet.add(
            amount, own, on: Day(number: posting.firstDay), to: risks[part.risk].labels, "amount", inTotal: false,
            evidence: Sheet.Evidence(posting))
          risks[part.risk].describe(row, in: &sheet)
        }
      }
    }
    try known.forEachPosting(measures) { if counts($0) { add($0) } }
  }
}
