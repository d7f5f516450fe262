extension Registers {
  /// `last-administrator`: a record after which nobody could grant a role any more.
  /// - Parameter target: the position of the record that the command takes out.
  func leavesNoAdministrator(_ command: Command, reversing target: UInt64?) -> Refusal? {
    guard command.subject.kind == .policy, policy.canBeChanged, let after = policyAfter(command, target),
      !after.canBeChanged
    else { return nil }
    return Refusal(
      .lastAdministrator, at: "event", found: "the last one who may grant roles",
      expected: "somebody who is left to grant them",
      remedy: "Grant the role to somebody else first.")
  }

  /// What the policies would be; nil where the command takes nothing away.
  private func policyAfter(_ command: Command, _ target: UInt64?) -> Policy? {
    let all = policies.items.flatMap(\.entries)
    let standing = policies.items.flatMap(\.active)
    switch command.event {
    case .policy(.roleRevoked):
      return Policy(standing + [command.entry(at: .max)], [], all: all)
    case .reversed:
      return Policy(standing.filter { $0.seq != target }, [], all: all)
    case .policy(.roleGranted), .policy(.approvalRequired), .partner, .project, .agreement, .pledge, .assessment, .plan,
      .target, .rates, .group, .aggregate, .figure, .books:
      return nil
    }
  }
}
