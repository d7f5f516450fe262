/// A line that was read, with its longer texts still in place: they are checked, and copied only for those who ask.
struct Envelope {
  let actor: LineReader.TextRange
  let approver: LineReader.TextRange?
  let at: Timestamp
  let event: Event
  let expect: UInt64?
  let id: LineReader.TextRange
  let late: LineReader.TextRange?
  let on: EffectiveDate
  let override: LineReader.TextRange?
  let seq: UInt64
  let document: LineReader.TextRange?
  let locator: LineReader.TextRange?
  let sha256: LineReader.TextRange?
  let subject: Subject

  /// A stored line has `at`, `seq` and `v`; a command has neither of the first two and may leave out `v`.
  @inline(__always)
  init(from r: inout LineReader, stored: Bool) throws(LineError) {
    try r.open()
    try r.need("actor")
    actor = try r.identifier()
    approver = r.has("approver") ? try r.identifier() : nil
    if stored {
      try r.need("at")
      at = try r.code("a time such as 2026-04-02T08:15:30.123456Z", .malformed) { Timestamp(utf8: $0) }
    } else {
      at = Timestamp(microseconds: 0)
    }
    try r.need("event")
    event = try Event(from: &r)
    expect = !stored && r.has("expect") ? UInt64(max(0, try r.integer())) : nil
    try r.need("id")
    id = try r.textRange(limit: 200)
    guard !(id.escaped && r.string(id).utf8.contains { $0 < 0x20 }) else { throw r.failure("an id without control characters") }
    late = r.has("late") ? try r.textRange() : nil
    try r.need("on")
    on = try r.date()
    override = r.has("override") ? try r.textRange() : nil
    if stored {
      try r.need("seq")
      let position = try r.integer()
      guard position >= 0 else { throw r.failure("a position") }
      seq = UInt64(position)
    } else {
      seq = 0
    }
    if r.has("source") {
      try r.open()
      try r.need("document")
      document = try r.textRange()
      locator = r.has("locator") ? try r.textRange() : nil
      sha256 = r.has("sha256") ? try r.digest() : nil
      try r.close()
    } else {
      (document, locator, sha256) = (nil, nil, nil)
    }
    try r.need("subject")
    subject = try r.subject()
    if r.has("v") {
      let start = r.at
      guard try r.integer() == 1 else { throw r.failure("the line format 1", at: start) }
    } else if stored {
      throw r.failure("the member \"v\"")
    }
    try r.close()
    try r.finish()
  }

  func command(in r: LineReader) -> Command {
    Command(
      actor: r.string(actor), approver: approver.map(r.string), event: event, expect: expect, id: r.string(id),
      late: late.map(r.string), on: on, override: override.map(r.string),
      source: document.map { Source(document: r.string($0), locator: locator.map(r.string), sha256: sha256.map(r.string)) },
      subject: subject)
  }
}

extension LineReader {
  mutating func digest() throws(LineError) -> TextRange {
    let start = at
    let bytes = try plain("64 hexadecimal letters 0–9 a–f")
    guard bytes.count == 64, bytes.allSatisfy({ (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }) else {
      throw failure("64 hexadecimal letters 0–9 a–f", at: start)
    }
    return TextRange(start: start + 1, end: at - 1, escaped: false)
  }

  @inline(__always)
  mutating func subject() throws(LineError) -> Subject {
    let start = at
    guard at < end, base[at] == UInt8(ascii: "\"") else { throw failure("a subject such as project/9RAF26001") }
    let slash = endOfName(from: start &+ 1)
    guard slash < end, base[slash] == UInt8(ascii: "/"),
      let kind = Subject.Kind.table[UnsafeRawBufferPointer(start: base + start + 1, count: slash &- start &- 1)]
    else { throw failure("a subject such as project/9RAF26001", at: start) }
    let close = endOfName(from: slash &+ 1)
    let count = close &- slash &- 1
    guard close < end, base[close] == UInt8(ascii: "\""), count > 0, count <= 64 else {
      throw failure("a name of 1 to 64 characters A–Z a–z 0–9 . _ -", at: start)
    }
    at = close &+ 1
    return Subject(kind: kind, uncheckedName: String(decoding: UnsafeBufferPointer(start: base + slash + 1, count: count), as: UTF8.self))
  }
}
