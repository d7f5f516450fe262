/// What can happen to an impact assessment.
public enum AssessmentEvent: SubjectEvent {
  indirect case issued(ImpactAssessmentIssued)

  public enum Name: String, EventName {
    case issued = "ImpactAssessmentIssued"

    public static var countsInPeriods: Bool { true }
    public var mayLieInFuture: Bool { false }
    public var isFounding: Bool { false }
  }

  public init?(_ event: Event) {
    guard case .assessment(let own) = event else { return nil }
    self = own
  }

  public var name: Name {
    switch self {
    case .issued: .issued
    }
  }

  var mentions: [Subject] {
    switch self {
    case .issued(let issued): Subject.all(.project, issued.projects)
    }
  }

  init(_ name: Name, from r: inout LineReader) throws(LineError) {
    switch name {
    case .issued: self = .issued(try ImpactAssessmentIssued(from: &r))
    }
  }

  func write(to w: inout LineWriter) {
    switch self {
    case .issued(let issued): issued.write(to: &w)
    }
  }

  public var sentence: Sentence {
    switch self {
    case .issued(let issued): issued.sentence
    }
  }
}

public struct ImpactAssessmentIssued: Hashable, Sendable {
  public let projects: [String]
  public let title: String

  public init(title: String, of projects: [String]) {
    (self.title, self.projects) = (title, projects)
  }

  init(from r: inout LineReader) throws(LineError) {
    try r.need("projects")
    projects = try r.array { (r: inout LineReader) throws(LineError) in try r.name() }
    try r.need("title")
    title = try r.text()
    try r.type("ImpactAssessmentIssued")
  }

  func write(to w: inout LineWriter) {
    w.member("projects", names: projects)
    w.member("title", text: title)
    w.type("ImpactAssessmentIssued")
  }

  var sentence: Sentence { "impact assessment \"\(title)\" of \(list: projects.map { "\($0)" })" }
}

extension Rules {
  func check(_ event: AssessmentEvent) throws(Refusal) {
    switch event {
    case .issued(let issued):
      if books.registers.assessments[command.subject.name]?.state.issued != nil { throw alreadyExists("issued") }
      try unique(issued.projects, at: "event.projects")
      try needsProjects(issued.projects, at: "event.projects")
    }
  }
}
