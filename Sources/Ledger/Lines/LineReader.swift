/// The one reader of canonical JSON: strict and positional. The caller asks for the members in their sorted order;
/// whatever else stands there is an error at that byte. Nothing is allocated but the strings and arrays that are asked
/// for.
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
    let place = offset ?? at
    var start = memberAt
    // Where a value is wrong, its own member is meant and not one after it.
    if place >= 2, place <= end, base[place - 1] == UInt8(ascii: ":"), base[place - 2] == UInt8(ascii: "\"") {
      start = place - 2
      while start > 0, base[start - 1] != UInt8(ascii: "\"") { start -= 1 }
    }
    var close = start
    while start > 0, close < end, base[close] != UInt8(ascii: "\"") { close += 1 }
    let member = String(decoding: UnsafeBufferPointer(start: base + start, count: close - start), as: UTF8.self)
    return LineError(code, offset: place, member: member, expected: expected)
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
    guard at &+ count &+ 4 <= end, matches(base + at, "{\""), matches(base + at + 2, name),
      matches(base + at + 2 + count, "\":")
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

  /// Matches `"name":`, with the comma that stands before every member but the first of an object. Moves on only if it
  /// matches. An object must have been opened.
  @inline(__always)
  mutating func has(_ name: StaticString) -> Bool {
    let count = name.utf8CodeUnitCount
    // A value and a brace follow every member, so this asks for no byte too many where there is no comma either.
    guard at &+ count &+ 4 <= end else { return false }
    let opens: Int
    if matches(base + at, ",\"") {
      opens = at &+ 2
    } else if matches(base + at - 1, "{\"") {
      opens = at &+ 1
    } else {
      return false
    }
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
  mutating func optionalSmallList<T>(_ name: StaticString, _ element: (inout LineReader) throws(LineError) -> T)
    throws(LineError) -> SmallList<T>
  {
    has(name) ? try smallList(element) : .none
  }

  @inline(__always)
  mutating func optionalArray<T>(_ name: StaticString, _ element: (inout LineReader) throws(LineError) -> T)
    throws(LineError) -> [T]
  {
    has(name) ? try array(element) : []
  }
}
