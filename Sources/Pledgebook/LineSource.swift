import EventStore
import Foundation

/// Where the commands of an import come from, one in each line.
public enum LineInput: Hashable, Sendable {
  /// The path of a file, opened for each import.
  case file(String)
  /// An open descriptor, such as that of standard input, with a name for complaints. It is not closed.
  case descriptor(Int32, called: String)

  /// As complaints call it.
  public var name: String {
    switch self {
    case .file(let path): path
    case .descriptor(_, let name): name
    }
  }
}

/// The lines of one input, read in pieces of 1 MiB. One thread.
final class LineSource {
  let name: String
  /// The number of the line that was read last, from 1.
  private(set) var number = 0
  /// Bytes of the lines that were read so far, and of the whole file; 0 where that is not known.
  private(set) var bytesRead: UInt64 = 0
  let byteCount: UInt64

  private let descriptor: Int32
  private let isOwn: Bool
  private var buffer: [UInt8] = []
  private var start = 0
  private var isAtEnd = false
  /// No entry is longer than 1 MiB in its stored form; this leaves room for a wide layout.
  private static let longestLine = 64 << 20

  init(_ input: LineInput) throws {
    name = input.name
    switch input {
    case .file(let path): (descriptor, isOwn) = (open(path, O_RDONLY | O_CLOEXEC), true)
    case .descriptor(let given, _): (descriptor, isOwn) = (given, false)
    }
    guard descriptor >= 0 else {
      throw UnusableFile(system: errno, name, expected: "a file of commands, one in each line")
    }
    var status = stat()
    byteCount = fstat(descriptor, &status) == 0 && status.st_mode & S_IFMT == S_IFREG ? UInt64(status.st_size) : 0
  }

  deinit { if isOwn, descriptor >= 0 { close(descriptor) } }

  /// The next line without its line feed; nil at the end.
  func next() throws -> [UInt8]? {
    var searched = start
    while true {
      if let end = lineFeed(from: searched) {
        return take(to: end, skip: 1)
      }
      searched = buffer.count
      if isAtEnd { return start < buffer.count ? take(to: buffer.count, skip: 0) : nil }
      guard searched - start <= Self.longestLine else {
        throw UnusableFile(
          "\(name):\(number + 1)", found: "more than \(Self.longestLine) bytes without a line feed",
          expected: "one command in each line",
          next:
            "Write each command in a line of its own. The lines before this one are done; importing the file again "
            + "does not record them twice."
        )
      }
      searched -= start
      try fill()
    }
  }

  private func lineFeed(from place: Int) -> Int? {
    buffer.withUnsafeBytes { bytes in
      guard place < bytes.count, let base = bytes.baseAddress,
        let found = memchr(base + place, 0x0A, bytes.count - place)
      else { return nil }
      return base.distance(to: UnsafeRawPointer(found))
    }
  }

  private func take(to end: Int, skip: Int) -> [UInt8] {
    let line = Array(buffer[start..<end])
    bytesRead += UInt64(line.count + skip)
    start = end + skip
    number += 1
    return line
  }

  /// Programs of Windows begin a file in UTF-8 with a mark, and write UTF-16 where nobody says otherwise.
  private func skipByteOrderMark() throws {
    if buffer.starts(with: [0xEF, 0xBB, 0xBF]) { buffer.removeFirst(3) }
    let marks: [[UInt8]] = [[0xFF, 0xFE], [0xFE, 0xFF]]
    guard marks.contains(where: { buffer.starts(with: $0) }) || buffer.prefix(2).contains(0) else { return }
    throw UnusableFile(
      name, found: "text in UTF-16", expected: "text in UTF-8, one command in each line",
      next: "Save the file as UTF-8 and import it again.")
  }

  /// Moves what is left to the front and reads the next piece.
  private func fill() throws {
    buffer.removeFirst(start)
    start = 0
    let kept = buffer.count
    let piece = 1 << 20
    buffer.append(contentsOf: repeatElement(0, count: piece))
    var count = -1
    repeat {
      count = buffer.withUnsafeMutableBytes { read(descriptor, $0.baseAddress! + kept, piece) }
    } while count < 0 && errno == EINTR
    let failure = errno
    buffer.removeLast(piece - max(0, count))
    guard count >= 0 else { throw UnusableFile(system: failure, name, expected: "a file that can be read to its end") }
    isAtEnd = count == 0
    if bytesRead == 0, kept == 0 { try skipByteOrderMark() }
  }
}
