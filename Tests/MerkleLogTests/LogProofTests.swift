import MerkleLog
import Testing

/// A small signed log for tests: records 0 to n - 1, their tree, a key and the checkpoint.
struct SmallLog {
  let records: [[UInt8]]
  let tree: StoredTree
  let signer: NoteSigner
  let checkpoint: SignedNote

  init(recordCount: Int) throws {
    records = (0..<recordCount).map { Array(#"{"amount":"\#($0 * 17).00","seq":\#($0)}"#.utf8) }
    tree = StoredTree(leaves: records.map(leafHash))
    signer = try NoteSigner(generatingFor: "example.org/ledger")
    checkpoint = try Checkpoint(origin: "example.org/ledger", size: tree.size, root: tree.frontier.root)
      .signed(by: signer)
  }

  func proof(of index: UInt64, extra: [UInt8] = []) throws -> LogProof {
    LogProof(
      index: index, hashes: try MerkleTree.inclusionProof(index: index, size: tree.size, reader: tree),
      extra: extra, checkpoint: checkpoint)
  }
}

@Suite("Proof files")
struct LogProofTests {
  @Test("The text form follows the specification line by line")
  func form() throws {
    let log = try SmallLog(recordCount: 5)
    let proof = try log.proof(of: 3, extra: Array("context".utf8))
    let lines = proof.text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    #expect(
      Array(lines.prefix(7)) == [
        "c2sp.org/tlog-proof@v1", "extra Y29udGV4dA==", "index 3",
        leafHash(log.records[2]).base64,
        MerkleTree.nodeHash(leafHash(log.records[0]), leafHash(log.records[1])).base64,
        leafHash(log.records[4]).base64, "",
      ])
    #expect(proof.text.hasSuffix("\n\n" + log.checkpoint.encoded))
    #expect(try !log.proof(of: 3).text.contains("extra"))
  }

  @Test("Every proof of a log is read back byte for byte and holds for its record only", arguments: [1, 2, 5, 8, 13])
  func roundTrip(recordCount: Int) throws {
    let log = try SmallLog(recordCount: recordCount)
    for index in log.records.indices {
      let written = try log.proof(of: UInt64(index), extra: index % 2 == 0 ? [] : [1, 2]).text
      let read = try LogProof(parsing: written.utf8)
      #expect(Array(read.text.utf8) == Array(written.utf8))
      let opened = try read.verify(leaf: leafHash(log.records[index]), with: log.signer.verifier)
      #expect(opened.size == UInt64(recordCount))
      for (other, record) in log.records.enumerated() where other != index {
        #expect(throws: ProofError.self) {
          try read.verify(leaf: leafHash(record), with: log.signer.verifier)
        }
      }
    }
  }

  @Test("With any byte changed or the end cut off, a proof file is unreadable or does not hold")
  func damage() throws {
    let log = try SmallLog(recordCount: 5)
    let whole = Array(try log.proof(of: 3).text.utf8)
    let leaf = leafHash(log.records[3])
    var accepted: [Int] = []
    for place in whole.indices {
      var damaged = whole
      damaged[place] ^= 1
      if (try? LogProof(parsing: damaged).verify(leaf: leaf, with: log.signer.verifier)) != nil {
        accepted.append(place)
      }
    }
    #expect(accepted == [])
    for length in whole.indices {
      #expect(throws: (any Error).self) {
        try LogProof(parsing: whole.prefix(length)).verify(leaf: leaf, with: log.signer.verifier)
      }
    }
  }

  static let hash = "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="
  static let version = "c2sp.org/tlog-proof@v1\n"

  static let badHeads: [(String, Int)] = [
    ("", 1), ("\n", 1), ("c2sp.org/tlog-proof@v1", 1), ("c2sp.org/tlog-proof@v2\nindex 0\n\n", 1),
    ("\(version)", 2), ("\(version)\n", 2), ("\(version)index\n\n", 2), ("\(version)index \n\n", 2),
    ("\(version)index 01\n\n", 2), ("\(version)index -1\n\n", 2), ("\(version)index +1\n\n", 2),
    ("\(version)index  1\n\n", 2), ("\(version)index 1 \n\n", 2), ("\(version)Index 1\n\n", 2),
    ("\(version)index 18446744073709551616\n\n", 2), ("\(version)\(hash)\nindex 0\n\n", 2),
    ("\(version)extra\nindex 0\n\n", 2), ("\(version)extra \nindex 0\n\n", 2),
    ("\(version)extra !!\nindex 0\n\n", 2), ("\(version)extra AQ\nindex 0\n\n", 2),
    ("\(version)extra AQ==\nextra AQ==\nindex 0\n\n", 3), ("\(version)index 0\nextra AQ==\n\n", 3),
    ("\(version)index 0\nindex 0\n\n", 3), ("\(version)index 0\n", 3), ("\(version)index 0\n\(hash)", 3),
    ("\(version)index 0\n\(hash) \n\n", 3), ("\(version)index 0\nAAAA\n\n", 3),
    ("\(version)index 0\n\(String(repeating: "\(hash)\n", count: 65))\n", 67),
  ]

  @Test("A bad proof file is refused at the right line", arguments: badHeads)
  func bad(_ head: String, _ line: Int) throws {
    let note = try SmallLog(recordCount: 1).checkpoint.encoded
    let isCut = !head.hasSuffix("\n\n")
    #expect {
      try LogProof(parsing: (isCut ? head : head + note).utf8)
    } throws: { error in
      guard let error = error as? FormatError else { return false }
      return error.line == line && error.document == .proof
    }
  }

  @Test("A proof file without a readable note is refused")
  func badNote() {
    #expect(throws: NoteError.missingFinalNewline) {
      try LogProof(parsing: (Self.version + "index 0\n\n").utf8)
    }
    #expect(throws: NoteError.missingBlankLine) {
      try LogProof(parsing: (Self.version + "index 0\n\norigin\n1\n\(Self.hash)\n").utf8)
    }
  }
}
