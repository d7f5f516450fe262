import EventStore
import Foundation
import Ledger

/// What somebody wants recorded: an event, from when it is true, who says so, and on what evidence.
///
/// Texts of the draft itself are brought into NFC, the form in which texts are stored; those of the event come in it.
public struct Draft: Sendable {
  /// What happened. Its texts must be in NFC, else `command()` throws.
  public var event: Event
  /// What it happened to. The kind must be that of the event; a reversal belongs to any.
  public var subject: Subject
  /// From when the fact is true, not when it is recorded: a day, a month, a quarter, a half year or a year.
  public var on: EffectiveDate
  /// Who records.
  public var actor: String
  /// Who approved, where two persons are needed.
  public var approver: String?
  /// The document that says so. Left out, it is the name of the attached file, if there is one.
  public var document: String?
  /// The place in the document.
  public var locator: String?
  /// A file to keep beside the journal under its SHA-256, which goes into the record.
  public var attachment: String?
  /// Why a limit is exceeded; needs an approver.
  public var override: String?
  /// Why it is recorded after its period was closed.
  public var late: String?
  /// How many records the author believes the subject has. Another number refuses the draft.
  public var expect: UInt64?
  /// What tells a repetition from another fact. Left out, it is made of what the draft says.
  public var id: String?

  /// A draft with the members that every record has. The others are set afterwards.
  public init(_ event: Event, about subject: Subject, on: EffectiveDate, by actor: String) {
    (self.event, self.subject, self.on, self.actor) = (event, subject, on, actor)
  }

  /// The command of this draft. Cost: the attached file is read.
  /// - Throws: `UnreadableCommand` where some member has no form that can be stored.
  public func command() throws -> Command {
    var command = Command(event, about: subject, on: on, actor: actor, id: id ?? "none")
    command.approver = approver
    command.late = late?.normal
    command.override = override?.normal
    command.expect = expect
    command.source = try source()
    if id == nil { command.id = command.idFromContent }
    // What is recorded must be readable for ever, so the strict reader has the last word here too.
    return try command.line.withUnsafeBytes { try Command(reading: $0, at: "entry") }
  }

  /// The two commands of a correction: the reversal of a record, and this draft in its place.
  func correcting(_ wrong: Record, because: String, on today: Day) throws -> [Command] {
    let replacement = try command()
    let undone = RecordReversed(wrong.command.id, reason: because.normal, replacedBy: replacement.id)
    var reversal = Draft(
      .reversed(undone), about: wrong.subject, on: EffectiveDate(day: max(today, wrong.on.first)),
      by: actor)
    (reversal.approver, reversal.late) = (approver, late)
    (reversal.document, reversal.locator) = (document, locator)
    return [try reversal.command(), replacement]
  }

  private func source() throws -> Source? {
    let file = attachment.map { URL(fileURLWithPath: $0).lastPathComponent }
    guard let document = document ?? file else { return nil }
    return Source(
      document: document.normal, locator: locator?.normal, sha256: try attachment.map { try ContentDigest.of(file: $0) }
    )
  }
}

extension Command {
  /// An id made of what the entry says: subject, date and event. Who records it, when, and from which document make no
  /// difference, so that the same fact entered twice, by one person or by two, does not count twice.
  package var idFromContent: String {
    var content = self
    (content.actor, content.id) = ("any", "any")
    (content.approver, content.expect, content.late, content.override, content.source) = (nil, nil, nil, nil, nil)
    return "entry/" + ContentDigest.of(content.line).prefix(24)
  }
}

extension String {
  /// NFC, the form in which texts are stored (Schemas/README.md).
  package var normal: String { precomposedStringWithCanonicalMapping }
}
