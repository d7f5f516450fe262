/// Sixteen bytes that the writer draws for a line, so that nobody can find out a line that was not shown by guessing
/// what it says and comparing hashes. Written as 22 characters of Base64 with `-` and `_`, without padding
/// (RFC 4648, section 5).
public struct Salt: Hashable, Sendable {
  /// The first eight bytes, and the last eight, the highest first.
  public let high, low: UInt64

  public init(high: UInt64, low: UInt64) { (self.high, self.low) = (high, low) }

  /// Draws a salt. Cost: the generator of the system is asked twice unless `generator` is another one.
  public init(from generator: inout some RandomNumberGenerator) {
    self.init(high: generator.next(), low: generator.next())
  }

  static let length = 22
  private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)

  /// The six bits that a character stands for, or 255.
  @inline(__always)
  private static func bits(_ byte: UInt8) -> UInt8 {
    switch byte {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): byte &- UInt8(ascii: "A")
    case UInt8(ascii: "a")...UInt8(ascii: "z"): byte &- UInt8(ascii: "a") &+ 26
    case UInt8(ascii: "0")...UInt8(ascii: "9"): byte &- UInt8(ascii: "0") &+ 52
    case UInt8(ascii: "-"): 62
    case UInt8(ascii: "_"): 63
    default: 255
    }
  }

  /// Nil where the 22 bytes are no salt, or are one with bits left over.
  init?(_ text: UnsafePointer<UInt8>) {
    var value: UInt128 = 0
    var wrong: UInt8 = 0
    for place in 0..<Salt.length - 1 {
      let bits = Salt.bits(text[place])
      wrong |= bits & 0xC0
      value = value << 6 | UInt128(bits & 0x3F)
    }
    let last = Salt.bits(text[Salt.length - 1])
    guard wrong == 0, last < 64, last & 15 == 0 else { return nil }
    value = value << 2 | UInt128(last >> 4)
    self.init(high: UInt64(truncatingIfNeeded: value >> 64), low: UInt64(truncatingIfNeeded: value))
  }

  /// The salt of a stored line that was read before. Nil where it has none.
  ///
  /// No text of a line holds these bytes, since a quote in a text has a backslash before it; of members with this name
  /// the last one is that of the line.
  public init?(ofLine line: UnsafeRawBufferPointer) {
    guard let base = line.baseAddress, line.count > Salt.mark.count + Salt.length else { return nil }
    var place = line.count - Salt.mark.count - Salt.length
    while place > 0, !Salt.isMark(line, at: place) { place -= 1 }
    guard place > 0 else { return nil }
    self.init((base + place + Salt.mark.count).assumingMemoryBound(to: UInt8.self))
  }

  private static let mark = Array(",\"salt\":\"".utf8)

  @inline(__always)
  private static func isMark(_ line: UnsafeRawBufferPointer, at place: Int) -> Bool {
    // Few bytes are an l, so most places are passed over by one look.
    line[place + 4] == UInt8(ascii: "l") && mark.indices.allSatisfy { line[place + $0] == mark[$0] }
  }

  /// Stores the 22 characters.
  @inline(__always)
  func write(to target: UnsafeMutablePointer<UInt8>) {
    let value = UInt128(high) << 64 | UInt128(low)
    for place in 0..<Salt.length - 1 {
      target[place] = Salt.alphabet[Int(truncatingIfNeeded: value >> UInt128(122 - 6 * place)) & 63]
    }
    target[Salt.length - 1] = Salt.alphabet[Int(truncatingIfNeeded: value << 4) & 63]
  }

  /// The bytes, as they begin a leaf of the digest.
  public func withUnsafeBytes<R, E: Error>(_ body: (UnsafeRawBufferPointer) throws(E) -> R) throws(E) -> R {
    try Swift.withUnsafeBytes(of: (high.bigEndian, low.bigEndian), body)
  }
}
