import ArgumentParser
import EventStore
import Foundation
import Ledger
import Reference
import Reports
import Views

extension ReportName: ExpressibleByArgument {}
extension Query.Grouping: ExpressibleByArgument {}

/// What every report can be asked for.
struct QueryOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "As the book was known: a number of records, a day, or a time such as 2026-04-02T08:15:30.123456Z.",
      valueName: "size|time"))
  var knownAt: String?

  @Option(help: ArgumentHelp("First day of the window over effective dates.", valueName: "day")) var from: String?
  @Option(help: ArgumentHelp("Last day of the window.", valueName: "day")) var through: String?
  @Option(help: ArgumentHelp("The window as one date: 2025, 2026-Q1, 2026-03.", valueName: "date")) var during: String?
  @Option(
    name: .customLong("in"),
    help: ArgumentHelp("Convert to this currency by the recorded rates.", valueName: "currency")) var currency: String?
  @Option(help: "How rows are grouped.") var by: Query.Grouping?
  @Option(help: "Only this region.") var region: String?
  @Option(help: "Only this plan: BAAP, KAP or BAP.") var plan: String?
  @Option(help: ArgumentHelp("Only this priority; needs --plan.", valueName: "code")) var priority: String?
  @Option(help: ArgumentHelp("Only this partner and those merged into it.", valueName: "name")) var partner: String?
  @Option(help: ArgumentHelp("Only this country.", valueName: "alpha-3")) var country: String?
  @Option(help: ArgumentHelp("The subject of a statement, such as project/9RAF26001.", valueName: "subject"))
  var subject: String?
  @Option(help: ArgumentHelp("The day that counts as today. Default: the day of the last record.", valueName: "day"))
  var today: String?

  func validate() throws {
    if during != nil, from != nil || through != nil {
      throw ValidationError(
        "--during: found it beside --from or --through; expected one of the two ways to name a window. Leave one out.")
    }
  }

  /// The query in words of the book.
  func query(_ known: AsKnown) throws -> Query {
    var query = Query(
      today: try read(today, "--today", "a day such as 2026-02-14", { Day($0) }) ?? (try Self.lastDay(known)))
    if let date = try read(during, "--during", "a date such as 2025 or 2026-Q1", { EffectiveDate($0) }) {
      query.window = Window(date)
    }
    if from != nil || through != nil {
      query.window = Window(
        from: try read(from, "--from", "a day such as 2026-01-01", { Day($0) }),
        through: try read(through, "--through", "a day such as 2026-03-31", { Day($0) }))
    }
    query.grouping = by
    query.currency = try read(currency, "--in", "an ISO 4217 currency") {
      Alpha3($0).flatMap { Currencies.minorUnits($0) == nil ? nil : $0 }
    }
    query.region = try read(region, "--region", "AFR, AMS, ARB, ASP, CIS, EUR or MULTI") { Region(code: $0) }
    query.plan = try read(plan, "--plan", "BAAP, KAP or BAP") { Plan(code: $0) }
    query.priority = try read(priority, "--priority", "a priority of the plan named with --plan") { code in
      query.plan.flatMap { Priority(code, in: $0) }
    }
    query.country = try read(country, "--country", "an ISO 3166 alpha-3 country") {
      Alpha3($0).flatMap { Countries.isKnown($0) ? $0 : nil }
    }
    query.subject = try read(subject, "--subject", "a subject such as project/9RAF26001") { Subject($0) }
    query.partner = try read(partner, "--partner", "a registered partner") {
      known.registers.profile(of: $0) == nil ? nil : $0
    }
    return query
  }

  /// The number of records that `--known-at` stands for; nil for all.
  func size(_ journal: Journal) throws -> UInt64? {
    guard let knownAt else { return nil }
    return try Self.size(knownAt, journal, "--known-at")
  }

  static func size(_ text: String, _ journal: Journal, _ option: String) throws -> UInt64 {
    if let size = UInt64(text) { return size }
    if let time = Timestamp(text) { return try journal.size(at: time) }
    if let day = Day(text) {
      return try journal.size(at: Timestamp(microseconds: (Int64(day.number) + 1) * 86_400_000_000 - 1))
    }
    throw Complaint(
      option, found: text, expected: "a number of records, a day, or a time such as 2026-04-02T08:15:30.123456Z",
      next: "`pledgebook log` shows positions and times.")
  }

  private static func lastDay(_ known: AsKnown) throws -> Day {
    known.size > 0 ? try known.journal.record(at: known.size - 1).at.day : Timestamp.now.day
  }

  private func read<T>(_ text: String?, _ option: String, _ expected: String, _ parse: (String) -> T?) throws -> T? {
    guard let text else { return nil }
    guard let value = parse(text) else {
      throw Complaint(option, found: text, expected: expected, next: "`pledgebook report --help` explains the options.")
    }
    return value
  }
}

extension LedgerOption {
  /// Opens the journal and its views, brings the views to the head, and closes both.
  func reporting<R>(_ body: (ViewsSnapshot) throws -> R) throws -> R {
    try reading { journal in
      var bar = ProgressBar("views")
      let result = try LiveViews.reading(
        journal, progress: { bar.update($0, of: $1) },
        damaged: { damage in
          bar.clear()
          Terminal.complain("pledgebook: \(damage) The views are made anew from the journal.")
        }
      ) { views in
        bar.clear()
        return try body(views.snapshot)
      }
      return result
    }
  }
}

/// The forms of a finished report.
enum ReportFormat: String, ExpressibleByArgument, CaseIterable { case text, csv, json }
