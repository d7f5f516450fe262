import ArgumentParser
import Foundation
import Pledgebook

struct ProveCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "prove",
    abstract: "Write a proof that one record is in the book (C2SP tlog-proof).",
    discussion: """
      With the proof, the line of the record and the public key, anybody can check it; they need neither the
      book nor this program.

      Example:
        pledgebook prove 204 --out 204.tlog-proof
        pledgebook show 204 --format json | tr -d '\\n' > 204.line
      """)

  @Argument(help: "The position of the record.")
  var seq: UInt64

  @Option(
    help: ArgumentHelp("Write the proof to this file instead of standard output.", valueName: "file"),
    completion: .file())
  var out: String?

  @OptionGroup var ledger: LedgerOption

  func run() throws {
    try ledger.open(for: .reading) { book in
      let proof = try book.proof(of: seq).text
      guard let out else {
        var output = Output()
        try output.text(proof)
        try output.flush()
        return
      }
      try Data(proof.utf8).write(to: URL(fileURLWithPath: out), options: .atomic)
      var output = Output()
      try output.line("Wrote the proof of record \(seq) to \(out).")
      try output.line("To check it, give somebody three things:")
      try output.line("  the proof       \(out)")
      try output.line("  the line        pledgebook show \(seq) --format json | tr -d '\\n' > \(seq).line")
      try output.line("  the public key  \(book.journal.key.vkey)")
      try output.line(
        "Any program for C2SP tlog-proof checks it, for example: python3 verify_proof.py \(out) \(seq).line KEY")
      try output.flush()
    }
  }
}
