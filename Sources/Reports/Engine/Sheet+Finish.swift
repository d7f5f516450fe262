import Foundation
import Ledger
import Reference

extension Sheet {
  /// The finished table: rows in order, derived columns worked out, totals below.
  func finish(_ report: ReportName, title: String, parameters: [(name: String, value: String)]) -> Table {
    let ordered = order
    let balanced = columns.contains { if case .balance = $0 { true } else { false } }
    var running: [Alpha3: Sums] = [:]
    let balances =
      balanced
      ? ordered.map { at in rows[at].currency.map { carry(rows[at].sums, &running[$0, default: Sums()]) } ?? Sums() }
      : []
    return Table(
      name: report.rawValue, title: title, parameters: parameters,
      columns: columns.map { Table.Column(name: $0.name, kind: kind($0)) },
      rows: balanced
        ? zip(ordered, balances).map { cells(rows[$0], balances: $1) }
        : Array(ordered.inStretches { $0.map { cells(rows[$0], balances: Sums()) } }.joined()),
      totals: hasTotals
        ? totals.keys.sorted { ($0?.text ?? "") < ($1?.text ?? "") }
          .map { currency in
            let row = Row(
              labels: totalRow(currency), base: [], currency: currency, inTotal: true, sums: totals[currency] ?? Sums(),
              order: "")
            return cells(row, balances: currency.flatMap { running[$0] } ?? Sums())
          } : [],
      notes: notes + ownNotes, asOf: Table.AsOf(known.journal, known.head, query.window, definition: report.version))
  }

  /// The rows by the bytes that they sort by: comparing texts by their letters takes longer, and gives the same order.
  private var order: [Int] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(rows.count * 48)
    var ends: [Int] = []
    ends.reserveCapacity(rows.count + 1)
    ends.append(0)
    for row in rows {
      row.addSortKey(to: &bytes)
      ends.append(bytes.count)
    }
    return bytes.withUnsafeBytes { bytes in
      rows.indices.sorted { a, b in
        let (one, other) = (bytes[ends[a]..<ends[a + 1]], bytes[ends[b]..<ends[b + 1]])
        guard let base = bytes.baseAddress else { return a < b }
        let order = memcmp(base + one.startIndex, base + other.startIndex, min(one.count, other.count))
        return order != 0 ? order < 0 : (one.count, a) < (other.count, b)
      }
    }
  }

  func isMoney(_ at: Int) -> Bool { kind(columns[at]) == .money }

  private var hasTotals: Bool { !totals.isEmpty }

  private func kind(_ column: Column) -> Table.Column.Kind {
    switch column {
    case .label, .text: .text
    case .money, .balance: .money
    case .count, .distinct: .count
    case .percent, .share, .portion: .percent
    case .sum(_, let parts):
      parts.contains { if case .money = columns[place(of: $0)] { true } else { false } } ? .money : .count
    }
  }

  /// Adds a row to the balances so far.
  private func carry(_ sums: Sums, _ running: inout Sums) -> Sums {
    for (at, column) in columns.enumerated() {
      guard case .balance(_, let plus, let minus) = column else { continue }
      for name in plus { if let sum = sums[place(of: name)] { running[at] = (running[at] ?? ExactSum()) + sum } }
      for name in minus { if let sum = sums[place(of: name)] { running[at] = (running[at] ?? ExactSum()) - sum } }
    }
    return running
  }

  private func cells(_ row: Row, balances: Sums) -> [Cell] {
    let currency = row.currency
    return columns.indices.map { at in
      if isBlank(at) { return .none }
      switch columns[at] {
      case .label:
        let n = labelPlaces.firstIndex(of: at) ?? 0
        return n < row.labels.count ? .text(row.labels[n]) : .none
      case .text: return row.texts[at].map(Cell.text) ?? .none
      case .money, .sum, .count, .distinct: return value(at, row.sums, currency)
      case .percent(_, let part, let whole):
        guard let top = sum(place(of: part), row.sums), let bottom = sum(place(of: whole), row.sums),
          let percent = top.percent(of: bottom)
        else { return .none }
        return .percent(percent, places: 2)
      case .share(_, let part):
        guard let top = sum(place(of: part), row.sums), let bottom = sum(place(of: part), totals[currency] ?? Sums()),
          let percent = top.percent(of: bottom)
        else { return .none }
        return .percent(percent, places: 2)
      case .portion(_, let part):
        guard let whole = row.wholes[at], let top = sum(place(of: part), row.sums),
          let other = self.row(whole + (currency.map { [$0.text] } ?? [])),
          let bottom = sum(place(of: part), other.sums), let percent = top.percent(of: bottom)
        else { return .none }
        return .percent(percent, places: 2)
      case .balance:
        guard let currency, let balance = balances[at] else { return .none }
        return .money(balance.rounded, currency)
      }
    }
  }

  /// The exact sum in a column of a row; derived columns add their parts first and round after.
  func sum(_ at: Int, _ sums: Sums) -> ExactSum? {
    // A printed total stands as it was printed, whatever its parts add to.
    if let stated = sums[at] { return stated }
    if case .sum(_, let parts) = columns[at] {
      let known = parts.compactMap { sum(place(of: $0), sums) }
      return known.isEmpty ? nil : known.reduce(ExactSum(), +)
    }
    return sums[at]
  }

  private func value(_ at: Int, _ sums: Sums, _ currency: Alpha3?) -> Cell {
    guard let sum = sum(at, sums) else { return .none }
    if kind(columns[at]) == .money { return currency.map { .money(sum.rounded, $0) } ?? .none }
    return .count(Int64(clamping: sum.rounded))
  }
}
