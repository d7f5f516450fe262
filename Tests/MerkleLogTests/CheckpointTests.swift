import MerkleLog
import Testing

@Suite("Checkpoints")
struct CheckpointTests {
  /// The example of the C2SP tlog-checkpoint specification.
  static let example = "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n"

  @Test("The example of the specification is read and written back")
  func published() throws {
    let checkpoint = try Checkpoint(parsing: Self.example)
    #expect(checkpoint.origin == "example.com/behind-the-sofa")
    #expect(checkpoint.size == 20_852_163)
    #expect(checkpoint.root.base64 == "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=")
    #expect(checkpoint.extensions == [])
    #expect(checkpoint.text == Self.example)
    let signature =
      "\u{2014} example.com/behind-the-sofa "
      + "Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=\n"
    let note = try SignedNote(parsing: (Self.example + "\n" + signature).utf8)
    #expect(try Checkpoint(parsing: note.text) == checkpoint)
  }

  @Test("A signed checkpoint is opened with its key")
  func signing() throws {
    let signer = try NoteSigner(generatingFor: "example.org/ledger")
    let checkpoint = try Checkpoint(
      origin: "example.org/ledger", size: 7, root: MerkleTree.emptyRoot, extensions: ["note for readers"])
    let note = try SignedNote(parsing: checkpoint.signed(by: signer).encoded.utf8)
    #expect(try Checkpoint(opening: note, with: signer.verifier) == checkpoint)
    let other = try NoteSigner(generatingFor: "example.org/ledger").verifier
    #expect(throws: NoteError.notSigned(by: other.vkey)) { try Checkpoint(opening: note, with: other) }
  }

  @Test("A key for one log cannot speak for another")
  func foreignOrigin() throws {
    // A tree head published with the Go checksum database tests: its first line is not the name of its key.
    let text = "go.sum database tree\n6\nwc4SkQt52o5W2nQ8To2ARs+mWuUJjss+sdleoiqxMmM=\n"
    let signature =
      "\u{2014} localhost.localdev/sumdb "
      + "AAAMZ6oRNswlEZ6ZZhxrCvgl1MBy+nusq4JU+TG6Fe2NihWLqOzb+y2c2kzRLoCr4tvw9o36ucQEnhc20e4nA4Qc/wc=\n"
    let note = try SignedNote(parsing: (text + "\n" + signature).utf8)
    let verifier = try NoteVerifier(vkey: PublishedKey.sumdb)
    try note.verify(with: verifier)
    #expect(throws: FormatError.self) { try Checkpoint(opening: note, with: verifier) }
    let signer = try NoteSigner(privateText: PublishedKey.sumdbPrivate)
    #expect(throws: FormatError.self) { try Checkpoint(parsing: text).signed(by: signer) }
  }

  @Test("An origin that only looks the same is another origin")
  func lookalikeOrigin() throws {
    let composed = try NoteSigner(generatingFor: "caf\u{E9}.example")
    let decomposed = try Checkpoint(origin: "cafe\u{301}.example", size: 0, root: MerkleTree.emptyRoot)
    #expect(throws: FormatError.self) { try decomposed.signed(by: composed) }
    #expect(decomposed != (try Checkpoint(origin: "caf\u{E9}.example", size: 0, root: MerkleTree.emptyRoot)))
  }

  static let root = "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I="

  static let badTexts: [(String, Int)] = [
    ("", 1), ("\n", 1), ("origin", 1), ("\n1\n\(root)\n", 1),
    ("origin\n", 2), ("origin\n\n", 2),
    ("origin\n01\n\(root)\n", 2), ("origin\n00\n\(root)\n", 2), ("origin\n+1\n\(root)\n", 2),
    ("origin\n-1\n\(root)\n", 2), ("origin\n 1\n\(root)\n", 2), ("origin\n1 \n\(root)\n", 2),
    ("origin\n0x1\n\(root)\n", 2), ("origin\n\u{661}\n\(root)\n", 2), ("origin\nmany\n\(root)\n", 2),
    ("origin\n18446744073709551616\n\(root)\n", 2),
    ("origin\n1\n", 3), ("origin\n1\n\(root)", 3), ("origin\n1\n\n", 3), ("origin\n1\n\(root)=\n", 3),
    ("origin\n1\nAAAA\n", 3), ("origin\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2J=\n", 3),
    ("origin\n1\n\(root)\n\n", 4), ("origin\n1\n\(root)\nextension", 4), ("origin\n1\n\(root)\na\n\nb\n", 5),
    ("origin\r\n1\n\(root)\n", 1), ("origin\n1\n\(root)\na\tb\n", 4),
  ]

  @Test("A bad checkpoint is refused at the right line", arguments: badTexts)
  func bad(_ text: String, _ line: Int) {
    #expect {
      try Checkpoint(parsing: text)
    } throws: { error in
      guard let error = error as? FormatError else { return false }
      return error.line == line && error.document == .checkpoint
    }
  }

  @Test("Sizes are read over the whole range", arguments: [0, 1, 10, UInt64.max])
  func sizes(_ size: UInt64) throws {
    #expect(try Checkpoint(parsing: "origin\n\(size)\n\(Self.root)\n").size == size)
  }

  @Test("A checkpoint that could not be read back is not made", arguments: ["", "two\nlines", "tab\t"])
  func unwritable(_ text: String) {
    #expect(throws: FormatError.self) { try Checkpoint(origin: text, size: 0, root: MerkleTree.emptyRoot) }
    #expect(throws: FormatError.self) {
      try Checkpoint(origin: "origin", size: 0, root: MerkleTree.emptyRoot, extensions: ["fine", text])
    }
  }
}
