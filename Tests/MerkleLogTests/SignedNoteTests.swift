import MerkleLog
import Testing

@Suite("Signed notes")
struct SignedNoteTests {
  static let text = """
    If you think cryptography is the answer to your problem,
    then you don't know what your problem is.

    """
  static let peter =
    "\u{2014} PeterNeumann "
    + "x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n"
  static let enoch =
    "\u{2014} EnochRoot rwz+eBzmZa0SO3NbfRGzPCpDckykFXSdeX+MNtCOXm2/5n2tiOHp+vAF1aGrQ5ovTG01oOTGwnWLox33WWd1RvMc+QQ=\n"
  static let both = text + "\n" + peter + enoch

  @Test("The published note is read, holds for both keys and is written back byte for byte")
  func published() throws {
    let note = try SignedNote(parsing: Self.both.utf8)
    #expect(note.text == Self.text)
    #expect(note.signatures.map(\.keyName) == ["PeterNeumann", "EnochRoot"])
    #expect(note.signatures.map(\.keyID) == [0xc74f_20a3, 0xaf0c_fe78])
    #expect(Array(note.encoded.utf8) == Array(Self.both.utf8))
    try note.verify(with: NoteVerifier(vkey: PublishedKey.peter))
    try note.verify(with: NoteVerifier(vkey: PublishedKey.enoch))
  }

