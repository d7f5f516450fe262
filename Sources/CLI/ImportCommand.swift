import ArgumentParser
import Foundation
import Pledgebook

struct ImportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "Record many commands from files of JSON lines.",
    discussion: """
      Good lines are recorded even where others are refused. A line that is refused is offered again after the last
      one, until nothing more is recorded, so the order of lines does not matter. Each line that stays refused is
      reported with its number, the rule and what to do, and is written to FILE.rejected.jsonl, where it can be mended
      and imported again. A file of that name with other lines in it is left as it is, and another name is taken.
      What is there already is not recorded twice.

      Example:
        pledgebook import 2026-03.jsonl --dry-run
        pledgebook import 2026-03.jsonl

      Exit status: 0 nothing was refused, 1 some line was refused.
      """)

  @Argument(help: "Files with one command in each line; - is standard input.", completion: .file(extensions: ["jsonl"]))
  var files: [String]

  @Flag(help: "Say what would happen, and write nothing at all.")
  var dryRun = false

  @Option(
    help: ArgumentHelp("Where refused lines go. Default: FILE.rejected.jsonl beside each file.", valueName: "file"),
    completion: .file())
  var rejected: String?

  @OptionGroup var clock: ClockOption
  @OptionGroup var ledger: LedgerOption

  func validate() throws {
    let inputs = files.map { URL(fileURLWithPath: $0).resolvingSymlinksInPath().path }
    if let rejected, inputs.contains(URL(fileURLWithPath: rejected).resolvingSymlinksInPath().path) {
      throw ValidationError(
        "--rejected: found \(rejected), one of the files to import; expected another file. Choose another name.")
    }
  }

  func run() throws {
    var rejected = RejectedLines(named: rejected)
    let tally: ImportTally
    do { tally = try record(&rejected) } catch {
      _ = try rejected.write()
      throw error
    }
    try tell(tally, try rejected.write())
    if tally.refused > 0 { throw ExitCode(ExitStatus.refused.rawValue) }
  }

  private func record(_ rejected: inout RejectedLines) throws -> ImportTally {
    try ledger.open(for: .writing, despiteClock: clock.isDespised) { book in
      let bar = ProgressBar("import")
      defer { bar.clear() }
      return try book.importLines(of: files.map(Self.input), rehearsing: dryRun, progress: { bar.update($0, of: $1) }) {
        bar.clear()
        Terminal.complain("\($0.input):\($0.number): \($0.reason)")
        if !dryRun { rejected.add($0) }
      }
    }
  }

  /// - Parameter rejected: the files that were written.
  private func tell(_ tally: ImportTally, _ rejected: [String]) throws {
    var out = Output()
    if dryRun {
      try out.line(
        "Dry run, nothing written: \(tally.recorded) would be recorded, \(tally.repeated) are already there, "
          + "\(tally.refused) refused."
      )
    } else {
      try out.line("\(tally.recorded) recorded, \(tally.repeated) already there, \(tally.refused) refused.")
    }
    if tally.recordedLater > 0 {
      try out.line("\(tally.recordedLater) of the recorded lines had to wait for later ones.")
    }
    for path in rejected {
      try out.line("Refused lines are in \(path). Mend them there and import that file.")
    }
    try out.flush()
  }

  private static func input(_ name: String) -> LineInput {
    name == "-" ? .descriptor(STDIN_FILENO, called: name) : .file(name)
  }
}
