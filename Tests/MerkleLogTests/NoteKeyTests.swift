import MerkleLog
import Testing

/// Keys published with the Go module `golang.org/x/mod`. They are examples; they protect nothing.
enum PublishedKey {
  static let peter = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
  static let peterPrivate = "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz"
  static let enoch = "EnochRoot+af0cfe78+ATtqJ7zOtqQtYqOo0CpvDXNlMhV3HeJDpjrASKGLWdop"
  static let sumdb = "localhost.localdev/sumdb+00000c67+AcTrnkbUA+TU4heY3hkjiSES/DSQniBqIeQ/YppAUtK6"
  static let sumdbPrivate =
    "PRIVATE+KEY+localhost.localdev/sumdb+00000c67+AXu6+oaVaOYuQOFrf1V59JK1owcFlJcHwwXHDfDGxSPk"
}

@Suite("Note keys")
struct NoteKeyTests {
  @Test(
    "Published public keys are read and written back",
    arguments: [
      PublishedKey.peter, PublishedKey.enoch, PublishedKey.sumdb,
    ])
  func publicKeys(_ vkey: String) throws {
    #expect(try NoteVerifier(vkey: vkey).vkey == vkey)
  }

  @Test(
    "Published private keys give their public keys",
    arguments: [
      (PublishedKey.peterPrivate, PublishedKey.peter), (PublishedKey.sumdbPrivate, PublishedKey.sumdb),
    ])
  func privateKeys(_ privateText: String, _ vkey: String) throws {
    let signer = try NoteSigner(privateText: privateText)
    #expect(signer.verifier.vkey == vkey)
    #expect(signer.privateText == privateText)
  }

  @Test("A new key survives being written and read")
  func newKey() throws {
    let signer = try NoteSigner(generatingFor: "example.org/ledger")
    let read = try NoteSigner(privateText: signer.privateText)
    let note = try SignedNote(signing: "paid in full\n", with: read)
    try note.verify(with: NoteVerifier(vkey: signer.verifier.vkey))
    #expect(try NoteSigner(generatingFor: "example.org/ledger").verifier.vkey != signer.verifier.vkey)
  }

  @Test(
    "Any part of a key, and a key with any character changed, is refused",
    arguments: [
      PublishedKey.peter, PublishedKey.peterPrivate,
    ])
  func mangled(_ key: String) {
    func isRead(_ text: String) -> Bool {
      (try? NoteVerifier(vkey: text)) != nil || (try? NoteSigner(privateText: text)) != nil
    }
    #expect(isRead(key))
    let characters = Array(key)
    for start in characters.indices {
      for end in start..<characters.count where end - start < characters.count - 1 {
        #expect(!isRead(String(characters[start...end])))
      }
      var changed = Array(key.utf8)
      changed[start] += 1
      #expect(!isRead(String(decoding: changed, as: UTF8.self)))
    }
  }

  static let badKeys: [(String, KeyError)] = [
    ("", KeyError.malformed(.verifier)),
    ("PeterNeumann", .malformed(.verifier)),
    ("Peter Neumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW", .badName("Peter Neumann")),
    ("+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW", .badName("")),
    ("PeterNeumann+C74F20A3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW", .malformed(.verifier)),
    ("localhost.localdev/sumdb+c67+AcTrnkbUA+TU4heY3hkjiSES/DSQniBqIeQ/YppAUtK6", .malformed(.verifier)),
    ("PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW\n", .malformed(.verifier)),
    ("PeterNeumann+cc469956+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TWBADKEY==", .malformed(.verifier)),
    (
      "PeterNeumann+cc469956+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TWBADKEQ==",
      .wrongLength(.verifier, byteCount: 36)
    ),
    ("PeterNeumann+173116ae+ZRpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW", .unknownType(0x65)),
    (
      "PeterNeuman+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
      .keyIDMismatch(written: 0xc74f_20a3, computed: 0x9424_5f47)
    ),
  ]

  @Test("A bad public key is refused for the right reason", arguments: badKeys)
  func badPublicKey(_ vkey: String, _ reason: KeyError) {
    #expect(throws: reason) { try NoteVerifier(vkey: vkey) }
  }

  @Test(
    "Names without a place in a note are refused",
    arguments: [
      "", "a b", "a+b", "a\u{A0}b", "a\u{2003}b", "a\nb", "a\u{1}b", "+\u{301}",
    ])
  func badName(_ name: String) {
    #expect(throws: KeyError.badName(name)) { try NoteSigner(generatingFor: name) }
  }

  @Test("Printing a signer or its errors does not print the secret")
  func secrecy() throws {
    let signer = try NoteSigner(privateText: PublishedKey.peterPrivate)
    var dumped = ""
    dump(signer, to: &dumped)
    let secret = "AYEKFALVFGyNhPJEMzD1QIDr"
    #expect(PublishedKey.peterPrivate.contains(secret))
    for text in ["\(signer)", String(reflecting: signer), dumped] { #expect(!text.contains(secret)) }
    let damaged = PublishedKey.peterPrivate.replacing("KDFz", with: "KDFzKDFz")
    #expect {
      try NoteSigner(privateText: damaged)
    } throws: { !"\($0)".contains(secret) && $0 as? KeyError == .wrongLength(.signer, byteCount: 35) }
  }
}
