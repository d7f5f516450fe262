import Glibc

/// A key that each row of a scan is compared with, in the order of the library: byte by byte, a shorter key before a
/// longer one that starts with it.
///
/// The first 8 bytes are kept as a number. For most rows one comparison of numbers is then enough, and `memcmp` is not
/// called.
@usableFromInline
struct KeyBound {
  @usableFromInline let bytes: UnsafeRawBufferPointer
  @usableFromInline let prefix: UInt64

  @inlinable
  init(_ bytes: UnsafeRawBufferPointer) {
    self.bytes = bytes
    prefix = Self.prefix(bytes)
  }

  /// True if `row` is before this key.
  @inlinable
  func isAbove(_ row: UnsafeRawBufferPointer) -> Bool {
    let start = Self.prefix(row)
    if start != prefix { return start < prefix }
    // Equal numbers may still stand for keys of unequal length, because a short key is filled up with zeros.
    guard let a = row.baseAddress, let b = bytes.baseAddress else { return row.count < bytes.count }
    let difference = memcmp(a, b, min(row.count, bytes.count))
    return difference == 0 ? row.count < bytes.count : difference < 0
  }

  @inlinable
  static func prefix(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
    if bytes.count >= 8 { return UInt64(bigEndian: bytes.loadUnaligned(as: UInt64.self)) }
    var number: UInt64 = 0
    for index in 0..<bytes.count { number |= UInt64(bytes[index]) << UInt64(56 - 8 * index) }
    return number
  }
}
