/// The names that are taken. Two that differ only by case are one name.
public struct SubjectNames: Sendable {
  /// By their small letters, as they were first written.
  private var written: [String: String] = [:]

  /// No name is taken.
  public init() {}

  /// Takes the name of a subject. A second spelling of it changes nothing.
  public mutating func add(_ subject: Subject) {
    let text = subject.description
    let place = text.lowercased()
    if written[place] == nil { written[place] = text }
  }

  /// The other spelling under which a name is taken.
  func other(than subject: Subject) -> String? {
    let text = subject.description
    return written[text.lowercased()].flatMap { $0 == text ? nil : $0 }
  }
}

extension Rules {
  /// `already-exists`: a new subject is not one that is there in other letters.
  func needsFreeName() throws(Refusal) {
    guard books.count(of: command.subject) == 0, let taken = books.names?.other(than: command.subject) else { return }
    throw Refusal(
      .alreadyExists, at: "subject", found: "\(command.subject), which differs from \(taken) only by case",
      expected: "a name that is not taken", remedy: "If \(taken) is meant, write it so; else choose another name.")
  }
}
