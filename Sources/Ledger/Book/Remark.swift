/// A remark with nothing else: a note or a reason that may or must be given.
public struct Remark: Hashable, Sendable {
  public let text: String?

  public init(_ text: String? = nil) {
    self.text = text
  }

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
