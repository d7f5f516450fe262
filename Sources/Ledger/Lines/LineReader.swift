import Reference

/// The one reader of canonical JSON: strict and positional. The caller asks for the members in their sorted order; whatever else
/// stands there is an error at that byte. Nothing is allocated but the strings and arrays that are asked for.
///
/// The bytes must stay valid while the reader is used. One thread.
public struct LineReader {
  let base: UnsafePointer<UInt8>
  let end: Int
  let codes: UnsafePointer<CodeTables>
  var at = 0
  /// Where the name of the last matched member starts, for error messages; 0 before the first.
  private var memberAt = 0

  static let maximumLength = 1 << 20

  public init(_ bytes: UnsafeRawBufferPointer) throws(LineError) {
    guard let start = bytes.baseAddress, bytes.count <= LineReader.maximumLength else {
      throw LineError(.malformed, offset: 0, member: "", expected: "a line of 1 to 1,048,576 bytes")
    }
    base = start.assumingMemoryBound(to: UInt8.self)
    end = bytes.count
    codes = CodeTables.shared
  }

  // MARK: Errors. Outside the functions that meet them, so that those stay small where they are inlined.

  @inline(never)
  func failure(_ expected: String, code: RuleCode = .malformed, at offset: Int? = nil) -> LineError {
    var close = memberAt
    while memberAt > 0, close < end, base[close] != UInt8(ascii: "\"") { close += 1 }
    let member = String(decoding: UnsafeBufferPointer(start: base + memberAt, count: close - memberAt), as: UTF8.self)
    return LineError(code, offset: offset ?? at, member: member, expected: expected)
  }

  @inline(never)
  private func wanted(_ byte: UInt8) -> LineError { failure("the character \(Character(UnicodeScalar(byte)))") }

  @inline(never)
  private func missing(_ name: StaticString) -> LineError { failure("the member \"\(name)\"") }

  // MARK: Structure

  @inline(__always)
  mutating func expect(_ byte: UInt8) throws(LineError) {
    guard at < end, base[at] == byte else { throw wanted(byte) }
    at &+= 1
  }

  /// True if `literal` is all that is left of the line.
  @inline(__always)
  func finishes(with literal: StaticString) -> Bool {
    at &+ literal.utf8CodeUnitCount == end && matches(base + at, literal)
  }

  /// No comma may follow: `has` would take it for one between two members.
  @inline(__always)
  mutating func open() throws(LineError) {
    try expect(UInt8(ascii: "{"))
    guard at < end, base[at] != UInt8(ascii: ",") else { throw failure("a member") }
  }

  /// Passes `{"name":`, the beginning of an object whose first member is always there.
  @inline(__always)
  mutating func open(_ name: StaticString) throws(LineError) {
    let count = name.utf8CodeUnitCount
    guard at &+ count &+ 4 <= end, matches(base + at, "{\""), matches(base + at + 2, name), matches(base + at + 2 + count, "\":")
    else { throw unopened(name) }
    memberAt = at &+ 2
    at &+= count &+ 4
  }

  @inline(never)
  private func unopened(_ name: StaticString) -> LineError {
    var reader = self
    do throws(LineError) { try reader.expect(UInt8(ascii: "{")) } catch { return error }
    return reader.missing(name)
  }

  @inline(__always) mutating func close() throws(LineError) { try expect(UInt8(ascii: "}")) }

  @inline(__always)
  func finish() throws(LineError) {
    guard at == end else { throw failure("the end of the line") }
  }

  /// Matches `"name":`, with the comma that stands before every member but the first of an object. Moves on only if it matches.
  /// An object must have been opened.
  @inline(__always)
  mutating func has(_ name: StaticString) -> Bool {
    let count = name.utf8CodeUnitCount
    // A value and a brace follow every member, so this asks for no byte too many where there is no comma either.
    guard at &+ count &+ 4 <= end else { return false }
    let opens: Int
    if matches(base + at, ",\"") { opens = at &+ 2 } else if matches(base + at - 1, "{\"") { opens = at &+ 1 } else { return false }
    guard matches(base + opens, name), matches(base + opens + count, "\":") else { return false }
    memberAt = opens
    at = opens &+ count &+ 2
    return true
  }

