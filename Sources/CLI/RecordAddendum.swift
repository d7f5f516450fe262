import ArgumentParser
import Ledger

struct RecordAddendum: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "addendum",
    abstract: "An addendum to a project is signed: it adds to a figure or replaces it.",
    discussion: """
      Example:
        pledgebook record addendum 9BRA26001 --number 1 --on 2026-05-04 --adds "anatel:USD 250000.00"
        pledgebook record addendum 9BRA26001 --number 2 --on 2026-06-01 --sets "anatel:USD 7100000.00" --ends 2027-12-31
      """)

  @Argument(help: ArgumentHelp("The official project number.", valueName: "project"))
  var project: String

  @Option(help: ArgumentHelp("The number of the addendum, from 1.", valueName: "n"))
  var number: Int

  @Option(
    help: ArgumentHelp(
      "PARTNER:AMOUNT, which is added to what this partner promised; PARTNER:MODALITY:AMOUNT for a new partner.",
      valueName: "line"))
  var adds: [FundingArgument] = []

  @Option(help: ArgumentHelp("PARTNER:AMOUNT, which replaces what this partner promised.", valueName: "line"))
  var sets: [FundingArgument] = []

  @Option(
    help: ArgumentHelp(
      "A country that benefits from now on, BRA or BRA:60. Together they replace the list.", valueName: "code"))
  var country: [BeneficiaryArgument] = []

  @Option(help: ArgumentHelp("The new last day of the work.", valueName: "day"))
  var ends: String?

  @Option(help: ArgumentHelp("Why.", valueName: "text"))
  var reason: String?

  @OptionGroup var entry: EntryOptions

  func run() throws {
    var event: [String: Any] = ["type": EventType.project(.addendumSigned).rawValue, "number": number]
    let funding = adds.map { $0.members(amountAs: "adds") } + sets.map { $0.members(amountAs: "sets") }
    if !funding.isEmpty { event["funding"] = funding }
    if !country.isEmpty { event["beneficiaries"] = country.map(\.members) }
    event["ends"] = ends
    event["reason"] = reason?.normal
    try entry.record(event, about: "project/\(project)")
  }
}
