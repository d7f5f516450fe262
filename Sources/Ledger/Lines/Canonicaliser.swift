/// Turns JSON in any layout into the canonical form, so that there is one strict reader behind every door.
/// Refuses what has no canonical form: floats, exponents, `null`, duplicate members, invalid UTF-8, lone surrogates,
/// more than 64 levels.
public struct Canonicaliser {
  private var reader: LineReader
  private var depth = 0
  static let maximumDepth = 64

  /// Members that hold codes. Full-width letters and digits (U+FF01–U+FF5E) in them become ASCII, as NFKC does
  /// (requirement R25).
  private static let codeMembers: Set<String> = [
    "country", "currency", "region", "plan", "priority", "theme", "kind", "modality", "role", "status", "initiatives",
    "groups",
    "base", "countries", "kinds", "focus",
  ]

  private enum Value {
    case object([(key: String, value: Value)])
    case array([Value])
    case text(String)
    case literal(String)
  }

  public static func canonical(_ bytes: UnsafeRawBufferPointer) throws(LineError) -> [UInt8] {
    var canonicaliser = Canonicaliser(reader: try LineReader(bytes))
    canonicaliser.skipSpace()
    let value = try canonicaliser.value(member: "")
    canonicaliser.skipSpace()
    try canonicaliser.reader.finish()
    var writer = LineWriter(capacity: bytes.count)
    write(value, to: &writer)
    return writer.bytes
  }

  private init(reader: LineReader) { self.reader = reader }

  private var next: UInt8? { reader.at < reader.end ? reader.base[reader.at] : nil }

  private mutating func skipSpace() {
    while let byte = next, [0x20, 0x09, 0x0A, 0x0D].contains(byte) { reader.at += 1 }
  }

  private mutating func value(member: String) throws(LineError) -> Value {
    switch next {
    case UInt8(ascii: "{"): return try object()
    case UInt8(ascii: "["): return try array(member: member)
    case UInt8(ascii: "\""):
      let text = try string()
      return .text(Canonicaliser.codeMembers.contains(member) ? Canonicaliser.narrow(text) : text)
    case UInt8(ascii: "t"), UInt8(ascii: "f"): return .literal(try reader.boolean() ? "true" : "false")
    case UInt8(ascii: "n"): throw reader.failure("a value; a member that is unknown is left out, not null")
    case .some(let byte) where byte == UInt8(ascii: "-") || (0x30...0x39).contains(byte):
      let start = reader.at
      let number = try reader.integer()
      if let byte = next, [UInt8(ascii: "."), UInt8(ascii: "e"), UInt8(ascii: "E")].contains(byte) {
        throw reader.failure("an integer; amounts, shares and rates are strings such as \"1234.00\"", at: start)
      }
      return .literal(String(number))
    default: throw reader.failure("a JSON value")
    }
  }

  private mutating func enter() throws(LineError) {
    depth += 1
    guard depth <= Canonicaliser.maximumDepth else { throw reader.failure("at most 64 levels of nesting") }
  }

  private mutating func object() throws(LineError) -> Value {
    try enter()
    let start = reader.at
    try reader.open()
    var members: [(key: String, value: Value)] = []
    skipSpace()
    while next != UInt8(ascii: "}") {
      if !members.isEmpty {
        try reader.expect(UInt8(ascii: ","))
        skipSpace()
      }
      let key = try string()
      skipSpace()
      try reader.expect(UInt8(ascii: ":"))
      skipSpace()
      members.append((key, try value(member: key)))
      skipSpace()
    }
    try reader.close()
    depth -= 1
    members.sort { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
    // Equal names stand side by side now, so one pass finds them, however many members there are.
    for (one, next) in zip(members, members.dropFirst()) where one.key.utf8.elementsEqual(next.key.utf8) {
      throw reader.failure("the member \"\(one.key)\" only once", at: start)
    }
    return .object(members)
  }

  private mutating func array(member: String) throws(LineError) -> Value {
    try enter()
    try reader.expect(UInt8(ascii: "["))
    var list: [Value] = []
    skipSpace()
    while next != UInt8(ascii: "]") {
      if !list.isEmpty {
        try reader.expect(UInt8(ascii: ","))
        skipSpace()
      }
      list.append(try value(member: member))
      skipSpace()
    }
    try reader.expect(UInt8(ascii: "]"))
    depth -= 1
    return .array(list)
  }

  /// A string with any of the escapes of RFC 8259.
  private mutating func string() throws(LineError) -> String {
    try reader.expect(UInt8(ascii: "\""))
    var bytes: [UInt8] = []
    while let byte = next, byte != UInt8(ascii: "\"") {
      if byte == UInt8(ascii: "\\") {
        bytes.append(contentsOf: Array(String(try escaped()).utf8))
      } else if byte < 0x20 {
        throw reader.failure("a control character in its escaped form")
      } else {
        let length = byte < 0x80 ? 1 : try reader.multibyte(at: reader.at)
        for _ in 0..<length {
          bytes.append(reader.base[reader.at])
          reader.at += 1
        }
      }
    }
    try reader.expect(UInt8(ascii: "\""))
    return String(decoding: bytes, as: UTF8.self)
  }

  private mutating func escaped() throws(LineError) -> Character {
    let start = reader.at
    reader.at += 1
    let letter = next ?? 0
    reader.at += 1
    switch letter {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Character(UnicodeScalar(letter))
    case UInt8(ascii: "b"): return "\u{8}"
    case UInt8(ascii: "f"): return "\u{C}"
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "u"):
      let first = try hexUnit()
      if (0xD800...0xDBFF).contains(first), next == UInt8(ascii: "\\") {
        reader.at += 1
        try reader.expect(UInt8(ascii: "u"))
        let second = try hexUnit()
        if (0xDC00...0xDFFF).contains(second),
          let scalar = UnicodeScalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
        {
          return Character(scalar)
        }
      } else if first != 0, let scalar = UnicodeScalar(first) {
        return Character(scalar)
      }
      throw reader.failure("an escape that stands for a character", at: start)
    default: throw reader.failure("an escape of JSON", at: start)
    }
  }

  private mutating func hexUnit() throws(LineError) -> UInt32 {
    var value: UInt32 = 0
    for _ in 0..<4 {
      guard let byte = next, let digit = Character(UnicodeScalar(byte)).hexDigitValue else {
        throw reader.failure("four hexadecimal digits")
      }
      value = value * 16 + UInt32(digit)
      reader.at += 1
    }
    return value
  }

  static func narrow(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: { (0xFF01...0xFF5E).contains($0.value) }) else { return text }
    var narrowed = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      narrowed.append((0xFF01...0xFF5E).contains(scalar.value) ? UnicodeScalar(UInt8(scalar.value - 0xFEE0)) : scalar)
    }
    return String(narrowed)
  }

  private static func write(_ value: Value, to writer: inout LineWriter) {
    switch value {
    case .text(let text): writer.text(text)
    case .literal(let literal): writer.literal(literal)
    case .array(let list): writer.array(list) { write($1, to: &$0) }
    case .object(let members):
      writer.open()
      for (key, value) in members {
        writer.key(key)
        write(value, to: &writer)
      }
      writer.close()
    }
  }
}
