import Crypto

/// A public key that checks signed notes (C2SP signed-note; Ed25519, signature type 0x01). Safe to publish.
public struct NoteVerifier: Sendable {
  /// Who signs: for a log, its origin.
  public let name: String
  /// The first four bytes of SHA-256 of name, newline, 0x01 and public key. It finds a key; it does not prove one.
  public let keyID: UInt32
  private let publicKey: Curve25519.Signing.PublicKey

  /// Reads the text form `name+hash+key`: the key ID as 8 lowercase hexadecimal digits, then Base64 of 0x01 and
  /// the 32 bytes of the public key.
  public init(vkey: String) throws(KeyError) {
    let fields = try KeyFields(vkey, prefix: "", form: .verifier)
    guard let publicKey = try? Curve25519.Signing.PublicKey(rawRepresentation: fields.key) else {
      throw .unusableKey(.verifier)
    }
    self.init(name: fields.name, publicKey: publicKey)
    guard keyID == fields.keyID else { throw .keyIDMismatch(written: fields.keyID, computed: keyID) }
  }

  /// `name` was checked by the caller.
  init(name: String, publicKey: Curve25519.Signing.PublicKey) {
    self.name = name
    self.publicKey = publicKey
    var input = Array(name.utf8)
    input.append(UInt8(ascii: "\n"))
    input.append(KeyFields.ed25519)
    input.append(contentsOf: publicKey.rawRepresentation)
    keyID = SHA256.hash(data: input).prefix(4).reduce(0) { $0 << 8 | UInt32($1) }
  }

  /// The text form that ``init(vkey:)`` reads.
  public var vkey: String {
    KeyFields.text(name: name, keyID: keyID, key: Array(publicKey.rawRepresentation))
  }

  func isValid(_ signature: [UInt8], for text: String) -> Bool {
    publicKey.isValidSignature(signature, for: Array(text.utf8))
  }
}

/// A private key that signs notes (C2SP signed-note; Ed25519). Whoever has it can speak for the log: keep it secret.
///
/// Its description shows only the public part.
public struct NoteSigner: Sendable, CustomStringConvertible, CustomReflectable {
  /// The public key that belongs to this private key.
  public let verifier: NoteVerifier
  private let privateKey: Curve25519.Signing.PrivateKey

  /// A new key from the system's random source. Throws ``KeyError/badName(_:)``.
  public init(generatingFor name: String) throws(KeyError) {
    guard isKeyName(name) else { throw .badName(name) }
    self.init(name: name, privateKey: Curve25519.Signing.PrivateKey())
  }

  /// Reads the secret text form `PRIVATE+KEY+name+hash+key`: the key ID as 8 lowercase hexadecimal digits, then
  /// Base64 of 0x01 and the 32 bytes of the seed. No error repeats any part of the text but name and key ID.
  public init(privateText: String) throws(KeyError) {
    let fields = try KeyFields(privateText, prefix: Self.prefix, form: .signer)
    guard let privateKey = try? Curve25519.Signing.PrivateKey(rawRepresentation: fields.key) else {
      throw .unusableKey(.signer)
    }
    self.init(name: fields.name, privateKey: privateKey)
    guard verifier.keyID == fields.keyID else {
      throw .keyIDMismatch(written: fields.keyID, computed: verifier.keyID)
    }
  }

  private init(name: String, privateKey: Curve25519.Signing.PrivateKey) {
    self.privateKey = privateKey
    verifier = NoteVerifier(name: name, publicKey: privateKey.publicKey)
  }

  /// The secret text form that ``init(privateText:)`` reads.
  public var privateText: String {
    Self.prefix
      + KeyFields.text(
        name: verifier.name, keyID: verifier.keyID, key: Array(privateKey.rawRepresentation))
  }

  /// Names the public key only, so that the private key does not get into a log.
  public var description: String { "signer of \(verifier.vkey)" }
  /// Shows the public key only.
  public var customMirror: Mirror { Mirror(self, children: ["verifier": verifier]) }

  func signature(for text: String) throws(NoteError) -> [UInt8] {
    guard let signature = try? privateKey.signature(for: Array(text.utf8)) else {
      throw .signingFailed(keyName: verifier.name)
    }
    return Array(signature)
  }

  private static let prefix = "PRIVATE+KEY+"
}

/// Key names are not empty and have no Unicode space, no plus sign and no control character.
func isKeyName(_ name: String) -> Bool {
  !name.isEmpty && name.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0 != "+" && !$0.properties.isWhitespace }
}

/// The fields of both text forms of a key.
private struct KeyFields {
  static let ed25519: UInt8 = 0x01

  let name: String
  let keyID: UInt32
  let key: [UInt8]

  init(_ text: String, prefix: String, form: KeyError.Form) throws(KeyError) {
    guard text.utf8.starts(with: prefix.utf8) else { throw .malformed(form) }
    let parts = text.utf8.dropFirst(prefix.utf8.count)
      .split(separator: UInt8(ascii: "+"), maxSplits: 2, omittingEmptySubsequences: false)
    guard parts.count == 3 else { throw .malformed(form) }
    name = String(decoding: Array(parts[0]), as: UTF8.self)
    guard isKeyName(name) else { throw .badName(name) }
    let digits = String(decoding: Array(parts[1]), as: UTF8.self)
    guard let keyID = UInt32(digits, radix: 16), hexadecimal(keyID) == digits else { throw .malformed(form) }
    self.keyID = keyID
    guard let bytes = Base64.decode(parts[2]), let type = bytes.first else { throw .malformed(form) }
    guard type == Self.ed25519 else { throw .unknownType(type) }
    guard bytes.count == 33 else { throw .wrongLength(form, byteCount: bytes.count - 1) }
    key = Array(bytes.dropFirst())
  }

  static func text(name: String, keyID: UInt32, key: [UInt8]) -> String {
    "\(name)+\(hexadecimal(keyID))+\(Base64.encode([ed25519] + key))"
  }
}

/// Eight lowercase digits.
func hexadecimal(_ keyID: UInt32) -> String {
  let digits = String(keyID, radix: 16)
  return String(repeating: "0", count: 8 - digits.count) + digits
}
