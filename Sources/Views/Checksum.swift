/// A checksum of 64 bits against accidents: flipped bits, pages of zeros, pages in the wrong place. Not against intent.
///
/// The bytes are read as little-endian words. Word n goes to lane n mod 6: xor, times an odd number, upper half into
/// the lower one. Every step can be undone, so a change in one word of a lane always changes the lane; the last part of
/// a step sees to it that two changed bits in neighbouring rows do not cancel out. At the end, length, left-over bytes
/// and lanes are folded into one word by the same step. Schemas/journal.md has it in full.
///
/// Six lanes, because a posting has six words and because the multiplications of six lanes overlap in the processor.
enum Checksum {
  private static let odd: UInt64 = 0x9E37_79B9_7F4A_7C15

  @inline(__always)
  private static func step(_ lane: UInt64, _ word: UInt64) -> UInt64 {
    let mixed = (lane ^ word) &* odd
    return mixed ^ (mixed >> 32)
  }

  /// - Parameter seed: a number that belongs to the bytes, such as that of their block.
  static func of(_ bytes: UnsafeRawBufferPointer, seed: UInt64) -> UInt64 {
    var (a, b, c, d, e, f) = (seed &+ 1, seed &+ 2, seed &+ 3, seed &+ 4, seed &+ 5, seed &+ 6)
    let whole = bytes.count / 48 * 48
    if var word = bytes.baseAddress {
      let end = word + whole
      @inline(__always) func load(_ n: Int) -> UInt64 {
        UInt64(littleEndian: word.loadUnaligned(fromByteOffset: 8 * n, as: UInt64.self))
      }
      while word < end {
        a = step(a, load(0))
        b = step(b, load(1))
        c = step(c, load(2))
        d = step(d, load(3))
        e = step(e, load(4))
        f = step(f, load(5))
        word += 48
      }
    }
    var sum = UInt64(bytes.count)
    for byte in bytes[whole...] { sum = step(sum, UInt64(byte)) }
    for lane in [a, b, c, d, e, f] { sum = step(sum, lane) }
    sum = (sum ^ (sum >> 30)) &* 0xBF58_476D_1CE4_E5B9
    sum = (sum ^ (sum >> 27)) &* 0x94D0_49BB_1331_11EB
    return sum ^ (sum >> 31)
  }
}
