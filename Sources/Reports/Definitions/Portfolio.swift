import Ledger
import Reference

/// `portfolio`, definition 1: projects that are active in a period, by region (requirement R64).
///
/// A project is active in the window if it was signed by its end and had not completed, closed or been cancelled before
/// its start. The money is the whole of signatures and addenda up to the end of the window, not the spending of the
/// year. "completed" are those whose activities ended in the window; the others are ongoing.
struct Portfolio {
  static let groupings: [Query.Grouping] = [.region, .plan, .priority, .project, .none]

  static func columns(_ grouping: Query.Grouping) -> [Sheet.Column] {
    [
      .label("basis"), .label(grouping == .none ? "group" : grouping.rawValue), .label(Sheet.currencyLabel),
      .distinct("projects"),
      .distinct("completed"), .distinct("ongoing"), .money("partners"), .money("ITU fund"),
      .sum("total", of: ["partners", "ITU fund"]),
      .percent("external share", of: "partners", over: "total"),
    ]
  }

  static func fill(_ sheet: inout Sheet) throws {
    let known = sheet.known
    let labels = Labels(known, sheet.query.grouping ?? .region)
    let ended = try Lives(known, sheet.query.window)
    let reversed = try known.reversedPositions()
    var upTo = sheet.query
    upTo.window = Window(through: sheet.query.window.through)
    let shown = sheet.shown
    let isSummed = sheet.mayBeSummed
    var projects = Tally { $0.subject }
    var completed = Tally { $0.subject }
    var ongoing = Tally { $0.subject }
    func add(_ posting: Posting) throws {
      sheet.add(money: posting, to: try labels.ledger(posting), known.isInternal(posting) ? "ITU fund" : "partners")
    }
    var sums = PostingSums(known, keeping: labels.keeping.union(.funderClass), window: upTo)
    try known.forEachPosting(
      [.signed, .added], upTo,
      edge: { posting in
        sheet.leaveOut(
          posting, "money of projects", to: try labels.ledger(posting),
          known.isInternal(posting) ? "ITU fund" : "partners")
      }
    ) { posting in
      guard ended.isActive(posting.subject) else { return }
      if posting.currency != 0 { if isSummed { sums.add(posting) } else { try add(posting) } }
      guard !posting.flags.contains(.reversal), !reversed.contains(posting.position) else { return }
      let key = labels.key(posting) << 16 | shown.key(posting)
      func full() throws -> [String] { try labels.ledger(posting) + [shown.text(posting)] }
      try projects.add(key, posting, labels: try full())
      if ended.endedInWindow(posting.subject) {
        try completed.add(key, posting, labels: try full())
      } else {
        try ongoing.add(key, posting, labels: try full())
      }
    }
    for sum in sums.postings { try add(sum) }
    projects.write(to: &sheet, "projects")
    completed.write(to: &sheet, "completed")
    ongoing.write(to: &sheet, "ongoing")
    Reported.add(
      to: &sheet,
      [
        .portfolio: [
          .count(.projects, "projects"), .count(.completed, "completed"), .count(.ongoing, "ongoing"),
          .classes(external: "partners", internal: "ITU fund"),
          .money("total"),
        ]
      ])
  }
}

/// When the projects of a book began and ended, seen through a window.
struct Lives {
  private var signed: [UInt32: Int64] = [:]
  private var ended: [UInt32: (first: Int32, last: Int32)] = [:]
  private let window: Window

  init(_ known: AsKnown, _ window: Window) throws {
    self.window = window
    let reversed = try known.reversedPositions()
    try known.forEachPosting([.projects, .completions, .closures, .cancellations]) { posting in
      guard !posting.flags.contains(.reversal), !reversed.contains(posting.position) else { return }
      if posting.measure == Measure.projects.rawValue {
        if window.through.map({ posting.lastDay <= $0.number }) ?? true { signed[posting.subject, default: 0] += 1 }
      } else if ended[posting.subject].map({ posting.lastDay < $0.last }) ?? true {
        ended[posting.subject] = (posting.firstDay, posting.lastDay)
      }
    }
  }

  func isActive(_ project: UInt32) -> Bool {
    guard signed[project] != nil else { return false }
    guard let end = ended[project], let from = window.from else { return true }
    return end.last >= from.number
  }

  func endedInWindow(_ project: UInt32) -> Bool {
    guard let end = ended[project] else { return false }
    return window.through.map { end.last <= $0.number } ?? true
  }
}
