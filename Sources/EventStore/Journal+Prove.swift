import Foundation
import LMDB
import Ledger
import MerkleLog

extension Journal {
  /// A signed statement of size and root, now or as they were at an earlier size (C2SP tlog-checkpoint).
  public func checkpoint(size: UInt64? = nil) throws -> SignedNote {
    let signer = try SigningKey(folder: folder).read()
    guard signer.verifier.vkey == key.vkey else {
      throw JournalError.key(
        path: folder + "/signing.key", found: "the key of another ledger", expected: "the private part of \(key.vkey)")
    }
    let now = try head()
    if let size, size > now.size { throw NoSuchRecord(seq: size, size: now.size) }
    let head = try head(at: size ?? now.size)
    return try Checkpoint(origin: origin, size: head.size, root: head.root).signed(by: signer)
  }

  /// A proof that the line at `seq` is in the book, with a signed checkpoint: enough for somebody who has nothing but
  /// the line and the public key (C2SP tlog-proof).
  public func proof(of seq: UInt64) throws -> LogProof {
    let now = try head()
    guard seq < now.size else { throw NoSuchRecord(seq: seq, size: now.size) }
    let hashes = try MerkleTree.inclusionProof(index: seq, size: now.size, reader: JournalHashes(journal: self))
    return LogProof(index: seq, hashes: hashes, checkpoint: try checkpoint(size: now.size))
  }

  /// A copy of the newest state in another folder, made while others go on writing. The signing key is not copied: a
  /// copy can be read, verified and reported from, and cannot sign.
  public func copy(to target: String) throws {
    guard !FileManager.default.fileExists(atPath: Journal.path(in: target)) else {
      throw JournalError.alreadyThere(path: target)
    }
    try FileManager.default.createDirectory(atPath: target, withIntermediateDirectories: true)
    // Under another name until it is whole: a copy that was cut short is never taken for a ledger.
    let part = Journal.path(in: target) + ".part"
    try? FileManager.default.removeItem(atPath: part)
    try environment.copy(to: part, compact: true)
    try FileManager.default.moveItem(atPath: part, toPath: Journal.path(in: target))
  }
}
