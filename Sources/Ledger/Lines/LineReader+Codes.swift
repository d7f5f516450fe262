/// Names and codes: strings that are looked at in place, a word of eight bytes at a time.
extension LineReader {
  /// The first place from `p` on that is marked. The last bytes of the line, less than a word, are left to `nearEnd`.
  @inline(__always)
  private func firstMark(from p: Int, _ marks: (UInt64) -> UInt64, nearEnd: (Int) -> Int) -> Int {
    var p = p
    while p &+ 8 <= end {
      let marks = marks(word(base + p))
      if marks != 0 { return p &+ marks.trailingZeroBitCount &>> 3 }
      p &+= 8
    }
    return nearEnd(p)
  }

  /// The first place from `p` on with a quote, a backslash, a control character or a byte beyond ASCII; `end` if there
  /// is none.
  @inline(__always)
  func special(from p: Int) -> Int { firstMark(from: p, marksOfSpecialBytes) { specialNearEnd(from: $0) } }

  @inline(never)
  private func specialNearEnd(from p: Int) -> Int {
    (p..<end).first {
      base[$0] < 0x20 || base[$0] >= 0x80 || base[$0] == UInt8(ascii: "\"") || base[$0] == UInt8(ascii: "\\")
    } ?? end
  }

  /// The content of the string that starts here, if it is plain ASCII without escapes, and moves on. Valid as long as
  /// the line.
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
  mutating func code<T>(
    _ expected: StaticString, _ code: RuleCode = .unknownCode, _ parse: (UnsafeRawBufferPointer) -> T?
  ) throws(LineError) -> T {
    let start = at
    guard let bytes = plainBytes(), let value = parse(bytes) else { throw unknown(expected, code, from: start) }
    return value
  }

  /// The bytes from `p` up to the next quote (or other `mark`) as a code, and where that mark stands. Nil if the code
  /// has more than 23 bytes, or if the line ends too soon for whole words to be looked at.
  @inline(__always)
  func packedCode(from p: Int, before mark: UInt8 = UInt8(ascii: "\"")) -> (code: PackedCode, end: Int)? {
    guard p &+ 8 <= end else { return nil }
    let first = word(base + p)
    var found = marks(of: mark, in: first)
    if found != 0 { return (PackedCode(bytes(before: found, of: first), 0, 0), p &+ found.trailingZeroBitCount &>> 3) }
    guard p &+ 16 <= end else { return nil }
    let second = word(base + p + 8)
    found = marks(of: mark, in: second)
    if found != 0 {
      return (PackedCode(first, bytes(before: found, of: second), 0), p &+ 8 &+ found.trailingZeroBitCount &>> 3)
    }
    guard p &+ 24 <= end else { return nil }
    let third = word(base + p + 16)
    found = marks(of: mark, in: third)
    if found != 0 {
      return (PackedCode(first, second, bytes(before: found, of: third)), p &+ 16 &+ found.trailingZeroBitCount &>> 3)
    }
    return nil
  }

  /// What the code that stands here is in the table, if it is there. No look for strange bytes is needed: with one of
  /// them it would not be.
  @inline(__always)
  mutating func quickCode<T>(in table: CodeTable<T>) -> T? {
    guard at < end, base[at] == UInt8(ascii: "\""), let (code, close) = packedCode(from: at &+ 1),
      let value = table[code]
    else { return nil }
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
  func endOfName(from p: Int) -> Int { firstMark(from: p, marksOfForeignBytes) { endOfNameNearEnd(from: $0) } }

  @inline(never)
  private func endOfNameNearEnd(from p: Int) -> Int { (p..<end).first { !isNameByte(base[$0]) } ?? end }

  /// 1–64 bytes of `[A-Za-z0-9._-]`.
  @inline(__always)
  mutating func name() throws(LineError) -> String {
    let start = at
    guard at < end, base[at] == UInt8(ascii: "\"") else {
      throw failure("a name of 1 to 64 characters A–Z a–z 0–9 . _ -")
    }
    let close = endOfName(from: start &+ 1)
    let count = close &- start &- 1
    guard close < end, base[close] == UInt8(ascii: "\""), count > 0, count <= 64 else {
      throw failure("a name of 1 to 64 characters A–Z a–z 0–9 . _ -", at: start)
    }
    at = close &+ 1
    return string(TextRange(start: start &+ 1, end: close, escaped: false))
  }
}
