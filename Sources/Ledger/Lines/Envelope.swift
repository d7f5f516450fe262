/// The members of a line before its event. A stored line has `at`; a command has not.
///
/// Both parts keep longer texts in place: they are checked, and copied only for those who ask. Neither holds
/// references, so that an entry is made of them without counting any.
struct EnvelopeStart {
  let actor: LineReader.TextRange
  let approver: LineReader.TextRange?
  let at: Timestamp

  @inline(__always)
  init(from r: inout LineReader, stored: Bool) throws(LineError) {
    try r.open("actor")
    actor = try r.identifier()
    approver = r.has("approver") ? try r.identifier() : nil
    if stored {
      try r.need("at")
      at = try r.time()
    } else {
      at = Timestamp(microseconds: 0)
    }
    try r.need("event")
  }
}

/// The members of a line after its event. A stored line has what the writer adds and `v`; a command has `expect`
/// instead, and may leave out `v`.
struct EnvelopeRest {
  let expect: UInt64?
  let id: LineReader.TextRange
  let late: LineReader.TextRange?
  let nth: UInt64
  let on: EffectiveDate
  let override: LineReader.TextRange?
  let reversed: UInt64?
  let salt: Salt
  let seq: UInt64
  let document: LineReader.TextRange?
  let locator: LineReader.TextRange?
  let sha256: LineReader.TextRange?
  let kind: Subject.Kind
  let name: LineReader.TextRange

  @inline(__always)
  init(from r: inout LineReader, stored: Bool) throws(LineError) {
    expect = !stored && r.has("expect") ? try r.position("a number of records") : nil
    try r.need("id")
    id = try r.idRange()
    late = r.has("late") ? try r.textRange() : nil
    if stored { try r.need("nth") }
    nth = stored ? try r.position("a number of records") : 0
    try r.need("on")
    on = try r.date()
    override = r.has("override") ? try r.textRange() : nil
    reversed = stored && r.has("reversed") ? try r.position() : nil
    if stored { try r.need("salt") }
    salt = stored ? try r.salt() : Salt(high: 0, low: 0)
    if stored { try r.need("seq") }
    seq = stored ? try r.position() : 0
    if r.has("source") {
      try r.open("document")
      document = try r.textRange()
      locator = r.has("locator") ? try r.textRange() : nil
      sha256 = r.has("sha256") ? try r.digest() : nil
      try r.close()
    } else {
      (document, locator, sha256) = (nil, nil, nil)
    }
    try r.need("subject")
    (kind, name) = try r.subject()
    // Nearly every line ends so.
    if r.finishes(with: ",\"v\":1}") { return }
    if r.has("v") {
      let start = r.at
      guard try r.integer() == 1 else { throw r.failure("the line format 1", at: start) }
    } else if stored {
      throw r.failure("the member \"v\"")
    }
    try r.close()
    try r.finish()
  }

  @inline(__always)
  func subject(in r: LineReader) -> Subject { Subject(kind: kind, uncheckedName: r.string(name)) }

  /// A stored event belongs to the kind of its subject: whoever folds it relies on that. A command is told by `decide`.
  /// Only a reversal says which record it takes out, and each does.
  @inline(__always)
  func need(_ kind: Subject.Kind?, in r: LineReader) throws(LineError) {
    if let kind, kind != self.kind { throw wrongSubject(kind, in: r) }
    if (kind == nil) != (reversed != nil) { throw wrongReversal(kind, in: r) }
  }

  @inline(never)
  private func wrongReversal(_ kind: Subject.Kind?, in r: LineReader) -> LineError {
    r.failure(kind == nil ? "the member \"reversed\"" : "no member \"reversed\", since it reverses nothing")
  }

  @inline(never)
  private func wrongSubject(_ kind: Subject.Kind, in r: LineReader) -> LineError {
    r.failure("a subject of kind \(kind.code)", code: .wrongSubject, at: name.start - self.kind.code.utf8.count - 2)
  }
}

extension Command {
  init(_ start: EnvelopeStart, _ event: Event, _ rest: EnvelopeRest, in r: LineReader) {
    self.init(
      actor: r.string(start.actor), approver: start.approver.map(r.string), event: event, expect: rest.expect,
      id: r.string(rest.id),
      late: rest.late.map(r.string), on: rest.on, override: rest.override.map(r.string),
      source: rest.document.map {
        Source(document: r.string($0), locator: rest.locator.map(r.string), sha256: rest.sha256.map(r.string))
      },
      subject: rest.subject(in: r))
  }
}

extension LineReader {
  @inline(__always)
  mutating func idRange() throws(LineError) -> TextRange {
    let id = try textRange(limit: 200)
    guard !(id.escaped && string(id).utf8.contains { $0 < 0x20 }) else {
      throw failure("an id without control characters")
    }
    return id
  }

  mutating func id() throws(LineError) -> String { string(try idRange()) }

  mutating func digest() throws(LineError) -> TextRange {
    let start = at
    let bytes = try plain("64 hexadecimal letters 0–9 a–f")
    guard bytes.count == 64, bytes.allSatisfy({ (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }) else {
      throw failure("64 hexadecimal letters 0–9 a–f", at: start)
    }
    return TextRange(start: start + 1, end: at - 1, escaped: false)
  }

  /// The kind of the subject that starts here, and where its slash stands.
  @inline(__always)
  private func subjectKind(from start: Int) throws(LineError) -> (kind: Subject.Kind, slash: Int) {
    if let (code, slash) = packedCode(from: start &+ 1, before: UInt8(ascii: "/")),
      let kind = codes.pointee.subjectKinds[code]
    {
      return (kind, slash)
    }
    return try otherSubjectKind(from: start)
  }

  /// A command may end before whole words can be looked at.
  @inline(never)
  private func otherSubjectKind(from start: Int) throws(LineError) -> (kind: Subject.Kind, slash: Int) {
    let slash = endOfName(from: start &+ 1)
    guard slash < end, base[slash] == UInt8(ascii: "/"),
      let kind = codes.pointee.subjectKinds[UnsafeRawBufferPointer(start: base + start + 1, count: slash &- start &- 1)]
    else { throw failure("a subject such as project/9RAF26001", at: start) }
    return (kind, slash)
  }

  @inline(__always)
  mutating func subject() throws(LineError) -> (kind: Subject.Kind, name: TextRange) {
    let start = at
    guard at < end, base[at] == UInt8(ascii: "\"") else { throw failure("a subject such as project/9RAF26001") }
    let (kind, slash) = try subjectKind(from: start)
    let close = endOfName(from: slash &+ 1)
    let count = close &- slash &- 1
    guard close < end, base[close] == UInt8(ascii: "\""), count > 0, count <= 64 else {
      throw failure("a name of 1 to 64 characters A–Z a–z 0–9 . _ -", at: start)
    }
    at = close &+ 1
    return (kind, TextRange(start: slash &+ 1, end: close, escaped: false))
  }
}
