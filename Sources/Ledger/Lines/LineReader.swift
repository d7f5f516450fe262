import Reference

/// The one reader of canonical JSON: strict and positional. The caller asks for the members in their sorted order; whatever else
/// stands there is an error at that byte. Nothing is allocated but the strings and arrays that are asked for.
///
/// The bytes must stay valid while the reader is used. One thread.
public struct LineReader {
  let base: UnsafePointer<UInt8>
  let end: Int
  var at = 0
  /// The last member that was matched, for error messages.
  var member: StaticString = ""

  static let maximumLength = 1 << 20

  public init(_ bytes: UnsafeRawBufferPointer) throws(LineError) {
    guard let start = bytes.baseAddress, bytes.count <= LineReader.maximumLength else {
      throw LineError(.malformed, offset: 0, member: "", expected: "a line of 1 to 1,048,576 bytes")
    }
    base = start.assumingMemoryBound(to: UInt8.self)
    end = bytes.count
  }

  @inline(never)
  func failure(_ expected: String, code: RuleCode = .malformed, at offset: Int? = nil) -> LineError {
    LineError(code, offset: offset ?? at, member: member.description, expected: expected)
  }

  // MARK: Structure

  @inline(__always)
  mutating func expect(_ byte: UInt8) throws(LineError) {
    guard at < end, base[at] == byte else { throw failure("the character \(Character(UnicodeScalar(byte)))") }
    at += 1
  }

  @inline(__always) mutating func open() throws(LineError) { try expect(UInt8(ascii: "{")) }
  @inline(__always) mutating func close() throws(LineError) { try expect(UInt8(ascii: "}")) }

  func finish() throws(LineError) {
    guard at == end else { throw failure("the end of the line") }
  }

  /// Matches `"name":`, with the comma that stands before every member but the first of an object. Moves on only if it matches.
  @inline(__always)
  mutating func has(_ name: StaticString) -> Bool {
    var p = at
    if base[p - 1] != UInt8(ascii: "{") {
      guard p < end, base[p] == UInt8(ascii: ",") else { return false }
      p += 1
    }
    let count = name.utf8CodeUnitCount
    guard p + count + 3 <= end, base[p + 1] == name.utf8Start[0] else { return false }
    for i in 1..<max(count, 1) where base[p + 1 + i] != name.utf8Start[i] { return false }
    guard base[p] == UInt8(ascii: "\""), base[p + 1 + count] == UInt8(ascii: "\""), base[p + 2 + count] == UInt8(ascii: ":")
    else { return false }
    at = p + count + 3
    member = name
    return true
  }

  @inline(__always)
  mutating func need(_ name: StaticString) throws(LineError) {
    guard has(name) else { throw failure("the member \"\(name)\"") }
  }

  /// True when another element follows; false at the end of the array, which it passes.
  @inline(__always)
  mutating func nextElement() throws(LineError) -> Bool {
    guard at < end else { throw failure("a comma or ]") }
    switch base[at] {
    case UInt8(ascii: ","): at += 1; return true
    case UInt8(ascii: "]"): at += 1; return false
    default: throw failure("a comma or ]")
    }
  }

  @inline(__always)
  mutating func array<T>(_ element: (inout LineReader) throws(LineError) -> T) throws(LineError) -> [T] {
    try expect(UInt8(ascii: "["))
    var list: [T] = []
    repeat { list.append(try element(&self)) } while try nextElement()
    return list
  }

  @inline(__always)
  mutating func optionalArray<T>(_ name: StaticString, _ element: (inout LineReader) throws(LineError) -> T) throws(LineError) -> [T] {
    has(name) ? try array(element) : []
  }

  // MARK: Scalars

  mutating func integer() throws(LineError) -> Int64 {
    let start = at
    let negative = at < end && base[at] == UInt8(ascii: "-")
    if negative { at += 1 }
    let first = at
    var value: Int64 = 0
    while at < end, base[at] >= 0x30, base[at] <= 0x39 {
      value = value * 10 + Int64(base[at] - 0x30)
      at += 1
      guard value <= 9_007_199_254_740_991 else { throw failure("an integer within 2^53", at: start) }
    }
    guard at > first, at == first + 1 || base[first] != 0x30, !(negative && value == 0) else {
      throw failure("an integer without leading zeros", at: start)
    }
    return negative ? -value : value
  }

  mutating func boolean() throws(LineError) -> Bool {
    for (text, value) in [("true" as StaticString, true), ("false", false)] {
      let count = text.utf8CodeUnitCount
      if at + count <= end, (0..<count).allSatisfy({ base[at + $0] == text.utf8Start[$0] }) {
        at += count
        return value
      }
    }
    throw failure("true or false")
  }

  /// The content of a string that needs no unescaping: printable ASCII without quotes and backslashes. Valid as long as the line.
  @inline(__always)
  mutating func plain(_ expected: StaticString) throws(LineError) -> UnsafeRawBufferPointer {
    guard at < end, base[at] == UInt8(ascii: "\"") else { throw failure(expected.description) }
    let start = at + 1
    var p = start
    while p < end, base[p] != UInt8(ascii: "\"") {
      guard base[p] >= 0x20, base[p] < 0x7F, base[p] != UInt8(ascii: "\\") else { throw failure(expected.description, at: p) }
      p += 1
    }
    guard p < end else { throw failure("a closing quote", at: p) }
    at = p + 1
    return UnsafeRawBufferPointer(start: base + start, count: p - start)
  }

