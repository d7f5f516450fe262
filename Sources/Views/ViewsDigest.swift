import EventStore
import LMDB
import Ledger
import MerkleLog

/// The digest of views: the root of a Merkle tree (RFC 6962, section 2.1) with one leaf for each record, in the order
/// of positions. A leaf is the record's salt and its rows, spelled out. Rows of the past never change, so the digest of
/// an earlier size is that of a prefix, and two digests have a consistency proof.
struct ViewsDigest {
  /// Records whose leaves one thread hashes in one go: a complete subtree.
  private static let stretch: UInt64 = 1 << 14

  let journal: Journal
  let file: ViewsFile
  let stand: Stand

  /// The root in 64 small hexadecimal letters. Cost: all rows and lines are read; half of it is SHA-256.
  /// - Parameter checked: false to see rows whatever their checksum says.
  func root(checked: Bool = true) throws -> String {
    guard stand.size > 0 else { return MerkleTree.emptyRoot.hex }
    let speller = PostingSpeller(try journal.registers(at: stand.size, mark: stand.mark))
    let firsts = try file.environment.read { try file.postings.firstRecords(of: stand.postings, in: $0) }
    let count = Int((stand.size + ViewsDigest.stretch - 1) / ViewsDigest.stretch)
    let roots = try sideBySide(count) { n in
      let from = UInt64(n) * ViewsDigest.stretch
      return try root(from: from, to: min(stand.size, from + ViewsDigest.stretch), firsts, speller, checked)
    }
    return ViewsDigest.join(roots[...]).hex
  }

  /// The root over the records from one position to another.
  private func root(
    from: UInt64, to: UInt64, _ firsts: [UInt32], _ speller: PostingSpeller, _ checked: Bool
  ) throws -> Hash {
    let rows = try rows(from: from, to: to, firsts, checked)
    var next = 0
    var frontier = Frontier()
    var writer = LineWriter()
    var leaf: [UInt8] = []
    try journal.forEachLine(from: from, to: to) { seq, line in
      guard let salt = Salt(ofLine: line) else { throw JournalError.unsalted(seq, journal.folder) }
      let start = next
      while next < rows.count, UInt64(rows[next].position) == seq { next += 1 }
      writer.clear()
      speller.write(rows[start..<next], to: &writer)
      leaf.removeAll(keepingCapacity: true)
      salt.withUnsafeBytes { leaf.append(contentsOf: $0) }
      writer.withUnsafeBytes { leaf.append(contentsOf: $0) }
      frontier.append(leaf: leaf.withUnsafeBytes(MerkleTree.leafHash))
    }
    return frontier.root
  }

  private func rows(from: UInt64, to: UInt64, _ firsts: [UInt32], _ checked: Bool) throws -> [Posting] {
    var rows: [Posting] = []
    // A block may begin with the last rows of the record before.
    let block = max((firsts.firstIndex { UInt64($0) >= from } ?? firsts.count) - 1, 0)
    try file.environment.read { transaction in
      try file.postings.forEachBlock(
        of: stand.postings, from: UInt64(block), before: to, checked: checked, in: transaction
      ) { block in
        block.forEach { if UInt64($0.position) >= from { rows.append($0) } }
        return .next
      }
    }
    return rows
  }

  /// Joins the roots of stretches as RFC 6962 joins leaves: all but the last are complete, and of one size.
  private static func join(_ roots: ArraySlice<Hash>) -> Hash {
    guard roots.count > 1 else { return roots.first ?? MerkleTree.emptyRoot }
    var left = 1
    while left * 2 < roots.count { left *= 2 }
    return MerkleTree.nodeHash(join(roots.prefix(left)), join(roots.dropFirst(left)))
  }
}

extension PostingFile {
  /// The first record that has rows in each block of the first `count` rows.
  func firstRecords(of count: UInt64, in transaction: borrowing ReadTransaction) throws -> [UInt32] {
    var firsts: [UInt32] = []
    let blockCount = (count + UInt64(PostingBlock.capacity) - 1) / UInt64(PostingBlock.capacity)
    try blocks.forEach(from: 0, in: transaction) { _, bytes in
      guard UInt64(firsts.count) < blockCount,
        let header = PostingBlock.Header(bytes, number: UInt64(firsts.count))
      else { return .stop }
      firsts.append(header.first)
      return .next
    }
    return firsts
  }
}

extension JournalError {
  fileprivate static func unsalted(_ seq: UInt64, _ path: String) -> JournalError {
    .damaged(
      path: path, at: "record \(seq)", found: "a line without a salt", expected: "the line that was written here")
  }
}

extension Hash {
  /// 64 small hexadecimal letters.
  fileprivate var hex: String {
    withUnsafeBytes { $0.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined() }
  }
}
