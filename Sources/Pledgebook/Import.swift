import EventStore
import Ledger

/// What became of the lines of an import.
public struct ImportTally: Hashable, Sendable {
  /// Lines that are new in the book.
  public internal(set) var recorded = 0
  /// They were there before.
  public internal(set) var repeated = 0
  /// Lines that are no command, and commands that a rule refused.
  public internal(set) var refused = 0
}

/// A line of an import that is not recorded.
public struct RefusedLine: Sendable {
  /// Why a line is not in the book.
  public enum Reason: Sendable, CustomStringConvertible {
    /// The line is no command: the complaint has the place in the line.
    case unreadable(UnreadableCommand)
    /// A rule refused the command.
    case refused(Refusal)

    /// The complaint of the reader or of the rule, for people.
    public var description: String {
      switch self {
      case .unreadable(let error): error.description
      case .refused(let refusal): refusal.description
      }
    }
  }

  /// The name of the input.
  public let input: String
  /// From 1.
  public let number: Int
  /// As it was read, without its line feed.
  public let bytes: [UInt8]
  /// What somebody has to mend before the line is imported again.
  public let reason: Reason
}

extension Book {
  /// Records the commands of all inputs, one in each line, and those of later lines also where others are refused. Some
  /// thousand lines share one durable transaction; their order is kept. Memory: some 50 MiB, whatever the inputs hold.
  /// - Parameters:
  ///   - rehearsing: says what would happen and writes nothing. Other writers wait meanwhile.
  ///   - progress: called with the bytes of the present input that are done, and its size; 0 where that is not known.
  ///   - refused: called for each line that is not recorded, in order, after those before it are on the disk.
  /// - Throws: `UnusableFile` for an input: before anything is recorded where it cannot be opened. What was recorded by
  ///   then stays; the same import again does not record it twice. What `refused` throws ends the import likewise.
  public func importLines(
    of inputs: [LineInput], rehearsing: Bool = false, progress: (UInt64, UInt64) -> Void = { _, _ in },
    refused: (RefusedLine) throws -> Void
  ) throws -> ImportTally {
    for input in inputs { _ = try LineSource(input) }
    let source = ReadAhead(inputs)
    var tally = ImportTally()
    func take(_ outcomes: [Outcome], of batch: ImportBatch) throws {
      try tally.take(outcomes, of: batch, refused)
      progress(batch.bytesRead, batch.byteCount)
    }
    guard rehearsing else {
      while let batch = try source.next() { try take(try record(batch.commands), of: batch) }
      return tally
    }
    var batch: ImportBatch?
    try journal.rehearse {
      batch = try source.next()
      return batch?.commands
    } each: {
      if let batch { try take($0, of: batch) }
    }
    return tally
  }
}

extension ImportTally {
  /// Counts what became of a batch, and hands on the lines that were refused.
  fileprivate mutating func take(
    _ outcomes: [Outcome], of batch: ImportBatch, _ refused: (RefusedLine) throws -> Void
  ) throws {
    var outcomes = outcomes[...]
    for (line, parsed) in zip(batch.lines, batch.parsed) {
      func refuse(_ reason: RefusedLine.Reason) throws {
        self.refused += 1
        try refused(RefusedLine(input: batch.input, number: line.number, bytes: line.bytes, reason: reason))
      }
      switch parsed {
      case .failure(let error):
        try refuse(.unreadable(error))
      case .success:
        switch outcomes.popFirst() {
        case .recorded: recorded += 1
        case .repeated: repeated += 1
        case .refused(let refusal): try refuse(.refused(refusal))
        case nil: preconditionFailure("the journal answers every command")
        }
      }
    }
  }
}
