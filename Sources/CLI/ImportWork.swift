import EventStore
import Ledger

/// The state of one import: where it is in the files, and what became of the lines so far.
struct ImportWork {
  /// Some thousand lines of one file: each batch is one durable transaction.
  struct Batch {
    var lines: [(number: Int, bytes: [UInt8])] = []
    /// One for each line, in order: the command, or why the line is none.
    var parsed: [Result<Command, LineError>] = []

    var commands: [Command] { parsed.compactMap { try? $0.get() } }
  }

  private static let batchLines = 4096
  private static let batchBytes = 8 << 20

  private(set) var recorded = 0
  private(set) var repeated = 0
  private(set) var refused = 0
  private(set) var rejectedFiles: [String] = []
  var bar = ProgressBar("import")

  private var waiting: ArraySlice<String>
  private var source: LineSource?
  /// One file for all refused lines, if the user named one.
  private let rejectedPath: String?
  private let isRehearsal: Bool
  private var rejectedLines: RejectedLines?

  init(files: [String], rejected: String?, isRehearsal: Bool) {
    (waiting, rejectedPath, self.isRehearsal) = (files[...], rejected, isRehearsal)
  }

  /// The next lines of the file at hand, or of the next one. Empty lines are left out. Nil when all is read.
  mutating func nextBatch() throws -> Batch? {
    while true {
      if source == nil {
        guard let file = waiting.popFirst() else { return nil }
        source = try LineSource(file)
        if rejectedPath == nil || rejectedLines == nil {
          rejectedLines = RejectedLines(path: rejectedPath ?? (file == "-" ? "standard-input" : file) + ".rejected.jsonl")
        }
      }
      guard let source else { return nil }
      var batch = Batch()
      var bytes = 0
      while batch.lines.count < Self.batchLines, bytes < Self.batchBytes, let line = try source.next() {
        guard line.contains(where: { $0 != 0x20 && $0 != 0x09 && $0 != 0x0D }) else { continue }
        bytes += line.count
        batch.lines.append((source.number, line))
        batch.parsed.append(Self.parse(line))
      }
      if !batch.lines.isEmpty { return batch }
      self.source = nil
    }
  }

  private static func parse(_ line: [UInt8]) -> Result<Command, LineError> {
    line.withUnsafeBytes { bytes in
      do throws(LineError) { return .success(try Command(json: bytes)) } catch { return .failure(error) }
    }
  }

  /// Counts what became of the batch, and reports and keeps the lines that were refused.
  mutating func take(_ outcomes: [Outcome], of batch: Batch) throws {
    var outcomes = outcomes[...]
    for (line, parsed) in zip(batch.lines, batch.parsed) {
      switch parsed {
      case .failure(let error): try refuse(line, line.bytes.withUnsafeBytes { Complaint.unreadable($0, error, place: "byte \(error.offset)") })
      case .success:
        switch outcomes.popFirst() {
        case .recorded: recorded += 1
        case .repeated: repeated += 1
        case .refused(let refusal): try refuse(line, refusal.description)
        case nil: preconditionFailure("the journal answers every command")
        }
      }
    }
    if let source { bar.update(source.bytesRead, of: source.byteCount) }
  }

  private mutating func refuse(_ line: (number: Int, bytes: [UInt8]), _ reason: String) throws {
    refused += 1
    bar.clear()
    Terminal.complain("\(source?.name ?? ""):\(line.number): \(reason)")
    guard !isRehearsal, var kept = rejectedLines else { return }
    try kept.add(line.bytes)
    rejectedLines = kept
    if rejectedFiles.last != kept.path { rejectedFiles.append(kept.path) }
  }
}
