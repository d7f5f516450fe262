import Glibc

/// Walks the trees of one commit, page by page, and compares what it meets with what the layout demands.
///
/// Each level has its own page buffer, so the keys of the pages above stay at hand as bounds for those below.
struct TreeWalk: ~Copyable {
  private let file: FileCheck
  private let header: FileHeader
  private let length: UInt64
  private var pages: [PageBuffer] = []
  private var used: PageSet
  private var tables: [(name: String, tree: FileHeader.Tree)] = []

  /// The tree that is being walked.
  private var name = ""
  private var kind = Kind.rows
  private var depth = 0
  private var counts = Counts()

  enum Kind { case free, tables, rows }

  struct Counts: Equatable {
    var branch: UInt64 = 0
    var leaf: UInt64 = 0
    var overflow: UInt64 = 0
    var entries: UInt64 = 0
  }

  init(_ file: FileCheck, _ header: FileHeader) throws(LMDBError) {
    (self.file, self.header) = (file, header)
    length = try file.length()
    used = PageSet(through: header.lastPage)
  }

  /// All trees, to their leaves.
  consuming func everything() throws(LMDBError) {
    try walk(header.tables, "tables", .tables)
    for (name, tree) in tables { try walk(tree, name, .rows) }
    try walk(header.free, "free pages", .free)
  }

  /// The tree of tables, and of each table the root page only: what can be looked at whenever a file is opened.
  consuming func roots() throws(LMDBError) {
    try walk(header.tables, "tables", .tables)
    for (name, tree) in tables {
      try begin(tree, name, .rows)
      if !tree.isEmpty { _ = try inspect(tree.root, level: 1) }
    }
  }

  private mutating func begin(_ tree: FileHeader.Tree, _ name: String, _ kind: Kind) throws(LMDBError) {
    (self.name, self.kind, counts) = (name, kind, Counts())
    depth = Int(tree.depth)
    guard kind == .free || tree.flags == 0 else { throw damaged("flags \(tree.flags)", "a table without flags") }
    guard tree.isEmpty ? depth == 0 : (1...32).contains(depth) else {
      throw damaged("a depth of \(depth)", tree.isEmpty ? "0 levels in an empty tree" : "1 to 32 levels")
    }
    while pages.count < depth { pages.append(PageBuffer(size: header.pageSize)) }
  }

  private mutating func walk(_ tree: FileHeader.Tree, _ name: String, _ kind: Kind) throws(LMDBError) {
    try begin(tree, name, kind)
    if !tree.isEmpty { try descend(tree.root, level: 1, from: nil, to: nil) }
    guard counts == tree.counts else {
      let (a, b) = (counts, tree.counts)
      throw damaged(
        "\(a.entries) entries on \(a.branch) branch, \(a.leaf) leaf and \(a.overflow) overflow pages",
        "\(b.entries) on \(b.branch), \(b.leaf) and \(b.overflow), as the tree states")
    }
  }

  /// - Parameters:
  ///   - lower: the key in the page above that leads here; no key below it may be here.
  ///   - upper: the next key in the page above.
  private mutating func descend(
    _ number: UInt64, level: Int, from lower: UnsafeRawBufferPointer?, to upper: UnsafeRawBufferPointer?
  ) throws(LMDBError) {
    let page = try inspect(number, level: level)
    // The first key of a branch page has no meaning.
    let first = page.isLeaf ? 0 : 1
    if let lower, first < page.count, !isAscending(lower, page.key(first), orEqual: true) {
      throw damaged(number, "a key below that of the page above", "keys from there on")
    }
    if let upper, first < page.count, !isAscending(page.key(page.count - 1), upper, orEqual: false) {
      throw damaged(number, "a key that belongs to the next page", "keys below it")
    }
    if page.isLeaf {
      counts.leaf += 1
      counts.entries += UInt64(page.count)
      for index in 0..<page.count { try entry(page, index) }
      return
    }
    counts.branch += 1
    for index in 0..<page.count {
      try descend(
        page.child(index), level: level + 1, from: index == 0 ? lower : page.key(index),
        to: index + 1 < page.count ? page.key(index + 1) : upper)
    }
  }

  /// Reads one tree page and checks all that can be said of it alone.
  private mutating func inspect(_ number: UInt64, level: Int) throws(LMDBError) -> NodePage {
    try take(number, count: 1)
    let buffer = pages[level - 1]
    guard buffer.read(file.descriptor, at: number * UInt64(header.pageSize)) else {
      throw damaged(number, "the end of the file", "a whole page")
    }
    let page = NodePage(buffer.bytes)
    guard page.number == number else { throw damaged(number, "the number \(page.number)", "its own number") }
    let wanted: UInt16 = level == depth ? NodePage.leaf : NodePage.branch
    guard page.flags == wanted else {
      throw damaged(
        number, "flags \(page.flags)", level == depth ? "\(wanted), a leaf page" : "\(wanted), a branch page")
    }
    // In the list of free pages the library itself leaves branch pages with one child.
    let fewest = wanted == NodePage.leaf || kind == .free ? 1 : 2
    guard page.hasBounds, page.count >= fewest else {
      throw damaged(
        number, "bounds \(page.lower) and \(page.upper)",
        "room for at least \(fewest) entries between the ends of the page")
    }
    if let fault = page.fault(keysAreNumbers: kind == .free) {
      throw damaged(number, "entry \(fault.index): \(fault.found)", fault.expected)
    }
    return page
  }

