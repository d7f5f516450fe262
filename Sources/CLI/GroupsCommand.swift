import ArgumentParser
import EventStore
import Ledger
import Reference

struct GroupsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "groups",
    abstract: "Count or list the members of LDC, LLDC, SIDS and other recorded groups on a day.",
    discussion: """
      A member counts from its first day up to the day before it left. Membership is a record of the
      book and can be corrected there.

      Example:
        pledgebook groups --on 2020-01-01 --on 2025-01-01
        pledgebook groups LDC --on 2025-01-01
      """)

  @Argument(
    help: ArgumentHelp("List the members of this group; without it, count those of all groups.", valueName: "group"))
  var group: String?

  @Option(
    help: ArgumentHelp("The day; may stand several times. Default: the day of the last record.", valueName: "day"))
  var on: [Day] = []

  @Option(help: ArgumentHelp("As the book was known: a number of records, a day or a time.", valueName: "size|time"))
  var knownAt: String?

  @OptionGroup var ledger: LedgerOption

  func run() throws {
    try ledger.reading { journal in
      let newest = try journal.head().size
      let size = try knownAt.map { try QueryOptions.size($0, journal, "--known-at") } ?? newest
      guard size <= newest else { throw NoSuchRecord(seq: size, size: newest) }
      let groups = try journal.registers(at: size).groups.items
      let days = try on.isEmpty ? [size > 0 ? journal.record(at: size - 1).at.day : Timestamp.now.day] : on
      var out = Output()
      if let group {
        guard let item = groups.first(where: { $0.name == group }) else {
          throw Complaint(
            group, found: "no such group",
            expected: groups.isEmpty
              ? "a group; this book has none" : "one of \(groups.map(\.name).joined(separator: ", "))",
            next: "`pledgebook groups` counts the members of each.")
        }
        for day in days { try list(item, on: day, to: &out) }
      } else {
        try count(groups, on: days, to: &out)
      }
      try out.line("as of \(size) records of \(journal.origin), root \(try journal.head(at: size).root)")
      try out.flush()
    }
  }

  private func count(_ groups: [Subjects<GroupState>.Item], on days: [Day], to out: inout Output) throws {
    let width = groups.map(\.name.count).max() ?? 0
    func row(_ name: String, _ cells: [String]) -> String {
      cells.reduce(name + String(repeating: " ", count: max(0, width - name.count))) { line, cell in
        line + "  " + String(repeating: " ", count: max(0, 10 - cell.count)) + cell
      }
    }
    try out.line(row("", days.map(\.description)))
    for group in groups { try out.line(row(group.name, days.map { String(group.state.members(on: $0).count) })) }
  }

  private func list(_ group: Subjects<GroupState>.Item, on day: Day, to out: inout Output) throws {
    let members = group.state.members(on: day)
    try out.line("\(group.name) on \(day): \(members.count) members")
    for country in members {
      guard
        let membership = group.state.memberships[country]?.first(where: {
          $0.from <= day && ($0.to.map { day < $0 } ?? true)
        })
      else { continue }
      let until = membership.to.map { " to \($0)" } ?? ""
      try out.line(
        "\(country)  \(Countries.find(country)?.name ?? "")  from \(membership.from)\(until), record \(membership.seq)")
    }
  }
}

extension Day: ExpressibleByArgument {
  public init?(argument: String) { self.init(argument) }
}
