import Foundation
import Pledgebook

/// The files that get the refused lines of an import, unchanged. Each is made when the first line for it comes.
struct RejectedLines {
  /// Those that were made, in order.
  private(set) var files: [String] = []
  /// The one file for all lines, if the user named one.
  private let named: String?
  private var handle: FileHandle?

  init(named: String?) { self.named = named }

  mutating func add(_ line: RefusedLine) throws {
    let path = named ?? (line.input == "-" ? "standard-input" : line.input) + ".rejected.jsonl"
    if files.last != path {
      let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
      guard descriptor >= 0 else { throw UnusableFile(system: errno, path, expected: "a file for the refused lines") }
      handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
      files.append(path)
    }
    try handle?.write(contentsOf: Data(line.bytes + [UInt8(ascii: "\n")]))
  }
}
