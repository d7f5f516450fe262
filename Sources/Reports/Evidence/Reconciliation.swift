import Ledger
import Reference

/// Every published figure beside the ledger's.
public struct Reconciliation: Sendable {
  public enum Verdict: String, Sendable { case agrees, differs, cannotBeComputed = "cannot be computed" }

  public struct Figure: Sendable {
    public let subject: Subject
    public let position: UInt64
    public let published: FigurePublished
    public let verdict: Verdict
    /// The ledger's figure in the unit of the published one; nil where it cannot be computed.
    public let ledger: String?
    public let difference: String?
    public let reason: String
  }

  public let figures: [Figure]
  public let report: ReportValue

  /// Runs each published figure against the book as known to `reporter`.
  public init(_ reporter: Reporter) throws {
    var figures: [Figure] = []
    for item in reporter.known.registers.figures.items {
      for entry in item.state.entries {
        guard case .figurePublished(let published) = entry.event, let subject = Subject(.figure, item.name) else { continue }
        figures.append(try Reconciliation.figure(published, subject, entry, reporter))
      }
    }
    self.figures = figures
    report = Reconciliation.table(figures, reporter)
  }

  private static func figure(_ published: FigurePublished, _ subject: Subject, _ entry: Entry, _ reporter: Reporter) throws -> Figure {
    func answer(_ verdict: Verdict, _ ledger: String? = nil, _ difference: String? = nil, _ reason: String) -> Figure {
      Figure(subject: subject, position: entry.seq, published: published, verdict: verdict, ledger: ledger, difference: difference, reason: reason)
    }
    guard let name = ReportName(rawValue: published.report) else {
      return answer(.cannotBeComputed, nil, nil, "the book has no report \(published.report): \(published.parameters["reason"] ?? "its subject is not recorded")")
    }
    let explanation: Explanation
    do {
      let query = try Query(parameters: published.parameters, today: entry.on.last)
      let address = published.cell.split(separator: "|", maxSplits: 1).map(String.init)
      guard address.count == 2 else { return answer(.cannotBeComputed, nil, nil, "the cell \"\(published.cell)\" is not of the form ROW|COLUMN") }
      explanation = try reporter.explain(ReportRequest(name, query), row: address[0].split(separator: "/", omittingEmptySubsequences: false).map(String.init), column: address[1])
    } catch let error as QueryError {
      return answer(.cannotBeComputed, nil, nil, "\(error)")
    }
    guard let ledger = decimal(explanation.cell) else { return answer(.cannotBeComputed, nil, nil, "the ledger has nothing in this cell") }
    let (agrees, difference) = compare(published, ledger)
    return answer(agrees ? .agrees : .differs, ledger.text, agrees ? nil : difference, agrees ? (difference == "0" ? "" : "within its rounding") : "")
  }

  /// A figure as digits and decimal places.
  struct Number {
    var digits: Int128
    var places: Int
    var text: String { decimalText(digits, places: places) }

    func scaled(to other: Int) -> Int128 { (places..<max(places, other)).reduce(digits) { n, _ in n * 10 } }
  }

  private static func decimal(_ cell: Cell) -> Number? {
    switch cell {
    case .money(let minor, let currency): Number(digits: minor, places: Currencies.minorUnits(currency) ?? 2)
    case .count(let count): Number(digits: Int128(count), places: 0)
    case .percent(let units, let places): Number(digits: units, places: places)
    case .text, .none: nil
    }
  }

  /// Agrees if the ledger's figure is within half a step of the printed rounding, or fits what `over`, `under`, `about` say.
  private static func compare(_ published: FigurePublished, _ ledger: Number) -> (Bool, String) {
    let printed = Number(digits: Int128(published.value.digits), places: published.value.places)
    let step = published.rounding.map { Number(digits: Int128($0.digits), places: $0.places) } ?? Number(digits: 0, places: 0)
    let places = max(printed.places, ledger.places, step.places)
    let difference = ledger.scaled(to: places) - printed.scaled(to: places)
    let half = step.scaled(to: places)
    let near = difference.magnitude * 2 <= half.magnitude
    let fits: Bool =
      switch published.qualifier {
      case .exact, .about: near
      case .over: difference >= 0 || near
      case .under, .upTo: difference <= 0 || near
      }
    return (fits, difference == 0 ? "0" : (difference > 0 ? "+" : "") + decimalText(difference, places: places))
  }

  private static func table(_ figures: [Figure], _ reporter: Reporter) -> ReportValue {
    let columns = ["position", "figure", "statement", "report", "cell", "unit"].map { ReportValue.Column(name: $0, kind: .text) }
      + ["printed", "ledger", "difference", "verdict", "reason"].map { ReportValue.Column(name: $0, kind: .text) }
    let rows = figures.map { figure -> [Cell] in
      let p = figure.published
      let qualifier = p.qualifier == .exact ? "" : "\(p.qualifier.code) "
      return [
        String(figure.position), figure.subject.name, p.statement, "\(p.report)\(p.parameters.isEmpty ? "" : " ")\(p.parameters.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: " "))",
        p.cell, p.unit, qualifier + p.value.description, figure.ledger ?? "", figure.difference ?? "", figure.verdict.rawValue, figure.reason,
      ].map(Cell.text)
    }
    let known = reporter.known
    func count(_ verdict: Verdict) -> Int { figures.count { $0.verdict == verdict } }
    return ReportValue(
      report: "reconcile", title: "Published figures beside the ledger", definition: 1,
      asOf: .init(origin: known.journal.origin, size: known.size, root: known.head.root.base64, from: nil, through: nil), parameters: [], columns: columns, rows: rows,
      totals: [], notes: ["\(figures.count) figures: \(count(.agrees)) agree, \(count(.differs)) differ, \(count(.cannotBeComputed)) cannot be computed"])
  }
}

extension Query {
  /// The query of a published figure: `during`, `from`, `through`, `by`, `in`, `region`, `plan`, `priority`, `partner`, `country`, `subject`, `today`.
  public init(parameters: [String: String], today: Day) throws {
    self.init(today: today)
    for (name, value) in parameters.sorted(by: { $0.key < $1.key }) {
      var understood = true
      switch name {
      case "during": if let date = EffectiveDate(value) { window = Window(date) } else { understood = false }
      case "from": if let day = Day(value) { window = Window(from: day, through: window.through) } else { understood = false }
      case "through": if let day = Day(value) { window = Window(from: window.from, through: day) } else { understood = false }
      case "by": grouping = Grouping(rawValue: value); understood = grouping != nil
      case "in": currency = Alpha3(value); understood = currency != nil
      case "region": region = Region(code: value); understood = region != nil
      case "plan": plan = Plan(code: value); understood = plan != nil
      case "priority": priority = plan.flatMap { Priority(value, in: $0) }; understood = priority != nil
      case "partner": partner = value
      case "country": country = Alpha3(value); understood = country != nil
      case "subject": subject = Subject(value); understood = subject != nil
      case "today": if let day = Day(value) { self.today = day } else { understood = false }
      case "reason": break
      default: understood = false
      }
      guard understood else {
        throw QueryError(at: "parameters.\(name)", found: value, expected: "a parameter of `pledgebook report`", next: "Correct the published figure.")
      }
    }
  }
}
