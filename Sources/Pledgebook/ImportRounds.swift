import EventStore
import Ledger

/// The lines of an import, batch by batch: first as they are read, then those that are not recorded so far, round by
/// round, until a round records nothing. So the order of lines does not decide what is recorded. One thread.
///
/// Memory: what was refused, besides what is read ahead.
struct ImportRounds {
  private(set) var tally = ImportTally()
  /// The lines that are not recorded so far, in order.
  private var held: [Held] = []
  /// The lines that the present batch is made of.
  private var offered = Offered.nothing

  private let source: ReadAhead
  /// Lower positions were there before the import.
  private let start: UInt64
  /// Reversals that were there before, and are lines of this import all the same.
  private var givenAgain: Set<UInt64> = []
  /// Where the present round goes on among `held`.
  private var next = 0
  private var isAtEnd = false
  private var recordedInRound = 0

  private struct Held {
    var line: RefusedLine
    /// Nil where offering it again cannot help.
    var command: Command?
    /// The reversal that took its record out before the import.
    var reversal: UInt64?
  }

  private enum Offered {
    case nothing
    case read(ImportBatch)
    case again([Int])
  }

  init(_ source: ReadAhead, start: UInt64) { (self.source, self.start) = (source, start) }

  /// How far the input is read that was read last, and its size; 0 where that is not known.
  private(set) var progress: (done: UInt64, of: UInt64) = (0, 0)

  /// The next commands for the journal, and the position below which it heeds reversals; nil when all is done.
  mutating func commands() throws -> (commands: [Command], heedingReversalsBelow: UInt64)? {
    if !isAtEnd {
      if let batch = try source.next() {
        offered = .read(batch)
        progress = (batch.bytesRead, batch.byteCount)
        return (batch.commands, start)
      }
      isAtEnd = true
      settleWhatWasReversed()
      next = held.endIndex
      recordedInRound = tally.recorded + held.count { $0.reversal != nil }
    }
    if next == held.endIndex, !beginRound() { return nil }
    return (offerAgain(), 0)
  }

  private static let batchLines = 32_768

  private mutating func offerAgain() -> [Command] {
    var places: [Int] = []
    var commands: [Command] = []
    // A reversal and what replaces it are one act, and go into one transaction.
    while next < held.endIndex, places.count < Self.batchLines || commands.last?.isReplaced ?? false {
      if let command = held[next].command {
        places.append(next)
        commands.append(command)
      }
      next += 1
    }
    offered = .again(places)
    return commands
  }

  /// Takes what became of the commands that were handed out last, in order.
  mutating func take(_ outcomes: [Outcome]) {
    switch offered {
    case .nothing: break
    case .read(let batch): takeRead(outcomes, of: batch)
    case .again(let places): takeAgain(outcomes, of: places)
    }
    offered = .nothing
  }

  /// The lines that stay refused, in order.
  var refused: [RefusedLine] { held.map(\.line) }

  private mutating func takeRead(_ outcomes: [Outcome], of batch: ImportBatch) {
    var outcomes = outcomes[...]
    for (line, parsed) in zip(batch.lines, batch.parsed) {
      func refusedLine(_ reason: RefusedLine.Reason) -> RefusedLine {
        RefusedLine(input: batch.input, number: line.number, bytes: line.bytes, reason: reason)
      }
      switch parsed {
      case .failure(let error):
        held.append(Held(line: refusedLine(.unreadable(error))))
        tally.refused += 1
      case .success(let command):
        guard let outcome = outcomes.popFirst() else { preconditionFailure("the journal answers every command") }
        switch outcome {
        case .recorded: tally.recorded += 1
        case .repeated(let seq):
          tally.repeated += 1
          if case .reversed = command.event { givenAgain.insert(seq) }
        case .refused(let refusal):
          held.append(Held(line: refusedLine(.refused(refusal)), command: command))
          tally.refused += 1
        case .reversedBefore(let seq, let reversal):
          held.append(Held(line: refusedLine(.reversed(seq)), command: command, reversal: reversal))
          tally.refused += 1
        }
      }
    }
  }

  /// A fact and its reversal, both lines of one file that is imported again: the fact is there already, and stays taken
  /// out. Without its reversal among the lines, it is meant to be recorded again.
  private mutating func settleWhatWasReversed() {
    let before = held.count
    held.removeAll { $0.reversal.map(givenAgain.contains) ?? false }
    tally.repeated += before - held.count
    tally.refused -= before - held.count
  }

  /// Begins again with the first of the lines that wait. False where another round would not help.
  private mutating func beginRound() -> Bool {
    guard recordedInRound > 0, held.contains(where: { $0.command != nil }) else { return false }
    (next, recordedInRound) = (0, 0)
    return true
  }

  private mutating func takeAgain(_ outcomes: [Outcome], of places: [Int]) {
    var done: Set<Int> = []
    for (place, outcome) in zip(places, outcomes) {
      switch outcome {
      case .recorded:
        tally.recorded += 1
        tally.recordedLater += 1
        recordedInRound += 1
        done.insert(place)
      case .repeated:
        tally.repeated += 1
        done.insert(place)
      case .refused(let refusal): held[place].line.reason = .refused(refusal)
      case .reversedBefore: preconditionFailure("a journal that heeds no reversal passes over it")
      }
    }
    guard !done.isEmpty else { return }
    tally.refused -= done.count
    next -= done.count
    held = held.indices.filter { !done.contains($0) }.map { held[$0] }
  }
}
