import EventStore
import Ledger

/// What became of the lines of an import.
public struct ImportTally: Hashable, Sendable {
  /// Lines that are new in the book.
  public internal(set) var recorded = 0
  /// Those of them that were refused at first, and recorded once later lines were there.
  public internal(set) var recordedLater = 0
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
    /// Its record, at this position, was reversed. Only while the import is not at its end.
    case reversed(UInt64)

    /// The complaint of the reader or of the rule, for people.
    public var description: String {
      switch self {
      case .unreadable(let error): error.description
      case .refused(let refusal): refusal.description
      case .reversed(let seq): "its record \(seq) was reversed. Import the line again to record it again."
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
  public internal(set) var reason: Reason
}

extension Book {
  /// Records the commands of all inputs, one in each line, and those of later lines also where others are refused. Some
  /// thousand lines share one durable transaction. A refused line is put back and offered again after the last line,
  /// round by round, until a round records nothing: the order of lines does not decide what is recorded, and a second
  /// import of the same lines changes nothing. Memory: some 50 MiB and what was refused, whatever the inputs hold.
  ///
  /// A line whose record was reversed is recorded again, unless that reversal is among the lines of the import too.
  /// - Parameters:
  ///   - inputs: read one after the other; all are opened before the first is read.
  ///   - rehearsing: says what would happen and writes nothing. Other writers wait meanwhile.
  ///   - progress: called with the bytes of the present input that are done, and its size; 0 where that is not known.
  ///   - refused: called for each line that is not recorded, in order, when the others are on the disk.
  /// - Throws: `UnusableFile` for an input: before anything is recorded where it cannot be opened. What was recorded by
  ///   then stays, and what was refused is handed to `refused`; the same import again does not record it twice. What
  ///   `refused` throws ends the import likewise.
  public func importLines(
    of inputs: [LineInput], rehearsing: Bool = false, progress: (UInt64, UInt64) -> Void = { _, _ in },
    refused: (RefusedLine) throws -> Void
  ) throws -> ImportTally {
    for input in inputs { _ = try LineSource(input) }
    var rounds = ImportRounds(ReadAhead(inputs), start: try journal.head().size)
    func take(_ outcomes: [Outcome]) {
      rounds.take(outcomes)
      progress(rounds.progress.done, rounds.progress.of)
    }
    do {
      if rehearsing {
        try journal.rehearse {
          try rounds.commands()
        } each: {
          take($0)
        }
      } else {
        while let (commands, heeded) = try rounds.commands() {
          take(try writer.append(commands, heedingReversalsBelow: heeded))
        }
      }
    } catch {
      try rounds.refused.forEach(refused)
      throw error
    }
    try rounds.refused.forEach(refused)
    return rounds.tally
  }
}
