import ArgumentParser
import Pledgebook

struct RecordReceipt: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "receipt",
    abstract: "Money for a project came in.",
    discussion: """
      Example:
        pledgebook record receipt 9BRA26001 --on 2026-03-01 --from anatel --amount "USD 7000000.00" \\
          --document "Receipt 114"
      """)

  @Argument(help: ArgumentHelp("The official project number.", valueName: "project"))
  var project: String

  @Option(help: ArgumentHelp("The partner who paid.", valueName: "partner"))
  var from: String

  @Option(help: ArgumentHelp("The amount, such as \"USD 7000000.00\".", valueName: "amount"))
  var amount: AmountArgument

  @OptionGroup var entry: EntryOptions

  func run() throws {
    let received = ContributionReceived(try amount.money(at: "--amount"), from: from)
    try entry.record(.project(.contributionReceived(received)), about: Subject(project: project))
  }
}
