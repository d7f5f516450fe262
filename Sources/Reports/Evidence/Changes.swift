import Ledger
import Reference

/// Why a report differs between two sizes of the book.
public struct Changes: Sendable {
  /// Why a line moved a figure.
  public enum Cause: String, CaseIterable, Sendable {
    /// A record of a fact that was not in the book.
    case new
    /// The same, recorded after its period was closed.
    case late
    /// A reversal, or a record that a reversal took out.
    case correction
    case addendum
    /// The same line, converted at a rate that was recorded since.
    case rate
    /// The same line, counted in another row or not at all: a group, a region, a kind of partner was revised.
    case classification
    /// The same line, under a partner that was merged or taken apart since.
    case merge
    /// What rounding each line by itself leaves over.
    case rounding
  }

  public struct Line: Sendable {
    public let cause: Cause
    public let row: [String]
    public let column: String
    public let amount: Int128
    public let currency: Alpha3?
    public let position: UInt64
    public let subject: Subject
    public let on: EffectiveDate
    public let note: String
  }

  public struct Difference: Sendable {
    public let row: [String]
    public let column: String
    public let before: Cell
    public let after: Cell
    /// After less before, in minor units or a count.
    public let amount: Int128
    public let currency: Alpha3?
    public let lines: [Line]
  }

  /// The report at the earlier size, and at the later.
  public let before: Table
  public let after: Table
  public let differences: [Difference]
}

extension Changes {
  /// Compares every cell of a report at two sizes. The lines of a difference add up to it exactly.
  public init(_ request: ReportRequest, between earlier: Reporter, and later: Reporter) throws {
    let a = try Changes.cells(request, earlier)
    let b = try Changes.cells(request, later)
    var differences: [Difference] = []
    let addresses = Set(a.cells.keys).union(b.cells.keys).sorted {
      ($0.row.joined(separator: "\u{1}"), $0.column) < ($1.row.joined(separator: "\u{1}"), $1.column)
    }
    for address in addresses {
      let (x, y) = (a.cells[address], b.cells[address])
      let amount = (y?.amount ?? 0) - (x?.amount ?? 0)
      let lines = try Changes.lines(address, a, b, earlier: earlier, later: later, amount)
      guard amount != 0 || !lines.isEmpty else { continue }
      differences.append(
        Difference(
          row: address.row, column: address.column, before: x?.cell ?? .none, after: y?.cell ?? .none, amount: amount,
          currency: y?.currency ?? x?.currency, lines: lines))
    }
    self.init(before: a.report, after: b.report, differences: differences)
  }

  private typealias Opened = (
    report: Table, cells: [CellAddress: (amount: Int128, currency: Alpha3?, cell: Cell)], sheet: Sheet
  )

  /// Every cell that is filled by lines; derived columns follow from them.
  private static func cells(_ request: ReportRequest, _ reporter: Reporter) throws -> Opened {
    let sheet = try reporter.sheet(request, traces: true)
    let report = sheet.finish(request.name, title: request.name.title, parameters: reporter.parameters(request))
    var cells: [CellAddress: (amount: Int128, currency: Alpha3?, cell: Cell)] = [:]
    let places = sheet.labelPlaces
    for row in report.rows + report.totals {
      let labels = places.map { place in if case .text(let text) = row[place] { text } else { "" } }
      for (at, column) in sheet.columns.enumerated() {
        switch column {
        case .label, .text, .percent, .share, .portion, .balance, .sum: continue
        default: break
        }
        let address = CellAddress(row: labels, column: column.name)
        switch row[at] {
        case .money(let minor, let currency): cells[address] = (minor, currency, row[at])
        case .count(let count): cells[address] = (Int128(count), nil, row[at])
        case .text, .position, .percent, .none: continue
        }
      }
    }
    return (report, cells, sheet)
  }

