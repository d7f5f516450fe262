import EventStore
import Ledger

extension Book {
  /// Records one command.
  /// - Returns: its position when it is on the disk, or the refusal of the rules. The same command again gives the
  ///   first position.
  /// - Throws: `JournalError` where it could not be written; then nothing of it is in the book.
  public func record(_ command: Command) throws -> Outcome { try writer.append(command) }

  /// The same for a task, which is suspended until the command is on the disk.
  public func record(_ command: Command) async throws -> Outcome { try await writer.append(command) }

  /// Records many commands in one durable transaction: one outcome for each, in order.
  public func record(_ commands: [Command]) throws -> [Outcome] { try writer.append(commands) }

  /// The same for a task.
  public func record(_ commands: [Command]) async throws -> [Outcome] { try await writer.append(commands) }

  /// Records what a draft says, and keeps the file that it attaches. The file is safe before the record names it, and a
  /// refused draft leaves no file behind.
  /// - Throws: `UnreadableCommand` where the draft is none; `UnusableFile` for the attached file.
  public func record(_ draft: Draft) throws -> Outcome {
    let command = try draft.command()
    if let refused = try keepAttachment(of: draft, as: command) { return refused }
    return try writer.append(command)
  }

  /// The same for a task. The attached file is copied on the thread that calls.
  public func record(_ draft: Draft) async throws -> Outcome {
    let command = try draft.command()
    if let refused = try keepAttachment(of: draft, as: command) { return refused }
    return try await writer.append(command)
  }

  /// Replaces a wrong record: it is reversed, today, and what the draft says is recorded, in one act. Either both are
  /// in the book or neither, and they are judged together: what rests on the wrong record may rest on the right one.
  /// - Parameters:
  ///   - name: the position or the id of the wrong record.
  ///   - because: why it is wrong.
  ///   - draft: what is recorded in its place.
  /// - Returns: what became of the draft; the same correction again gives its first position.
  /// - Throws: as `record(_: Draft)` does, and the `Refusal` where no record that stands has the name.
  public func correct(_ name: String, because: String, with draft: Draft) throws -> Outcome {
    if try isCorrected(name, by: draft) { return try record(draft) }
    let commands = try draft.correcting(standingRecord(name), because: because, on: Timestamp.now.day)
    if let file = draft.attachment, let digest = commands[1].source?.sha256 {
      let outcome = try journal.append(commands, keep: false)[1]
      if case .refused = outcome { return outcome }
      try attachments.store(file, as: digest)
    }
    return try writer.append(commands)[1]
  }

  /// Whether the record was reversed already and replaced by this draft.
  private func isCorrected(_ name: String, by draft: Draft) throws -> Bool {
    guard let position = try position(of: name), case .reversed(let reversal)? = try self.reversal(of: position)?.event
    else { return false }
    return try reversal.replacedBy == draft.command().id
  }

  /// Says what would become of a command, and writes nothing. Other writers wait meanwhile.
  public func rehearse(_ command: Command) throws -> Outcome { try journal.append([command], keep: false)[0] }

  /// Keeps a file beside the journal. What a record cites as `sha256` of its source must be kept before.
  /// - Returns: the SHA-256, under which it is kept.
  public func attach(_ file: String) throws -> String {
    let digest = try ContentDigest.of(file: file)
    try attachments.store(file, as: digest)
    return digest
  }

  /// A rehearsal comes first: what it refuses is the answer.
  private func keepAttachment(of draft: Draft, as command: Command) throws -> Outcome? {
    guard let file = draft.attachment, let digest = command.source?.sha256 else { return nil }
    let outcome = try rehearse(command)
    if case .refused = outcome { return outcome }
    try attachments.store(file, as: digest)
    return nil
  }
}
