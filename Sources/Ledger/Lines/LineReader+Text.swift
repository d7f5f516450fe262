extension LineReader {
  /// Where the content of a string stands in the line, checked but not copied.
  struct TextRange {
    let start: Int
    let end: Int
    let escaped: Bool
  }

  /// Checks a string in place: valid UTF-8, canonical escapes, 1 to `limit` bytes of content.
  @inline(__always)
  mutating func textRange(limit: Int = 65_536) throws(LineError) -> TextRange {
    try expect(UInt8(ascii: "\""))
    let start = at
    var escaped = false
    var p = at
    while true {
      p = special(from: p)
      guard p < end else { throw failure("a closing quote", at: p) }
      if base[p] == UInt8(ascii: "\"") { break }
      p &+= try unusual(at: p, &escaped)
    }
    guard p > start, p - start <= limit else { throw failure("a text of 1 to \(limit) bytes", at: start) }
    at = p + 1
    return TextRange(start: start, end: p, escaped: escaped)
  }

  /// The length of the escape or of the character beyond ASCII that stands at `p`.
  @inline(never)
  private func unusual(at p: Int, _ escaped: inout Bool) throws(LineError) -> Int {
    if base[p] >= 0x80 { return try multibyte(at: p) }
    guard base[p] == UInt8(ascii: "\\") else { throw failure("a control character in its escaped form", at: p) }
    escaped = true
    return try escape(at: p).length
  }

  mutating func text() throws(LineError) -> String {
    string(try textRange())
  }

  /// Copies a checked range.
  @inline(__always)
  func string(_ range: TextRange) -> String {
    guard !range.escaped else { return unescaped(range) }
    let count = range.end &- range.start
    if count <= 15 {
      // A text of up to 15 bytes is a value without memory of its own, and this way to make one is the shortest.
      return String(unsafeUninitializedCapacity: count) { [base] target in
        if let target = target.baseAddress { copyShort(base + range.start, count, to: target) }
        return count
      }
    }
    return String(
      decoding: UnsafeBufferPointer(start: base + range.start, count: range.end &- range.start), as: UTF8.self)
  }

  @inline(never)
  private func unescaped(_ range: TextRange) -> String {
    var bytes: [UInt8] = []
    var p = range.start
    while p < range.end {
      if base[p] == UInt8(ascii: "\\"), let (byte, length) = try? escape(at: p) {
        bytes.append(byte)
        p += length
      } else {
        bytes.append(base[p])
        p += 1
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The byte for which a canonical escape stands, and the length of the escape (RFC 8785, 3.2.2.2).
  func escape(at p: Int) throws(LineError) -> (byte: UInt8, length: Int) {
    guard p + 1 < end else { throw failure("an escape", at: p) }
    switch base[p + 1] {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"): return (base[p + 1], 2)
    case UInt8(ascii: "b"): return (0x08, 2)
    case UInt8(ascii: "f"): return (0x0C, 2)
    case UInt8(ascii: "n"): return (0x0A, 2)
    case UInt8(ascii: "r"): return (0x0D, 2)
    case UInt8(ascii: "t"): return (0x09, 2)
    case UInt8(ascii: "u"):
      guard p + 5 < end, base[p + 2] == 0x30, base[p + 3] == 0x30, base[p + 4] == 0x30 || base[p + 4] == 0x31,
        let low = "0123456789abcdef".utf8.enumerated().first(where: { $0.element == base[p + 5] })?.offset
      else { break }
      let byte = (base[p + 4] - 0x30) * 16 + UInt8(low)
      if byte != 0, ![0x08, 0x09, 0x0A, 0x0C, 0x0D].contains(byte) { return (byte, 6) }
    default: break
    }
    throw failure("the character itself, or its one canonical escape", at: p)
  }

  /// The length of the well-formed UTF-8 sequence at `p` (Unicode 15, table 3-7).
  func multibyte(at p: Int) throws(LineError) -> Int {
    func follows(_ i: Int, _ low: UInt8 = 0x80, _ high: UInt8 = 0xBF) -> Bool {
      p + i < end && base[p + i] >= low && base[p + i] <= high
    }
    let lead = base[p]
    let length =
      switch lead {
      case 0xC2...0xDF: follows(1) ? 2 : 0
      case 0xE0: follows(1, 0xA0) && follows(2) ? 3 : 0
      case 0xE1...0xEC, 0xEE, 0xEF: follows(1) && follows(2) ? 3 : 0
      case 0xED: follows(1, 0x80, 0x9F) && follows(2) ? 3 : 0
      case 0xF0: follows(1, 0x90) && follows(2) && follows(3) ? 4 : 0
      case 0xF1...0xF3: follows(1) && follows(2) && follows(3) ? 4 : 0
      case 0xF4: follows(1, 0x80, 0x8F) && follows(2) && follows(3) ? 4 : 0
      default: 0
      }
    guard length > 0 else { throw failure("valid UTF-8", at: p) }
    return length
  }
}

/// Names the letters of a code that only look like ASCII: a Cyrillic С in `СIS4` (requirement R25).
func lookAlikes(in text: String) -> String {
  let strange = text.unicodeScalars.filter { !$0.isASCII }
  guard !strange.isEmpty else { return "" }
  let names = strange.map { scalar in
    let hex = String(scalar.value, radix: 16, uppercase: true)
    let code = "U+" + String(repeating: "0", count: max(0, 4 - hex.count)) + hex
    let twin = zip(
      "АВЕКМНОРСТХасеорхуІіЅѕЈјΑΒΕΖΗΙΚΜΝΟΡΤΥΧ".unicodeScalars,
      "ABEKMHOPCTXaceopxyIiSsJjABEZHIKMNOPTYX"
    )
    .first { $0.0 == scalar }?.1
    return twin.map { "\(code), which looks like \($0)" } ?? code
  }
  return " (it contains \(names.joined(separator: "; ")))"
}
