/// What went wrong with a database file, in four parts: where, what was found, what was expected, what to do next.
///
/// A key that is not there is not an error: reading it gives `nil`.
public struct LMDBError: Error, CustomStringConvertible, Sendable {
  /// For programs. `found`, `expected` and `next` say the same to a person.
  public enum Code: Sendable, Equatable {
    // The file cannot be opened.
    case missing
    case notARegularFile
    case notWritable
    case networkFileSystem
    case alreadyOpen
    case notLMDB
    case otherVersion
    case truncated
    case damaged
    /// `found` is nil when the file names no format.
    case otherFormat(found: Format?, expected: Format)

    // The call does not fit the state of the environment.
    case closed
    case readOnly
    case nestedWrite
    case transactionsOpen
    case otherEnvironment
    case invalidOption

    // Tables, keys and values.
    case noTable
    case reservedName
    case keySize
    case valueSize
    case malformed
    /// `PutMode.noOverwrite` met a key that is already there.
    case keyExists
    /// `PutMode.append` met a key that is not greater than the last one.
    case appendOutOfOrder

    // Limits. Nothing of the failed transaction was kept.
    case mapFull
    case mapResized
    case readersFull
    case tablesFull
    case transactionTooLarge

    /// An earlier write or flush failed. The environment refuses all work until it is opened again.
    case panic
    /// The operating system refused. The number is `errno`.
    case system(Int32)
    /// Any other return code of the library.
    case library(Int32)
  }

  public let code: Code
  /// What was being done, for example "put".
  public let operation: String
  public let path: String
  public let table: String?
  public let found: String
  public let expected: String
  /// Advice: what to do next.
  public let next: String

  @usableFromInline
  init(
    _ code: Code, operation: String, path: String, table: String? = nil,
    found: String, expected: String, next: String
  ) {
    self.code = code
    self.operation = operation
    self.path = path
    self.table = table
    self.found = found
    self.expected = expected
    self.next = next
  }

  public var description: String {
    let place = table.map { "\(path), table \($0)" } ?? path
    return "\(operation) in \(place): found \(found); expected \(expected); next: \(next)"
  }
}
