import Ledger
import Reference

/// The labels of the row that a posting belongs to.
struct Labels {
  static let ledger = "ledger"
  let known: AsKnown
  let grouping: Query.Grouping

  init(_ known: AsKnown, _ grouping: Query.Grouping) { (self.known, self.grouping) = (known, grouping) }

  /// Basis and group; the currency is added by the sheet.
  func ledger(_ posting: Posting) throws -> [String] { [Labels.ledger, try group(posting)] }

  func group(_ posting: Posting) throws -> String {
    switch grouping {
    case .region: posting.regionCode?.code ?? "not stated"
    case .plan: posting.planCode?.code ?? "not stated"
    case .priority: posting.priorityCode?.description ?? "not stated"
    case .theme: posting.themeCode.map { "\(posting.priorityCode?.description ?? "") \($0.code)" } ?? "not stated"
    case .year: String(Day(number: posting.firstDay).year)
    case .partner: known.identity(posting.partner).map(known.partnerName) ?? "not stated"
    case .country: posting.countryCode?.text ?? "not allocated"
    case .project: try known.subject(posting.subject).name
    case .kind: known.identity(posting.partner).flatMap { known.registers.partners.items[$0].state.profile?.kind?.rawValue } ?? "not stated"
    case .currency, .status, .focus, .group, .none: "all"
    }
  }
}

/// Distinct things that stand in rows: each counts once in a row and once in the total.
struct Tally {
  private var byRow: [[String]: [UInt32: Posting]] = [:]
  private var seen: Set<UInt32> = []
  private var alone: [([String], Posting)] = []

  /// `posting` shows that its thing stands in the row.
  mutating func add(_ row: [String], _ posting: Posting) {
    byRow[row, default: [:]][posting.position] = posting
    seen.insert(posting.position)
  }

  /// Counts only if no other posting of the record was added: an addendum that moves no money.
  mutating func addIfAlone(_ row: [String], _ posting: Posting) { alone.append((row, posting)) }

  /// Adds one to the column for each distinct thing of each row, and once for the total of its currency.
  /// - Parameter thing: what tells things apart: the subject, or the record.
  mutating func write(to sheet: inout Sheet, _ column: String, _ thing: (Posting) -> UInt32) {
    for (row, posting) in alone where !seen.contains(posting.position) { byRow[row, default: [:]][posting.position] = posting }
    var counted: Set<[String]> = []
    for (row, postings) in byRow.sorted(by: { $0.key.lexicographicallyPrecedes($1.key) }) {
      var inRow: Set<UInt32> = []
      for posting in postings.values.sorted(by: { $0.position < $1.position }) where inRow.insert(thing(posting)).inserted {
        let evidence = Sheet.Evidence(posting)
        sheet.add(count: 1, to: row, column, evidence: evidence)
        let currency = row.last ?? ""
        if counted.insert([currency, String(thing(posting))]).inserted {
          sheet.add(count: 1, to: row, column, onlyTotal: true, evidence: evidence)
        }
      }
    }
  }
}

extension Sheet {
  static let noCurrency = "–"

  /// The currency of the row in which the money of a posting is shown.
  func shownCurrency(_ posting: Posting) -> String {
    guard let own = posting.currencyCode else { return Sheet.noCurrency }
    guard let target = query.currency, target != own else { return own.text }
    return known.rate(from: own, to: target, on: Day(number: posting.firstDay)) == nil ? own.text : target.text
  }
}
