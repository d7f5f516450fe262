import Ledger
import Reference

/// Computes reports from the book as it was known at one size.
public struct Reporter {
  /// The book that all reports of this value are computed from.
  public let known: AsKnown

  /// Costs nothing; the reports read the book.
  public init(_ known: AsKnown) { self.known = known }

  /// The figures of one report.
  /// - Parameter untilExit: true in a program that ends after it has printed them. They are then kept until the process
  ///   ends, which gives all memory back at once: to take forty thousand rows apart would take a seventh of the time of
  ///   the whole report.
  public func report(_ request: ReportRequest, untilExit: Bool = false) throws -> Table {
    let sheet = try sheet(request, traces: false)
    let report = finished(sheet, request)
    if untilExit { _ = Unmanaged.passRetained(Kept(sheet: sheet, report: report)) }
    return report
  }

  private final class Kept {
    let sheet: Sheet
    let report: Table

    init(sheet: Sheet, report: Table) { (self.sheet, self.report) = (sheet, report) }
  }

  /// The table of a filled sheet.
  func finished(_ sheet: Sheet, _ request: ReportRequest) -> Table {
    sheet.finish(request.name, title: request.name.title, parameters: parameters(request))
  }

  /// The filled table; with traces, every cell knows its lines.
  func sheet(_ request: ReportRequest, traces: Bool) throws -> Sheet {
    let definition = request.name.definition
    let grouping = try grouping(request)
    try request.query.allow(definition.filters, in: request.name, because: definition.because)
    if request.query.isAsSigned, !definition.takesAsSigned {
      throw Parameter.lookedUp.refusal(
        "signed", expected: "nothing, because \(request.name.rawValue) looks nothing up as of a signature")
    }
    var query = request.query
    query.grouping = grouping
    var sheet = Sheet(definition.columns(grouping), known: known, query: query, traces: traces)
    try definition.fill(&sheet)
    return sheet
  }

  func parameters(_ request: ReportRequest) -> [(name: String, value: String)] {
    let q = request.query
    let list: [(String, String?)] = [
      ("window", q.window == .always ? nil : q.window.description), ("by", q.grouping?.rawValue),
      ("in", q.shownCurrency), ("as", q.isAsSigned ? "signed" : nil), ("region", q.region?.code),
      ("plan", q.plan?.code), ("priority", q.priority?.code), ("partner", q.partner), ("country", q.country?.text),
      ("subject", q.subject?.description),
    ]
    return list.compactMap { name, value in value.map { (name, $0) } }
  }

  private func grouping(_ request: ReportRequest) throws -> Query.Grouping {
    let offered = request.name.groupings
    guard let asked = request.query.grouping else { return offered.first ?? .none }
    guard offered.contains(asked) else {
      throw QueryError(
        at: "--by", found: asked.rawValue, expected: "one of \(offered.map(\.rawValue).joined(separator: ", "))",
        next: "`pledgebook report \(request.name.rawValue) --help` lists the groupings.")
    }
    return asked
  }
}
