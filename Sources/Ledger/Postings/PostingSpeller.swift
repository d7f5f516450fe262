import Reference

/// Spells postings out, for whoever compares views that other programs made: with codes and names, never with numbers
/// of this program or of its file (Schemas/journal.md, the digest).
public struct PostingSpeller: Sendable {
  /// The names of the partners, in the order of registration.
  private let partners: [String]

  public init(_ registers: Registers) { partners = registers.partners.items.map(\.name) }

  /// Writes the rows of one record as a list of canonical JSON.
  public func write(_ rows: some RandomAccessCollection<Posting>, to w: inout LineWriter) {
    w.begin()
    w.array(rows) { w, row in write(row, to: &w) }
  }

  private func write(_ row: Posting, to w: inout LineWriter) {
    w.open()
    w.member("country", country: row.countryCode)
    w.member("currency", country: row.currencyCode)
    if row.fact != row.position { w.member("fact", position: UInt64(row.fact)) }
    w.member("first", day: Day(number: row.firstDay))
    if !row.flags.isEmpty {
      w.member("flags")
      w.array(Posting.Flags.names.filter { row.flags.contains($0.flag) }) { w, flag in w.plain(flag.name) }
    }
    w.member("last", day: Day(number: row.lastDay))
    w.member("measure", plain: Measure.names[Int(row.measure)])
    w.member("minor")
    w.integer(row.minor)
    if row.partner > 0, row.partner <= partners.count { w.member("partner", plain: partners[Int(row.partner) - 1]) }
    w.member("plan", plain: row.planCode?.code)
    w.member("priority", plain: row.priorityCode?.code)
    if let qualifier = Money.Qualifier(rawValue: row.qualifier), qualifier != .exact {
      w.member("qualifier", plain: qualifier.code)
    }
    w.member("rateDay", day: Day(number: row.rateDay))
    w.member("region", plain: row.regionCode?.code)
    w.member("subject", position: UInt64(row.subject))
    w.member("theme", plain: row.themeCode?.code)
    w.close()
  }
}

extension Measure {
  /// By number; nil where there is no measure.
  fileprivate static let names: [String?] = (0...255).map { Measure(rawValue: $0).map { "\($0)" } }
}

extension Posting.Flags {
  /// In the order of the alphabet.
  fileprivate static let names: [(name: String, flag: Posting.Flags)] = [
    ("back", .back), ("change", .change), ("fromLastDay", .fromLastDay), ("gone", .gone), ("inKind", .inKind),
    ("inMoney", .inMoney), ("late", .late), ("opening", .opening), ("reversal", .reversal),
    ("unknownValue", .unknownValue), ("unsourced", .unsourced),
  ]
}
