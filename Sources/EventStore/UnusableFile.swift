import Foundation

/// A file or folder beside the journal, or named by the caller, that cannot be used: where, what was found, what was
/// expected, what to do next.
public struct UnusableFile: Error, CustomStringConvertible {
  /// The file as the caller named it.
  public let path: String
  public let found: String
  public let expected: String
  public let next: String

  public init(_ path: String, found: String, expected: String, next: String) {
    (self.path, self.found, self.expected, self.next) = (path, found, expected, next)
  }

  /// What the operating system said.
  /// - Parameter number: an `errno`, taken before anything else was called.
  public init(system number: Int32, _ path: String, expected: String) {
    self.init(
      path, found: String(cString: strerror(number)), expected: expected,
      next: "Check the name, the free space and who may read and write there.")
  }

  public var description: String { "\(path): found \(found); expected \(expected). \(next)" }
}
