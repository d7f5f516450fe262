/// A remark with nothing else: a note or a reason that may or must be given.
public struct Remark: Hashable, Sendable {
  /// What was said; nil where the event came without a word.
  public let text: String?

  /// Whether an event may come without a word is settled when it is recorded.
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
