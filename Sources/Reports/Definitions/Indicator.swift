import Ledger
import Reference

/// One indicator of a plan: what it says and where its figures come from.
struct Indicator {
  /// A figure of another report.
  struct Figure {
    enum Place {
      /// The totals below the rows.
      case totals
      /// The rows with these labels in front of the currency; `day` stands for the day on which something is in force.
      case row([String])
    }

    static let day = "\u{1}day"

    /// Tells the figures of one indicator apart.
    let part: String
    let report: ReportName
    let grouping: Query.Grouping
    let column: String
    let isCount: Bool
    let place: Place
    /// What an amount is a part of: a row without its currency, and a column of it.
    let base: (row: [String], column: String)?

    static func count(
      _ report: ReportName, _ column: String, by grouping: Query.Grouping = .none, at place: Place = .totals
    ) -> Figure {
      Figure(part: "", report: report, grouping: grouping, column: column, isCount: true, place: place, base: nil)
    }

    static func amount(
      _ report: ReportName, _ column: String, part: String = "", by grouping: Query.Grouping = .none,
      at place: Place = .totals, of base: (row: [String], column: String)? = nil
    ) -> Figure {
      Figure(part: part, report: report, grouping: grouping, column: column, isCount: false, place: place, base: base)
    }

    /// The labels of the rows that hold the figure: one for a count, that in which each thing counts once; one in each
    /// currency for an amount.
    func rows(of sheet: Sheet, on day: Day) -> [[String]] {
      switch place {
      case .totals:
        let currencies = sheet.totals.keys.filter { isCount ? $0 == nil : $0 != nil }
        return currencies.sorted { ($0?.text ?? "") < ($1?.text ?? "") }.map(sheet.totalRow)
      case .row(let labels):
        let wanted = labels.map { $0.replacing(Figure.day, with: day.description) }
        let found = sheet.rows.map(\.labels).filter { Array($0.dropLast()) == wanted }
        guard isCount else { return found.sorted { $0.lexicographicallyPrecedes($1) } }
        // A row may have money only, of addenda to projects that are not counted.
        let counted = found.first { sheet.row($0)?.sums[sheet.place(of: column)] != nil }
        return [found.first { $0.last == Distinct.any } ?? counted].compactMap { $0 }
      }
    }
  }

  let code: String
  let title: String
  /// How the text was read where it leaves several readings.
  let settled: String
  let figures: [Figure]

  static func headings(of plan: Plan) -> [String] {
    switch plan {
    case .bap: ["Priority 4", "Convening platform"]
    case .kap: ["P5/E6/E7"]
    case .baap: []
    }
  }

  static func list(of plan: Plan) -> [Indicator]? {
    switch plan {
    case .bap: bap
    case .kap: kap
    case .baap: nil
    }
  }

  // MARK: Baku Action Plan, output indicators of Priority 4 (TDAG-26/2, lines 467–473 and 640–674)

  private static let bap: [Indicator] = [
    Indicator(
      code: "I-1", title: "Total project funds raised by BDT",
      settled:
        "signatures and addenda dated in the window, external and internal money together, signed and not received",
      figures: [.amount(.funding, "raised")]),
    Indicator(
      code: "I-2", title: "Ratio of internal to external sources of project funds",
      settled:
        "both base sets side by side: projects active in the window with all their money, and projects signed in it "
        + "without addenda",
      figures: [Sources.portfolio, Sources.signed].flatMap { base in
        ["internal", "external"].map { column in
          Figure.amount(
            .sources, column, part: "\(column), \(base)", at: .row([Rows.ledger, base]),
            of: (row: [Rows.ledger, base], column: "total"))
        }
      }),
    Indicator(
      code: "I-3", title: "Total number of partners contributing to ITU-D projects",
      settled:
        "distinct partners after merges with a funding line, in money or in kind, in a project signed in the window; "
        + "an agency counts apart from its government unless merged",
      figures: [.count(.partners, "partners")]),
    Indicator(
      code: "I-4",
      title: "Number of ICT development agreements signed between ITU and partners in support of the ITU-D action plan",
      settled:
        "agreements of every kind signed in the window, with or without a stated plan; project documents and addenda "
        + "are not agreements; their value stands beside their number",
      figures: [.count(.agreements, "agreements"), .amount(.agreements, "value", part: "value")]),
    Indicator(
      code: "I-5", title: "Number of impact assessment reports produced by BDT",
      settled:
        "distinct reports issued in the window, each once however often it is mentioned; no studies and no evaluations",
      figures: [.count(.assessments, "reports")]),
    Indicator(
      code: "I-6", title: "Number of ITU-D projects funded in LDCs, LLDCs and SIDS",
      settled:
        "projects signed in the window that reach a country of the union of the three groups on the day of signature, "
        + "each once",
      figures: [.count(.groups, "projects", at: .row([Groups.union]))]),
    Indicator(
      code: "I-7", title: "Amount of project funding in LDCs, LLDCs and SIDS",
      settled:
        "what the shares of projects give to countries of the union; what is not allocated and the whole value of "
        + "these projects stand beside it",
      figures: ["allocated", "not allocated", "whole value"].map {
        Figure.amount(.groups, $0, part: $0, at: .row([Groups.union]), of: (row: [Groups.all], column: "whole value"))
      }),
  ]

  // MARK: Kigali Action Plan, P5/E6/E7 (OP-23, lines 591–597)

  private static let partnership = Figure.Place.row([Rows.ledger, AgreementKind.partnership.rawValue])

  private static let kap: [Indicator] = [
    Indicator(
      code: "K-1", title: "Value of resources mobilized for BDT projects or activities",
      settled:
        "read as I-1: money and valued help in kind of signatures and addenda; resources for activities outside "
        + "projects are not in the ledger",
      figures: [.amount(.funding, "raised")]),
    Indicator(
      code: "K-2", title: "Number of partnership agreements signed",
      settled: "agreements of the kind partnership signed in the window",
      figures: [.count(.agreements, "agreements", by: .kind, at: partnership)]),
    Indicator(
      code: "K-3", title: "Overall value of partnership agreements",
      settled:
        "values of these agreements with their revisions in the window; an unknown value is not zero and is not in the "
        + "sum",
      figures: [.amount(.agreements, "value", by: .kind, at: partnership)]),
    Indicator(
      code: "K-4", title: "Ongoing UN country frameworks",
      settled: "a stock: UNSDCFs in force on the last day of the window, whenever they were signed",
      figures: [
        .count(
          .agreements, "agreements", by: .kind, at: .row(["in force on \(Figure.day)", AgreementKind.unsdcf.rawValue]))
      ]),
    Indicator(
      code: "K-5", title: "Value of partner agreements concluded with UN agencies",
      settled: "the part of K-3 with at least one UN entity among the parties",
      figures: [.amount(.agreements, "UN value", by: .kind, at: partnership)]),
    Indicator(
      code: "K-6", title: "Number of exchange platforms built with other UN agencies",
      settled: "not from the ledger: no event records platforms", figures: []),
    Indicator(
      code: "K-7", title: "Number of joint planning initiatives in the UN system",
      settled: "not from the ledger: no event records planning initiatives",
      figures: []),
  ]
}
