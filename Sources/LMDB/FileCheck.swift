import Glibc

/// Looks at a file before the library maps it.
///
/// LMDB 0.9 trusts its file. It maps it and follows page numbers. If the file is shorter than the pages it names,
/// the first touch ends the process with a bus error. So this check reads with `pread` only, and it refuses:
///
/// 1. a file too short for its two header pages, or empty when nothing may be created;
/// 2. another magic number or version, and a page size that is no power of two from 512 to 32768;
/// 3. header pages that contradict each other or their place;
/// 4. a root page that is outside the file, or is no tree page, or names another page number;
/// 5. a tree of tables that cannot be followed, and a table whose root page cannot be (`TreeWalk.roots`);
/// 6. a file that ends before a page in use.
///
/// Rule 6 is exact. The header names the last page ever used, but the file may be healthy and still end before it:
/// a page that is taken and given back within one transaction is never written. So if the file is shorter than
/// the header says, each missing page must be in the list of free pages. If one is not, data is lost.
///
/// What it does not see: damage below the root pages, which `Environment.checkStructure` finds, and changed values. The
/// format has no checksums. Whoever keeps hashes beside the data must compare them.
///
/// Cost: four short reads and one for each table; the list of free pages is read only when the file is short.
struct FileCheck {
  let descriptor: Int32
  let path: String

  /// The newer header, or nil for an empty file.
  ///
  /// Another process may commit during the check. Then the pages may already be used again, so a finding counts
  /// only if the header is still the same afterwards.
  func run() throws(LMDBError) -> FileHeader? {
    var seen: UInt64?
    while true {
      guard let header = try newestHeader() else { return nil }
      do throws(LMDBError) {
        try checkRoots(header)
        try checkLength(header)
        try TreeWalk(self, header).roots()
        return header
      } catch {
        if seen == header.transaction { throw error }
        seen = header.transaction
      }
    }
  }

  func length() throws(LMDBError) -> UInt64 {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else {
      throw .fromSystem(errno, operation: "check", path: path)
    }
    return UInt64(status.st_size)
  }

  private func newestHeader() throws(LMDBError) -> FileHeader? {
    var seen: [UInt64]?
    while true {
      guard let both = try headers() else { return nil }
      let numbers = both.map(\.transaction)
      // Each commit writes the other page, so the two follow each other. A new file has two headers of commit 0.
      let (older, newer) = both[0].transaction < both[1].transaction ? (both[0], both[1]) : (both[1], both[0])
      let isInOrder = newer.follows(older) || numbers == [0, 0]
      // A file never gives pages back. So a number that was changed by two makes the older header the newer one, but
      // not the pages it names.
      if isInOrder, older.lastPage <= newer.lastPage { return newer }
      // Commits of another process may fall between the two reads.
      if seen == numbers {
        throw damaged(
          found:
            "commits \(numbers[0]) and \(numbers[1]), up to pages \(both[0].lastPage) and \(both[1].lastPage), in the "
            + "two headers",
          expected: "one after the other")
      }
      seen = numbers
    }
  }

  /// Both header pages; nil for an empty file.
  func headers() throws(LMDBError) -> [FileHeader]? {
    if try length() == 0 { return nil }
    let first = try header(index: 0, offset: 0)
    let second = try header(index: 1, offset: UInt64(first.pageSize))
    guard first.pageSize == second.pageSize else {
      throw damaged(
        found: "page sizes \(first.pageSize) and \(second.pageSize) in the two headers", expected: "one page size")
    }
    return [first, second]
  }

  private func header(index: UInt64, offset: UInt64) throws(LMDBError) -> FileHeader {
    guard let bytes = PageBytes(descriptor: descriptor, offset: offset, count: FileHeader.byteCount) else {
      throw truncated(length: try length(), needed: offset + UInt64(FileHeader.byteCount))
    }
    let header = FileHeader(bytes)
    guard header.isHeaderPage, header.magic == FileHeader.magic else {
      throw LMDBError(
        .notLMDB, operation: "check", path: path,
        found: "no header mark at byte \(offset)", expected: "an LMDB file",
        next: "check the path; if this was a database, restore a copy")
    }
    guard header.version == FileHeader.version else {
      throw LMDBError(
        .otherVersion, operation: "check", path: path,
        found: "version \(header.version) of the file format", expected: "version \(FileHeader.version)",
        next: "open the file with the version of the library that wrote it")
    }
    guard FileHeader.pageSizes.contains(header.pageSize), header.pageSize.nonzeroBitCount == 1 else {
      throw damaged(found: "page size \(header.pageSize)", expected: "a power of two from 512 to 32768")
    }
    guard header.page == index else {
      throw damaged(found: "page number \(header.page) in header \(index)", expected: "its own number")
    }
    guard header.transaction == 0 || header.transaction % 2 == index else {
      throw damaged(
        found: "commit \(header.transaction) in header \(index)", expected: "even commits in 0, odd ones in 1")
    }
    guard header.lastPage >= 1, header.lastPage < UInt64(Int64.max) / UInt64(header.pageSize) else {
      throw damaged(found: "last page \(header.lastPage)", expected: "a page number that fits a file")
    }
    return header
  }

  private func checkRoots(_ header: FileHeader) throws(LMDBError) {
    for (name, tree) in [("free pages", header.free), ("tables", header.tables)] where !tree.isEmpty {
      guard (2...header.lastPage).contains(tree.root), tree.depth >= 1 else {
        throw damaged(
          found: "page \(tree.root) as root of the \(name)", expected: "a page from 2 to \(header.lastPage)")
      }
      let offset = tree.root * UInt64(header.pageSize)
      guard let bytes = PageBytes(descriptor: descriptor, offset: offset, count: header.pageSize) else {
        throw truncated(length: try length(), needed: offset + UInt64(header.pageSize))
      }
      guard TreePage(bytes, number: tree.root) != nil else {
        throw damaged(
          found: "no tree page at page \(tree.root), the root of the \(name)", expected: "a branch or leaf page")
      }
    }
  }

  private func checkLength(_ header: FileHeader) throws(LMDBError) {
    let length = try length()
    let needed = (header.lastPage + 1) * UInt64(header.pageSize)
    if length >= needed { return }
    let present = length / UInt64(header.pageSize)
    var missing = MissingPages(from: present, through: header.lastPage)
    let reader = FreePageReader(descriptor: descriptor, pageSize: header.pageSize, pageCount: present)
    guard reader.remove(from: &missing, tree: header.free), missing.isEmpty else {
      throw truncated(length: length, needed: needed)
    }
  }

  private func truncated(length: UInt64, needed: UInt64) -> LMDBError {
    LMDBError(
      .truncated, operation: "check", path: path,
      found: "\(length) bytes", expected: "at least \(needed) bytes, as the header says",
      next: "do not write to this file; restore a copy")
  }

  private func damaged(found: String, expected: String) -> LMDBError {
    LMDBError(
      .damaged, operation: "check", path: path, found: found, expected: expected,
      next: "do not write to this file; restore a copy")
  }
}
