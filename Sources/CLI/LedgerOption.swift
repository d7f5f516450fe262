import ArgumentParser
import Foundation
import Pledgebook

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

  /// Opens the book, hands it to `body`, and closes it. Views that are made or brought up to date show a progress bar.
  func open<R>(for access: Book.Access, despiteClock: Bool = false, _ body: (Book) throws -> R) throws -> R {
    DamageSignals.watch(folder)
    let bar = ProgressBar("views")
    let book = try Book(
      opening: folder, for: access, despiteClock: despiteClock, viewsProgress: { bar.update($0, of: $1) },
      viewsDamaged: { damage in
        bar.clear()
        Terminal.complain("pledgebook: \(damage) The views are made anew from the journal.")
      })
    let result = try body(book)
    try book.close()
    return result
  }
}

/// What is needed to record while the clock is wrong.
struct ClockOption: ParsableArguments {
  @Flag(
    name: .customLong("despite-clock"),
    help: "Record although the clock stands before the last line of the book. The new line gets the time of that line.")
  var isDespised = false
}

extension Book {
  /// Complains where the clock and the book do not agree. Returns whether they do.
  @discardableResult
  func complainOfClock() throws -> Bool {
    guard let complaint = try complaintOfClock() else { return true }
    Terminal.complain("pledgebook: \(complaint)")
    return false
  }
}

/// How records are printed.
enum ListFormat: String, ExpressibleByArgument, CaseIterable {
  /// For people.
  case text
  /// For programs: the stored lines, byte for byte.
  case json
}
