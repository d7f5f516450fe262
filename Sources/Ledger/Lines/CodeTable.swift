/// Up to 24 bytes of a code in three words, so that codes are compared without making strings of them.
struct PackedCode: Equatable {
  var words: (UInt64, UInt64, UInt64) = (0, 0, 0)

  @inline(__always)
  init(_ first: UInt64, _ second: UInt64, _ third: UInt64) { words = (first, second, third) }

  @inline(__always)
  static func == (a: PackedCode, b: PackedCode) -> Bool {
    (a.words.0 ^ b.words.0) | (a.words.1 ^ b.words.1) | (a.words.2 ^ b.words.2) == 0
  }

  /// Nil unless there are 1 to 24 bytes. Zeros stand where the code has no more bytes; a line has no zero bytes, so nothing is mistaken.
  @inline(__always)
  init?(_ bytes: UnsafeRawBufferPointer) {
    let n = bytes.count
    guard n &- 1 < 24, n > 0, let base = bytes.baseAddress else { return nil }
    let p = base.assumingMemoryBound(to: UInt8.self)
    // What is left after whole words is taken from an overlapping load that ends with the code: nothing beyond it is read.
    if n >= 16 {
      words = (word(p), word(p + 8), n == 16 ? 0 : word(p + n - 8) >> UInt64(truncatingIfNeeded: (24 &- n) &* 8))
    } else if n >= 8 {
      words = (word(p), n == 8 ? 0 : word(p + n - 8) >> UInt64(truncatingIfNeeded: (16 &- n) &* 8), 0)
    } else if n >= 4 {
      let front = UInt32(littleEndian: UnsafeRawPointer(p).loadUnaligned(as: UInt32.self))
      let back = UInt32(littleEndian: UnsafeRawPointer(p + n - 4).loadUnaligned(as: UInt32.self))
      words.0 = UInt64(front) | UInt64(back) << UInt64(truncatingIfNeeded: (n &- 4) &* 8)
    } else {
      // The first, the middle and the last byte: of one and two bytes some are the same.
      let (middle, last) = (n / 2, n &- 1)
      words.0 = UInt64(p[0]) | UInt64(p[middle]) << UInt64(truncatingIfNeeded: middle &* 8) | UInt64(p[last]) << UInt64(truncatingIfNeeded: last &* 8)
    }
  }
}

/// Finds what a code stands for: one multiplication and about one comparison. A table is made once and lives as long as the process.
struct CodeTable<Value>: @unchecked Sendable {
  private typealias Slot = (code: PackedCode, value: Value)

  // Unmanaged memory that is never changed after `init`: no counting of references on the way, and safe to share.
  private let slots: UnsafeMutablePointer<Slot?>
  private let bits: UInt64

  /// The codes must be distinct and have 1 to 24 bytes.
  init(_ codes: [(code: String, value: Value)]) {
    var bits: UInt64 = 2
    while 1 << bits < codes.count * 2 { bits += 1 }
    self.bits = bits
    slots = .allocate(capacity: 1 << bits)
    slots.initialize(repeating: nil, count: 1 << bits)
    for (text, value) in codes {
      var text = text
      guard let code = text.withUTF8({ PackedCode(UnsafeRawBufferPointer($0)) }) else {
        preconditionFailure("the code \(text) has more than 24 bytes")
      }
      var place = home(of: code)
      while slots[place] != nil { place = (place &+ 1) & (1 << Int(bits) &- 1) }
      slots[place] = (code, value)
    }
  }

  @inline(__always)
  private func home(of code: PackedCode) -> Int {
    let mixed = code.words.0 ^ (code.words.1 &* 0x9E37_79B9_7F4A_7C15) ^ (code.words.2 &* 0xC2B2_AE3D_27D4_EB4F)
    return Int(truncatingIfNeeded: ((mixed ^ (mixed >> 32)) &* 0xD6E8_FEB8_6659_FD93) >> (64 &- bits))
  }

  @inline(__always)
  subscript(_ bytes: UnsafeRawBufferPointer) -> Value? {
    guard let code = PackedCode(bytes) else { return nil }
    return self[code]
  }

  @inline(__always)
  subscript(_ code: PackedCode) -> Value? {
    var place = home(of: code)
    while let slot = slots[place] {
      if slot.code == code { return slot.value }
      place = (place &+ 1) & (1 &<< Int(bits) &- 1)
    }
    return nil
  }
}

extension CodeTable where Value: RawRepresentable & CaseIterable, Value.RawValue == String {
  init(_: Value.Type) { self.init(Value.allCases.map { ($0.rawValue, $0) }) }
}