  private func isAscending(_ a: UnsafeRawBufferPointer, _ b: UnsafeRawBufferPointer, orEqual: Bool) -> Bool {
    NodePage.isAscending(a, b, asNumbers: kind == .free) || (orEqual && a.elementsEqual(b))
  }

  // MARK: Entries

  private mutating func entry(_ page: NodePage, _ index: Int) throws(LMDBError) {
    let flags = page.entryFlags(index)
    switch kind {
    case .rows:
      if flags == 0 { return }
      guard flags == NodePage.onOwnPages else { throw damaged(page.number, "entry \(index): flags \(flags)", "0 or 1") }
      _ = try overflow(page, index)
    case .tables:
      guard flags == NodePage.isTable, page.dataSize(index) == FileHeader.Tree.byteCount else {
        throw damaged(page.number, "entry \(index): flags \(flags) and \(page.dataSize(index)) bytes", "a table")
      }
      guard let name = String(validating: page.key(index), as: UTF8.self) else {
        throw damaged(page.number, "entry \(index): no text", "the name of a table")
      }
      tables.append((name, FileHeader.Tree(page.data(index))))
    case .free:
      guard page.key(index).count == 8, page.key(index).loadUnaligned(as: UInt64.self) <= header.transaction else {
        throw damaged(page.number, "entry \(index): no commit", "the number of a commit up to \(header.transaction)")
      }
      if flags == 0 { return try freePages(page.data(index), page.number) }
      guard flags == NodePage.onOwnPages else { throw damaged(page.number, "entry \(index): flags \(flags)", "0 or 1") }
      let first = try overflow(page, index)
      let list = PageBuffer(size: page.dataSize(index))
      guard list.read(file.descriptor, at: first * UInt64(header.pageSize) + UInt64(NodePage.headerSize)) else {
        throw damaged(first, "the end of the file", "a list of free pages")
      }
      try freePages(list.bytes, first)
    }
  }

  /// A value on pages of its own: only their header is read.
  private mutating func overflow(_ page: NodePage, _ index: Int) throws(LMDBError) -> UInt64 {
    let first = page.overflowPage(index)
    let size = UInt64(header.pageSize)
    guard (2...header.lastPage).contains(first),
      let run = PageBytes(descriptor: file.descriptor, offset: first * size, count: NodePage.headerSize)
    else {
      throw damaged(page.number, "entry \(index): a value on page \(first)", "a page from 2 to \(header.lastPage)")
    }
    let count = UInt64(run.load(UInt32.self, at: 12))
    let needed = (UInt64(NodePage.headerSize + page.dataSize(index)) + size - 1) / size
    guard run.load(UInt64.self, at: 0) == first, run.load(UInt16.self, at: 10) == NodePage.overflow else {
      throw damaged(first, "no page of values", "the value of an entry of page \(page.number)")
    }
    guard count >= needed, count <= header.lastPage - first + 1, (first + count) * size <= length else {
      throw damaged(first, "a run of \(count) pages", "at least \(needed), within the file")
    }
    try take(first, count: count)
    counts.overflow += count
    return first
  }

  /// One list: u64 count, then that many page numbers, the greatest first. There may be more room than the list needs.
  private mutating func freePages(_ list: UnsafeRawBufferPointer, _ number: UInt64) throws(LMDBError) {
    guard list.count >= 8, list.count % 8 == 0, case let count = list.loadUnaligned(as: UInt64.self),
      count < UInt64(list.count / 8)
    else {
      throw damaged(number, "a list of free pages of \(list.count) bytes", "a count and that many numbers")
    }
    for place in 0..<Int(count) {
      try take(list.loadUnaligned(fromByteOffset: 8 * (place + 1), as: UInt64.self), count: 1)
    }
  }

  /// Notes that pages have a use.
  private mutating func take(_ first: UInt64, count: UInt64) throws(LMDBError) {
    for page in first..<first + count {
      guard (2...header.lastPage).contains(page) else {
        throw damaged("page \(page)", "a page from 2 to \(header.lastPage)")
      }
      guard used.insert(page) else { throw damaged(page, "a second use of the page", "one use of each page") }
    }
  }

  // MARK: Complaints

  private func damaged(_ page: UInt64, _ found: String, _ expected: String) -> LMDBError {
    damaged("in page \(page) \(found)", expected)
  }

  private func damaged(_ found: String, _ expected: String) -> LMDBError {
    LMDBError(
      .damaged, operation: "check", path: file.path, table: name, found: found, expected: expected,
      next: "do not write to this file; restore a copy")
  }
}

/// A set of page numbers: one bit each.
private struct PageSet {
  private var words: [UInt64]

  init(through last: UInt64) { words = [UInt64](repeating: 0, count: Int(last / 64) + 1) }

  /// False if the page is in the set already. The caller has checked that it is not above the last.
  mutating func insert(_ page: UInt64) -> Bool {
    let bit: UInt64 = 1 << (page % 64)
    defer { words[Int(page / 64)] |= bit }
    return words[Int(page / 64)] & bit == 0
  }
}
