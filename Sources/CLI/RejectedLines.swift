import Foundation
import Pledgebook

/// The files that get the refused lines of an import, unchanged.
///
/// A file that is there already, and holds other lines, may be what somebody has mended: it stays, and another name is
/// taken. A file that the user named is written over.
struct RejectedLines {
  /// The lines of each file, in order.
  private var files: [(path: String, lines: Data)] = []
  /// The one file for all lines, if the user named one.
  private let named: String?

  init(named: String?) { self.named = named }

  mutating func add(_ line: RefusedLine) {
    let path = named ?? (line.input == "-" ? "standard-input" : line.input) + ".rejected.jsonl"
    if files.last?.path != path { files.append((path, Data())) }
    files[files.count - 1].lines.append(contentsOf: line.bytes + [UInt8(ascii: "\n")])
  }

  /// Writes the files.
  /// - Returns: their names, in order.
  func write() throws -> [String] {
    try files.map { file in
      let path = named ?? freeName(file.path, for: file.lines)
      let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
      guard descriptor >= 0 else { throw UnusableFile(system: errno, path, expected: "a file for the refused lines") }
      try FileHandle(fileDescriptor: descriptor, closeOnDealloc: true).write(contentsOf: file.lines)
      return path
    }
  }

  /// `FILE.rejected.jsonl`, or `FILE.rejected-2.jsonl` and so on where that holds other lines.
  private func freeName(_ path: String, for lines: Data) -> String {
    let stem = path.dropLast(".jsonl".count)
    let names = (1...10_000).lazy.map { $0 == 1 ? path : "\(stem)-\($0).jsonl" }
    return names.first { name in
      FileManager.default.contents(atPath: name).map { $0 == lines } ?? !FileManager.default.fileExists(atPath: name)
    } ?? path
  }
}
