import Crypto
import Foundation

/// The files that records cite, kept beside the journal under the SHA-256 of their bytes.
struct Attachments {
  let path: String

  init(folder: String) { path = folder + "/attachments" }

  func has(_ digest: String) -> Bool { FileManager.default.fileExists(atPath: "\(path)/\(digest)") }

  /// Stores a file under its digest and flushes it to disk, so that it is there before a record names it.
  func store(_ file: String, as digest: String) throws {
    if has(digest) { return }
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    let part = "\(path)/\(digest).part"
    try? FileManager.default.removeItem(atPath: part)
    try FileManager.default.copyItem(atPath: file, toPath: part)
    guard let handle = FileHandle(forUpdatingAtPath: part) else {
      throw Complaint(system: errno, part, expected: "the copy of \(file)")
    }
    try handle.synchronize()
    try handle.close()
    // The copy is what is kept: its bytes must be those of the name, even if the file changed meanwhile.
    guard try Self.digest(of: part) == digest else {
      throw Complaint(
        file, found: "bytes of another SHA-256", expected: digest,
        next: "Somebody may be writing to it, or it was changed. Compare it with its original.")
    }
    try FileManager.default.moveItem(atPath: part, toPath: "\(path)/\(digest)")
  }

  /// Copies every file that is not yet there. Returns how many are there now.
  func copy(to other: Attachments) throws -> Int {
    guard FileManager.default.fileExists(atPath: path) else { return 0 }
    let names = try FileManager.default.contentsOfDirectory(atPath: path).filter { $0.count == 64 }
    try FileManager.default.createDirectory(atPath: other.path, withIntermediateDirectories: true)
    for name in names { try other.store("\(path)/\(name)", as: name) }
    return names.count
  }

  /// The SHA-256 of a file: 64 small hexadecimal letters.
  static func digest(of file: String) throws -> String {
    guard let handle = FileHandle(forReadingAtPath: file) else {
      throw Complaint(
        file, found: "no file that can be read", expected: "a file to attach",
        next: "Check its name and who may read it.")
    }
    defer { try? handle.close() }
    var hash = SHA256()
    while let piece = try handle.read(upToCount: 1 << 20), !piece.isEmpty { hash.update(data: piece) }
    return hash.finalize().map { String(format: "%02x", $0) }.joined()
  }
}
