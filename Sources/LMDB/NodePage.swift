import Glibc

/// A buffer for bytes of the file, such as a page; it can be read into again and again.
final class PageBuffer {
  let bytes: UnsafeRawBufferPointer
  private let memory: UnsafeMutableRawBufferPointer

  init(size: Int) {
    memory = .allocate(byteCount: size, alignment: 64)
    bytes = UnsafeRawBufferPointer(memory)
  }

  deinit { memory.deallocate() }

  /// False if the file ends before.
  func read(_ descriptor: Int32, at offset: UInt64) -> Bool {
    var done = 0
    while done < memory.count {
      let got = pread(
        descriptor, memory.baseAddress.map { $0 + done }, memory.count - done, off_t(offset) + off_t(done))
      if got < 0 && errno == EINTR { continue }
      if got <= 0 { return false }
      done += got
    }
    return true
  }
}

/// A branch or leaf page in a buffer. For the layout see `TreePage`.
///
/// Nothing is promised until `hasBounds` is true and `fault` has answered nil; after that every entry lies inside the
/// page.
struct NodePage {
  static let headerSize = 16
  static let entryHeaderSize = 8
  static let branch: UInt16 = 1
  static let leaf: UInt16 = 2
  static let overflow: UInt16 = 4
  /// Flags of an entry.
  static let onOwnPages: UInt16 = 1
  static let isTable: UInt16 = 2

  private let bytes: UnsafeRawBufferPointer

  init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

  @inline(__always)
  private func load<T: FixedWidthInteger & BitwiseCopyable>(_ offset: Int, _ type: T.Type) -> T {
    bytes.loadUnaligned(fromByteOffset: offset, as: type)
  }

  var number: UInt64 { load(0, UInt64.self) }
  var flags: UInt16 { load(10, UInt16.self) }
  var lower: Int { Int(load(12, UInt16.self)) }
  var upper: Int { Int(load(14, UInt16.self)) }
  var isLeaf: Bool { flags & Self.leaf != 0 }
  var count: Int { (lower - Self.headerSize) / 2 }
  var hasBounds: Bool { lower >= Self.headerSize && lower % 2 == 0 && lower <= upper && upper <= bytes.count }

  @inline(__always)
  private func start(_ index: Int) -> Int { Int(load(Self.headerSize + 2 * index, UInt16.self)) }
  @inline(__always)
  private func keySize(_ index: Int) -> Int { Int(load(start(index) + 6, UInt16.self)) }
  private func dataStart(_ index: Int) -> Int { start(index) + Self.entryHeaderSize + keySize(index) }

  func entryFlags(_ index: Int) -> UInt16 { load(start(index) + 4, UInt16.self) }
  func dataSize(_ index: Int) -> Int { Int(load(start(index), UInt32.self)) }
  func child(_ index: Int) -> UInt64 {
    UInt64(load(start(index), UInt32.self)) | UInt64(load(start(index) + 4, UInt16.self)) << 32
  }
  func overflowPage(_ index: Int) -> UInt64 { load(dataStart(index), UInt64.self) }

  @inline(__always)
  func key(_ index: Int) -> UnsafeRawBufferPointer {
    let first = start(index) + Self.entryHeaderSize
    return UnsafeRawBufferPointer(rebasing: bytes[first..<first + keySize(index)])
  }

  /// Data that lies in the page.
  func data(_ index: Int) -> UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(rebasing: bytes[dataStart(index)..<dataStart(index) + dataSize(index)])
  }

  /// The first entry that does not lie inside the page or breaks the order, or nil.
  ///
  /// Entries fill the end of the page without gaps, so their sizes add up to what lies above `upper`.
  func fault(keysAreNumbers: Bool) -> (index: Int, found: String, expected: String)? {
    let isLeaf = isLeaf
    let (count, upper) = (count, upper)
    var filled = 0
    for index in 0..<count {
      let start = start(index)
      guard start >= upper, start % 2 == 0, start + Self.entryHeaderSize <= bytes.count else {
        return (index, "place \(start)", "an even place from \(upper) on")
      }
      let keySize = keySize(index)
      guard keySize <= largestKey, keySize > 0 || (!isLeaf && index == 0) else {
        return (index, "a key of \(keySize) bytes", "1 to \(largestKey) bytes")
      }
      var size = Self.entryHeaderSize + keySize
      if isLeaf { size += entryFlags(index) & Self.onOwnPages != 0 ? 8 : dataSize(index) }
      guard start + size <= bytes.count else { return (index, "\(size) bytes at \(start)", "an entry inside the page") }
      filled += (size + 1) & ~1
      if index > (isLeaf ? 0 : 1), !Self.isAscending(key(index - 1), key(index), asNumbers: keysAreNumbers) {
        return (index, "a key that is not above the one before", "keys in growing order")
      }
    }
    guard filled == bytes.count - upper else {
      return (
        count - 1, "\(filled) bytes of entries in all", "\(bytes.count - upper), from \(upper) to the end of the page"
      )
    }
    return nil
  }

  @inline(__always)
  static func isAscending(_ a: UnsafeRawBufferPointer, _ b: UnsafeRawBufferPointer, asNumbers: Bool) -> Bool {
    if asNumbers {
      return a.count == 8 && b.count == 8 && a.loadUnaligned(as: UInt64.self) < b.loadUnaligned(as: UInt64.self)
    }
    guard let left = a.baseAddress, let right = b.baseAddress else { return a.count < b.count }
    let order = memcmp(left, right, min(a.count, b.count))
    return order < 0 || (order == 0 && a.count < b.count)
  }
}
