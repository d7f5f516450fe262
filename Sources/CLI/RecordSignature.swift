import ArgumentParser
import Pledgebook

struct RecordSignature: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "signature",
    abstract: "A project is signed.",
    discussion: """
      --funding and --country may stand several times.

      Example:
        pledgebook record signature 9BRA26001 --on 2026-02-14 --title "Connected schools" \\
          --plan BAP --priority P1 --region AMS \\
          --funding "anatel:fundsInTrust:USD 7000000.00" --country BRA:60 --country PRY:40
      """)

  @Argument(help: ArgumentHelp("The official project number.", valueName: "project"))
  var project: String

  @Option(help: ArgumentHelp("The title of the project.", valueName: "text"))
  var title: String

  @Option(help: ArgumentHelp("The action plan: BAAP, KAP or BAP.", valueName: "code"))
  var plan: String

  @Option(help: ArgumentHelp("A priority of that plan, such as P1.", valueName: "code"))
  var priority: String

  @Option(help: ArgumentHelp("A theme of that priority.", valueName: "code"))
  var theme: String?

  @Option(help: ArgumentHelp("The region: AFR, AMS, ARB, ASP, CIS, EUR or MULTI.", valueName: "code"))
  var region: String

  @Option(
    help: ArgumentHelp(
      "Who funds, how (\(Modality.allCases.map(\.rawValue).joined(separator: ", "))) and how much: "
        + "PARTNER:MODALITY:AMOUNT. Leave an unknown amount out.",
      valueName: "line"))
  var funding: [FundingArgument]

  @Option(
    help: ArgumentHelp("A country that benefits, with its percent if it is known: BRA or BRA:60.", valueName: "code"))
  var country: [BeneficiaryArgument] = []

  @Option(help: ArgumentHelp("A regional initiative of the plan.", valueName: "code"))
  var initiative: [String] = []

  @Option(help: ArgumentHelp("The first day of the work.", valueName: "day"))
  var starts: String?

  @Option(help: ArgumentHelp("The last day of the work.", valueName: "day"))
  var ends: String?

  @OptionGroup var entry: EntryOptions

  func run() throws {
    let priority = try Priority(priority, in: Plan(plan, at: "--plan"), at: "--priority")
    let signed = ProjectSigned(
      title: title.normal, priority: priority, theme: try theme.map { try Theme($0, in: priority, at: "--theme") },
      region: try Region(region, at: "--region"), funding: try funding.map { try $0.line(at: "--funding") },
      beneficiaries: try country.map { try $0.beneficiary(at: "--country") }, initiatives: initiative,
      starts: try starts.map { try Day($0, at: "--starts") }, ends: try ends.map { try Day($0, at: "--ends") })
    try entry.record(.project(.signed(signed)), about: Subject(project: project))
  }
}
