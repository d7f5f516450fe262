import ArgumentParser
import Pledgebook

struct InitCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init",
    abstract: "Make a new ledger with its signing key.",
    discussion: """
      The first records are the memberships of LDC, LLDC and SIDS that the program brings along, each with its citation.

      Example:
        pledgebook init books --origin example.org/pledges
      """)

  @Argument(help: "The folder of the new ledger.", completion: .directory)
  var dir: String

  @Option(
    help: ArgumentHelp(
      "The name of the book in its checkpoints, for example example.org/pledges. It never changes.", valueName: "name"))
  var origin: String

  func validate() throws {
    do { _ = try NoteSigner(generatingFor: origin) } catch { throw ValidationError("--origin: \(error)") }
  }

  func run() throws {
    let book = try Book.make(in: dir, origin: origin)
    var out = Output()
    try out.line(
      "Made the ledger \(origin) in \(dir), with \(book.journal.head().size) group memberships as its first records.")
    try out.line("")
    try out.line("Public key: \(book.journal.key.vkey)")
    try out.line("Give this key to whoever audits the book: with it they check its checkpoints and proofs.")
    try out.line("Keep \(dir)/signing.key secret and in a backup of its own: whoever has it can sign for this book.")
    try out.flush()
    try book.close()
  }
}
