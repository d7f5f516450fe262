import EventStore
import Foundation
import Ledger
import Reference
import Testing

@testable import Reports
import Views

/// A real ledger in a temporary folder, kept in few words. The clock stands still at noon of 2026-12-31.
final class Book {
  let folder: String
  let journal: Journal
  private let views: LiveViews
  private var count = 0

  static let clock = "2026-12-31"

  init() throws {
    folder = FileManager.default.temporaryDirectory.path + "/book-\(UUID().uuidString)"
    journal = try Journal.create(in: folder, origin: "test.example/book")
    views = try LiveViews(of: journal)
  }

  deinit {
    // A folder that stays behind harms no test.
    try? views.close()
    try? journal.close()
    try? FileManager.default.removeItem(atPath: folder)
  }

  /// The number of records so far: what `report(knownAt:)` takes to look back.
  var size: UInt64 { get throws { try journal.head().size } }

  // MARK: Recording

  /// Offers one command to the book.
  /// - Parameters:
  ///   - members: the members of the event as JSON, without the braces and without `type`.
  ///   - envelope: further members of the command as JSON, each with a comma in front.
  func offer(_ subject: String, _ type: String, on: String, _ members: String = "", envelope: String = "") throws
    -> Outcome
  {
    count += 1
    let event = #"{"type":"\#(type)"\#(members.isEmpty ? "" : ",")\#(members)}"#
    let command = try Command(
      json: #"{"actor":"a.diop","id":"\#(count)","on":"\#(on)","subject":"\#(subject)","event":\#(event)\#(envelope)}"#)
    let noon = try Timestamp(microseconds: Int64(day(Book.clock).number) * 86_400_000_000 + 43_200_000_000)
    return try #require(try journal.append([command], now: { noon }).first)
  }

  /// Records one event and returns its position. A refusal fails the test.
  @discardableResult
  func record(_ subject: String, _ type: String, on: String, _ members: String = "", envelope: String = "") throws
    -> UInt64
  {
    let outcome = try offer(subject, type, on: on, members, envelope: envelope)
    guard let seq = outcome.seq else {
      Issue.record("\(type) of \(subject): \(outcome)")
      throw NotRecorded(outcome: outcome)
    }
    return seq
  }

  struct NotRecorded: Error { let outcome: Outcome }

  @discardableResult
  func partner(_ name: String, _ kind: String = "government", country: String? = nil, on: String = "2018-01-01") throws
    -> UInt64
  {
    try record(
      "partner/\(name)", "PartnerRegistered", on: on,
      #""name":"\#(name)","kind":"\#(kind)""# + (country.map { #","country":"\#($0)""# } ?? ""))
  }

  /// Signs a project.
  /// - Parameters:
  ///   - funding: pairs of partner and money, such as `("AICS", "CHF 622409.00")`; no money means a value that is not
  ///     known.
  ///   - reaching: countries, each with its share where one is stated: `"NER 60"`, `"NER"`.
  ///   - more: further members of the event as JSON, each with a comma in front.
  ///   - late: the reason, where the period is closed.
  @discardableResult
  func sign(
    _ name: String, on: String, _ funding: (String, String?)..., reaching: [String] = [], region: String = "AFR",
    plan: String = "KAP", priority: String = "P2",
    more: String = "", late: String? = nil
  ) throws -> UInt64 {
    let lines = funding.map { from, value in
      #"{"from":"\#(from)","modality":"cash"\#(value.map { #","value":"# + Book.money($0) } ?? "")}"#
    }
    return try record(
      "project/\(name)", "ProjectSigned", on: on,
      #""title":"\#(name)","plan":"\#(plan)","priority":"\#(priority)","region":"\#(region)","#
        + #""funding":[\#(lines.joined(separator: ","))]"#
        + Book.beneficiaries(reaching) + more, envelope: late.map { #","late":"\#($0)""# } ?? "")
  }

  /// Signs an addendum that adds money.
  @discardableResult
  func addendum(
    _ number: Int, to name: String, on: String, _ adds: (String, String)..., reaching: [String] = [], more: String = ""
  ) throws -> UInt64 {
    let lines = adds.map { from, value in #"{"from":"\#(from)","modality":"cash","adds":\#(Book.money(value))}"# }
    return try record(
      "project/\(name)", "AddendumSigned", on: on,
      #""number":\#(number)"# + (lines.isEmpty ? "" : #","funding":[\#(lines.joined(separator: ","))]"#)
        + Book.beneficiaries(reaching) + more)
  }

  @discardableResult
  func receive(_ name: String, on: String, from partner: String, _ value: String) throws -> UInt64 {
    try record(
      "project/\(name)", "ContributionReceived", on: on, #""from":"\#(partner)","value":\#(Book.money(value))"#)
  }

  @discardableResult
  func disburse(_ name: String, on: String, _ value: String) throws -> UInt64 {
    try record("project/\(name)", "DisbursementMade", on: on, #""value":\#(Book.money(value))"#)
  }

  /// Sets that a country is in a group from a day up to another, which is no longer in it.
  @discardableResult
  func group(_ code: String, _ country: String, from: String, to: String? = nil) throws -> UInt64 {
    try record(
      "group/\(code)", "GroupMembershipSet", on: from,
      #""country":"\#(country)","from":"\#(from)","citation":"General Assembly""#
        + (to.map { #","to":"\#($0)""# } ?? ""))
  }

  /// Rates from a day on, as units for one unit of the base: `("USD", "1.25")`.
  @discardableResult
  func rates(_ base: String, from: String, _ rates: (String, String)...) throws -> UInt64 {
    let list = rates.map { #""\#($0)":"\#($1)""# }.joined(separator: ",")
    return try record(
      "rates/UN", "RatesPublished", on: from, #""base":"\#(base)","validFrom":"\#(from)","rates":{\#(list)}"#)
  }

  /// Reverses an earlier record of a subject.
  @discardableResult
  func reverse(_ seq: UInt64, of subject: String, on: String = "2026-12-01") throws -> UInt64 {
    let id = try journal.record(at: seq).command.id
    return try record(subject, "RecordReversed", on: on, #""reverses":"\#(id)","reason":"It was wrong""#)
  }

  /// `"CHF 622409.00"` as JSON.
  static func money(_ text: String) -> String {
    let parts = text.split(separator: " ")
    let qualifier = parts.count > 2 ? #","qualifier":"\#(parts[2])""# : ""
    return #"{"currency":"\#(parts.first ?? "")","amount":"\#(parts.dropFirst().first ?? "")"\#(qualifier)}"#
  }

  private static func beneficiaries(_ list: [String]) -> String {
    guard !list.isEmpty else { return "" }
    let items = list.map { text in
      let parts = text.split(separator: " ")
      return #"{"country":"\#(parts.first ?? "")"\#(parts.count > 1 ? #","share":"\#(parts[1])""# : "")}"#
    }
    return #","beneficiaries":[\#(items.joined(separator: ","))]"#
  }

  // MARK: Asking

  /// A report of the book as it was known with `knownAt` records, or with all of them.
  func report(_ name: ReportName, _ query: Query, knownAt: UInt64? = nil) throws -> Table {
    try views.catchUp()
    return try Reporter(try AsKnown(views.snapshot, size: knownAt)).report(ReportRequest(name, query))
  }

  /// The same from a few words; today is the day of the clock unless stated.
  func report(
    _ name: ReportName, from: String? = nil, through: String? = nil, by grouping: Query.Grouping? = nil,
    in currency: String? = nil,
    today: String = Book.clock, knownAt: UInt64? = nil, _ change: (inout Query) throws -> Void = { _ in }
  ) throws -> Table {
    var query = Query(today: try day(today))
    query.window = Window(from: try from.map(day), through: try through.map(day))
    query.grouping = grouping
    query.currency = try currency.map { try #require(Alpha3($0)) }
    try change(&query)
    return try report(name, query, knownAt: knownAt)
  }

  /// For what no report reaches: the book as the reports see it.
  func known(at size: UInt64? = nil) throws -> AsKnown {
    try views.catchUp()
    return try AsKnown(views.snapshot, size: size)
  }
}

func day(_ text: String) throws -> Day { try #require(Day(text), "\(text) is no day") }

extension Table {
  /// What a reader sees in a cell: `622,409.00`, `4`, `85.30 %`, `–` for nothing, and `no row` where there is none.
  /// - Parameter row: the labels of the row, its currency included.
  func figure(_ row: [String], _ column: String) -> String {
    guard let found = rows.first(where: { Array($0.prefix(row.count)) == row.map(Cell.text) }) else { return "no row" }
    return shown(found, column)
  }

  /// The same for the total of a currency (`""` in a report without money).
  func total(_ currency: String, _ column: String) -> String {
    let place = columns.firstIndex { $0.name == Sheet.currencyLabel }
    guard let found = totals.first(where: { row in place.map { Self.shown(row[$0]) == currency } ?? true }) else {
      return "no row"
    }
    return shown(found, column)
  }

  /// The labels of all rows, in order: the columns up to the currency, or up to the first figure in a report without
  /// money.
  var rowLabels: [[String]] {
    let count =
      columns.firstIndex { $0.name == Sheet.currencyLabel }.map { $0 + 1 } ?? columns.prefix { $0.kind == .text }.count
    return rows.map { $0.prefix(count).map(Self.shown) }
  }

  func hasNote(_ part: String) -> Bool { notes.contains { $0.contains(part) } }

  private func shown(_ row: [Cell], _ column: String) -> String {
    columns.firstIndex { $0.name == column }.map { Self.shown(row[$0]) } ?? "no column \(column)"
  }
}
