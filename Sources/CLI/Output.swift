import Foundation

/// Standard output, in pieces of some size. Call `flush` at the end: what cannot be written there is an error, except
/// that nobody reads on.
struct Output {
  private var pending: [UInt8] = []

  mutating func line(_ text: String = "") throws {
    pending.append(contentsOf: text.utf8)
    pending.append(UInt8(ascii: "\n"))
    try flushIfLarge()
  }

  mutating func text(_ text: String) throws {
    pending.append(contentsOf: text.utf8)
    try flushIfLarge()
  }

  mutating func bytes(_ bytes: [UInt8]) throws {
    pending.append(contentsOf: bytes)
    try flushIfLarge()
  }

  mutating func line(bytes: UnsafeRawBufferPointer) throws {
    pending.append(contentsOf: bytes)
    pending.append(UInt8(ascii: "\n"))
    try flushIfLarge()
  }

  private mutating func flushIfLarge() throws {
    if pending.count >= 1 << 16 { try flush() }
  }

  mutating func flush() throws {
    try pending.withUnsafeBytes { try writeAll($0, to: STDOUT_FILENO, name: "standard output") }
    pending.removeAll(keepingCapacity: true)
  }
}

/// Writes all of `bytes`, however many calls it takes.
func writeAll(_ bytes: UnsafeRawBufferPointer, to descriptor: Int32, name: String) throws {
  var rest = bytes[...]
  while !rest.isEmpty {
    let count = write(descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
    if count >= 0 {
      rest = rest.dropFirst(count)
    } else if errno != EINTR {
      throw Complaint(system: errno, name, expected: "room for \(rest.count) bytes")
    }
  }
}
