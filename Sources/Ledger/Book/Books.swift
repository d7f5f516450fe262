/// What the rules look at: the registers whole, and the projects that the commands at hand name.
///
/// A class, because it is large, has one owner (the writer) and is looked at for every command. One thread.
public final class Books {
  /// Everything but projects, whole.
  public var registers = Registers()
  /// The projects that commands named so far.
  public var projects = Projects<ProjectState>()
  /// When the last line was recorded.
  public var lastAt = Timestamp(microseconds: 0)

  /// The names of all subjects; nil while nobody has asked for them.
  public var names: SubjectNames? = SubjectNames()

  /// Of an empty book.
  public init() {}

  /// How many records a subject has, reversals included.
  public func count(of subject: Subject) -> UInt64 {
    func entries<S>(_ subjects: borrowing Subjects<S>) -> UInt64 { UInt64(subjects.count(of: subject.name)) }
    return switch subject.kind {
    case .project: projects.count(of: subject.name)
    case .partner: entries(registers.partners)
    case .agreement: entries(registers.agreements)
    case .pledge: entries(registers.pledges)
    case .assessment: entries(registers.assessments)
    case .plan: entries(registers.plans)
    case .group: entries(registers.groups)
    case .rates: entries(registers.rates)
    case .target: entries(registers.targets)
    case .aggregate: entries(registers.aggregates)
    case .figure: entries(registers.figures)
    case .policy: entries(registers.policies)
    case .books: entries(registers.books)
    }
  }

  /// Whether a command needs earlier lines: a reversal, or a fact of a project that does not come last among its facts.
  public func readsPast(_ command: Command) -> Bool {
    command.event.type == .reversed || projects.isLate(command)
  }

  /// Takes in a record that was written. Records come in the order of the book.
  /// - Parameters: as in `Projects.fold`.
  public func apply(
    _ entry: Entry, at: Timestamp, all: (Subject, UInt64) throws -> [Entry], one: (UInt64) throws -> Entry
  ) throws {
    lastAt = max(lastAt, at)
    if names != nil, count(of: entry.subject) == 0 { names?.add(entry.subject) }
    if entry.subject.kind == .project {
      try projects.apply(entry, all: all, one: one)
    } else {
      var unused: [Posting] = []
      registers.fold(entry, into: &unused)
    }
  }
}

/// What a reversal needs besides the books.
public struct Past: Sendable {
  /// The record that has the id that it names, if there is one.
  public let target: Record?
  /// The command that is recorded together with the reversal, in place of what it takes out.
  public let replacement: Command?
  /// The records of other subjects that name the subject and stand.
  public let mentions: [Record]

  /// - Parameters:
  ///   - target: of the command's own subject or not; the rules look.
  ///   - mentions: in the order of the book.
  ///   - replacement: given right behind the reversal.
  public init(target: Record?, mentions: [Record], replacement: Command? = nil) {
    (self.target, self.mentions, self.replacement) = (target, mentions, replacement)
  }
  /// For commands that are no reversals.
  public static let unneeded = Past(target: nil, mentions: [])
}
