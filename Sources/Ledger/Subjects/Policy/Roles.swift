public enum Role: String, CaseIterable, Sendable { case reader, recorder, approver, auditor, administrator }

public struct RoleGranted: Hashable, Sendable {
  public let actor: String
  public let office: String?
  public let role: Role

  public init(_ role: Role, to actor: String, office: String? = nil) {
    (self.role, self.actor, self.office) = (role, actor, office)
  }

  init(from r: inout LineReader) throws(LineError) {
    try r.need("actor")
    actor = r.string(try r.identifier())
    office = try r.optionalText("office")
    try r.need("role")
    role = try r.oneOf(Role.self)
    try r.type("RoleGranted")
  }

  func write(to w: inout LineWriter) {
    w.member("actor", plain: actor)
    w.member("office", text: office)
    w.member("role", plain: role.rawValue)
    w.type("RoleGranted")
  }

  var sentence: Sentence { "\(actor) became \(role.rawValue)\(detail: office.map { "\($0)" })" }
}

public struct RoleRevoked: Hashable, Sendable {
  public let actor: String
  public let reason: String?
  public let role: Role

  public init(_ role: Role, of actor: String, reason: String? = nil) {
    (self.role, self.actor, self.reason) = (role, actor, reason)
  }

  init(from r: inout LineReader) throws(LineError) {
    try r.need("actor")
    actor = r.string(try r.identifier())
    reason = try r.optionalText("reason")
    try r.need("role")
    role = try r.oneOf(Role.self)
    try r.type("RoleRevoked")
  }

  func write(to w: inout LineWriter) {
    w.member("actor", plain: actor)
    w.member("reason", text: reason)
    w.member("role", plain: role.rawValue)
    w.type("RoleRevoked")
  }

  var sentence: Sentence { "\(actor) is no longer \(role.rawValue)\(because: reason)" }
}

/// The event types that need four eyes from here on; an empty list ends it.
public struct ApprovalRequired: Hashable, Sendable {
  public let events: [EventType]

  public init(for events: [EventType]) {
    self.events = events
  }

  init(from r: inout LineReader) throws(LineError) {
    try r.need("events")
    if r.at + 1 < r.end, r.base[r.at] == UInt8(ascii: "["), r.base[r.at + 1] == UInt8(ascii: "]") {
      r.at += 2
      events = []
    } else {
      events = try r.array { (r: inout LineReader) throws(LineError) in try r.oneOf(EventType.self) }
    }
    try r.type("ApprovalRequired")
  }

  func write(to w: inout LineWriter) {
    w.member("events")
    w.array(events) { $0.plain($1.rawValue) }
    w.type("ApprovalRequired")
  }

  var sentence: Sentence {
    let names: [Sentence] = events.isEmpty ? ["nothing"] : events.map { "\($0.rawValue)" }
    return "approval needed for \(list: names)"
  }
}
