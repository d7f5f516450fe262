import Ledger
import Reference

extension Explanation {
  /// The lines as a table, with the figure they add up to.
  public func text() -> String {
    var lines = [
      "\(report.title): row \(address.row.filter { !$0.isEmpty }.joined(separator: "/")), column \(address.column) = "
        + "\(Table.shown(cell))",
      "",
    ]
    for part in parts {
      lines.append("  \(part.name): \(Table.shown(part.value))   (explain --column \"\(part.name)\")")
    }
    if !parts.isEmpty { lines.append("  The figure follows from these columns; open each of them for its lines.") }
    lines += self.lines.map { "  " + shown($0) }
    if rounding != 0 { lines.append("  \(amount(rounding)) rounding: each line is rounded by itself, the figure once") }
    if parts.isEmpty {
      lines.append("  " + String(repeating: "─", count: 24))
      lines.append(
        "  \(amount(self.lines.reduce(rounding) { $0 + $1.contribution.amount })) \(self.lines.count) "
          + "\(self.lines.count == 1 ? "line" : "lines")"
      )
    }
    if !excluded.isEmpty {
      lines.append("")
      lines.append("Left out:")
      lines += excluded.map { "  " + shown($0) }
    }
    lines.append("")
    lines += report.asOf.map { [report.basis($0)] } ?? []
    return lines.joined(separator: "\n") + "\n"
  }

  public func csv() -> String {
    let header = ["position", "from", "through", "recorded", "subject", "amount", "original", "rate", "counts", "note"]
    let rows = (lines + excluded).map { line -> [String] in
      let c = line.contribution
      return [
        String(c.position), c.first.description, c.last.description, line.recorded.description,
        line.subject.description, amount(c.amount, grouped: false),
        c.original?.description ?? "",
        c.rate.map {
          $0.denominator == Decimal(digits: 1, places: 0) ? "\($0.numerator)" : "\($0.numerator)/\($0.denominator)"
        } ?? "", c.counts ? "yes" : "no", CSVField.text(c.note),
      ]
    }
    return ([header] + rows).map { $0.joined(separator: ",") + "\r\n" }.joined()
  }

  private func shown(_ line: Line) -> String {
    let c = line.contribution
    let date = c.first == c.last ? c.first.description : "\(c.first)–\(c.last)"
    return
      "\(amount(c.amount))  #\(c.position)  \(date)  "
      + "\(line.subject)\(conversion(c))\(c.note.isEmpty ? "" : "  [\(c.note)]")"
  }

  /// The amount as it was recorded, with the rate that was used.
  private func conversion(_ c: Contribution) -> String {
    guard let original = c.original, let rate = c.rate, case .money(_, let currency) = cell else { return "" }
    let equation = rate.equation(from: original.currency, to: currency)
    return
      " (\(Table.shown(Int128(original.minor), original.currency)) at \(equation), \(rate.source) of "
      + "\(rate.validFrom))"
  }

  private func amount(_ value: Int128, grouped: Bool = true) -> String {
    let text =
      if case .money(_, let currency) = cell { Money.text(minor: value, currency: currency, grouped: grouped) } else {
        decimalText(value, places: 0, grouped: grouped)
      }
    return grouped ? String(repeating: " ", count: max(0, 20 - text.count)) + text : text
  }
}

extension Changes {
  public func text() -> String {
    var lines = [
      "\(after.title): from \(Changes.moment(before)) to \(Changes.moment(after))",
      "",
    ]
    if differences.isEmpty { lines.append("Nothing moved.") }
    for difference in differences {
      lines.append(
        "\(difference.row.filter { !$0.isEmpty }.joined(separator: "/")), \(difference.column): "
          + "\(Table.shown(difference.before)) → "
          + "\(Table.shown(difference.after)) (\(amount(difference.amount, difference.currency)))")
      for line in difference.lines {
        lines.append(
          "  \(amount(line.amount, line.currency))  \(line.cause.rawValue)  #\(line.position)  \(line.on)  "
            + "\(line.subject)\(line.note.isEmpty ? "" : "  [\(line.note)]")"
        )
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func moment(_ table: Table) -> String {
    table.asOf.map { "\($0.size) records (root \($0.root))" } ?? ""
  }

  public func csv() -> String {
    let header = ["row", "column", "cause", "amount", "currency", "position", "on", "subject", "note"]
    let rows = differences.flatMap(\.lines).map { line in
      [
        CSVField.text(line.row.joined(separator: "/")), CSVField.text(line.column), line.cause.rawValue,
        line.currency.map { Money.text(minor: line.amount, currency: $0) } ?? String(line.amount),
        line.currency?.text ?? "", String(line.position),
        line.on.description, line.subject.description, CSVField.text(line.note),
      ]
    }
    return ([header] + rows).map { $0.joined(separator: ",") + "\r\n" }.joined()
  }

  private func amount(_ value: Int128, _ currency: Alpha3?) -> String {
    (value > 0 ? "+" : "")
      + (currency.map { Money.text(minor: value, currency: $0, grouped: true) }
        ?? decimalText(value, places: 0, grouped: true))
  }
}
