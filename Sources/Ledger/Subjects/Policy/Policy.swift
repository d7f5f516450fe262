/// Who may do what, and which periods are closed.
public struct Policy: Sendable {
  public private(set) var roles: [Role: Set<String>] = [:]
  public private(set) var needApproval: Set<EventType> = []
  public private(set) var closedThrough: Day?

  public init() {}

  init(_ policies: [Entry], books: [Entry]) {
    for entry in policies.sorted(by: { $0.seq < $1.seq }) {
      if case .policy(.roleGranted(let granted)) = entry.event {
        roles[granted.role, default: []].insert(granted.actor)
      }
      if case .policy(.roleRevoked(let revoked)) = entry.event { roles[revoked.role]?.remove(revoked.actor) }
      if case .policy(.approvalRequired(let required)) = entry.event { needApproval = Set(required.events) }
    }
    for entry in books {
      if case .books(.periodClosed(let closed)) = entry.event {
        closedThrough = max(closedThrough ?? closed.through, closed.through)
      }
    }
  }

  public func holds(_ role: Role, _ actor: String) -> Bool { roles[role]?.contains(actor) ?? false }

  /// A role limits nobody until it has been granted for the first time.
  public func isGoverned(_ role: Role) -> Bool { !(roles[role] ?? []).isEmpty }
}

extension Policy {
  /// `not-permitted`: once a role was granted, only its holders may do its work.
  func permits(_ command: Command) -> Refusal? {
    let role: Role = command.subject.kind == .policy ? .administrator : .recorder
    guard isGoverned(role), !holds(role, command.actor), !holds(.administrator, command.actor) else { return nil }
    return Refusal(
      .notPermitted, at: "actor", found: command.actor, expected: "an actor with the role \(role.rawValue)",
      remedy: "Ask an administrator to grant the role, or let somebody record it who has it.")
  }

  /// Four eyes: a property of the journal, checked when recording and again by `verify`.
  public func fourEyes(_ command: Command) -> Refusal? {
    needApproval.contains(command.event.type) ? approval(of: command, because: command.event.type.rawValue) : nil
  }

  func approval(of command: Command, because what: String) -> Refusal? {
    guard let approver = command.approver else {
      return Refusal(
        .approvalMissing, at: "approver", found: "nothing", expected: "an approver for \(what)",
        remedy: "Let a second person with the role approver approve it and name that person in \"approver\".")
    }
    if approver == command.actor {
      return Refusal(
        .selfApproval, at: "approver", found: approver, expected: "somebody other than the actor",
        remedy: "Let a second person approve it.")
    }
    guard holds(.approver, approver) else {
      return Refusal(
        .approvalMissing, at: "approver", found: "\(approver), who does not hold the role approver",
        expected: "a holder of that role",
        remedy: "Let a holder of the role approve it, or ask an administrator to grant the role first.")
    }
    return nil
  }
}
