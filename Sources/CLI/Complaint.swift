import ArgumentParser
import Foundation
import Pledgebook

/// Something that this program itself complains of. Every complaint has four parts; those of the other modules bring
/// theirs along.
struct Complaint: Error, CustomStringConvertible {
  let place: String
  let found: String
  let expected: String
  let next: String

  init(_ place: String, found: String, expected: String, next: String) {
    (self.place, self.found, self.expected, self.next) = (place, found, expected, next)
  }

  /// What the operating system said last, about a file.
  init(system number: Int32, _ place: String, expected: String) {
    self.init(
      place, found: String(cString: strerror(number)), expected: expected,
      next: "Check the name, the free space and who may read and write there.")
  }

  var description: String { "\(place): found \(found); expected \(expected). \(next)" }
}

/// The exit statuses of the program.
enum ExitStatus: Int32 {
  case done = 0
  case refused = 1
  case usage = 2
  case damaged = 3
}

extension Complaint {
  /// Says what went wrong and ends the program. The only place where an error becomes text and a status.
  static func end(with error: any Error) -> Never {
    if let status = error as? ExitCode { exit(status.rawValue) }
    let code = Program.exitCode(for: error)
    // Help, version and completion scripts arrive as errors too.
    if code == .success { Program.exit(withError: error) }
    if code == .validationFailure {
      Program.fullMessage(for: error).split(separator: "\n").map(String.init).forEach(Terminal.complain)
      exit(ExitStatus.usage.rawValue)
    }
    Terminal.complain("pledgebook: \(text(of: error))")
    exit(status(of: error).rawValue)
  }

  static func text(of error: any Error) -> String {
    guard let error = error as? CocoaError else { return "\(error)" }
    let complaint = Complaint(
      error.filePath ?? error.url?.path ?? "file system", found: error.localizedDescription,
      expected: "a file or folder that can be used",
      next: "Check the name, the free space and who may read and write there.")
    return complaint.description
  }

  static func status(of error: any Error) -> ExitStatus { Book.isUnusable(error) ? .damaged : .refused }
}
