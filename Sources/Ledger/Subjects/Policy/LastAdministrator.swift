extension Registers {
  /// `last-administrator`: a record after which nobody could grant a role any more.
  func leavesNoAdministrator(_ command: Command) -> Refusal? {
    guard command.subject.kind == .policy, policy.canBeChanged, let after = policyAfter(command), !after.canBeChanged
    else { return nil }
    return Refusal(
      .lastAdministrator, at: "event", found: "the last one who may grant roles",
      expected: "somebody who is left to grant them",
      remedy: "Grant the role to somebody else first.")
  }

  /// What the policies would be; nil where the command takes nothing away.
  private func policyAfter(_ command: Command) -> Policy? {
    let all = policies.items.flatMap(\.entries)
    let standing = policies.items.flatMap(\.active)
    switch command.event {
    case .policy(.roleRevoked):
      let record = Record(seq: .max, at: Timestamp(microseconds: 0), command: command)
      return Policy(standing + [record.entry], [], all: all)
    case .reversed(let reversal):
      return Policy(standing.filter { $0.seq != reversal.seq }, [], all: all)
    case .policy(.roleGranted), .policy(.approvalRequired), .partner, .project, .agreement, .pledge, .assessment, .plan,
      .target, .rates, .group, .aggregate, .figure, .books:
      return nil
    }
  }
}
