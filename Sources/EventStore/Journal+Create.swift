import Foundation
import LMDB
import Ledger
import MerkleLog

extension Journal {
  /// Makes a new ledger in `folder`, with a fresh signing key in a file of mode 0600 beside the journal, and `first` as
  /// its first records.
  ///
  /// In order: journal and key are made under other names and flushed; the key gets its name; the journal gets its
  /// name. Before the last step nobody takes the folder for a ledger, and nobody was told of a key or a record in it.
  /// So the next `create` may clear away what a process that died has left, and begins anew.
  /// - Throws: the `Refusal` if one of the first records is refused. Then there is no ledger.
  public static func create(in folder: String, origin: String, mapSize: Int = defaultMapSize, first: [Command] = [])
    throws -> Journal
  {
    let part = path(in: folder) + ".new"
    guard !FileManager.default.fileExists(atPath: path(in: folder)) else {
      throw JournalError.alreadyThere(path: folder)
    }
    let signer = try NoteSigner(generatingFor: origin)
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try alone(in: folder) { descriptor in
      guard !FileManager.default.fileExists(atPath: path(in: folder)) else {
        throw JournalError.alreadyThere(path: folder)
      }
      let (key, newKey) = (SigningKey(folder: folder), SigningKey(path: SigningKey(folder: folder).path + ".new"))
      try clearHalfMade(part, key, in: folder)
      guard !FileManager.default.fileExists(atPath: key.path) else {
        throw JournalError.key(
          path: key.path, found: "a signing key without its journal",
          expected: "a folder without a key for a new ledger")
      }
      do {
        try make(part, signer, mapSize, first, in: folder)
        try newKey.write(signer)
        try FileManager.default.moveItem(atPath: newKey.path, toPath: key.path)
      } catch {
        try? clearHalfMade(part, key, in: folder)
        throw error
      }
      try FileManager.default.moveItem(atPath: part, toPath: path(in: folder))
      guard fsync(descriptor) == 0 else {
        throw JournalError.folder(
          path: folder, found: String(cString: strerror(errno)), expected: "to flush the folder")
      }
    }
    return try open(in: folder, mapSize: mapSize)
  }

  private static func make(_ part: String, _ signer: NoteSigner, _ mapSize: Int, _ first: [Command], in folder: String)
    throws
  {
    var options = Environment.Options()
    options.mapSize = mapSize
    let environment = try Environment(path: part, format: JournalTables.format, options: options)
    let tables = try JournalTables(environment, create: true)
    try environment.write { transaction in
      try tables.meta.put("origin", Bytes(signer.verifier.name.utf8), in: &transaction)
      try tables.meta.put("key", Bytes(signer.verifier.vkey.utf8), in: &transaction)
      try tables.meta.put("head", Head(size: 0, root: MerkleTree.emptyRoot).bytes, in: &transaction)
    }
    let journal = try Journal(folder: folder, environment: environment, tables: tables)
    for case .refused(let refusal) in try journal.append(first) { throw refusal }
    try journal.close()
    try FileManager.default.removeItem(atPath: part + "-lock")
  }

  /// Removes what a process that died has left. A signing key goes only with the journal that names it.
  private static func clearHalfMade(_ part: String, _ key: SigningKey, in folder: String) throws {
    let files = FileManager.default
    guard files.fileExists(atPath: part) else { return }
    if files.fileExists(atPath: key.path) {
      var options = Environment.Options()
      options.create = false
      let environment = try Environment(path: part, format: JournalTables.format, options: options)
      let journal = try Journal(
        folder: folder, environment: environment, tables: try JournalTables(environment, create: false))
      try journal.close()
      guard try key.read().verifier.vkey == journal.key.vkey else {
        throw JournalError.key(
          path: key.path, found: "a signing key that is not of the half-made ledger",
          expected: "a folder without a key for a new ledger")
      }
      try files.removeItem(atPath: key.path)
    }
    for file in [key.path + ".new", part + "-lock", part] where files.fileExists(atPath: file) {
      try files.removeItem(atPath: file)
    }
  }

  /// Two processes that make a ledger in one folder take turns. The lock ends with the process.
  private static func alone(in folder: String, _ body: (Int32) throws -> Void) throws {
    let descriptor = Foundation.open(folder, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      throw JournalError.folder(
        path: folder, found: String(cString: strerror(errno)), expected: "a folder that can be read")
    }
    defer { Foundation.close(descriptor) }
    while flock(descriptor, LOCK_EX) != 0 {
      guard errno == EINTR else {
        throw JournalError.folder(
          path: folder, found: String(cString: strerror(errno)), expected: "a lock on the folder")
      }
    }
    try body(descriptor)
  }
}
