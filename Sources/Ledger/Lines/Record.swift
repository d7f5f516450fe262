/// Where a fact is written: a document, a place in it, and the SHA-256 of an attached file (64 small hexadecimal
/// letters).
public struct Source: Hashable, Sendable {
  public let document: String
  public let locator: String?
  public let sha256: String?

  public init(document: String, locator: String? = nil, sha256: String? = nil) {
    (self.document, self.locator, self.sha256) = (document, locator, sha256)
  }
}

/// What somebody asks the book to record. See Schemas/README.md for the members. It comes from JSON or from a `Draft`,
/// and has been read: what is in it has a line that can be read for ever.
public struct Command: Hashable, Sendable {
  public package(set) var actor: String
  public package(set) var approver: String?
  public package(set) var event: Event
  /// The number of records that the caller believes the subject has. Not stored.
  public package(set) var expect: UInt64?
  public package(set) var id: String
  public package(set) var late: String?
  public package(set) var on: EffectiveDate
  public package(set) var override: String?
  public package(set) var source: Source?
  public package(set) var subject: Subject
}

/// What the writer adds to a command. No door accepts it.
public struct Stamp: Hashable, Sendable {
  /// When it was recorded.
  public let at: Timestamp
  /// How many earlier records have this subject: what is left out of the middle of a history is seen.
  public let nth: UInt64
  /// The position of the record that a reversal takes out; nil for all others.
  public let reversed: UInt64?
  public let salt: Salt
  public let seq: UInt64

  public init(seq: UInt64, at: Timestamp, nth: UInt64, salt: Salt, reversed: UInt64? = nil) {
    (self.seq, self.at, self.nth, self.salt, self.reversed) = (seq, at, nth, salt, reversed)
  }
}

/// One line of the book.
public struct Record: Hashable, Sendable {
  public let stamp: Stamp
  public let command: Command

  public init(_ command: Command, _ stamp: Stamp) { (self.command, self.stamp) = (command, stamp) }

  public var seq: UInt64 { stamp.seq }
  public var at: Timestamp { stamp.at }
  /// The position of the record that this one takes out.
  public var reversed: UInt64? { stamp.reversed }
  public var event: Event { command.event }
  public var subject: Subject { command.subject }
  public var on: EffectiveDate { command.on }
  public var entry: Entry { command.entry(at: seq, reversing: reversed) }

  /// What happened, told to people.
  public var sentence: Sentence {
    if case .reversed(let reversal) = event, let reversed { return reversal.sentence(undone: reversed) }
    return event.sentence
  }
}

/// The part of a record that the fold needs: no names of people, no sources.
public struct Entry: Hashable, Sendable {
  public let seq: UInt64
  public let on: EffectiveDate
  public let subject: Subject
  public let event: Event
  /// The position of the record that it takes out; nil for a fact.
  public let reversed: UInt64?
  public let isLate: Bool
  public let hasSource: Bool
  /// It exceeds a limit with a reason.
  public let hasOverride: Bool
}

extension Record {
  /// Reads a stored line. Strict; the bytes are not kept.
  public init(line: UnsafeRawBufferPointer) throws(LineError) {
    var reader = try LineReader(line)
    let start = try EnvelopeStart(from: &reader, stored: true)
    let event = try Event(from: &reader)
    let rest = try EnvelopeRest(from: &reader, stored: true)
    try rest.need(event.kind, in: reader)
    self.init(
      Command(start, event, rest, in: reader),
      Stamp(seq: rest.seq, at: start.at, nth: rest.nth, salt: rest.salt, reversed: rest.reversed))
  }

  public init(line: [UInt8]) throws(LineError) {
    let result = line.withUnsafeBytes { bytes -> Result<Record, LineError> in
      do throws(LineError) { return .success(try Record(line: bytes)) } catch { return .failure(error) }
    }
    self = try result.get()
  }

  /// The canonical line, without a line feed.
  public var line: [UInt8] {
    var writer = LineWriter()
    write(to: &writer)
    return writer.bytes
  }

