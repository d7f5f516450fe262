/// What an organisation can decide about who may do what.
public enum PolicyEvent: SubjectEvent {
  indirect case roleGranted(RoleGranted)
  indirect case roleRevoked(RoleRevoked)
  indirect case approvalRequired(ApprovalRequired)

  public enum Name: String, EventName {
    case roleGranted = "RoleGranted"
    case roleRevoked = "RoleRevoked"
    case approvalRequired = "ApprovalRequired"

    public static var countsInPeriods: Bool { false }
    public var mayLieInFuture: Bool { false }
    public var isFounding: Bool { false }
  }

  public init?(_ event: Event) {
    guard case .policy(let own) = event else { return nil }
    self = own
  }

  public var name: Name {
    switch self {
    case .roleGranted: .roleGranted
    case .roleRevoked: .roleRevoked
    case .approvalRequired: .approvalRequired
    }
  }

  init(_ name: Name, from r: inout LineReader) throws(LineError) {
    switch name {
    case .roleGranted: self = .roleGranted(try RoleGranted(from: &r))
    case .roleRevoked: self = .roleRevoked(try RoleRevoked(from: &r))
    case .approvalRequired: self = .approvalRequired(try ApprovalRequired(from: &r))
    }
  }

  func write(to w: inout LineWriter) {
    switch self {
    case .roleGranted(let granted): granted.write(to: &w)
    case .roleRevoked(let revoked): revoked.write(to: &w)
    case .approvalRequired(let required): required.write(to: &w)
    }
  }

  public var sentence: Sentence {
    switch self {
    case .roleGranted(let granted): granted.sentence
    case .roleRevoked(let revoked): revoked.sentence
    case .approvalRequired(let required): required.sentence
    }
  }
}

extension Rules {
  func check(_ event: PolicyEvent) throws(Refusal) {
    switch event {
    case .roleGranted, .approvalRequired: break
    case .roleRevoked(let revoked):
      if !books.registers.policy.holds(revoked.role, revoked.actor) {
        throw notActive("a holder of the role \(revoked.role.rawValue)", found: revoked.actor)
      }
    }
  }
}