  mutating func code<T>(_ expected: StaticString, _ code: RuleCode = .unknownCode, _ parse: (UnsafeRawBufferPointer) -> T?) throws(LineError) -> T {
    let start = at
    guard at < end, base[at] == UInt8(ascii: "\"") else { throw failure(expected.description) }
    let bytes: UnsafeRawBufferPointer
    do { bytes = try plain(expected) } catch {
      at = start
      let text = try text()
      throw failure("\(expected), not \"\(text)\"\(lookAlikes(in: text))", code: code, at: start)
    }
    guard let value = parse(bytes) else {
      throw failure("\(expected), not \"\(String(decoding: bytes, as: UTF8.self))\"", code: code, at: start)
    }
    return value
  }

  mutating func country() throws(LineError) -> Alpha3 {
    try code("an ISO 3166 alpha-3 country", .unknownCountry) { bytes in
      Alpha3(utf8: bytes).flatMap { Countries.isKnown($0) ? $0 : nil }
    }
  }

  mutating func currency() throws(LineError) -> Alpha3 {
    try code("an ISO 4217 currency", .unknownCurrency) { bytes in
      Alpha3(utf8: bytes).flatMap { Currencies.minorUnits($0) == nil ? nil : $0 }
    }
  }

  mutating func date() throws(LineError) -> EffectiveDate {
    try code("a date such as 2026-02-14, 2026-02, 2026-Q1, 2026-H1, 2026 or 2026-01-01/2026-03-31", .malformed) { EffectiveDate(utf8: $0) }
  }

  mutating func day() throws(LineError) -> Day {
    try code("a day such as 2026-02-14", .malformed) { bytes in
      bytes.count == 10 ? EffectiveDate(utf8: bytes)?.first : nil
    }
  }

  mutating func decimal() throws(LineError) -> Decimal {
    try code("a decimal of up to 18 digits without needless zeros", .malformed) { Decimal(utf8: $0) }
  }

  mutating func share() throws(LineError) -> Share {
    try code("a percentage above 0 and up to 100 with at most four places", .malformed) { bytes in
      guard let d = Decimal(utf8: bytes), d.places <= 4, d.digits > 0, d.digits <= 100_0000 else { return nil }
      var units = d.digits
      for _ in d.places..<4 { units *= 10 }
      return units <= Int64(Share.whole.units) ? Share(units: Int32(units)) : nil
    }
  }

  /// `{"amount":"1234.00","currency":"CHF"}` with exactly the minor units of the currency.
  mutating func money() throws(LineError) -> Money {
    try open()
    try need("amount")
    let start = at
    let text = try plain("an amount such as \"1234.00\"")
    var minor: UInt64 = 0
    var decimals = -1
    var overflow = false
    let negative = text.count > 0 && text[0] == UInt8(ascii: "-")
    let first = negative ? 1 : 0
    var i = first
    while i < text.count {
      let byte = text[i]
      if byte == UInt8(ascii: "."), decimals < 0, i > first {
        decimals = 0
      } else {
        guard byte >= 0x30, byte <= 0x39 else { throw failure("an amount such as \"1234.00\"", at: start) }
        let (tens, o1) = minor.multipliedReportingOverflow(by: 10)
        let (sum, o2) = tens.addingReportingOverflow(UInt64(byte - 0x30))
        (minor, overflow) = (sum, overflow || o1 || o2)
        if decimals >= 0 { decimals += 1 }
      }
      i += 1
    }
    guard i > first, decimals != 0, !overflow, minor <= UInt64(Int64.max), !(negative && minor == 0) else {
      throw failure("an amount such as \"1234.00\", at most 9,223,372,036,854,775,807 minor units", at: start)
    }
    let whole = text.count - first - (decimals > 0 ? decimals + 1 : 0)
    guard whole >= 1, whole == 1 || text[first] != 0x30 else { throw failure("an amount without leading zeros", at: start) }
    try need("currency")
    let currency = try currency()
    let places = Currencies.minorUnits(currency) ?? 0
    guard max(decimals, 0) == places else {
      throw failure("an amount in \(currency) with \(places) decimals", code: .amountPrecision, at: start)
    }
    let qualifier = try qualifier()
    try close()
    return Money(minor: negative ? -Int64(minor) : Int64(minor), currency: currency, qualifier: qualifier)
  }

  /// 1–64 bytes of `[A-Za-z0-9._-]`.
  @inline(__always)
  mutating func name() throws(LineError) -> String {
    let bytes = try nameBytes()
    return String(decoding: bytes, as: UTF8.self)
  }

  @inline(__always)
  mutating func nameBytes() throws(LineError) -> UnsafeRawBufferPointer {
    let start = at
    let bytes = try plain("a name of 1 to 64 characters A–Z a–z 0–9 . _ -")
    guard bytes.count >= 1, bytes.count <= 64, bytes.allSatisfy(isNameByte) else {
      throw failure("a name of 1 to 64 characters A–Z a–z 0–9 . _ -", at: start)
    }
    return bytes
  }
}
