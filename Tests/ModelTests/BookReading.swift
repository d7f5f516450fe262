/// Lines as they are stored, and what a record carries once it is recorded.
extension Book {
  convenience init(lines: [String], _ way: Way = .inForce) throws { self.init(try Book.read(lines), way) }

  /// Reads lines, and names in each change of a funding line, and in each refund, the line that it changes where the
  /// record does not (DOMAIN, AddendumSigned: `of` is filled in when it is recorded).
  /// - Parameter read: the records of the first lines.
  static func read(_ lines: [String], after read: [Record] = []) throws -> [Record] {
    var records = read
    for (position, line) in lines.enumerated().dropFirst(read.count) {
      var record = try Record(JSON(line: line), position: position)
      if needsLine(record) { record.event = Book(records).naming(record) }
      records.append(record)
    }
    return records
  }

  private static func needsLine(_ record: Record) -> Bool {
    switch record.type {
    case "AddendumSigned": record.event["funding"]?.items.contains { $0["of"] == nil } ?? false
    case "ContributionRefunded": record.event["of"] == nil && !(record.event["error"]?.isTrue ?? false)
    default: false
    }
  }

  private func naming(_ record: Record) -> JSON {
    guard record.type == "AddendumSigned" else {
      let candidates = lines(meantBy: record.event.with("from", record.event["to"] ?? ""), of: record, "value")
      return candidates.count == 1 ? record.event.with("of", candidates[0].json) : record.event
    }
    let funding = record.event["funding"]?.items.map { entry -> JSON in
      guard entry["of"] == nil else { return entry }
      let candidates = lines(meantBy: entry, of: record, entry["sets"] == nil ? "adds" : "sets")
      return candidates.count == 1 ? entry.with("of", candidates[0].json) : entry.with("ambiguous", true)
    }
    return record.event.with("funding", .list(funding ?? []))
  }

  /// The lines that a change can mean on its day, as known when it is recorded; merged partners are one. With more than
  /// one the change is refused; the model leaves it out. One that finds no line opens one (README, choice 6).
  /// - Parameter change: the member with the amount: `adds`, `sets` or `value`.
  func lines(meantBy entry: JSON, of record: Record, _ change: String) -> [LineName] {
    guard let from = entry["from"]?.text, let money = Money(entry[change]) else { return [] }
    let mine = lines(record.name, on: record.on.last).filter { name, _ in
      identity(name.partner) == identity(from) && entry["modality"].map { $0.text == name.modality } ?? true
    }
    let same = mine.filter { $0.value.promise.currency == money.currency }
    // Money that goes back is not meant for what is in kind.
    if change == "value" { return same.keys.filter { !$0.isInKind }.sorted() }
    if !same.isEmpty { return same.keys.sorted() }
    let others = change == "sets" ? mine : mine.filter { $0.value.promise.currency == nil }
    if !others.isEmpty { return others.keys.sorted() }
    let modality = entry["modality"]?.text ?? mine.keys.min()?.modality ?? "cash"
    return [LineName(from, money.currency, modality)]
  }
}