  @inline(__always)
  mutating func need(_ name: StaticString) throws(LineError) {
    guard has(name) else { throw missing(name) }
  }

  /// True when another element follows; false at the end of the array, which it passes.
  @inline(__always)
  mutating func nextElement() throws(LineError) -> Bool {
    let byte = at < end ? base[at] : 0
    guard byte == UInt8(ascii: ",") || byte == UInt8(ascii: "]") else { throw failure("a comma or ]") }
    at &+= 1
    return byte == UInt8(ascii: ",")
  }

  /// Outside the function that reads the event, which stays small for the many events without such a list.
  @inline(never)
  mutating func array<T>(_ element: (inout LineReader) throws(LineError) -> T) throws(LineError) -> [T] {
    try expect(UInt8(ascii: "["))
    // Most lists have one or two elements, and a literal is the cheapest way to make a list of them.
    let first = try element(&self)
    guard try nextElement() else { return [first] }
    var list = [first, try element(&self)]
    while try nextElement() { list.append(try element(&self)) }
    return list
  }

  @inline(__always)
  mutating func smallList<T>(_ element: (inout LineReader) throws(LineError) -> T) throws(LineError) -> SmallList<T> {
    try expect(UInt8(ascii: "["))
    let first = try element(&self)
    guard try nextElement() else { return .one(first) }
    let second = try element(&self)
    guard try nextElement() else { return .two(first, second) }
    var list = [first, second, try element(&self)]
    while try nextElement() { list.append(try element(&self)) }
    return .many(list)
  }

  @inline(__always)
  mutating func optionalArray<T>(_ name: StaticString, _ element: (inout LineReader) throws(LineError) -> T) throws(LineError) -> [T] {
    has(name) ? try array(element) : []
  }

  // MARK: Strings in place

  /// The first place from `p` on with a quote, a backslash, a control character or a byte beyond ASCII; `end` if there is none.
  @inline(__always)
  func special(from p: Int) -> Int {
    var p = p
    while p &+ 8 <= end {
      let marks = marksOfSpecialBytes(word(base + p))
      if marks != 0 { return p &+ marks.trailingZeroBitCount &>> 3 }
      p &+= 8
    }
    return specialNearEnd(from: p)
  }

  @inline(never)
  private func specialNearEnd(from p: Int) -> Int {
    (p..<end).first { base[$0] < 0x20 || base[$0] >= 0x80 || base[$0] == UInt8(ascii: "\"") || base[$0] == UInt8(ascii: "\\") } ?? end
  }

  /// The content of the string that starts here, if it is plain ASCII without escapes, and moves on. Valid as long as the line.
  @inline(__always)
  mutating func plainBytes() -> UnsafeRawBufferPointer? {
    guard at < end, base[at] == UInt8(ascii: "\"") else { return nil }
    let start = at &+ 1
    let close = special(from: start)
    guard close < end, base[close] == UInt8(ascii: "\"") else { return nil }
    at = close &+ 1
    return UnsafeRawBufferPointer(start: base + start, count: close &- start)
  }

  @inline(__always)
  mutating func plain(_ expected: StaticString) throws(LineError) -> UnsafeRawBufferPointer {
    guard let bytes = plainBytes() else { throw failure(expected.description) }
    return bytes
  }

  /// A string that stands for something: a code, a date, a number.
  @inline(__always)
  mutating func code<T>(_ expected: StaticString, _ code: RuleCode = .unknownCode, _ parse: (UnsafeRawBufferPointer) -> T?) throws(LineError) -> T {
    let start = at
    guard let bytes = plainBytes(), let value = parse(bytes) else { throw unknown(expected, code, from: start) }
    return value
  }

