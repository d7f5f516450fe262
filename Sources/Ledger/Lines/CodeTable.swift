/// Up to 23 bytes of a code in three words, so that codes are compared without making strings of them. The byte 0x80
/// ends the code and zeros follow: without that end, a code and the same code with a zero byte behind it would be the
/// same.
struct PackedCode: Equatable {
  var words: (UInt64, UInt64, UInt64) = (0, 0, 0)

  @inline(__always)
  init(_ first: UInt64, _ second: UInt64, _ third: UInt64) { words = (first, second, third) }

  @inline(__always)
  static func == (a: PackedCode, b: PackedCode) -> Bool {
    (a.words.0 ^ b.words.0) | (a.words.1 ^ b.words.1) | (a.words.2 ^ b.words.2) == 0
  }

  /// Nil unless there are 1 to 23 bytes.
  @inline(__always)
  init?(_ bytes: UnsafeRawBufferPointer) {
    let n = bytes.count
    guard n &- 1 < 23, n > 0, let base = bytes.baseAddress else { return nil }
    let p = base.assumingMemoryBound(to: UInt8.self)
    // What is left after whole words is taken from an overlapping load that ends with the code: nothing beyond it is
    // read.
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
      words.0 =
        UInt64(p[0]) | UInt64(p[middle]) << UInt64(truncatingIfNeeded: middle &* 8) | UInt64(p[last])
        << UInt64(truncatingIfNeeded: last &* 8)
    }
    let mark = UInt64(0x80) << UInt64(truncatingIfNeeded: (n & 7) &* 8)
    if n >= 16 { words.2 |= mark } else if n >= 8 { words.1 |= mark } else { words.0 |= mark }
  }
}

/// Finds what a code stands for: some multiplications and one comparison. A table is made once and lives as long as the
/// process.
struct CodeTable<Value>: @unchecked Sendable {
  private typealias Slot = (code: PackedCode, value: Value?)

  // Unmanaged memory that is never changed after `init`: no counting of references on the way, and safe to share.
  private let slots: UnsafeMutablePointer<Slot>
  private let shift: UInt64
  private let factor: UInt64

  /// The codes must be distinct and have 1 to 23 bytes.
  init(_ codes: [(code: String, value: Value)]) {
    let packed = codes.map { text, value in
      var text = text
      guard let code = text.withUTF8({ PackedCode(UnsafeRawBufferPointer($0)) }) else {
        preconditionFailure("the code \(text) has more than 23 bytes")
      }
      return (code: code, value: value)
    }
    // A factor that gives every code a place of its own, so that none has to be sought further on.
    var (bits, factor): (UInt64, UInt64) = (2, 0xD6E8_FEB8_6659_FD93)
    while 1 << bits < codes.count * 2 { bits += 1 }
    var tries = 0
    while Set(packed.map { CodeTable.place(of: $0.code, factor, 64 - bits) }).count < packed.count {
      (factor, tries) = (factor &* 0x5851_F42D_4C95_7F2D | 1, tries + 1)
      if tries % 1000 == 0 { bits += 1 }
      precondition(bits < 20, "a code is in the list twice")
    }
    (self.factor, shift) = (factor, 64 - bits)
    slots = .allocate(capacity: 1 << bits)
    slots.initialize(repeating: (PackedCode(0, 0, 0), nil), count: 1 << bits)
    for (code, value) in packed { slots[CodeTable.place(of: code, factor, shift)] = (code, value) }
  }

  @inline(__always)
  private static func place(of code: PackedCode, _ factor: UInt64, _ shift: UInt64) -> Int {
    let mixed = code.words.0 ^ (code.words.1 &* 0x9E37_79B9_7F4A_7C15) ^ (code.words.2 &* 0xC2B2_AE3D_27D4_EB4F)
    return Int(truncatingIfNeeded: ((mixed ^ (mixed &>> 32)) &* factor) &>> shift)
  }

  @inline(__always)
  subscript(_ bytes: UnsafeRawBufferPointer) -> Value? {
    guard let code = PackedCode(bytes) else { return nil }
    return self[code]
  }

  /// Nil for what is no code. The empty code is in no table, and an empty place has no value.
  @inline(__always)
  subscript(_ code: PackedCode) -> Value? {
    let slot = slots + CodeTable.place(of: code, factor, shift)
    return slot.pointee.code == code ? slot.pointee.value : nil
  }
}

extension CodeTable where Value: RawRepresentable & CaseIterable, Value.RawValue == String {
  init(_: Value.Type) { self.init(Value.allCases.map { ($0.rawValue, $0) }) }
}
