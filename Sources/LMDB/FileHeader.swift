import Glibc

/// One of the two header pages ("meta pages") of a file of LMDB 0.9 on a 64-bit machine.
///
/// All numbers are in the byte order of the machine. Offsets from the start of the page:
///
///       0  u64  page number              16  u32  magic 0xBEEFC0DE       88  tree of tables (48 bytes)
///      10  u16  flags, 0x08 = header     20  u32  version, 1            136  u64  last page in use
///      12  u32  not used here            24  u64  address, not used     144  u64  transaction
///                                        32  u64  map size
///                                        40  tree of free pages (48 bytes); its first u32 is the page size
///
/// A tree: u32 pad, u16 flags, u16 depth, u64 branch, leaf and overflow pages, u64 entries, u64 root page.
/// The root is all ones when the tree is empty. Commit number n writes page n mod 2, so the other page
/// still holds the commit before it.
struct FileHeader {
  static let byteCount = 152
  static let magic: UInt32 = 0xBEEF_C0DE
  static let version: UInt32 = 1
  static let pageSizes = 512...32768

  struct Tree {
    static let byteCount = 48

    let flags: UInt16
    let depth: UInt16
    let counts: TreeWalk.Counts
    let root: UInt64
    var isEmpty: Bool { root == .max }

    /// `bytes` holds at least `byteCount` bytes.
    init(_ bytes: UnsafeRawBufferPointer) {
      flags = bytes.loadUnaligned(fromByteOffset: 4, as: UInt16.self)
      depth = bytes.loadUnaligned(fromByteOffset: 6, as: UInt16.self)
      counts = TreeWalk.Counts(
        branch: bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self),
        leaf: bytes.loadUnaligned(fromByteOffset: 16, as: UInt64.self),
        overflow: bytes.loadUnaligned(fromByteOffset: 24, as: UInt64.self),
        entries: bytes.loadUnaligned(fromByteOffset: 32, as: UInt64.self))
      root = bytes.loadUnaligned(fromByteOffset: 40, as: UInt64.self)
    }

    init(_ bytes: PageBytes, at offset: Int) {
      self = bytes.bytes.withUnsafeBytes { Tree(UnsafeRawBufferPointer(rebasing: $0[offset...])) }
    }
  }

  let page: UInt64
  let isHeaderPage: Bool
  let magic: UInt32
  let version: UInt32
  let pageSize: Int
  let mapSize: UInt64
  let free: Tree
  let tables: Tree
  let lastPage: UInt64
  let transaction: UInt64

  /// `bytes` holds at least `byteCount` bytes.
  init(_ bytes: PageBytes) {
    page = bytes.load(UInt64.self, at: 0)
    isHeaderPage = bytes.load(UInt16.self, at: 10) & 0x08 != 0
    magic = bytes.load(UInt32.self, at: 16)
    version = bytes.load(UInt32.self, at: 20)
    mapSize = bytes.load(UInt64.self, at: 32)
    pageSize = Int(bytes.load(UInt32.self, at: 40))
    free = Tree(bytes, at: 40)
    tables = Tree(bytes, at: 88)
    lastPage = bytes.load(UInt64.self, at: 136)
    transaction = bytes.load(UInt64.self, at: 144)
  }

  func follows(_ other: FileHeader) -> Bool { other.transaction < .max && transaction == other.transaction + 1 }
}

/// Bytes of the file, copied by `pread`. Reading beyond the end of a map is a bus error; reading beyond the end
/// with `pread` is only a short answer.
struct PageBytes {
  let bytes: [UInt8]
  var count: Int { bytes.count }

  /// The bytes at `offset`, or nil if the file ends before `count` bytes or cannot be read.
  init?(descriptor: Int32, offset: UInt64, count: Int) {
    guard let start = off_t(exactly: offset) else { return nil }
    var done = 0
    bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
      while done < count, let base = buffer.baseAddress {
        let got = pread(descriptor, base + done, count - done, start + off_t(done))
        if got < 0 && errno == EINTR { continue }
        if got <= 0 { break }
        done += got
      }
      initialized = done
    }
    if done < count { return nil }
  }

  /// The caller has checked that the number lies inside.
  func load<T: FixedWidthInteger & BitwiseCopyable>(_ type: T.Type, at offset: Int) -> T {
    bytes.withUnsafeBytes { $0.loadUnaligned(fromByteOffset: offset, as: type) }
  }
}
