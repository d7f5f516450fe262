// Eight bytes are looked at in one step. That is where the speed of reading and writing lines comes from; nothing here
// allocates.

/// The eight bytes from `p` on; the first of them is the lowest byte of the word.
@inline(__always)
func word(_ p: UnsafePointer<UInt8>) -> UInt64 {
  UInt64(littleEndian: UnsafeRawPointer(p).loadUnaligned(as: UInt64.self))
}

/// Copies 1 to 16 bytes with two loads that may overlap, instead of a loop.
@inline(__always)
func copyShort(_ from: UnsafePointer<UInt8>, _ count: Int, to target: UnsafeMutablePointer<UInt8>) {
  let (source, target) = (UnsafeRawPointer(from), UnsafeMutableRawPointer(target))
  @inline(__always) func copy<T: FixedWidthInteger & BitwiseCopyable>(_: T.Type) {
    let last = count &- MemoryLayout<T>.size
    let (front, back) = (source.loadUnaligned(as: T.self), source.loadUnaligned(fromByteOffset: last, as: T.self))
    target.storeBytes(of: front, as: T.self)
    target.storeBytes(of: back, toByteOffset: last, as: T.self)
  }
  if count >= 8 {
    copy(UInt64.self)
  } else if count >= 4 {
    copy(UInt32.self)
  } else if count >= 2 {
    copy(UInt16.self)
  } else {
    copy(UInt8.self)
  }
}

/// The same byte eight times.
@inline(__always)
private func repeated(_ byte: UInt8) -> UInt64 { UInt64(byte) &* 0x0101_0101_0101_0101 }

/// Marks the bytes that end a run of plain text: a quote, a backslash, a control character, a byte beyond ASCII. The
/// top bit of such a byte is set. Only the lowest mark is exact: a borrow can set marks above it.
@inline(__always)
func marksOfSpecialBytes(_ word: UInt64) -> UInt64 {
  let quote = word ^ repeated(UInt8(ascii: "\""))
  let backslash = word ^ repeated(UInt8(ascii: "\\"))
  let isQuote = (quote &- repeated(1)) & ~quote
  let isBackslash = (backslash &- repeated(1)) & ~backslash
  let isControl = (word &- repeated(0x20)) & ~word
  return (isQuote | isBackslash | isControl | word) & repeated(0x80)
}

/// As above, for the bytes that a writer has to escape: those beyond ASCII are written as they are.
@inline(__always)
func marksOfEscapedBytes(_ word: UInt64) -> UInt64 {
  let quote = word ^ repeated(UInt8(ascii: "\""))
  let backslash = word ^ repeated(UInt8(ascii: "\\"))
  let isQuote = (quote &- repeated(1)) & ~quote
  let isBackslash = (backslash &- repeated(1)) & ~backslash
  let isControl = (word &- repeated(0x20)) & ~word
  return (isQuote | isBackslash | isControl) & repeated(0x80)
}

/// Marks the bytes that equal `byte`, exact for the lowest mark.
@inline(__always)
func marks(of byte: UInt8, in word: UInt64) -> UInt64 {
  let other = word ^ repeated(byte)
  return (other &- repeated(1)) & ~other & repeated(0x80)
}

/// The bytes of `word` before its lowest mark, then that mark (0x80), then zeros: a word that says how many bytes there
/// were, whatever they are.
@inline(__always)
func bytes(before marks: UInt64, of word: UInt64) -> UInt64 {
  let lowest = marks & (0 &- marks)
  // The mark is the top bit of its byte: what is below it without the seven bits of that byte.
  return word & ((lowest &>> 7) &- 1) | lowest
}

/// Marks the bytes that may not stand in a name: all but `A–Z a–z 0–9 . _ -`. Exact for every byte.
@inline(__always)
func marksOfForeignBytes(_ word: UInt64) -> UInt64 {
  // Without its top bit a byte is below 128, so adding 128 − n sets the top bit just where it is n or more.
  let low = word & repeated(0x7F)
  let folded = low | repeated(0x20)
  let isLetter = (folded &+ repeated(0x80 - 0x61)) & ~(folded &+ repeated(0x80 - 0x7B))
  let isDigit = (low &+ repeated(0x80 - 0x30)) & ~(low &+ repeated(0x80 - 0x3A))
  let isPointOrDash = (low &+ repeated(0x80 - 0x2D)) & ~(low &+ repeated(0x80 - 0x2F))
  let isLine = (low &+ repeated(0x80 - 0x5F)) & ~(low &+ repeated(0x80 - 0x60))
  return (~(isLetter | isDigit | isPointOrDash | isLine) | word) & repeated(0x80)
}

