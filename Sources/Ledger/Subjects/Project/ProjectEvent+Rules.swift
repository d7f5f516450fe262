/// How an event of a project is judged, wherever it stands among the others.
extension Rules {
  /// Judged on the day of the fact, whenever it is recorded.
  func check(_ event: ProjectEvent) throws(Refusal) {
    guard let item = books.projects[command.subject.name] else {
      return try event.check(self, in: ProjectState())
    }
    if case .addendumSigned(let addendum) = event { try checkNumber(of: addendum, in: item.state) }
    try event.check(self, in: item.state(before: command))
    guard event.name.promises, !item.comesLast(command) else { return }
    let before = item.standing
    try needsUnbroken(
      broken(by: before.with(entry), than: before) { (event: ProjectEvent, fact, state: ProjectState) in
        rules(of: fact).keepsTotals(event, in: state)
      })
  }

  /// The command as it is recorded: an addendum names the lines that it changes, a refund the one that it lowers.
  func naming(_ command: Command) throws(Refusal) -> Command {
    guard case .project(let event) = command.event, event.name.promises, !event.name.isFounding,
      let item = books.projects[command.subject.name]
    else { return command }
    let state = item.state(before: command)
    var named = command
    if case .addendumSigned(let addendum) = event {
      named.event = .project(.addendumSigned(try naming(addendum, in: state)))
    } else if case .contributionRefunded(let refund) = event {
      named.event = .project(.contributionRefunded(refund.naming(try line(of: refund, in: state))))
    }
    return named
  }

  /// The rules that hold for an event even among facts that came late: no total below zero.
  func keepsTotals(_ event: ProjectEvent, in state: ProjectState) -> Bool {
    guard case .addendumSigned(let addendum) = event else { return true }
    do throws(Refusal) {
      for change in addendum.funding { try checkTotal(after: change, in: state) }
      return true
    } catch { return false }
  }
}