  /// Appends the canonical line to `w`.
  public func write(to w: inout LineWriter) { command.write(to: &w, stored: stamp) }
}

extension Entry {
  /// Reads a stored line as strictly as `Record` does, and copies only what the fold needs.
  public init(line: UnsafeRawBufferPointer) throws(LineError) {
    var reader = try LineReader(line)
    _ = try EnvelopeStart(from: &reader, stored: true)
    let event = try Event(from: &reader)
    let rest = try EnvelopeRest(from: &reader, stored: true)
    try rest.need(event.kind, in: reader)
    self.init(
      seq: rest.seq, on: rest.on, subject: rest.subject(in: reader), event: event, reversed: rest.reversed,
      isLate: rest.late != nil, hasSource: rest.document != nil, hasOverride: rest.override != nil)
  }
}

extension Command {
  /// The command as a record at a position, or as a fact that is not recorded yet.
  func entry(at seq: UInt64, reversing reversed: UInt64? = nil) -> Entry {
    Entry(
      seq: seq, on: on, subject: subject, event: event, reversed: reversed, isLate: late != nil,
      hasSource: source != nil, hasOverride: override != nil)
  }

  /// A command with what every command has. Nothing in it was read: that is left to the caller.
  package init(_ event: Event, about subject: Subject, on: EffectiveDate, actor: String, id: String) {
    (self.event, self.subject, self.on, self.actor, self.id) = (event, subject, on, actor, id)
  }

  /// Reads a command in any JSON layout. Canonical input is read directly; other input is made canonical first.
  public init(json: UnsafeRawBufferPointer) throws(LineError) {
    if let quick = try? Command(canonical: json) {
      self = quick
      return
    }
    let canonical = try Canonicaliser.canonical(json)
    let result = canonical.withUnsafeBytes { bytes -> Result<Command, LineError> in
      do throws(LineError) { return .success(try Command(canonical: bytes)) } catch { return .failure(error) }
    }
    self = try result.get()
  }

  public init(json text: String) throws(LineError) {
    var text = text
    let result = text.withUTF8 { bytes -> Result<Command, LineError> in
      do throws(LineError) { return .success(try Command(json: UnsafeRawBufferPointer(bytes))) } catch {
        return .failure(error)
      }
    }
    self = try result.get()
  }

  init(canonical: UnsafeRawBufferPointer) throws(LineError) {
    var reader = try LineReader(canonical)
    let start = try EnvelopeStart(from: &reader, stored: false)
    let event = try Event(from: &reader)
    self.init(start, event, try EnvelopeRest(from: &reader, stored: false), in: reader)
  }

  /// The canonical form of the command, with `expect`.
  public var line: [UInt8] {
    var writer = LineWriter()
    write(to: &writer, stored: nil)
    return writer.bytes
  }

  func write(to w: inout LineWriter, stored: Stamp?) {
    w.begin()
    w.open()
    w.member("actor", plain: actor)
    w.member("approver", plain: approver)
    if let stored {
      w.member("at")
      w.time(stored.at)
    }
    w.member("event")
    event.write(to: &w)
    if stored == nil, let expect {
      w.member("expect")
      w.integer(Int64(clamping: expect))
    }
    w.member("id", text: id)
    w.member("late", text: late)
    if let stored { w.member("nth", position: stored.nth) }
    w.member("on")
    w.date(on)
    w.member("override", text: override)
    if let stored {
      if let reversed = stored.reversed { w.member("reversed", position: reversed) }
      w.member("salt")
      w.salt(stored.salt)
      w.member("seq", position: stored.seq)
    }
    if let source {
      w.member("source")
      w.open()
      w.member("document", text: source.document)
      w.member("locator", text: source.locator)
      w.member("sha256", plain: source.sha256)
      w.close()
    }
    w.member("subject")
    w.subject(subject)
    w.member("v")
    w.raw("1")
    w.close()
  }
}
