/// Why a key was refused. Never holds key material.
public enum KeyError: Error, Equatable {
  /// Which of the two text forms was read.
  public enum Form: Sendable {
    /// The public key, `name+hash+key`.
    case verifier
    /// The private key, `PRIVATE+KEY+name+hash+key`.
    case signer
  }

  /// The text has other parts than the form, or a part of it is no hexadecimal number or no Base64.
  case malformed(Form)
  /// The name is empty, or has a space, a plus sign or a control character.
  case badName(String)
  /// The signature type is not 0x01, Ed25519. Other types exist; this module neither signs nor checks with them.
  case unknownType(UInt8)
  /// The key does not have the 32 bytes of Ed25519.
  case wrongLength(Form, byteCount: Int)
  /// The text was damaged, or the name was changed: the key ID is a hash of name and public key.
  case keyIDMismatch(written: UInt32, computed: UInt32)
  /// The 32 bytes are no key in the eyes of the cryptographic library.
  case unusableKey(Form)
}

extension KeyError: CustomStringConvertible {
  /// One line: where, what was found, what was expected, what to do next. Safe to print and to log.
  public var description: String {
    switch self {
    case .malformed(let form):
      complaint(
        form.place, found: "a text of another form", expected: form.expected,
        next: "copy the whole key again, without spaces or line ends")
    case .badName(let name):
      complaint(
        "key name", found: quoted(name.utf8), expected: "a name without spaces, plus or control characters",
        next: "choose a name such as example.org/ledger")
    case .unknownType(let type):
      complaint(
        "key", found: "signature type \(type)", expected: "type 1, Ed25519",
        next: "use an Ed25519 key")
    case .wrongLength(let form, let byteCount):
      complaint(
        form.place, found: "\(byteCount) bytes", expected: "32 bytes",
        next: "copy the whole key again")
    case .keyIDMismatch(let written, let computed):
      complaint(
        "key", found: "key ID \(hexadecimal(written))",
        expected: "\(hexadecimal(computed)), computed from name and key",
        next: "copy the whole key again and do not change its name")
    case .unusableKey(let form):
      complaint(
        form.place, found: "bytes that are no Ed25519 key", expected: form.expected,
        next: "copy the whole key again")
    }
  }
}

extension KeyError.Form {
  fileprivate var place: String {
    switch self {
    case .verifier: "public key"
    case .signer: "private key"
    }
  }

  fileprivate var expected: String {
    switch self {
    case .verifier: "name+hash+key, with 8 hexadecimal digits and Base64"
    case .signer: "PRIVATE+KEY+name+hash+key, with 8 hexadecimal digits and Base64"
    }
  }
}
