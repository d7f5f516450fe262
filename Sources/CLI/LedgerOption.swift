import ArgumentParser
import EventStore
import Foundation

/// Which ledger a subcommand works on.
struct LedgerOption: ParsableArguments {
  @Option(
    name: [.customLong("ledger")],
    help: ArgumentHelp("The folder of the ledger. Default: PLEDGEBOOK_LEDGER.", valueName: "dir"),
    completion: .directory)
  var named: String?

  static var environment: String? {
    let value = ProcessInfo.processInfo.environment["PLEDGEBOOK_LEDGER"]
    return value.flatMap { $0.isEmpty ? nil : $0 }
  }

  func validate() throws {
    guard named ?? Self.environment != nil else {
      throw ValidationError(
        "--ledger: found no ledger; expected the folder of one. Name it with --ledger DIR or PLEDGEBOOK_LEDGER, or "
          + "make one with `pledgebook init`."
      )
    }
  }

  /// Without a trailing slash, so that messages name files well.
  var folder: String {
    let folder = named ?? Self.environment ?? ""
    return folder.count > 1 && folder.hasSuffix("/") ? String(folder.dropLast()) : folder
  }

  func reading<R>(_ body: (Journal) throws -> R) throws -> R { try use(readOnly: true, body) }
  func writing<R>(_ body: (Journal) throws -> R) throws -> R { try use(readOnly: false, body) }

  private func use<R>(readOnly: Bool, _ body: (Journal) throws -> R) throws -> R {
    DamageSignals.watch(folder)
    let journal = try Journal.open(in: folder, readOnly: readOnly)
    let result = try body(journal)
    try journal.close()
    return result
  }
}

/// How records are printed.
enum ListFormat: String, ExpressibleByArgument, CaseIterable {
  /// For people.
  case text
  /// For programs: the stored lines, byte for byte.
  case json
}
