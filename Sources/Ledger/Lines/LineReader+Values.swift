import Reference

extension LineReader {
  /// A code of a closed list that is written as its raw value.
  @inline(__always)
  mutating func oneOf<T: RawRepresentable & CaseIterable>(_: T.Type) throws(LineError) -> T where T.RawValue == String {
    let start = at
    let bytes = try code("one of its codes") { $0 }
    guard let value = T(rawValue: String(decoding: bytes, as: UTF8.self)) else {
      let codes = T.allCases.map(\.rawValue).joined(separator: ", ")
      throw failure("one of \(codes), not \"\(String(decoding: bytes, as: UTF8.self))\"", code: .unknownCode, at: start)
    }
    return value
  }

  mutating func region() throws(LineError) -> Region {
    try code("a region: AFR, AMS, ARB, ASP, CIS, EUR or MULTI") { Region(code: String(decoding: $0, as: UTF8.self)) }
  }

  mutating func plan() throws(LineError) -> Plan {
    try code("a plan: BAAP, KAP or BAP") { Plan(code: String(decoding: $0, as: UTF8.self)) }
  }

  mutating func priority(in plan: Plan) throws(LineError) -> Priority {
    try code("a priority of its plan") { Priority(String(decoding: $0, as: UTF8.self), in: plan) }
  }

  mutating func theme(in priority: Priority) throws(LineError) -> Theme {
    try code("a theme of its priority") { Theme(String(decoding: $0, as: UTF8.self), in: priority) }
  }

  /// A regional initiative: region and number, as in `CIS4`.
  mutating func initiative() throws(LineError) -> String {
    try code("a regional initiative such as AFR1") { bytes in
      let text = String(decoding: bytes, as: UTF8.self)
      guard bytes.count == 4, let digit = text.last?.wholeNumberValue, digit > 0,
        let region = Region(code: String(text.prefix(3))), region != .multi
      else { return nil }
      return text
    }
  }

  mutating func identifier(_ expected: StaticString = "1 to 64 characters A–Z a–z 0–9 . _ @ -") throws(LineError) -> TextRange {
    let start = at
    let bytes = try plain(expected)
    guard (1...64).contains(bytes.count), bytes.allSatisfy({ isNameByte($0) || $0 == UInt8(ascii: "@") }) else {
      throw failure(expected.description, at: start)
    }
    return TextRange(start: start + 1, end: at - 1, escaped: false)
  }

  mutating func optionalText(_ name: StaticString) throws(LineError) -> String? { has(name) ? try text() : nil }
  mutating func optionalName(_ name: StaticString) throws(LineError) -> String? { has(name) ? try self.name() : nil }
  mutating func optionalDay(_ name: StaticString) throws(LineError) -> Day? { has(name) ? try day() : nil }
  mutating func optionalMoney(_ name: StaticString) throws(LineError) -> Money? { has(name) ? try money() : nil }
  mutating func optionalNames(_ member: StaticString) throws(LineError) -> [String] {
    try optionalArray(member) { (r: inout LineReader) throws(LineError) in try r.name() }
  }
  mutating func optionalTexts(_ member: StaticString) throws(LineError) -> [String] {
    try optionalArray(member) { (r: inout LineReader) throws(LineError) in try r.text() }
  }
  mutating func optionalCountries(_ member: StaticString) throws(LineError) -> [Alpha3] {
    try optionalArray(member) { (r: inout LineReader) throws(LineError) in try r.country() }
  }

  /// An object of texts whose member names are data, sorted by their bytes.
  mutating func pairs<T>(_ value: (inout LineReader) throws(LineError) -> T) throws(LineError) -> [(key: String, value: T)] {
    try open()
    var list: [(key: String, value: T)] = []
    repeat {
      let start = at
      let key = try text()
      if let last = list.last, !last.key.utf8.lexicographicallyPrecedes(key.utf8) {
        throw failure("members sorted by name, each once", at: start)
      }
      try expect(UInt8(ascii: ":"))
      list.append((key, try value(&self)))
      guard at < end, base[at] == UInt8(ascii: ",") else { break }
      at += 1
    } while true
    try close()
    return list
  }

  mutating func optionalPairs(_ name: StaticString) throws(LineError) -> [String: String] {
    guard has(name) else { return [:] }
    let list = try pairs { (r: inout LineReader) throws(LineError) in try r.text() }
    return Dictionary(uniqueKeysWithValues: list.map { ($0.key, $0.value) })
  }

  /// One of the two, or none; both is an error.
  func exactlyOne(adds: Money?, sets: Money?) throws(LineError) -> Change? {
    switch (adds, sets) {
    case (let adds?, nil): return .adds(adds)
    case (nil, let sets?): return .sets(sets)
    case (nil, nil): return nil
    case (.some, .some): throw failure("only one of \"adds\" and \"sets\"")
    }
  }

  /// The member `type` with the value that the caller has already looked up.
  @inline(__always)
  mutating func type(_ name: StaticString) throws(LineError) {
    try need("type")
    let text = try plain("the type of the event")
    guard text.count == name.utf8CodeUnitCount else { throw failure("the type \(name)") }
  }

  mutating func qualifier() throws(LineError) -> Money.Qualifier {
    guard has("qualifier") else { return .exact }
    return try code("about, over, under or upTo") { bytes in
      Money.Qualifier.allCases.dropFirst().first { $0.code.utf8.elementsEqual(bytes) }
    }
  }
}
