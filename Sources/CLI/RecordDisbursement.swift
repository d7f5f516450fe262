import ArgumentParser
import Pledgebook

struct RecordDisbursement: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "disbursement",
    abstract: "Money of a project was paid out.",
    discussion: """
      Example:
        pledgebook record disbursement 9BRA26001 --on 2026-04-02 --amount "USD 120000.00" --to "Rural Links Ltd" \\
          --country BRA
      """)

  @Argument(help: ArgumentHelp("The official project number.", valueName: "project"))
  var project: String

  @Option(help: ArgumentHelp("The amount, such as \"USD 120000.00\".", valueName: "amount"))
  var amount: AmountArgument

  @Option(help: ArgumentHelp("Who was paid.", valueName: "text"))
  var to: String?

  @Option(
    help: ArgumentHelp("Where it was spent. Without it, it follows the shares of the project.", valueName: "code"))
  var country: String?

  @Option(help: ArgumentHelp("For what.", valueName: "text"))
  var purpose: String?

  @OptionGroup var entry: EntryOptions

  func run() throws {
    let made = DisbursementMade(
      try amount.money(at: "--amount"), to: to?.normal,
      country: try country.map { try Alpha3(country: $0, at: "--country") }, purpose: purpose?.normal)
    try entry.record(.project(.disbursementMade(made)), about: Subject(project: project))
  }
}
