import EventStore
import MerkleLog

extension Book {
  /// A signed statement of size and root, now or as they were at an earlier size (C2SP tlog-checkpoint).
  /// - Throws: `JournalError.key` without the signing key; `NoSuchRecord` where the book has no such size.
  public func checkpoint(size: UInt64? = nil) throws -> SignedNote { try journal.checkpoint(size: size) }

  /// A proof that the record at `seq` is in the book (C2SP tlog-proof). Needs the signing key.
  public func proof(of seq: UInt64) throws -> LogProof { try journal.proof(of: seq) }

  /// Walks the pages of a closed ledger, so that damage ends in an error: LMDB itself may end the process. Call it
  /// before the book is opened for `verify`. Other processes may read and write meanwhile.
  public static func checkFile(in folder: String) throws { try Journal.checkFile(in: folder) }

  /// Reads every line again, recomputes every hash and the root, and compares; and sees whether the views know more
  /// records than the journal. See `Journal.verify`.
  /// - Parameters:
  ///   - note: an earlier checkpoint that the book must continue.
  ///   - key: the public key that the auditor was given. Without it, the one that the book names itself is believed.
  ///   - progress: called with the number of checked records and their total, on any thread.
  /// - Throws: `JournalError.damaged` with the first position that is wrong.
  public func verify(
    against note: SignedNote? = nil, key: NoteVerifier? = nil, progress: (UInt64, UInt64) -> Void = { _, _ in }
  ) throws -> Verification {
    if let key, key.vkey != journal.key.vkey {
      throw JournalError.damaged(
        path: "\(folder)/\(Journal.fileName)", at: "public key", found: journal.key.vkey,
        expected: "\(key.vkey), the key you named")
    }
    let verification = try journal.verify(against: note, key: key, progress: progress)
    try views.checkNotAhead()
    return verification
  }

  /// What a copy holds.
  public struct Copied: Hashable, Sendable {
    /// The size and root of the copy, read from the copy itself.
    public let head: Head
    /// The number of attached files.
    public let attachments: Int
  }

  /// Copies the newest state to another folder while others go on writing. The signing key is not copied.
  /// - Throws: `JournalError.alreadyThere` where the folder has a ledger.
  public func copy(to target: String) throws -> Copied {
    try journal.copy(to: target)
    // After the journal: an attachment is there before the record that names it, so the copy has all that it needs.
    let files = try attachments.copy(to: Attachments(folder: target))
    let copy = try Journal.open(in: target, readOnly: true)
    let head = try copy.head()
    try copy.close()
    return Copied(head: head, attachments: files)
  }
}
