/// What the rules look at: the registers whole, and the projects that the commands at hand name.
///
/// A class, because it is large, has one owner (the writer) and is looked at for every command. One thread.
public final class Books {
  /// Everything but the projects, whole.
  public var registers = Registers()
  /// The projects that were needed so far.
  public var projects = Projects()
  /// When the last line was recorded.
  public var lastAt = Timestamp(microseconds: 0)

  /// The names of all subjects; nil while nobody has asked for them.
  public var names: SubjectNames? = SubjectNames()

  /// An empty book.
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

  /// Takes in a record that was written. Records come in the order of the book.
  public func apply(_ entry: Entry, at: Timestamp, history: (Subject) throws -> [Entry]) rethrows {
    lastAt = max(lastAt, at)
    if names != nil, count(of: entry.subject) == 0 { names?.add(entry.subject) }
    if entry.subject.kind == .project {
      try projects.apply(entry, history: history)
    } else {
      var unused: [Posting] = []
      registers.fold(entry, into: &unused)
    }
  }
}

/// What a reversal needs besides the books: the records of its subject, and who refers to the subject.
public struct Past: Sendable {
  /// All records of the command's subject, in order.
  public let records: [Record]
  /// Records of other subjects that name the subject.
  public let mentions: [Record]

  /// Both lists in the order of the book.
  public init(records: [Record], mentions: [Record]) { (self.records, self.mentions) = (records, mentions) }

  /// The record that a command reverses, if it names one of its subject.
  func target(of command: Command) -> Record? {
    guard case .reversed(let reversal) = command.event else { return nil }
    return records.first { $0.seq == reversal.seq }
  }

  /// For every command but a reversal.
  public static let unneeded = Past(records: [], mentions: [])
}
