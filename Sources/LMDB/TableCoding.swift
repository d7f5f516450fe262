/// A type that a table can hold as bytes.
public protocol TableValue {
  /// Hands the stored form to `body`. The buffer is valid only inside it. Should not allocate.
  func withBytes<R>(_ body: (UnsafeRawBufferPointer) throws -> R) rethrows -> R

  /// Reads the stored form, or nil if it is none. `bytes` points into the map: copy what must stay.
  init?(bytes: UnsafeRawBufferPointer)
}

/// A type that can be a key: from 1 to 511 bytes, sorted byte by byte, a shorter key before a longer one that starts
/// with it. If the type is `Comparable`, this order should be its own order.
public protocol TableKey: TableValue {}

/// 8 bytes, most significant first. So the order of the bytes is the order of the numbers.
extension UInt64: TableKey {}

/// 4 bytes, most significant first. So the order of the bytes is the order of the numbers.
extension UInt32: TableKey {}

extension FixedWidthInteger where Self: TableKey {
  @inlinable
  public func withBytes<R>(_ body: (UnsafeRawBufferPointer) throws -> R) rethrows -> R {
    try Swift.withUnsafeBytes(of: bigEndian, body)
  }

  @inlinable
  public init?(bytes: UnsafeRawBufferPointer) {
    guard bytes.count == Self.bitWidth / 8 else { return nil }
    var stored: Self = 0
    Swift.withUnsafeMutableBytes(of: &stored) { $0.copyMemory(from: bytes) }
    self.init(bigEndian: stored)
  }
}

/// UTF-8, as it is: not normalised. Two strings that Swift calls equal but that have other code points are two keys.
/// The order is that of the code points, which is not always the order of `<` on `String`.
/// The empty string is a value but no key.
extension String: TableKey {
  @inlinable
  public func withBytes<R>(_ body: (UnsafeRawBufferPointer) throws -> R) rethrows -> R {
    if let result = try utf8.withContiguousStorageIfAvailable({ try body(UnsafeRawBufferPointer($0)) }) {
      return result
    }
    return try Array(utf8).withUnsafeBytes(body)
  }

  @inlinable
  public init?(bytes: UnsafeRawBufferPointer) {
    guard let text = String(validating: bytes, as: UTF8.self) else { return nil }
    self = text
  }
}

/// Any bytes, compared as keys are: byte by byte, a shorter one before a longer one that starts with it.
public struct Bytes: Hashable, Comparable, Sendable, ExpressibleByArrayLiteral {
  public var array: [UInt8]

  public init(_ bytes: some Sequence<UInt8>) { array = Array(bytes) }
  public init(arrayLiteral elements: UInt8...) { array = elements }

  public static func < (a: Bytes, b: Bytes) -> Bool { a.array.lexicographicallyPrecedes(b.array) }
}

extension Bytes: TableKey {
  @inlinable
  public func withBytes<R>(_ body: (UnsafeRawBufferPointer) throws -> R) rethrows -> R {
    try array.withUnsafeBytes(body)
  }

  @inlinable
  public init?(bytes: UnsafeRawBufferPointer) { array = Array(bytes) }
}
