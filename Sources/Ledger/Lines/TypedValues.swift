import Reference

// Values as people type them. The reader of lines reads them too, so that a flag, a form and a line take the same for
// an amount or a date. `place` is how a complaint calls the place, such as `--on`.

extension EffectiveDate {
  /// `2026-03-01`, `2026-03`, `2026-Q1`, `2026-H1`, `2026` or `2026-01-01/2026-03-31`.
  public init(_ text: String, at place: String) throws(UnreadableCommand) {
    self = try read(text, at: place) { (r: inout LineReader) throws(LineError) in try r.date() }
  }
}

extension Day {
  /// `2026-03-01`
  public init(_ text: String, at place: String) throws(UnreadableCommand) {
    self = try read(text, at: place) { (r: inout LineReader) throws(LineError) in try r.day() }
  }
}

extension Money {
  /// `USD 7000000.00`, with exactly the decimals of the currency, or with a qualifier, `about CHF 600000.00`.
  public init(_ text: String, at place: String) throws(UnreadableCommand) {
    var words = text.split(separator: " ").map(String.init)
    guard (2...3).contains(words.count) else {
      throw UnreadableCommand(
        at: place, found: text, expected: "an amount such as \"USD 7000000.00\" or \"about CHF 600000.00\"")
    }
    let qualifier = words.count == 3 ? words.removeFirst() : nil
    var writer = LineWriter()
    writer.open()
    writer.member("amount", text: words[1])
    writer.member("currency", text: Canonicaliser.narrow(words[0]))
    writer.member("qualifier", text: qualifier)
    writer.close()
    self = try read(writer, at: place) { (r: inout LineReader) throws(LineError) in try r.money() }
  }
}

extension Share {
  /// Percent: `60` or `33.3333`.
  public init(_ text: String, at place: String) throws(UnreadableCommand) {
    self = try read(text, at: place) { (r: inout LineReader) throws(LineError) in try r.share() }
  }
}

extension Subject {
  /// `project/9RAF26001`
  public init(_ text: String, at place: String) throws(UnreadableCommand) {
    self = try read(text, at: place) { (r: inout LineReader) throws(LineError) -> Subject in
      let (kind, name) = try r.subject()
      return Subject(kind: kind, uncheckedName: r.string(name))
    }
  }
}

extension Alpha3 {
  /// A country, ISO 3166 alpha-3: `BRA`.
  public init(country text: String, at place: String) throws(UnreadableCommand) {
    self = try read(code: text, at: place) { (r: inout LineReader) throws(LineError) in try r.country() }
  }
}

extension Region {
  /// `AFR`
  public init(_ text: String, at place: String) throws(UnreadableCommand) {
    self = try read(code: text, at: place) { (r: inout LineReader) throws(LineError) in try r.region() }
  }
}

extension Modality {
  /// `fundsInTrust`
  public init(_ text: String, at place: String) throws(UnreadableCommand) {
    self = try read(code: text, at: place) { (r: inout LineReader) throws(LineError) in try r.oneOf(Modality.self) }
  }
}

extension Plan {
  /// `BAP`
  public init(_ text: String, at place: String) throws(UnreadableCommand) {
    self = try read(code: text, at: place) { (r: inout LineReader) throws(LineError) in try r.plan() }
  }
}

extension Priority {
  /// `P1`
  public init(_ text: String, in plan: Plan, at place: String) throws(UnreadableCommand) {
    self = try read(code: text, at: place) { (r: inout LineReader) throws(LineError) in try r.priority(in: plan) }
  }
}

extension Theme {
  /// `services`
  public init(_ text: String, in priority: Priority, at place: String) throws(UnreadableCommand) {
    self = try read(code: text, at: place) { (r: inout LineReader) throws(LineError) in try r.theme(in: priority) }
  }
}

/// Codes are narrowed as in every door.
private func read<T>(
  code text: String, at place: String, _ value: (inout LineReader) throws(LineError) -> T
) throws(UnreadableCommand) -> T { try read(Canonicaliser.narrow(text), at: place, value) }

private func read<T>(
  _ text: String, at place: String, _ value: (inout LineReader) throws(LineError) -> T
) throws(UnreadableCommand) -> T {
  var writer = LineWriter()
  writer.text(text)
  return try read(writer, at: place, value)
}

private func read<T>(
  _ writer: LineWriter, at place: String, _ value: (inout LineReader) throws(LineError) -> T
) throws(UnreadableCommand) -> T {
  try writer.withUnsafeBytes { (bytes: UnsafeRawBufferPointer) throws(UnreadableCommand) -> T in
    do throws(LineError) {
      var reader = try LineReader(bytes)
      let read = try value(&reader)
      try reader.finish()
      return read
    } catch { throw UnreadableCommand(bytes, error, at: place) }
  }
}
