import EventStore
import Ledger
import Reference

extension Table {
  /// How many members each group has on some days.
  /// - Parameters:
  ///   - size: as the book was known; nil for all of it.
  ///   - days: none for the day of the last record.
  public static func groupCounts(of journal: Journal, size: UInt64? = nil, on days: [Day]) throws -> Table {
    let book = try GroupBook(journal, size, days)
    return book.table(
      "Members of groups", [Column(name: "group")] + book.days.map { Column(name: "\($0)", kind: .count) },
      rows: book.groups.map { group in
        [.text(group.name)] + book.days.map { .count(Int64(group.state.members(on: $0).count)) }
      })
  }

  /// The members of one group on some days, with the record of each membership.
  /// - Throws: `QueryError` if the book has no such group.
  public static func members(of group: String, in journal: Journal, size: UInt64? = nil, on days: [Day]) throws -> Table
  {
    let book = try GroupBook(journal, size, days)
    guard let found = book.groups.first(where: { $0.name == group }) else {
      throw QueryError(
        at: group, found: "no such group",
        expected: book.groups.isEmpty
          ? "a group; this book has none" : "one of \(book.groups.map(\.name).joined(separator: ", "))",
        next: "`pledgebook groups` counts the members of each.")
    }
    let lists = book.days.map { day in (day, GroupBook.members(of: found.state, on: day)) }
    return book.table(
      "Members of \(group)",
      [
        Column(name: "on"), Column(name: "country"), Column(name: "name"), Column(name: "from"),
        Column(name: "to", isOccasional: true), Column(name: "record", kind: .position),
      ], rows: lists.flatMap(\.1), notes: lists.map { "\($0): \($1.count) members" })
  }
}

/// The groups of a book as it was known.
private struct GroupBook {
  let groups: [Subjects<GroupState>.Item]
  let days: [Day]
  private let asOf: Table.AsOf

  init(_ journal: Journal, _ size: UInt64?, _ days: [Day]) throws {
    let newest = try journal.head().size
    let size = size ?? newest
    guard size <= newest else { throw NoSuchRecord(seq: size, size: newest) }
    groups = try journal.registers(at: size).groups.items
    self.days = try days.isEmpty ? [journal.lastDay(before: size)] : days
    asOf = Table.AsOf(journal, try journal.head(at: size))
  }

  func table(_ title: String, _ columns: [Table.Column], rows: [[Cell]], notes: [String] = []) -> Table {
    Table(name: "groups", title: title, columns: columns, rows: rows, notes: notes, asOf: asOf)
  }

  static func members(of group: GroupState, on day: Day) -> [[Cell]] {
    group.members(on: day).compactMap { country in
      let membership = group.memberships[country]?.first { $0.from <= day && ($0.to.map { day < $0 } ?? true) }
      return membership.map {
        [
          .text("\(day)"), .text("\(country)"), .text(Countries.find(country)?.name ?? ""), .text("\($0.from)"),
          .text($0.to.map { "\($0)" } ?? ""), .position($0.seq),
        ]
      }
    }
  }
}
