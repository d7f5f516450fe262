public enum Role: String, CaseIterable, Sendable { case recorder, approver, auditor, administrator }

public struct RoleGranted: Hashable, Sendable {
  public let actor: String
  public let office: String?
  public let role: Role

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
}

public struct RoleRevoked: Hashable, Sendable {
  public let actor: String
  public let reason: String?
  public let role: Role

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
}

/// The event types that need four eyes from here on; an empty list ends it.
public struct ApprovalRequired: Hashable, Sendable {
  public let events: [EventType]

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
}

public struct PeriodClosed: Hashable, Sendable {
  public let note: String?
  public let through: Day

  init(from r: inout LineReader) throws(LineError) {
    note = try r.optionalText("note")
    try r.need("through")
    through = try r.day()
    try r.type("PeriodClosed")
  }

  func write(to w: inout LineWriter) {
    w.member("note", text: note)
    w.member("through", day: through)
    w.type("PeriodClosed")
  }
}

public struct RecordReversed: Hashable, Sendable {
  public let reason: String
  public let seq: UInt64

  init(from r: inout LineReader) throws(LineError) {
    try r.need("reason")
    reason = try r.text()
    try r.need("seq")
    let position = try r.integer()
    guard position >= 0 else { throw r.failure("a position") }
    seq = UInt64(position)
    try r.type("RecordReversed")
  }

  func write(to w: inout LineWriter) {
    w.member("reason", text: reason)
    w.member("seq")
    w.integer(Int64(seq))
    w.type("RecordReversed")
  }
}

/// A remark with nothing else: a note or a reason that may or must be given.
public struct Remark: Hashable, Sendable {
  public let text: String?

  @inline(__always)
  init(from r: inout LineReader, member: StaticString, required: Bool, type: StaticString) throws(LineError) {
    if required {
      try r.need(member)
      text = try r.text()
    } else {
      text = try r.optionalText(member)
    }
    try r.type(type)
  }

  func write(to w: inout LineWriter, member: StaticString, type: StaticString) {
    w.member(member, text: text)
    w.type(type)
  }
}
