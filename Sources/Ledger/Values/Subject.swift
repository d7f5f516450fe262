/// What a record is about: a kind and a name, written `kind/name`.
public struct Subject: Hashable, Comparable, Sendable, CustomStringConvertible {
  public enum Kind: UInt8, CaseIterable, Sendable {
    case agreement, aggregate, assessment, books, figure, group, partner, plan, pledge, policy, project, rates, target

    public var code: String {
      switch self {
      case .agreement: "agreement"
      case .aggregate: "aggregate"
      case .assessment: "assessment"
      case .books: "books"
      case .figure: "figure"
      case .group: "group"
      case .partner: "partner"
      case .plan: "plan"
      case .pledge: "pledge"
      case .policy: "policy"
      case .project: "project"
      case .rates: "rates"
      case .target: "target"
      }
    }
  }

  public let kind: Kind
  public let name: String

  init(kind: Kind, uncheckedName name: String) { (self.kind, self.name) = (kind, name) }

  /// Nil unless `name` is 1–64 bytes of `[A-Za-z0-9._-]`.
  public init?(_ kind: Kind, _ name: String) {
    guard Subject.isName(name) else { return nil }
    self.init(kind: kind, uncheckedName: name)
  }

  /// Subjects of one kind, whose names a reader of lines has checked.
  static func all(_ kind: Kind, _ names: [String]) -> [Subject] { names.map { Subject(kind: kind, uncheckedName: $0) } }

  /// Nil unless `text` is `kind/name` with a known kind.
  public init?(_ text: String) {
    guard let slash = text.firstIndex(of: "/"),
      let kind = Kind.allCases.first(where: { $0.code == text[..<slash] })
    else { return nil }
    self.init(kind, String(text[text.index(after: slash)...]))
  }

  public static func isName(_ text: String) -> Bool {
    (1...64).contains(text.utf8.count) && text.utf8.allSatisfy(isNameByte)
  }

  public var description: String { "\(kind.code)/\(name)" }

  public static func < (a: Subject, b: Subject) -> Bool {
    a.kind == b.kind ? a.name < b.name : a.kind.rawValue < b.kind.rawValue
  }
}

@inline(__always)
func isNameByte(_ byte: UInt8) -> Bool {
  // One bit for each byte below 128: `-`, `.` and the digits in the first word, letters and `_` in the second.
  let bits: UInt64 = byte < 64 ? 0x03FF_6000_0000_0000 : 0x07FF_FFFE_87FF_FFFE
  return byte < 128 && (bits &>> UInt64(byte)) & 1 == 1
}
