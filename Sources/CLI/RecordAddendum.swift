import ArgumentParser
import Pledgebook

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
    let added = try adds.map { try $0.change(at: "--adds", Change.adds) }
    let set = try sets.map { try $0.change(at: "--sets", Change.sets) }
    let addendum = AddendumSigned(
      number: number, funding: added + set, beneficiaries: try country.map { try $0.beneficiary(at: "--country") },
      ends: try ends.map { try Day($0, at: "--ends") }, reason: reason?.normal)
    try entry.record(.project(.addendumSigned(addendum)), about: Subject(project: project))
  }
}
