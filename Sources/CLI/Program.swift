import ArgumentParser
import Foundation

/// The program. All subcommands are listed here and nowhere else.
@main
struct Program: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pledgebook",
    abstract: "The book in which promises of money are kept: every line is written once and never changed.",
    discussion: """
      The ledger is a folder. Name it with --ledger DIR or in the environment variable PLEDGEBOOK_LEDGER.

      Example:
        pledgebook init books --origin example.org/pledges
        export PLEDGEBOOK_LEDGER=books
        pledgebook record partner anatel --name ANATEL --kind regulator --country BRA --on 2026-01-15
        pledgebook log --last 10

      Exit status: 0 done, 1 refused or found wanting, 2 wrong usage, 3 the ledger is damaged or cannot be read.
      """,
    version: "0.1.0",
    groupedSubcommands: [
      CommandGroup(name: "Writing:", subcommands: [InitCommand.self, RecordCommand.self, ImportCommand.self]),
      CommandGroup(
        name: "Reading:",
        subcommands: [LogCommand.self, ShowCommand.self, SubjectsCommand.self, StatusCommand.self, GroupsCommand.self]),
      CommandGroup(
        name: "Reporting:",
        subcommands: [
          ReportCommand.self, ExplainCommand.self, ChangesCommand.self, ReconcileCommand.self, RebuildCommand.self,
        ]),
      CommandGroup(
        name: "Proving:",
        subcommands: [VerifyCommand.self, CheckpointCommand.self, ProveCommand.self, CopyCommand.self]),
    ])

  static func main() {
    // A reader that has seen enough, such as `head`, ends the program quietly even where the caller had the signal
    // ignored.
    signal(SIGPIPE, SIG_DFL)
    do {
      var command = try parseAsRoot()
      try command.run()
    } catch {
      Complaint.end(with: error)
    }
  }
}