  /// The bytes from `p` up to the next quote (or other `mark`) as a code, and where that mark stands. Nil if the code has more than 23 bytes, or
  /// if the line ends too soon for whole words to be looked at.
  @inline(__always)
  func packedCode(from p: Int, before mark: UInt8 = UInt8(ascii: "\"")) -> (code: PackedCode, end: Int)? {
    guard p &+ 8 <= end else { return nil }
    let first = word(base + p)
    var found = marks(of: mark, in: first)
    if found != 0 { return (PackedCode(bytes(before: found, of: first), 0, 0), p &+ found.trailingZeroBitCount &>> 3) }
    guard p &+ 16 <= end else { return nil }
    let second = word(base + p + 8)
    found = marks(of: mark, in: second)
    if found != 0 { return (PackedCode(first, bytes(before: found, of: second), 0), p &+ 8 &+ found.trailingZeroBitCount &>> 3) }
    guard p &+ 24 <= end else { return nil }
    let third = word(base + p + 16)
    found = marks(of: mark, in: third)
    if found != 0 { return (PackedCode(first, second, bytes(before: found, of: third)), p &+ 16 &+ found.trailingZeroBitCount &>> 3) }
    return nil
  }

  /// What the code that stands here is in the table, if it is there. No look for strange bytes is needed: with one of them it would not be.
  @inline(__always)
  mutating func quickCode<T>(in table: CodeTable<T>) -> T? {
    guard at < end, base[at] == UInt8(ascii: "\""), let (code, close) = packedCode(from: at &+ 1), let value = table[code] else { return nil }
    at = close &+ 1
    return value
  }

  /// A code of a closed list.
  @inline(__always)
  mutating func code<T>(_ expected: StaticString, in table: CodeTable<T>) throws(LineError) -> T {
    if let value = quickCode(in: table) { return value }
    return try otherCode(expected, in: table)
  }

  @inline(never)
  private mutating func otherCode<T>(_ expected: StaticString, in table: CodeTable<T>) throws(LineError) -> T {
    try code(expected) { table[$0] }
  }

  /// Says what is wrong with the code at `start`: its form, or that nobody knows it.
  @inline(never)
  func unknown(_ expected: StaticString, _ code: RuleCode, from start: Int, codes: [String] = []) -> LineError {
    let expected = codes.isEmpty ? expected.description : "one of \(codes.joined(separator: ", "))"
    var reader = self
    reader.at = start
    guard start < end, base[start] == UInt8(ascii: "\"") else { return reader.failure(expected) }
    do throws(LineError) {
      let text = start + 1 < end && base[start + 1] == UInt8(ascii: "\"") ? "" : try reader.text()
      return reader.failure("\(expected), not \"\(text)\"\(lookAlikes(in: text))", code: code, at: start)
    } catch {
      return error
    }
  }

  /// The end of the run of bytes of a name that starts at `p`.
  @inline(__always)
  func endOfName(from p: Int) -> Int {
    var p = p
    while p &+ 8 <= end {
      let marks = marksOfForeignBytes(word(base + p))
      if marks != 0 { return p &+ marks.trailingZeroBitCount &>> 3 }
      p &+= 8
    }
    return endOfNameNearEnd(from: p)
  }

  @inline(never)
  private func endOfNameNearEnd(from p: Int) -> Int { (p..<end).first { !isNameByte(base[$0]) } ?? end }

  /// 1–64 bytes of `[A-Za-z0-9._-]`.
  @inline(__always)
  mutating func name() throws(LineError) -> String {
    let start = at
    guard at < end, base[at] == UInt8(ascii: "\"") else { throw failure("a name of 1 to 64 characters A–Z a–z 0–9 . _ -") }
    let close = endOfName(from: start &+ 1)
    let count = close &- start &- 1
    guard close < end, base[close] == UInt8(ascii: "\""), count > 0, count <= 64 else {
      throw failure("a name of 1 to 64 characters A–Z a–z 0–9 . _ -", at: start)
    }
    at = close &+ 1
    return string(TextRange(start: start &+ 1, end: close, escaped: false))
  }
}
