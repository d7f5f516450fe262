extension LineReader {
  /// The last `"type":"…"` of the line, if it is a known type. Reads nothing. Nearly always that is the type of the
  /// event that starts here: the bytes cannot occur inside a canonical string, where every quote has a backslash before
  /// it, and no member of that name follows the event. Only a map whose member names are data can have one; then
  /// reading the event fails, and `ownType` finds the right one. The search begins at the end of the line, because the
  /// type is one of the last members of an event.
  @inline(__always)
  func quickType() -> EventType? {
    // A quote and, two bytes on, a y: nearly every vector is ruled out by one look.
    let quotes = SIMD16<UInt8>(repeating: UInt8(ascii: "\""))
    let letters = SIMD16<UInt8>(repeating: UInt8(ascii: "y"))
    var p = end &- 24
    while p &+ 16 > at, p >= 0 {
      let here = UnsafeRawPointer(base + p).loadUnaligned(as: SIMD16<UInt8>.self)
      let third = UnsafeRawPointer(base + p + 2).loadUnaligned(as: SIMD16<UInt8>.self)
      // Two words are asked, because `any` of a mask becomes many instructions.
      let both = unsafeBitCast((here .== quotes) .& (third .== letters), to: SIMD2<UInt64>.self)
      if both[0] | both[1] != 0 {
        for half in 0..<2 {
          var marks = both[half] & 0x8080_8080_8080_8080
          while marks != 0 {
            let i = p &+ half &* 8 &+ marks.trailingZeroBitCount &>> 3
            if matches(base + i, "\"type\":\""), let name = packedCode(from: i &+ 8) {
              return codes.pointee.eventTypes[name.code]
            }
            marks &= marks &- 1
          }
        }
      }
      p &-= 16
    }
    return nil
  }

  /// The type of the event that starts here, found by going through its members one by one. Reads nothing, and leaves
  /// errors in the other members to those who read them.
  @inline(never)
  func ownType() throws(LineError) -> EventType {
    var depth = 0
    var p = at
    while p < end {
      switch base[p] {
      case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"): depth -= 1
      case UInt8(ascii: "\""):
        if depth == 1, p + 8 <= end, matches(base + p, "\"type\":\"") { return try knownType(at: p + 8) }
        p += 1
        while p < end, base[p] != UInt8(ascii: "\"") { p += base[p] == UInt8(ascii: "\\") ? 2 : 1 }
      default: break
      }
      p += 1
      if depth == 0 { break }
    }
    throw failure("an event with a type")
  }

  private func knownType(at start: Int) throws(LineError) -> EventType {
    var close = start
    while close < end, base[close] != UInt8(ascii: "\"") { close += 1 }
    let name = UnsafeRawBufferPointer(start: base + start, count: close - start)
    guard let type = codes.pointee.eventTypes[name] else {
      throw failure(
        "an event type of Schemas/events.md, not \"\(String(decoding: name, as: UTF8.self))\"", code: .unknownType,
        at: start)
    }
    return type
  }
}
