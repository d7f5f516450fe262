import EventStore
import Ledger

/// The tally of one import: what became of the lines so far.
struct ImportWork {
  private(set) var recorded = 0
  private(set) var repeated = 0
  private(set) var refused = 0
  private(set) var rejectedFiles: [String] = []
  var bar = ProgressBar("import")

  /// One file for all refused lines, if the user named one.
  private let rejectedPath: String?
  private let isRehearsal: Bool
  private var rejectedLines: RejectedLines?
  private var file: String?

  init(rejected: String?, isRehearsal: Bool) { (rejectedPath, self.isRehearsal) = (rejected, isRehearsal) }

  /// Counts what became of the batch, and reports and keeps the lines that were refused.
  mutating func take(_ outcomes: [Outcome], of batch: ImportBatch) throws {
    if file != batch.file, rejectedPath == nil || rejectedLines == nil {
      rejectedLines = RejectedLines(
        path: rejectedPath ?? (batch.file == "-" ? "standard-input" : batch.file) + ".rejected.jsonl")
    }
    file = batch.file
    var outcomes = outcomes[...]
    for (line, parsed) in zip(batch.lines, batch.parsed) {
      switch parsed {
      case .failure(let error):
        try refuse(
          line, line.bytes.withUnsafeBytes { Complaint.unreadable($0, error, place: "byte \(error.offset)") },
          batch.file)
      case .success:
        switch outcomes.popFirst() {
        case .recorded: recorded += 1
        case .repeated: repeated += 1
        case .refused(let refusal): try refuse(line, refusal.description, batch.file)
        case nil: preconditionFailure("the journal answers every command")
        }
      }
    }
    bar.update(batch.bytesRead, of: batch.byteCount)
  }

  private mutating func refuse(_ line: (number: Int, bytes: [UInt8]), _ reason: String, _ file: String) throws {
    refused += 1
    bar.clear()
    Terminal.complain("\(file):\(line.number): \(reason)")
    guard !isRehearsal, var kept = rejectedLines else { return }
    try kept.add(line.bytes)
    rejectedLines = kept
    if rejectedFiles.last != kept.path { rejectedFiles.append(kept.path) }
  }
}
