import Foundation
import MerkleLog

/// The private key of a ledger: one line in `signing.key`, readable by its owner only. It never goes into the journal
/// or a copy.
public struct SigningKey {
  let path: String

  public init(folder: String) { path = folder + "/signing.key" }
  init(path: String) { self.path = path }

  func write(_ signer: NoteSigner) throws {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else {
      throw JournalError.key(
        path: path, found: "\(String(cString: strerror(errno)))", expected: "a new file for the signing key")
    }
    let handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    try handle.write(contentsOf: Data((signer.privateText + "\n").utf8))
    try handle.synchronize()
  }

  public func read() throws -> NoteSigner {
    guard let text = try? String(contentsOfFile: path, encoding: .utf8) else {
      throw JournalError.key(path: path, found: "no readable key", expected: "the signing key of the ledger")
    }
    let mode = (try? FileManager.default.attributesOfItem(atPath: path)[.posixPermissions]) as? NSNumber
    guard mode.map({ $0.intValue & 0o077 == 0 }) ?? false else {
      throw JournalError.key(
        path: path, found: "a key that others may read", expected: "mode 0600; change it with chmod 600")
    }
    do { return try NoteSigner(privateText: text.trimmingCharacters(in: .newlines)) } catch {
      throw JournalError.key(path: path, found: "\(error)", expected: "one line that begins with PRIVATE+KEY")
    }
  }
}
