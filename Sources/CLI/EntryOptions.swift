import ArgumentParser
import Foundation
import Pledgebook

/// The flags that all everyday entries share.
struct EntryOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp("From when the fact is true: 2026-03-01, 2026-03, 2026-Q1, 2026-H1 or 2026.", valueName: "date"))
  var on: String

  @Option(help: ArgumentHelp("The document that says so.", valueName: "text"))
  var document: String?

  @Option(help: ArgumentHelp("The place in the document: a page, a line.", valueName: "text"))
  var locator: String?

  @Option(
    help: ArgumentHelp(
      "A file to keep beside the journal. Its SHA-256 goes into the record; its name stands for --document if that is "
        + "left out.",
      valueName: "file"),
    completion: .file())
  var attach: String?

  @Option(help: ArgumentHelp("Who records. Default: PLEDGEBOOK_ACTOR, else the login name.", valueName: "name"))
  var actor: String?

  @Option(help: ArgumentHelp("Who approved, where two persons are needed.", valueName: "name"))
  var approver: String?

  @Option(
    help: ArgumentHelp(
      "The identity of the entry. Default: made from subject, date and event, so that the same entry again is not "
        + "recorded twice.",
      valueName: "text"))
  var id: String?

  @Option(
    name: .customLong("override"), help: ArgumentHelp("Why a limit is exceeded; needs --approver.", valueName: "reason")
  )
  var overriding: String?

  @Option(help: ArgumentHelp("Why it is recorded after its period was closed.", valueName: "reason"))
  var late: String?

  @OptionGroup var ledger: LedgerOption

  func validate() throws {
    guard locator == nil || document != nil || attach != nil else {
      throw ValidationError(
        "--locator: found no --document beside it; expected the document in which it is a place. Add --document.")
    }
  }

  /// Records an event about `subject` with these flags.
  func record(_ event: [String: Any], about subject: String) throws {
    try ledger.writing { journal in
      let digest = try attach.map { try ContentDigest.of(file: $0) }
      let command = try command(event, subject, digest: digest)
      if let attach, let digest {
        // A rehearsal first: a refused record should leave no file behind. The file is safe before the record names it.
        for case .refused(let refusal) in try journal.append([command], keep: false) { throw refusal }
        try Attachments(folder: ledger.folder).store(attach, as: digest)
      }
      try journal.record(command, idIsMade: id == nil)
    }
  }

  private func command(_ event: [String: Any], _ subject: String, digest: String?) throws -> Command {
    var members: [String: Any] = ["actor": actorName, "event": event, "id": id ?? "none", "on": on, "subject": subject]
    members["approver"] = approver
    members["override"] = overriding?.normal
    members["late"] = late?.normal
    if let document = document ?? attach.map({ URL(fileURLWithPath: $0).lastPathComponent }) {
      var source: [String: Any] = ["document": document.normal]
      source["locator"] = locator?.normal
      source["sha256"] = digest
      members["source"] = source
    }
    var command = try Command(members: members)
    if id == nil { command.id = command.idFromContent }
    return command
  }

  private var actorName: String {
    if let actor { return actor }
    let named = ProcessInfo.processInfo.environment["PLEDGEBOOK_ACTOR"] ?? ""
    return named.isEmpty ? NSUserName() : named
  }
}

/// An amount as people write it: `USD 7000000.00`, or with a qualifier: `about CHF 600000.00`.
struct AmountArgument: ExpressibleByArgument {
  let members: [String: String]

  init?(argument: String) {
    let words = argument.split(separator: " ").map(String.init)
    switch words.count {
    case 2: members = ["currency": words[0], "amount": words[1]]
    case 3: members = ["qualifier": words[0], "currency": words[1], "amount": words[2]]
    default: return nil
    }
  }
}

/// One line of funding: `PARTNER:MODALITY:AMOUNT`. Where the amount is not known, `PARTNER:MODALITY`; where the
/// modality stands already, `PARTNER:AMOUNT`.
struct FundingArgument: ExpressibleByArgument {
  let from: String
  let modality: String?
  let amount: AmountArgument?

  init?(argument: String) {
    let parts = argument.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
    guard (2...3).contains(parts.count), let last = parts.last else { return nil }
    from = parts[0]
    amount = AmountArgument(argument: last)
    modality = parts.count == 3 || amount == nil ? parts[1] : nil
    if parts.count == 3, amount == nil { return nil }
  }

  /// The members of the line, with the amount under `name`.
  func members(amountAs name: String) -> [String: Any] {
    var members: [String: Any] = ["from": from]
    members["modality"] = modality
    members[name] = amount?.members
    return members
  }
}

/// A country that benefits, with its share in percent if it is known: `BRA` or `BRA:60`.
struct BeneficiaryArgument: ExpressibleByArgument {
  let members: [String: String]

  init?(argument: String) {
    let parts = argument.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
    switch parts.count {
    case 1: members = ["country": parts[0]]
    case 2: members = ["country": parts[0], "share": parts[1]]
    default: return nil
    }
  }
}