  /// A line of a cell is known by its record and its place among the record's lines in that cell.
  private struct LineKey: Hashable { let position: UInt64, place: Int }

  private static func keyed(_ contributions: [Contribution]) -> [LineKey: Contribution] {
    var places: [UInt64: Int] = [:]
    var keyed: [LineKey: Contribution] = [:]
    for contribution in contributions where contribution.counts {
      let place = places[contribution.position, default: 0]
      places[contribution.position] = place + 1
      keyed[LineKey(position: contribution.position, place: place)] = contribution
    }
    return keyed
  }

  private static func lines(
    _ address: CellAddress, _ a: Opened, _ b: Opened, earlier: Reporter, later: Reporter, _ amount: Int128
  ) throws -> [Line] {
    let before = keyed(a.sheet.contributions[address] ?? [])
    let after = keyed(b.sheet.contributions[address] ?? [])
    var lines: [Line] = []
    var explained: Int128 = 0
    for key in Set(before.keys).union(after.keys).sorted(by: { ($0.position, $0.place) < ($1.position, $1.place) }) {
      let moved = (after[key]?.amount ?? 0) - (before[key]?.amount ?? 0)
      guard moved != 0, let contribution = after[key] ?? before[key] else { continue }
      let by = try Changes.mover(of: key.position, earlier, later)
      let record = try later.known.journal.record(at: by ?? key.position)
      lines.append(
        Line(
          cause: cause(record, before[key], after[key], earlier, later), row: address.row, column: address.column,
          amount: moved,
          currency: b.cells[address]?.currency ?? a.cells[address]?.currency, position: record.seq,
          subject: record.subject, on: record.on,
          note: by.map { _ in
            record.event.type == .reversed ? "reverses record \(key.position)" : "changes record \(key.position)"
          } ?? contribution.note))
      explained += moved
    }
    if explained != amount, let size = Optional(later.known.size), size > 0 {
      let record = try later.known.journal.record(at: size - 1)
      lines.append(
        Line(
          cause: .rounding, row: address.row, column: address.column, amount: amount - explained,
          currency: b.cells[address]?.currency ?? a.cells[address]?.currency, position: record.seq,
          subject: record.subject, on: record.on, note: "each line is rounded by itself"))
    }
    return lines
  }

  /// The record that changed a fact of the earlier book, or took it out, since then; nil if none did.
  private static func mover(of fact: UInt64, _ earlier: Reporter, _ later: Reporter) throws -> UInt64? {
    guard fact < earlier.known.size else { return nil }
    let records = try later.known.corrections().records(changing: UInt32(truncatingIfNeeded: fact))
    return records.last.map(UInt64.init).flatMap { $0 >= earlier.known.size ? $0 : nil }
  }

  private static func cause(
    _ record: Record, _ before: Contribution?, _ after: Contribution?, _ earlier: Reporter, _ later: Reporter
  ) -> Cause {
    if record.seq >= earlier.known.size {
      if record.event.type == .reversed { return .correction }
      if record.command.late != nil { return .late }
      return record.event.type == .project(.addendumSigned) || record.event.type == .agreement(.revised)
        || record.event.type == .pledge(.revised) ? .addendum : .new
    }
    if let before, let after, before.original != nil || after.original != nil, before.rate != after.rate {
      return .rate
    }
    let partners =
      record.event.mentions.filter { $0.kind == .partner }.map(\.name)
      + (record.subject.kind == .partner ? [record.subject.name] : [])
    if partners.contains(where: { earlier.known.registers.identity(of: $0) != later.known.registers.identity(of: $0) })
    {
      return .merge
    }
    if before == nil || after == nil, before?.original == nil, after?.original == nil, later.hasNewRates(since: earlier)
    {
      return .rate
    }
    return .classification
  }
}

extension Reporter {
  fileprivate func hasNewRates(since earlier: Reporter) -> Bool {
    known.registers.exchange.count != earlier.known.registers.exchange.count
  }
}