/// The digits of a word of fixed form such as `2026-02-`: each byte of the result is the value of the digit where
/// `form` has `0`, and 0 where `form` has another character. Nil if the word does not have the form. `form` must have
/// eight characters.
@inline(__always)
func digits(_ word: UInt64, form: StaticString) -> UInt64? {
  let pattern = UInt64(littleEndian: UnsafeRawPointer(form.utf8Start).loadUnaligned(as: UInt64.self))
  // The pattern is a constant, so the compiler works this mask out: all bits of the bytes that are not digits.
  var fixed: UInt64 = 0
  for i in 0..<8 where UInt8(truncatingIfNeeded: pattern >> (UInt64(i) &* 8)) != 0x30 {
    fixed |= 0xFF << (UInt64(i) &* 8)
  }
  let values = word ^ pattern
  // Adding 0x76 to a value above 9 sets the top bit of its byte.
  guard values & fixed == 0, (values | (values &+ repeated(0x76))) & repeated(0x80) == 0 else { return nil }
  return values
}

/// How many digits the word begins with, and the number that they make.
@inline(__always)
func leadingDigits(_ word: UInt64) -> (count: Int, number: UInt64) {
  let values = word ^ repeated(0x30)
  // Exact for the lowest mark: only marks above it can come from a carry.
  let marks = (values | (values &+ repeated(0x76))) & repeated(0x80)
  let count = marks == 0 ? 8 : marks.trailingZeroBitCount &>> 3
  // The digits move to the end of the word, so that zeros stand before them; then pairs, fours and eights are added up.
  let digits = count == 0 ? 0 : values &<< UInt64(truncatingIfNeeded: 64 &- count &* 8)
  let pairs = digits &* 10 &+ digits &>> 8
  let low = pairs & 0x0000_00FF_0000_00FF
  let high = (pairs &>> 16) & 0x0000_00FF_0000_00FF
  return (count, (low &* 0x000F_4240_0000_0064 &+ high &* 0x0000_2710_0000_0001) &>> 32)
}

/// The number of two digits at byte `i` of what `digits` gives.
@inline(__always)
func pair(_ digits: UInt64, _ i: UInt64) -> Int {
  Int(truncatingIfNeeded: (digits >> (i &* 8)) & 0xFF) &* 10
    &+ Int(truncatingIfNeeded: (digits >> (i &* 8 &+ 8)) & 0xFF)
}

/// True if the bytes from `p` on are `literal`. The caller makes sure that so many bytes are there. For a literal the
/// compiler turns this into few comparisons with constants: whole words, the last of which overlaps the one before.
@inline(__always)
func matches(_ p: UnsafePointer<UInt8>, _ literal: StaticString) -> Bool {
  let (a, b, n) = (UnsafeRawPointer(p), UnsafeRawPointer(literal.utf8Start), literal.utf8CodeUnitCount)
  @inline(__always) func differ<T: FixedWidthInteger & BitwiseCopyable>(_ i: Int, _: T.Type) -> T {
    a.loadUnaligned(fromByteOffset: i, as: T.self) ^ b.loadUnaligned(fromByteOffset: i, as: T.self)
  }
  if n >= 8 {
    var different = differ(n &- 8, UInt64.self)
    var i = 0
    while i &+ 8 < n {
      different |= differ(i, UInt64.self)
      i &+= 8
    }
    return different == 0
  }
  if n >= 4 { return differ(0, UInt32.self) | differ(n &- 4, UInt32.self) == 0 }
  if n >= 2 { return differ(0, UInt16.self) | differ(n &- 2, UInt16.self) == 0 }
  return n == 0 || differ(0, UInt8.self) == 0
}
