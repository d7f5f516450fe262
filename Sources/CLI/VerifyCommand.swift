import ArgumentParser
import Foundation
import Pledgebook

struct VerifyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Read every line again, recompute every hash, and compare.",
    discussion: """
      Only a checkpoint that somebody else kept can show that the last records were cut off and the book repaired.

      Example:
        pledgebook verify --checkpoint 2026-03.checkpoint --key example.org/pledges+1a2b3c4d+AZ...

      Exit status: 0 all is well, 1 the last line lies in the future of this machine's clock, 3 something was changed;
      the complaint names the first position.
      """)

  @Option(
    help: ArgumentHelp("An earlier checkpoint; the book must be a continuation of it.", valueName: "file"),
    completion: .file())
  var checkpoint: String?

  @Option(
    help: ArgumentHelp(
      "The public key that you were given for this book. Default: the one that the book names itself.",
      valueName: "vkey"))
  var key: String?

  @OptionGroup var ledger: LedgerOption

  func validate() throws {
    do { _ = try key.map { try NoteVerifier(vkey: $0) } } catch { throw ValidationError("--key: \(error)") }
  }

  func run() throws {
    let note = try checkpoint.map(Self.read)
    let verifier = try key.map { try NoteVerifier(vkey: $0) }
    DamageSignals.watch(ledger.folder)
    try Book.checkFile(in: ledger.folder)
    try ledger.open(for: .reading) { book in
      let bar = ProgressBar("verify")
      defer { bar.clear() }
      let result = try book.verify(against: note, key: verifier) { bar.update($0, of: $1) }
      bar.clear()
      var out = Output()
      try out.line("All \(result.records) records are as they were written; root \(result.head.root).")
      if let checkpoint = result.checkpoint {
        try out.line("They continue the checkpoint of \(checkpoint.size) records.")
      }
      try out.flush()
      if try !book.complainOfClock() { throw ExitCode(ExitStatus.refused.rawValue) }
    }
  }

  private static func read(_ file: String) throws -> SignedNote {
    guard let data = FileManager.default.contents(atPath: file) else {
      throw Complaint(
        file, found: "no file that can be read", expected: "a checkpoint",
        next: "Check its name; `pledgebook checkpoint` prints a new one.")
    }
    return try SignedNote(parsing: data)
  }
}
