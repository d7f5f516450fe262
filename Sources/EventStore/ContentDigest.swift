import Crypto
import Foundation

/// The SHA-256 of some content: 64 small hexadecimal letters.
public enum ContentDigest {
  public static func of(_ bytes: [UInt8]) -> String { hex(SHA256.hash(data: bytes)) }

  /// Cost: the file is read once, in pieces of 1 MiB.
  public static func of(file: String) throws -> String {
    guard let handle = FileHandle(forReadingAtPath: file) else {
      throw UnusableFile(
        file, found: "no file that can be read", expected: "a file to attach",
        next: "Check its name and who may read it.")
    }
    defer { try? handle.close() }
    var hash = SHA256()
    while let piece = try handle.read(upToCount: 1 << 20), !piece.isEmpty { hash.update(data: piece) }
    return hex(hash.finalize())
  }

  private static func hex(_ digest: SHA256Digest) -> String { digest.map { String(format: "%02x", $0) }.joined() }
}
