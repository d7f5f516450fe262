import ArgumentParser
import Foundation
import Pledgebook

struct RecordCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "record",
    abstract: "Record one entry: an everyday one by its flags, any other as JSON.",
    discussion: """
      Without the name of an entry, the command is read as JSON from --file. Schemas/events.md lists all events.

      Example:
        pledgebook record receipt 9BRA26001 --on 2026-03-01 --from anatel --amount "USD 7000000.00" \\
          --document "Receipt 114"
        pledgebook record --file entry.json

      An entry that is there already is not recorded twice: the answer is its first position.
      """,
    subcommands: [
      RecordJSON.self, RecordPartner.self, RecordSignature.self, RecordAddendum.self, RecordReceipt.self,
      RecordDisbursement.self, RecordReversal.self,
    ],
    defaultSubcommand: RecordJSON.self)
}

struct RecordJSON: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "json",
    abstract: "Any entry, as one command in JSON. This is meant where no entry is named.",
    discussion: """
      Example:
        pledgebook record --file entry.json
        pledgebook record --file - < entry.json
      """)

  @Option(
    help: ArgumentHelp("The file with the command; - is standard input.", valueName: "file"),
    completion: .file(extensions: ["json"]))
  var file: String?

  @OptionGroup var clock: ClockOption
  @OptionGroup var ledger: LedgerOption

  func validate() throws {
    guard file != nil else {
      throw ValidationError(
        "record: found neither an entry nor --file; expected an entry such as `receipt`, or --file. `pledgebook record "
          + "--help` lists the entries."
      )
    }
  }

  func run() throws {
    let bytes = try file.map(Self.read) ?? Data()
    let command = try bytes.withUnsafeBytes { try Command(reading: $0) }
    try ledger.open(for: .writing, despiteClock: clock.isDespised) { try $0.record(command).tell(of: $0) }
  }

  private static func read(_ file: String) throws -> Data {
    if file == "-" { return try FileHandle.standardInput.readToEnd() ?? Data() }
    guard let data = FileManager.default.contents(atPath: file) else {
      throw Complaint(
        file, found: "no file that can be read", expected: "one command as JSON",
        next: "Check its name; - reads standard input.")
    }
    return data
  }
}

extension Outcome {
  /// Says where the entry stands.
  /// - Parameters:
  ///   - idIsMade: the id was made from the content; the answer says what that means.
  ///   - isCorrection: the record before it is the reversal of the wrong one.
  /// - Throws: the refusal of the rules.
  func tell(of book: Book, idIsMade: Bool = false, isCorrection: Bool = false) throws {
    var out = Output()
    switch self {
    case .refused(let refusal) where idIsMade && refusal.code == .duplicateId:
      throw Refusal(
        refusal.code, at: refusal.at, found: refusal.found, expected: refusal.expected,
        remedy: refusal.remedy + " If this is another fact that happens to say the same, give it an --id of its own.")
    case .refused(let refusal): throw refusal
    case .recorded(let seq):
      let record = try book.journal.record(at: seq)
      if isCorrection, let wrong = try book.journal.record(at: seq - 1).reversed {
        try out.line("Reversed record \(wrong) at position \(seq - 1).")
      }
      try out.line("Recorded at position \(seq): \(Self.what(record)).")
      if idIsMade { try out.line("Its id \(record.command.id) is made from subject, date and event.") }
    case .repeated(let seq), .reversedBefore(let seq, by: _):
      let record = try book.journal.record(at: seq)
      try out.line("Already there at position \(seq): \(Self.what(record)). Nothing was written.")
      if idIsMade {
        try out.line("If this is another fact that happens to say the same, record it with an --id of its own.")
      }
    }
    try out.flush()
  }

  private static func what(_ record: Record) -> String {
    "\(record.subject) \(Terminal.style.text(record.sentence))"
  }
}
