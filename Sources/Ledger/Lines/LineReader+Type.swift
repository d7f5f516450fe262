extension LineReader {
  /// The first `"type":"…"` ahead, if it is a known type. Reads nothing. Nearly always that is the type of the event that starts here: the
  /// bytes cannot occur inside a canonical string, where every quote has a backslash before it. Only a map whose member names are data
  /// can have a member of that name before it; then reading the event fails, and `ownType` finds the right one.
  @inline(__always)
  func quickType() -> EventType? {
    // The letter y is rare, so most words are ruled out by looking for it.
    var p = at &+ 2
    while p &+ 16 <= end {
      var marked = marks(of: UInt8(ascii: "y"), in: word(base + p))
      while marked != 0 {
        let y = p &+ marked.trailingZeroBitCount &>> 3
        if matches(base + y - 2, "\"type\":\"") {
          let start = y &+ 6
          return codes.pointee.eventTypes[UnsafeRawBufferPointer(start: base + start, count: endOfName(from: start) &- start)]
        }
        marked &= marked &- 1
      }
      p &+= 8
    }
    return nil
  }

  /// The type of the event that starts here, found by going through its members one by one. Reads nothing, and leaves errors in the other
  /// members to those who read them.
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
      throw failure("an event type of Schemas/events.md, not \"\(String(decoding: name, as: UTF8.self))\"", code: .unknownType, at: start)
    }
    return type
  }
}
