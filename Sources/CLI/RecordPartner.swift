import ArgumentParser
import Pledgebook

struct RecordPartner: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "partner",
    abstract: "A partner is registered. Others refer to it by its short name.",
    discussion: """
      Example:
        pledgebook record partner anatel --name "Agência Nacional de Telecomunicações" \\
          --kind regulator --country BRA --on 2026-01-15
      """)

  @Argument(help: ArgumentHelp("A short name that never changes: letters, digits and . _ -", valueName: "short name"))
  var partner: String

  @Option(help: ArgumentHelp("Its full name.", valueName: "text"))
  var name: String

  @Option(
    help: ArgumentHelp("One of: \(PartnerKind.allCases.map(\.rawValue).joined(separator: ", ")).", valueName: "kind"))
  var kind: PartnerKind

  @Option(help: ArgumentHelp("Its country, ISO 3166 alpha-3.", valueName: "code"))
  var country: String?

  @OptionGroup var entry: EntryOptions

  func run() throws {
    let profile = PartnerProfile(
      name: name.normal, kind: kind, country: try country.map { try Alpha3(country: $0, at: "--country") })
    try entry.record(.partner(.registered(profile)), about: Subject("partner/\(partner)", at: "<short name>"))
  }
}

extension PartnerKind: ExpressibleByArgument {}
