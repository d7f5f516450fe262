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

  @Option(
    help: ArgumentHelp(
      "The wrong record that this entry replaces, by its position or its id: it is reversed and this is recorded, or "
        + "neither. Needs --because.",
      valueName: "record"))
  var corrects: String?

  @Option(help: ArgumentHelp("Why the record that --corrects names is wrong.", valueName: "reason"))
  var because: String?

  @OptionGroup var clock: ClockOption
  @OptionGroup var ledger: LedgerOption

  func validate() throws {
    guard locator == nil || document != nil || attach != nil else {
      throw ValidationError(
        "--locator: found no --document beside it; expected the document in which it is a place. Add --document.")
    }
    guard (corrects == nil) == (because == nil) else {
      throw ValidationError(
        "--corrects, --because: found one of them; expected both or neither. Name the wrong record, and say why."
      )
    }
  }

  /// Records an event about a subject with these flags, and says where it stands.
  func record(_ event: Event, about subject: Subject) throws { try record { _ in (event, subject) } }

  /// The same where the book has to be asked first.
  func record(_ what: (Book) throws -> (event: Event, subject: Subject)) throws {
    let on = try EffectiveDate(on, at: "--on")
    try ledger.open(for: .writing, despiteClock: clock.isDespised) { book in
      let (event, subject) = try what(book)
      var draft = Draft(event, about: subject, on: on, by: try actorName())
      (draft.approver, draft.override, draft.late, draft.id) = (approver, overriding, late, id)
      (draft.document, draft.locator, draft.attachment) = (document, locator, attach)
      if let corrects, let because {
        try book.correct(corrects, because: because, with: draft).tell(
          of: book, idIsMade: id == nil, isCorrection: true)
      } else {
        try book.record(draft).tell(of: book, idIsMade: id == nil)
      }
    }
  }

  private func actorName() throws -> String {
    let named = actor ?? ProcessInfo.processInfo.environment["PLEDGEBOOK_ACTOR"] ?? ""
    if actor != nil || !named.isEmpty { return named }
    guard case let login = NSUserName(), !login.isEmpty else {
      throw Complaint(
        "--actor", found: "nobody: this login has no name", expected: "who records",
        next: "Give --actor NAME, or set PLEDGEBOOK_ACTOR.")
    }
    return login
  }
}

extension Subject {
  /// A project by its official number, as it was typed.
  init(project number: String) throws { try self.init("project/\(number)", at: "<project>") }
}

/// An amount as people write it: `USD 7000000.00`, or with a qualifier: `about CHF 600000.00`.
struct AmountArgument: ExpressibleByArgument {
  let text: String

  init?(argument: String) {
    guard (2...3).contains(argument.split(separator: " ").count) else { return nil }
    text = argument
  }

  func money(at flag: String) throws -> Money { try Money(text, at: flag) }
}

/// One line of funding: `PARTNER:MODALITY:AMOUNT`. Where the amount is not known, `PARTNER:MODALITY`; where the
/// modality stands already, `PARTNER:AMOUNT`.
struct FundingArgument: ExpressibleByArgument {
  private let text: String
  private let from: String
  private let modality: String?
  private let amount: AmountArgument?

  init?(argument: String) {
    let parts = argument.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
    guard (2...3).contains(parts.count), let last = parts.last else { return nil }
    (text, from) = (argument, parts[0])
    amount = AmountArgument(argument: last)
    modality = parts.count == 3 || amount == nil ? parts[1] : nil
    if parts.count == 3, amount == nil { return nil }
  }

  /// As a line of a signature.
  func line(at flag: String) throws -> FundingLine {
    guard let modality = try modality(at: flag) else {
      throw Complaint(
        flag, found: text, expected: "PARTNER:MODALITY:AMOUNT or PARTNER:MODALITY",
        next: "Say how the partner pays: \(Modality.allCases.map(\.rawValue).joined(separator: ", ")).")
    }
    return FundingLine(from: from, modality, try amount?.money(at: flag))
  }

  /// As a line of an addendum.
  func change(at flag: String, _ change: (Money) -> Change) throws -> FundingChange {
    guard let amount else {
      throw Complaint(
        flag, found: text, expected: "PARTNER:AMOUNT or PARTNER:MODALITY:AMOUNT",
        next: "Name the amount; an addendum changes one.")
    }
    return FundingChange(from: from, modality: try modality(at: flag), change(try amount.money(at: flag)))
  }

  private func modality(at flag: String) throws -> Modality? { try modality.map { try Modality($0, at: flag) } }
}

/// A country that benefits, with its share in percent if it is known: `BRA` or `BRA:60`.
struct BeneficiaryArgument: ExpressibleByArgument {
  private let country: String
  private let share: String?

  init?(argument: String) {
    let parts = argument.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
    guard (1...2).contains(parts.count) else { return nil }
    (country, share) = (parts[0], parts.count == 2 ? parts[1] : nil)
  }

  func beneficiary(at flag: String) throws -> Beneficiary {
    Beneficiary(try Alpha3(country: country, at: flag), share: try share.map { try Share($0, at: flag) })
  }
}
