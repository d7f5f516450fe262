import ArgumentParser
import EventStore
import Foundation
import Ledger
import MerkleLog
import Reference

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
    let memberships = try GroupMemberships.bundled.map(Self.command)
    let journal = try Journal.create(in: dir, origin: origin, first: memberships)
    var out = Output()
    try out.line(
      "Made the ledger \(origin) in \(dir), with \(memberships.count) group memberships as its first records.")
    try out.line("")
    try out.line("Public key: \(journal.key.vkey)")
    try out.line("Give this key to whoever audits the book: with it they check its checkpoints and proofs.")
    try out.line("Keep \(dir)/signing.key secret and in a backup of its own: whoever has it can sign for this book.")
    try out.flush()
    try journal.close()
  }

  private static func command(_ membership: GroupMembership) throws -> Command {
    var event: [String: Any] = [
      "type": EventType.group(.membershipSet).rawValue, "country": membership.country.text, "from": membership.from,
      "citation": membership.citation,
    ]
    event["to"] = membership.to
    return try Command(members: [
      "actor": "pledgebook.init", "id": "init/\(membership.group)/\(membership.country)/\(membership.from)",
      "on": membership.from,
      "subject": "group/\(membership.group)", "source": ["document": membership.citation], "event": event,
    ])
  }
}
