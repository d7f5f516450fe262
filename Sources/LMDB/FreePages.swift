/// The pages that the header counts but the file does not hold.
struct MissingPages {
  private var pages: Set<UInt64> = []
  private let range: ClosedRange<UInt64>
  private var remaining: UInt64

  init(from first: UInt64, through last: UInt64) {
    range = first...last
    remaining = last - first + 1
  }

  var isEmpty: Bool { remaining == 0 }

  mutating func remove(_ page: UInt64) {
    if range.contains(page), pages.insert(page).inserted { remaining -= 1 }
  }
}

/// A branch or leaf page whose entries all lie inside it.
///
/// From the start of the page: u64 page number, u16 pad, u16 flags (1 branch, 2 leaf), u16 lower, u16 upper, then one
/// u16 per entry with the place of the entry. An entry: u32 size, u16 flags, u16 key size, key, data. In a branch the
/// size and flags together are the 48 bits of the child's page number. In a leaf, flag 1 means that the data is the
/// number of the first of a run of overflow pages.
struct TreePage {
  let bytes: PageBytes
  let isLeaf: Bool
  let entryCount: Int

  static let headerSize = 16
  static let entryHeaderSize = 8

  init?(_ bytes: PageBytes, number: UInt64) {
    let flags = bytes.load(UInt16.self, at: 10)
    let lower = Int(bytes.load(UInt16.self, at: 12))
    let upper = Int(bytes.load(UInt16.self, at: 14))
    guard bytes.load(UInt64.self, at: 0) == number, flags & 0x03 == 1 || flags & 0x03 == 2,
      lower > Self.headerSize, lower % 2 == 0, lower <= upper, upper <= bytes.count
    else { return nil }
    self.bytes = bytes
    isLeaf = flags & 0x02 != 0
    entryCount = (lower - Self.headerSize) / 2
    for index in 0..<entryCount {
      let start = entryStart(index)
      guard start >= upper, start + Self.entryHeaderSize <= bytes.count,
        dataStart(index) + (isLeaf ? inPageSize(index) : 0) <= bytes.count
      else { return nil }
    }
  }

  private func entryStart(_ index: Int) -> Int { Int(bytes.load(UInt16.self, at: Self.headerSize + 2 * index)) }
  private func isOverflow(_ index: Int) -> Bool { bytes.load(UInt16.self, at: entryStart(index) + 4) & 1 != 0 }
  private func inPageSize(_ index: Int) -> Int { isOverflow(index) ? 8 : dataSize(index) }

  func dataSize(_ index: Int) -> Int { Int(bytes.load(UInt32.self, at: entryStart(index))) }

  func dataStart(_ index: Int) -> Int {
    let start = entryStart(index)
    return start + Self.entryHeaderSize + Int(bytes.load(UInt16.self, at: start + 6))
  }

  func child(_ index: Int) -> UInt64 {
    let start = entryStart(index)
    return UInt64(bytes.load(UInt32.self, at: start)) | UInt64(bytes.load(UInt16.self, at: start + 4)) << 32
  }

  func overflowPage(_ index: Int) -> UInt64? {
    isOverflow(index) ? bytes.load(UInt64.self, at: dataStart(index)) : nil
  }
}

/// Reads the list of free pages without the library: a tree from commit number to page numbers.
struct FreePageReader {
  let descriptor: Int32
  let pageSize: Int
  /// Whole pages that the file holds.
  let pageCount: UInt64

  /// Takes every free page out of `missing`. False if the list itself cannot be read to its end.
  func remove(from missing: inout MissingPages, tree: FileHeader.Tree) -> Bool {
    if tree.isEmpty { return true }
    var visits = pageCount
    return walk(tree.root, levels: Int(tree.depth), visits: &visits, missing: &missing)
  }

  /// `visits` bounds the work on a damaged tree that leads back into itself.
  private func walk(_ number: UInt64, levels: Int, visits: inout UInt64, missing: inout MissingPages) -> Bool {
    guard levels >= 1, levels <= 32, visits > 0, number < pageCount,
      let bytes = PageBytes(descriptor: descriptor, offset: number * UInt64(pageSize), count: pageSize),
      let page = TreePage(bytes, number: number)
    else { return false }
    visits -= 1
    for index in 0..<page.entryCount {
      let ok =
        page.isLeaf
        ? take(page, index, from: &missing)
        : walk(page.child(index), levels: levels - 1, visits: &visits, missing: &missing)
      if !ok { return false }
    }
    return true
  }

  private func take(_ page: TreePage, _ index: Int, from missing: inout MissingPages) -> Bool {
    let size = page.dataSize(index)
    guard size >= 8, size % 8 == 0 else { return false }
    guard let first = page.overflowPage(index) else {
      return take(page.bytes, at: page.dataStart(index), size: size, from: &missing)
    }
    let total = TreePage.headerSize + size
    guard first < pageCount, UInt64((total + pageSize - 1) / pageSize) <= pageCount - first,
      let bytes = PageBytes(descriptor: descriptor, offset: first * UInt64(pageSize), count: total)
    else { return false }
    return take(bytes, at: TreePage.headerSize, size: size, from: &missing)
  }

  /// One list: u64 count, then that many page numbers. LMDB may reserve more room than the list needs.
  private func take(_ bytes: PageBytes, at offset: Int, size: Int, from missing: inout MissingPages) -> Bool {
    let count = bytes.load(UInt64.self, at: offset)
    guard count <= UInt64(size / 8 - 1) else { return false }
    for index in 0..<Int(count) {
      missing.remove(bytes.load(UInt64.self, at: offset + 8 + 8 * index))
    }
    return true
  }
}
