import Foundation
import Ledger

/// Some thousand lines of one input: each batch is one durable transaction.
struct ImportBatch: Sendable {
  /// The name of the input.
  let input: String
  var lines: [(number: Int, bytes: [UInt8])] = []
  /// One for each line, in order: the command, or why the line is none.
  var parsed: [Result<Command, UnreadableCommand>] = []
  /// How much of the input is read, and its size; 0 where that is not known.
  var bytesRead: UInt64 = 0
  var byteCount: UInt64 = 0

  var commands: [Command] { parsed.compactMap { try? $0.get() } }
  /// Whether the last line is a reversal whose replacement comes next.
  var endsInCorrection: Bool { (try? parsed.last?.get())?.isReplaced ?? false }
}

/// Reads and parses the next batch on a thread of its own while the journal writes the last one. The thread ends with
/// the last line, or when nobody wants more.
final class ReadAhead: Sendable {
  private static let batchLines = 32_768
  private static let batchBytes = 16 << 20
  /// Batches that may wait: bounds the memory of an import.
  private static let depth = 2

  /// What both threads share. Every access holds `gate`.
  private final class Shelf: @unchecked Sendable {
    let gate = NSCondition()
    var batches: [Result<ImportBatch?, any Error>] = []
    var isAbandoned = false
  }

  private let shelf = Shelf()

  init(_ inputs: [LineInput]) {
    let shelf = shelf
    Thread { ReadAhead.read(inputs, to: shelf) }.start()
  }

  deinit {
    shelf.gate.withLock {
      shelf.isAbandoned = true
      shelf.gate.signal()
    }
  }

  /// The next batch; nil when all is read. One caller.
  func next() throws -> ImportBatch? {
    shelf.gate.lock()
    defer { shelf.gate.unlock() }
    while shelf.batches.isEmpty { shelf.gate.wait() }
    let batch = shelf.batches.removeFirst()
    shelf.gate.signal()
    return try batch.get()
  }

  private static func read(_ inputs: [LineInput], to shelf: Shelf) {
    do {
      for input in inputs {
        let source = try LineSource(input)
        while let batch = try batch(of: source) { guard put(.success(batch), on: shelf) else { return } }
      }
      _ = put(.success(nil), on: shelf)
    } catch { _ = put(.failure(error), on: shelf) }
  }

  /// Waits for room. False where nobody wants more.
  private static func put(_ batch: Result<ImportBatch?, any Error>, on shelf: Shelf) -> Bool {
    shelf.gate.lock()
    defer { shelf.gate.unlock() }
    while shelf.batches.count >= depth, !shelf.isAbandoned { shelf.gate.wait() }
    shelf.batches.append(batch)
    shelf.gate.signal()
    return !shelf.isAbandoned
  }

  /// The next lines of an input without the empty ones. Nil at its end.
  private static func batch(of source: LineSource) throws -> ImportBatch? {
    var batch = ImportBatch(input: source.name)
    var bytes = 0
    // A reversal and what replaces it are one act, and go into one transaction.
    while batch.lines.count < batchLines && bytes < batchBytes || batch.endsInCorrection, let line = try source.next() {
      guard line.contains(where: { $0 != 0x20 && $0 != 0x09 && $0 != 0x0D }) else { continue }
      bytes += line.count
      batch.lines.append((source.number, line))
      batch.parsed.append(parse(line))
    }
    (batch.bytesRead, batch.byteCount) = (source.bytesRead, source.byteCount)
    return batch.lines.isEmpty ? nil : batch
  }

  private static func parse(_ line: [UInt8]) -> Result<Command, UnreadableCommand> {
    line.withUnsafeBytes { bytes in
      do throws(UnreadableCommand) { return .success(try Command(reading: bytes)) } catch { return .failure(error) }
    }
  }
}
