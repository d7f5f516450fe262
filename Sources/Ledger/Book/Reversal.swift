/// Takes an earlier record of the same subject out of every figure. The record itself stays.
public struct RecordReversed: Hashable, Sendable {
  /// Why it does not count.
  public let reason: String
  /// The id of the command that replaces it: the two are one act, and the command comes right behind.
  public let replacedBy: String?
  /// The id of the record that no longer counts. An id means the record that stands, in every book.
  public let reverses: String

  /// - Parameters:
  ///   - reverses: the id of the record that is undone, of the same subject.
  ///   - reason: why, for people.
  ///   - replacedBy: the id of the command that replaces it.
  public init(_ reverses: String, reason: String, replacedBy: String? = nil) {
    (self.reverses, self.reason, self.replacedBy) = (reverses, reason, replacedBy)
  }

  init(from r: inout LineReader) throws(LineError) {
    try r.need("reason")
    reason = try r.text()
    replacedBy = r.has("replacedBy") ? try r.id() : nil
    try r.need("reverses")
    reverses = try r.id()
    try r.type("RecordReversed")
  }

  func write(to w: inout LineWriter) {
    w.member("reason", text: reason)
    w.member("replacedBy", text: replacedBy)
    w.member("reverses", text: reverses)
    w.type("RecordReversed")
  }

  var sentence: Sentence { "reversed \(reverses)\(because: reason)" }

  /// - Parameter position: of the record that it takes out.
  func sentence(undone position: UInt64) -> Sentence { "reversed \(undone: position)\(because: reason)" }
}

extension Entry {
  /// False for a reversal, which only takes another record out.
  var counts: Bool { reversed == nil }
}

extension Command {
  /// Whether it is a reversal behind which the command comes that replaces what it takes out.
  package var isReplaced: Bool { if case .reversed(let reversal) = event { reversal.replacedBy != nil } else { false } }
}

extension Rules {
  /// A reversal takes out one record of its own subject that nothing rests on. With a replacement the two are judged as
  /// one: what rests on the wrong record may rest on the right one.
  func check(_ reversal: RecordReversed, past: Past) throws(Refusal) {
    let target = try target(of: reversal, past)
    if reversal.replacedBy != past.replacement?.id {
      throw Refusal(
        .replacementMissing, at: "event.replacedBy", found: reversal.replacedBy ?? "nothing",
        expected: "the command with this id right behind the reversal",
        remedy: "Give both together, the reversal first: they are recorded together or not at all.")
    }
    if command.on.last < target.on.first {
      throw Refusal(
        .datesReversed, at: "on", found: command.on.description,
        expected: "a date not before the fact, which is of \(target.on)",
        remedy: "Give the day on which the error was found.")
    }
    let dependents = dependents(of: target, past)
    if !dependents.isEmpty {
      let found = dependents.map(String.init).joined(separator: ", ")
      throw Refusal(
        .hasDependents, at: "event.reverses", found: "record \(target.seq), on which rest \(found)",
        expected: past.replacement == nil ? "a record that nothing rests on" : "a replacement on which they can rest",
        remedy: past.replacement == nil
          ? "Correct the record instead (--corrects), or reverse those first, the latest first."
          : "Correct those records first, or give another replacement.")
    }
  }

  private func target(of reversal: RecordReversed, _ past: Past) throws(Refusal) -> Record {
    guard let target = past.target, target.subject == command.subject else {
      throw Refusal(
        .unknownSubject, at: "event.reverses", found: reversal.reverses,
        expected: "the id of a record of \(command.subject)",
        remedy: "`pledgebook log \(command.subject)` shows its records.")
    }
    if target.event.type == .reversed {
      throw Refusal(
        .notReversible, at: "event.reverses", found: "record \(target.seq), itself a reversal",
        expected: "a record that is not a reversal",
        remedy: "Record the fact again instead.")
    }
    guard standing.contains(where: { $0.seq == target.seq }) else {
      throw Refusal(
        .alreadyReversed, at: "event.reverses", found: "record \(target.seq), which is reversed",
        expected: "a record that still counts",
        remedy: "Nothing is left to do.")
    }
    return target
  }

  /// The records that would break a rule without the target, or with what replaces it.
  private func dependents(of target: Record, _ past: Past) -> [UInt64] {
    let standing = standing
    var after = standing.filter { $0.seq != target.seq }
    let replacement = past.replacement.flatMap { $0.subject == command.subject ? $0 : nil }
    if let replacement { after.insert(replacement.entry(at: .max)) }
    let dependents = broken(by: after, than: standing)
    // Whoever names the subject rests on the record that brought it into the book.
    guard target.event.type.isFounding, replacement?.event.type.isFounding != true else { return dependents }
    return (dependents + past.mentions.map(\.seq)).sorted()
  }
}
