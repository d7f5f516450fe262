import Reference

extension LineReader {
  /// A code of a closed list that is written as its raw value.
  @inline(__always)
  mutating func oneOf<T: LineCode>(_: T.Type) throws(LineError) -> T {
    if let value = quickCode(in: T.table(in: codes)) { return value }
    return try otherCode(T.self)
  }

  @inline(never)
  private mutating func otherCode<T: LineCode>(_: T.Type) throws(LineError) -> T {
    let start = at
    guard let bytes = plainBytes(), let value = T.table(in: codes)[bytes] else {
      throw unknown("one of its codes", .unknownCode, from: start, codes: T.allCases.map(\.rawValue))
    }
    return value
  }

  @inline(__always)
  mutating func region() throws(LineError) -> Region {
    try code("a region: AFR, AMS, ARB, ASP, CIS, EUR or MULTI", in: codes.pointee.regions)
  }

  @inline(__always)
  mutating func plan() throws(LineError) -> Plan {
    try code("a plan: BAAP, KAP or BAP", in: codes.pointee.plans)
  }

  @inline(__always)
  mutating func priority(in plan: Plan) throws(LineError) -> Priority {
    try code("a priority of its plan", in: codes.pointee.priorities(in: plan))
  }

  @inline(__always)
  mutating func theme(in priority: Priority) throws(LineError) -> Theme {
    try code("a theme of its priority", in: codes.pointee.themes[Int(priority.rawValue)])
  }

  /// A regional initiative: region and number, as in `CIS4`.
  mutating func initiative() throws(LineError) -> String {
    try code("a regional initiative such as AFR1") { [codes] bytes in
      guard bytes.count == 4, bytes[3] >= 0x31, bytes[3] <= 0x39,
        let region = codes.pointee.regions[UnsafeRawBufferPointer(rebasing: bytes[..<3])], region != .multi
      else { return nil }
      return String(decoding: bytes, as: UTF8.self)
    }
  }

  @inline(__always)
  mutating func identifier() throws(LineError) -> TextRange {
    let start = at
    guard at < end, base[at] == UInt8(ascii: "\"") else {
      throw failure(
        "1 to 64 characters A–Z a–z 0–9 . _ @ "
          + "-")
    }
    var p = endOfName(from: start &+ 1)
    while p < end, base[p] == UInt8(ascii: "@") { p = endOfName(from: p &+ 1) }
    let count = p &- start &- 1
    guard p < end, base[p] == UInt8(ascii: "\""), count > 0, count <= 64 else {
      throw failure("1 to 64 characters A–Z a–z 0–9 . _ @ -", at: start)
    }
    at = p &+ 1
    return TextRange(start: start &+ 1, end: p, escaped: false)
  }

  @inline(__always) mutating func optionalText(_ name: StaticString) throws(LineError) -> String? {
    has(name) ? try text() : nil
  }
  @inline(__always) mutating func optionalName(_ name: StaticString) throws(LineError) -> String? {
    has(name) ? try self.name() : nil
  }
  @inline(__always) mutating func optionalDay(_ name: StaticString) throws(LineError) -> Day? {
    has(name) ? try day() : nil
  }
  @inline(__always) mutating func optionalMoney(_ name: StaticString) throws(LineError) -> Money? {
    has(name) ? try money() : nil
  }
  @inline(__always) mutating func optionalNames(_ member: StaticString) throws(LineError) -> [String] {
    try optionalArray(member) { (r: inout LineReader) throws(LineError) in try r.name() }
  }
  @inline(__always) mutating func optionalTexts(_ member: StaticString) throws(LineError) -> [String] {
    try optionalArray(member) { (r: inout LineReader) throws(LineError) in try r.text() }
  }
  @inline(__always) mutating func optionalCountries(_ member: StaticString) throws(LineError) -> [Alpha3] {
    try optionalArray(member) { (r: inout LineReader) throws(LineError) in try r.country() }
  }

  /// An object of texts whose member names are data, sorted by their bytes.
  mutating func pairs<T>(_ value: (inout LineReader) throws(LineError) -> T) throws(LineError) -> [(
    key: String, value: T
  )] {
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

  @inline(__always) mutating func optionalPairs(_ name: StaticString) throws(LineError) -> [String: String] {
    guard has(name) else { return [:] }
    let start = at
    var texts: [String: String] = [:]
    for (key, text) in try pairs({ (r: inout LineReader) throws(LineError) in try r.text() }) {
      // Other bytes, and yet the same text: é as one code point and as two.
      guard texts.updateValue(text, forKey: key) == nil else {
        throw failure("members that read differently; \"\(key)\" stands there twice", at: start)
      }
    }
    return texts
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

  /// The member `type`, which the caller has looked up: it must be this one.
  @inline(__always)
  mutating func type(_ name: StaticString) throws(LineError) {
    try need("type")
    let count = name.utf8CodeUnitCount
    guard at &+ count &+ 2 <= end, base[at] == UInt8(ascii: "\""), matches(base + at + 1, name),
      base[at &+ count &+ 1] == UInt8(ascii: "\"")
    else { throw failure("the type \(name)") }
    at &+= count &+ 2
  }

  @inline(__always)
  mutating func qualifier() throws(LineError) -> Money.Qualifier {
    guard has("qualifier") else { return .exact }
    return try code("about, over, under or upTo", in: codes.pointee.qualifiers)
  }
}

extension LineReader {
  @inline(__always)
  mutating func salt() throws(LineError) -> Salt {
    guard at &+ Salt.length &+ 2 <= end, base[at] == UInt8(ascii: "\""),
      base[at &+ Salt.length &+ 1] == UInt8(ascii: "\""), let salt = Salt(base + at + 1)
    else { throw failure("a salt of 22 characters A–Z a–z 0–9 - _") }
    at &+= Salt.length &+ 2
    return salt
  }

  /// A number of records, or the position of one.
  @inline(__always)
  mutating func position(_ what: String = "a position") throws(LineError) -> UInt64 {
    let number = try integer()
    guard number >= 0 else { throw failure(what) }
    return UInt64(number)
  }
}
