/// Who may do what, and which periods are closed. Read by position alone: what the book knew before a line.
public struct Policy: Sendable {
  /// Who holds a role, in small letters: names of actors are compared so.
  public private(set) var roles: [Role: Set<String>] = [:]
  /// The roles that were ever granted.
  private var governed: Set<Role> = []
  public private(set) var needApproval: Set<EventType> = []
  public private(set) var closedThrough: Day?

  public init() {}

  /// - Parameters:
  ///   - policies: the records of policies that stand.
  ///   - books: those of the books as a whole.
  ///   - all: the records of policies, also those that were reversed.
  init(_ policies: [Entry], _ books: [Entry], all: [Entry]) {
    for entry in policies.sorted(by: { $0.seq < $1.seq }) { take(entry) }
    for entry in all {
      if case .policy(.roleGranted(let granted)) = entry.event { governed.insert(granted.role) }
    }
    for entry in books {
      if case .books(.periodClosed(let closed)) = entry.event {
        closedThrough = max(closedThrough ?? closed.through, closed.through)
      }
    }
  }

  private mutating func take(_ entry: Entry) {
    guard case .policy(let event) = entry.event else { return }
    switch event {
    case .roleGranted(let granted): roles[granted.role, default: []].insert(granted.actor.lowercased())
    case .roleRevoked(let revoked): roles[revoked.role]?.remove(revoked.actor.lowercased())
    case .approvalRequired(let required): needApproval = Set(required.events)
    }
  }

  public func holds(_ role: Role, _ actor: String) -> Bool { roles[role]?.contains(actor.lowercased()) ?? false }

  /// A role limits nobody until it has been granted for the first time, and everybody for ever after.
  public func isGoverned(_ role: Role) -> Bool { governed.contains(role) }

  /// The role that settings need: where no administrator was ever named, that of all other records.
  private var roleOfSettings: Role { isGoverned(.administrator) ? .administrator : .recorder }

  /// Whether somebody may still grant roles.
  var canBeChanged: Bool { !isGoverned(roleOfSettings) || !(roles[roleOfSettings] ?? []).isEmpty }
}

extension Policy {
  /// `not-permitted`: once a role was granted, only its holders may do its work. Roles, closings and other settings are
  /// for administrators.
  func permits(_ command: Command) -> Refusal? {
    let isSetting = command.subject.kind == .policy || command.subject.kind == .books
    let role = isSetting ? roleOfSettings : .recorder
    guard isGoverned(role), !holds(role, command.actor), !holds(.administrator, command.actor) else { return nil }
    return Refusal(
      .notPermitted, at: "actor", found: command.actor, expected: "an actor with the role \(role.rawValue)",
      remedy: "Ask an administrator to grant the role, or let somebody record it who has it.")
  }

  /// Four eyes: a property of the journal, checked when recording and again by `verify`. What needed two is not undone
  /// by one.
  /// - Parameters:
  ///   - command: what somebody wants recorded, or has recorded.
  ///   - target: what the command reverses; nil for every other command.
  public func fourEyes(_ command: Command, reversing target: Command?) -> Refusal? {
    let type = command.event.type
    if needApproval.contains(type) { return approval(of: command, because: type.rawValue) }
    guard let target, target.approver != nil || needApproval.contains(target.event.type) else { return nil }
    return approval(of: command, because: "the reversal of a \(target.event.type.rawValue) that needed one")
  }

  func approval(of command: Command, because what: String) -> Refusal? {
    guard let approver = command.approver else {
      return Refusal(
        .approvalMissing, at: "approver", found: "nothing", expected: "an approver for \(what)",
        remedy: "Let a second person with the role approver approve it and name that person in \"approver\".")
    }
    if approver.lowercased() == command.actor.lowercased() {
      return Refusal(
        .selfApproval, at: "approver", found: approver, expected: "somebody other than the actor",
        remedy: "Let a second person approve it.")
    }
    guard holds(.approver, approver) || holds(.administrator, approver) else {
      return Refusal(
        .approvalMissing, at: "approver", found: "\(approver), who does not hold the role approver",
        expected: "a holder of that role",
        remedy: "Let a holder of the role approve it, or ask an administrator to grant the role first.")
    }
    return nil
  }
}
