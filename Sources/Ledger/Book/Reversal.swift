/// Takes an earlier record of the same subject out of every figure. The record itself stays.
public struct RecordReversed: Hashable, Sendable {
  /// Why it does not count.
  public let reason: String
  /// The position of the record that no longer counts.
  public let seq: UInt64

  /// - Parameters:
  ///   - seq: the position of the record that is undone, of the same subject.
  ///   - reason: why, for people.
  public init(_ seq: UInt64, reason: String) {
    (self.seq, self.reason) = (seq, reason)
  }

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
    w.integer(Int64(clamping: seq))
    w.type("RecordReversed")
  }

  var sentence: Sentence { "reversed \(undone: seq)\(because: reason)" }
}

extension Entry {
  /// False for a reversal, which only takes another record out.
  var counts: Bool { event.kind != nil }

  /// For an entry whose event is not one of its own subject. The reader of lines lets no event of another kind in, so
  /// it is a reversal.
  var reversal: RecordReversed {
    guard case .reversed(let reversal) = event else {
      preconditionFailure("record \(seq): \(event.type.rawValue) is no event of \(subject)")
    }
    return reversal
  }
}

extension Rules {
  /// A reversal takes out one record of its own subject that nothing rests on.
  func check(_ reversal: RecordReversed, past: Past) throws(Refusal) {
    guard let target = past.target, target.subject == command.subject else {
      throw Refusal(
        .unknownSubject, at: "event.seq", found: "\(reversal.seq)",
        expected: "the position of a record of \(command.subject)",
        remedy: "`pledgebook log \(command.subject)` shows its records.")
    }
    if target.event.type == .reversed {
      throw Refusal(
        .notReversible, at: "event.seq", found: "\(reversal.seq), itself a reversal",
        expected: "a record that is not a reversal",
        remedy: "Record the fact again instead.")
    }
    let standing = standing
    guard standing.contains(where: { $0.seq == reversal.seq }) else {
      throw Refusal(
        .alreadyReversed, at: "event.seq", found: "\(reversal.seq), which is reversed",
        expected: "a record that still counts",
        remedy: "Nothing is left to do.")
    }
    if command.on.last < target.on.first {
      throw Refusal(
        .datesReversed, at: "on", found: command.on.description,
        expected: "a date not before the fact, which is of \(target.on)",
        remedy: "Give the day on which the error was found.")
    }
    var dependents = broken(by: standing.filter { $0.seq != target.seq }, than: standing)
    // Whoever names the subject rests on the record that brought it into the book.
    if target.event.type.isFounding { dependents = (dependents + past.mentions.map(\.seq)).sorted() }
    if !dependents.isEmpty {
      throw Refusal(
        .hasDependents, at: "event.seq",
        found: "\(reversal.seq), on which rest \(dependents.map(String.init).joined(separator: ", "))",
        expected: "a record that nothing rests on", remedy: "Reverse those records first, the latest first.")
    }
  }
}
