/// Where a line stops being one: the byte, what stands there and what the format wants.
public struct LineError: Error, Hashable, Sendable, CustomStringConvertible {
  public let code: RuleCode
  /// Offset in bytes from the start of the line.
  public let offset: Int
  /// The member that was being read, empty before the first.
  public let member: String
  public let expected: String

  init(_ code: RuleCode, offset: Int, member: String, expected: String) {
    (self.code, self.offset, self.member, self.expected) = (code, offset, member, expected)
  }

  public var description: String {
    "\(code.rawValue): byte \(offset)\(member.isEmpty ? "" : " (\(member))"): expected \(expected)"
  }
}
