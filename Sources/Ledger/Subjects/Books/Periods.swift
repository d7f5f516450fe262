extension Command {
  /// The first day of which the record says something: its own, or that from which it says that something holds.
  var begins: Day {
    switch event {
    case .rates(.published(let published)): published.validFrom
    case .group(.membershipSet(let set)): set.from
    case .aggregate(.reported(let report)): min(on.first, report.window.first)
    case .partner, .project, .agreement, .pledge, .assessment, .plan, .target, .figure, .policy, .books, .reversed:
      on.first
    }
  }

  /// Whether it says something of every day, whatever its own is.
  fileprivate var isTimeless: Bool { if case .partner(.merged) = event { true } else { false } }

  fileprivate func restates(through closed: Day) -> Bool {
    event.type.countsInPeriods && (isTimeless || begins <= closed)
  }
}

extension Policy {
  /// `period-closed`: a closed period keeps out records that begin in it, whatever their subject, merges, and the
  /// reversals of such, unless somebody says why they come late.
  /// - Parameter target: what the command reverses.
  func keepsOut(_ command: Command, reversing target: Command?) -> Refusal? {
    guard let closed = closedThrough, command.late == nil else { return nil }
    if command.restates(through: closed) {
      let what = command.isTimeless ? "a merge, which counts for every day" : command.begins.description
      return refusal(
        at: "on", found: what, "a date after \(closed), where the books are closed", or: "correct the date")
    }
    guard let target, target.restates(through: closed) else { return nil }
    return refusal(
      at: "event.reverses", found: "a record of \(target.on)", "a record after \(closed), where the books are closed",
      or: "leave the record as it is")
  }

  private func refusal(at place: String, found: String, _ expected: String, or other: String) -> Refusal {
    Refusal(
      .periodClosed, at: place, found: found, expected: expected,
      remedy: "Give the member \"late\" with the reason, since the record restates a closed period, or \(other).")
  }
}
