/// What is wrong with the views, in four parts. It says nothing of the journal: a rebuild mends it.
public struct ViewsError: Error, CustomStringConvertible {
  /// The file.
  let path: String
  let found: String
  let expected: String
  let next: String
  /// One line: where, what was found, what was expected, what to do next.
  public var description: String { "\(path): found \(found); expected \(expected). \(next)" }
}