  @Test("A signature of an unknown key is kept and ignored; a note without ours is refused")
  func unknownKeys() throws {
    let note = try SignedNote(parsing: (Self.text + "\n" + Self.peter).utf8)
    #expect(throws: NoteError.notSigned(by: PublishedKey.enoch)) {
      try note.verify(with: NoteVerifier(vkey: PublishedKey.enoch))
    }
    // The name or the key ID alone does not make it our key.
    let otherName = Self.peter.replacing("PeterNeumann", with: "CarmenSandiego")
    let otherID = Self.peter.replacing("x08g", with: "xxxx")
    for line in [otherName, otherID] {
      let foreign = try SignedNote(parsing: (Self.text + "\n" + line).utf8)
      #expect(throws: NoteError.notSigned(by: PublishedKey.peter)) {
        try foreign.verify(with: NoteVerifier(vkey: PublishedKey.peter))
      }
    }
  }

  @Test("A signature that does not hold is refused, even beside one that does")
  func invalidSignature() throws {
    let longer = Self.peter.replacing("Lr8p", with: "ABCDLr8p")
    let changed = Self.peter.replacing("Lr8p", with: "Lr9p")
    for lines in [longer, changed, Self.peter + changed, changed + Self.peter] {
      let note = try SignedNote(parsing: (Self.text + "\n" + lines).utf8)
      #expect(throws: NoteError.invalidSignature(by: PublishedKey.peter)) {
        try note.verify(with: NoteVerifier(vkey: PublishedKey.peter))
      }
    }
  }

  @Test("With any bit of the text changed, the note is unreadable or its signature does not hold")
  func damagedText() throws {
    let verifier = try NoteVerifier(vkey: PublishedKey.peter)
    let whole = Array((Self.text + "\n" + Self.peter).utf8)
    for bit in 0..<(Self.text.utf8.count * 8) {
      var damaged = whole
      damaged[bit / 8] ^= 1 << (bit % 8)
      #expect(throws: NoteError.self) { try SignedNote(parsing: damaged).verify(with: verifier) }
    }
  }

  @Test("A note signed here is read back and holds")
  func signing() throws {
    let signer = try NoteSigner(privateText: PublishedKey.peterPrivate)
    for text in [
      Self.text, "\n", "one line\n", "with blank lines\n\n\nbetween and after\n\n", "\u{FC}\u{2014} \u{1F333}\n",
    ] {
      let note = try SignedNote(signing: text, with: signer)
      let read = try SignedNote(parsing: note.encoded.utf8)
      #expect(read.text == text)
      try read.verify(with: signer.verifier)
    }
  }

  #if !canImport(Darwin)
    @Test("Signing gives the published signature, because Ed25519 is deterministic (RFC 8032)")
    func deterministic() throws {
      let signer = try NoteSigner(privateText: PublishedKey.peterPrivate)
      #expect(try SignedNote(signing: Self.text, with: signer).encoded == Self.text + "\n" + Self.peter)
    }
  #endif

  @Test(
    "A text that could not be read back is not signed",
    arguments: [
      ("", NoteError.missingFinalNewline),
      ("abc", .missingFinalNewline),
      ("a\tb\n", .controlCharacter(code: 9, offset: 1)),
      ("a\r\n", .controlCharacter(code: 13, offset: 1)),
    ])
  func unsignable(_ text: String, _ reason: NoteError) throws {
    let signer = try NoteSigner(privateText: PublishedKey.peterPrivate)
    #expect(throws: reason) { try SignedNote(signing: text, with: signer) }
  }

  static let badTexts: [(String, NoteError)] = [
    ("", .missingFinalNewline),
    (text, .missingBlankLine),
    ("\(text)\(peter)", .missingBlankLine),
    ("\(text)\n", .noSignatures),
    ("\(text)\n\(peter.dropLast())", .missingFinalNewline),
    ("\(text)\n\(peter)\n", .noSignatures),
    ("\u{1}\(both)", .controlCharacter(code: 1, offset: 0)),
    ("\(text)\n\(peter.dropLast())\r\n", .controlCharacter(code: 13, offset: 209)),
    ("\(text)\n\(peter)Unexpected line.\n", .badSignatureLine(line: 5, found: "\"Unexpected line.\"")),
    ("\(text)\n- PeterNeumann x08gowA=\n", .badSignatureLine(line: 4, found: "\"- PeterNeumann x08gowA=\"")),
    ("\(text)\n\u{2014} PeterNeumann\n", .badSignatureLine(line: 4, found: "\"\u{2014} PeterNeumann\"")),
    ("\(text)\n\u{2014}  x08gowA=\n", .badSignatureLine(line: 4, found: "\"\u{2014}  x08gowA=\"")),
    ("\(text)\n\u{2014} Bad Name x08gowA=\n", .badSignatureLine(line: 4, found: "\"\u{2014} Bad Name x08gowA=\"")),
    ("\(text)\n\u{2014} a+b x08gowA=\n", .badSignatureLine(line: 4, found: "\"\u{2014} a+b x08gowA=\"")),
    ("\(text)\n\u{2014} a x08gow==\n", .badSignatureLine(line: 4, found: "\"\u{2014} a x08gow==\"")),
    ("\(text)\n\u{2014} a x08gowB=\n", .badSignatureLine(line: 4, found: "\"\u{2014} a x08gowB=\"")),
    ("\(text)\n\u{2014} a x08gowA\n", .badSignatureLine(line: 4, found: "\"\u{2014} a x08gowA\"")),
    ("\(text)\n\u{2014} a x08gowA= \n", .badSignatureLine(line: 4, found: "\"\u{2014} a x08gowA= \"")),
    (text + "\n" + String(repeating: peter, count: 101), .tooManySignatures(count: 101)),
  ]

  @Test("A bad note is refused for the right reason", arguments: badTexts)
  func badNote(_ text: String, _ reason: NoteError) {
    #expect(throws: reason) { try SignedNote(parsing: text.utf8) }
  }

  @Test("Bytes that are not UTF-8 are refused", arguments: [[0xff], [0xed, 0xa0, 0x80], [0xc1, 0x81]] as [[UInt8]])
  func notUTF8(_ bytes: [UInt8]) {
    #expect(throws: NoteError.notUTF8) { try SignedNote(parsing: bytes + Array(Self.both.utf8)) }
  }

  @Test("A note above a million bytes is neither read nor signed")
  func tooLarge() throws {
    let signer = try NoteSigner(privateText: PublishedKey.peterPrivate)
    let signatureByteCount = 1 + Self.peter.utf8.count
    let largest = String(repeating: "x", count: 1_000_000 - signatureByteCount - 1) + "\n"
    let note = try SignedNote(signing: largest, with: signer)
    #expect(try SignedNote(parsing: note.encoded.utf8).text == largest)
    #expect(throws: NoteError.tooLarge(byteCount: 1_000_001)) {
      try SignedNote(signing: "x" + largest, with: signer)
    }
    #expect(throws: NoteError.tooLarge(byteCount: 1_000_001)) {
      try SignedNote(parsing: ("x" + note.encoded).utf8)
    }
  }

  @Test("A hundred signatures are read")
  func manySignatures() throws {
    let note = try SignedNote(parsing: (Self.text + "\n" + String(repeating: Self.peter, count: 100)).utf8)
    #expect(note.signatures.count == 100)
  }
}
