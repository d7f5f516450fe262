import Foundation

/// The file that gets the refused lines, unchanged. It is made when the first of them comes.
struct RejectedLines {
  let path: String
  private var handle: FileHandle?

  init(path: String) { self.path = path }

  mutating func add(_ line: [UInt8]) throws {
    if handle == nil {
      let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
      guard descriptor >= 0 else { throw Complaint(system: errno, path, expected: "a file for the refused lines") }
      handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    }
    try handle?.write(contentsOf: Data(line + [UInt8(ascii: "\n")]))
  }
}
