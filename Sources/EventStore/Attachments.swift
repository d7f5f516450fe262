import Foundation

/// The files that records cite, kept beside the journal under the SHA-256 of their bytes.
public struct Attachments: Sendable {
  let path: String

  /// - Parameter folder: that of the ledger. Nothing is made there before the first file is stored.
  public init(folder: String) { path = folder + "/attachments" }

  public func has(_ digest: String) -> Bool { FileManager.default.fileExists(atPath: "\(path)/\(digest)") }

  /// Stores a file under its digest and flushes it to disk, so that it is there before a record names it. A file that
  /// is there already is left as it is; two may store one file at once.
  /// - Throws: `UnusableFile` where the file has another digest.
  public func store(_ file: String, as digest: String) throws {
    if has(digest) { return }
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    let part = "\(path)/\(digest).\(UUID().uuidString).part"
    defer { try? FileManager.default.removeItem(atPath: part) }
    try FileManager.default.copyItem(atPath: file, toPath: part)
    guard let handle = FileHandle(forUpdatingAtPath: part) else {
      throw UnusableFile(system: errno, part, expected: "the copy of \(file)")
    }
    try handle.synchronize()
    try handle.close()
    // The copy is what is kept: its bytes must be those of the name, even if the file changed meanwhile.
    guard try ContentDigest.of(file: part) == digest else {
      throw UnusableFile(
        file, found: "bytes of another SHA-256", expected: digest,
        next: "Somebody may be writing to it, or it was changed. Compare it with its original.")
    }
    guard rename(part, "\(path)/\(digest)") == 0 else {
      throw UnusableFile(system: errno, "\(path)/\(digest)", expected: "the place of the copy")
    }
  }

  /// Copies every file that is not yet there.
  /// - Returns: how many are there now.
  public func copy(to other: Attachments) throws -> Int {
    guard FileManager.default.fileExists(atPath: path) else { return 0 }
    let names = try FileManager.default.contentsOfDirectory(atPath: path).filter { $0.count == 64 }
    try FileManager.default.createDirectory(atPath: other.path, withIntermediateDirectories: true)
    for name in names { try other.store("\(path)/\(name)", as: name) }
    return names.count
  }
}
