/// A code of three capital letters A–Z: a country (ISO 3166 alpha-3) or a currency (ISO 4217).
///
/// The letters are packed in base 26, so the order of the numbers is the order of the texts. Whether the code is in
/// use is another question: ask `Countries` or `Currencies`.
public struct Alpha3: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// 0 (`AAA`) to 17,575 (`ZZZ`).
  public let rawValue: UInt16

  /// How many codes exist: a table with one place for each has this length.
  public static let possible = 26 * 26 * 26

  /// Nil above 17,575.
  @inlinable public init?(rawValue: UInt16) {
    guard rawValue < 26 * 26 * 26 else { return nil }
    self.rawValue = rawValue
  }

  /// Nil unless there are exactly three bytes, each from `A` to `Z`. Allocates nothing.
  @inlinable @inline(__always)
  public init?(utf8 bytes: UnsafeRawBufferPointer) {
    guard bytes.count == 3 else { return nil }
    self.init(bytes[0], bytes[1], bytes[2])
  }

  /// Nil unless the text is exactly three letters from `A` to `Z`: no small letters, no full-width or Cyrillic
  /// look-alikes.
  @inlinable public init?(_ text: some StringProtocol) {
    var bytes = text.utf8.makeIterator()
    guard let first = bytes.next(), let second = bytes.next(), let third = bytes.next(), bytes.next() == nil else {
      return nil
    }
    self.init(first, second, third)
  }

  @inlinable @inline(__always)
  init?(_ first: UInt8, _ second: UInt8, _ third: UInt8) {
    // Below "A" the subtraction wraps to a large number, so one comparison covers both ends.
    let (a, b, c) = (first &- 0x41, second &- 0x41, third &- 0x41)
    guard a < 26, b < 26, c < 26 else { return nil }
    rawValue = (UInt16(a) &* 26 &+ UInt16(b)) &* 26 &+ UInt16(c)
  }

  public var text: String {
    String(unsafeUninitializedCapacity: 3) { bytes in
      bytes[0] = 0x41 + UInt8(rawValue / 676)
      bytes[1] = 0x41 + UInt8(rawValue / 26 % 26)
      bytes[2] = 0x41 + UInt8(rawValue % 26)
      return 3
    }
  }

  public var description: String { text }

  @inlinable public static func < (left: Alpha3, right: Alpha3) -> Bool { left.rawValue < right.rawValue }
}
