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
  /// A reversal undoes one record of its own subject that nothing rests on.
  func check(_ reversal: RecordReversed, past: Past) throws(Refusal) {
    guard let target = past.records.first(where: { $0.seq == reversal.seq }) else {
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
    if let earlier = past.records.first(where: { record in
      if case .reversed(let other) = record.event { other.seq == reversal.seq } else { false }
    }) {
      throw Refusal(
        .alreadyReversed, at: "event.seq", found: "\(reversal.seq), reversed by record \(earlier.seq)",
        expected: "a record that still counts",
        remedy: "Nothing is left to do.")
    }
    let dependents = dependents(of: target, past: past)
    if !dependents.isEmpty {
      throw Refusal(
        .hasDependents, at: "event.seq",
        found: "\(reversal.seq), on which rest \(dependents.map(String.init).joined(separator: ", "))",
        expected: "a record that nothing rests on", remedy: "Reverse those records first, the latest first.")
    }
  }

  private func dependents(of target: Record, past: Past) -> [UInt64] {
    let entries = past.records.map(\.entry)
    let number = UInt32(truncatingIfNeeded: past.records.first?.seq ?? 0)
    let byPosition = Dictionary(past.records.map { ($0.seq, $0.command) }, uniquingKeysWith: { first, _ in first })
    func replayed<S: SubjectState>(_: S.Type, allowed: (S.Event, Entry, S) -> Bool) -> [UInt64] {
      Replay<S>(entries, number: number, partners: books.registers.numbers).dependents(of: target.seq, allowed: allowed)
    }
    let own: [UInt64] =
      switch command.subject.kind {
      case .project:
        replayed(ProjectState.self) { event, entry, state in
          guard let command = byPosition[entry.seq] else { return true }
          do throws(Refusal) {
            try Rules(command: command, books: books, day: day).check(event, in: state)
            return true
          } catch { return false }
        }
      case .agreement: replayed(AgreementState.self) { event, _, state in state.signed != nil || event.name.isFounding }
      case .pledge: replayed(PledgeState.self) { event, _, state in state.made != nil || event.name.isFounding }
      case .partner: replayed(PartnerState.self) { event, _, state in state.profile != nil || event.name.isFounding }
      case .plan: replayed(BudgetState.self) { _, _, _ in true }
      case .assessment, .group, .rates, .target, .aggregate, .figure, .policy, .books: []
      }
    // Whoever names the subject rests on the record that brought it into the book.
    guard target.event.type.isFounding else { return own }
    return (own + past.mentions.map(\.seq)).sorted()
  }
}
