import Reference

public enum Modality: String, CaseIterable, Sendable { case cash, fundsInTrust, inKind }
public enum Earmarking: String, CaseIterable, Sendable { case tight, soft, none }

/// One promise of money inside a project: who gives, how, and how much if it is known.
public struct FundingLine: Hashable, Sendable {
  public let from: String
  public let modality: Modality
  public let value: Money?

  public init(from: String, _ modality: Modality, _ value: Money? = nil) {
    (self.from, self.modality, self.value) = (from, modality, value)
  }
}

public struct Beneficiary: Hashable, Sendable {
  public let country: Alpha3
  /// Nil where the country is reached but its part of the money is not stated.
  public let share: Share?

  public init(_ country: Alpha3, share: Share? = nil) {
    (self.country, self.share) = (country, share)
  }

  init(from r: inout LineReader) throws(LineError) {
    try r.open("country")
    country = try r.country()
    share = r.has("share") ? try r.share() : nil
    try r.close()
  }

  func write(to w: inout LineWriter) {
    w.open()
    w.member("country", country: country)
    if let share {
      w.member("share")
      w.decimal(Decimal(digits: Int64(share.units), places: 4))
    }
    w.close()
  }

  static func list(from r: inout LineReader) throws(LineError) -> SmallList<Beneficiary> {
    try r.optionalSmallList("beneficiaries") { (r: inout LineReader) throws(LineError) in try Beneficiary(from: &r) }
  }

  static func write(_ list: SmallList<Beneficiary>, to w: inout LineWriter) {
    guard !list.isEmpty else { return }
    w.member("beneficiaries")
    w.array(list) { $1.write(to: &$0) }
  }

  /// Nil where nobody is named.
  static func sentence(of list: SmallList<Beneficiary>) -> Sentence? {
    if list.isEmpty { return nil }
    return ", for \(list: list.map { "\($0.country)\($0.share.map { " \($0) %" })" })"
  }
}

public struct ProjectSigned: Hashable, Sendable {
  public let agreements: [String]
  public let beneficiaries: SmallList<Beneficiary>
  public let earmarking: Earmarking?
  public let ends: Day?
  public let funding: SmallList<FundingLine>
  public let initiatives: [String]
  public let parent: String?
  public let plan: Plan
  public let pledges: [String]
  public let priority: Priority
  public let region: Region
  public let sdgs: [Int]
  public let starts: Day?
  public let theme: Theme?
  public let title: String

  /// Not an initialiser: an initialiser that can fail half way copies a large value once more when it is complete.
  static func read(from r: inout LineReader) throws(LineError) -> ProjectSigned {
    let agreements = try r.optionalNames("agreements")
    let beneficiaries = try Beneficiary.list(from: &r)
    let earmarking = r.has("earmarking") ? try r.oneOf(Earmarking.self) : nil
    let ends = try r.optionalDay("ends")
    try r.need("funding")
    let funding = try r.smallList { (r: inout LineReader) throws(LineError) in
      try r.open("from")
      let from = try r.name()
      try r.need("modality")
      let modality = try r.oneOf(Modality.self)
      let value = try r.optionalMoney("value")
      try r.close()
      return FundingLine(from: from, modality, value)
    }
    let initiatives = try r.optionalArray("initiatives") { (r: inout LineReader) throws(LineError) in try r.initiative()
    }
    let parent = try r.optionalName("parent")
    try r.need("plan")
    let plan = try r.plan()
    let pledges = try r.optionalNames("pledges")
    try r.need("priority")
    let priority = try r.priority(in: plan)
    try r.need("region")
    let region = try r.region()
    let sdgs = try r.optionalArray("sdgs") { (r: inout LineReader) throws(LineError) in
      let number = try r.integer()
      guard (1...17).contains(number) else { throw r.failure("a goal from 1 to 17", code: .unknownCode) }
      return Int(number)
    }
    let starts = try r.optionalDay("starts")
    let theme = r.has("theme") ? try r.theme(in: priority) : nil
    try r.need("title")
    let title = try r.text()
    try r.type("ProjectSigned")
    return ProjectSigned(
      agreements: agreements, beneficiaries: beneficiaries, earmarking: earmarking, ends: ends, funding: funding,
      initiatives: initiatives,
      parent: parent, plan: plan, pledges: pledges, priority: priority, region: region, sdgs: sdgs, starts: starts,
      theme: theme, title: title)
  }

  func write(to w: inout LineWriter) {
    w.member("agreements", names: agreements)
    Beneficiary.write(beneficiaries, to: &w)
    w.member("earmarking", plain: earmarking?.rawValue)
    w.member("ends", day: ends)
    w.member("funding")
    w.array(funding) { w, line in
      w.open()
      w.member("from", plain: line.from)
      w.member("modality", plain: line.modality.rawValue)
      w.member("value", money: line.value)
      w.close()
    }
    w.member("initiatives", names: initiatives)
    w.member("parent", plain: parent)
    w.member("plan", plain: plan.code)
    w.member("pledges", names: pledges)
    w.member("priority", plain: priority.code)
    w.member("region", plain: region.code)
    if !sdgs.isEmpty {
      w.member("sdgs")
      w.array(sdgs) { $0.integer(Int64($1)) }
    }
    w.member("starts", day: starts)
    w.member("theme", plain: theme?.code)
    w.member("title", text: title)
    w.type("ProjectSigned")
  }

  var sentence: Sentence {
    let money: [Sentence] = funding.map { line in
      let value: Sentence = line.value.map { "\($0)" } ?? "an unknown amount"
      return "\(value) from \(line.from)"
    }
    return """
      signed "\(title)", \(list: money)\(Beneficiary.sentence(of: beneficiaries))\
      \(detail: "\(plan.code) \(priority.code)", "\(region.code)")
      """
  }
}

extension ProjectSigned {
  /// The plan is that of the priority.
  public init(
    title: String, priority: Priority, theme: Theme? = nil, region: Region, funding: [FundingLine],
    beneficiaries: [Beneficiary] = [], initiatives: [String] = [], sdgs: [Int] = [], starts: Day? = nil,
    ends: Day? = nil, earmarking: Earmarking? = nil, parent: String? = nil, agreements: [String] = [],
    pledges: [String] = []
  ) {
    self.init(
      agreements: agreements, beneficiaries: SmallList(beneficiaries), earmarking: earmarking, ends: ends,
      funding: SmallList(funding), initiatives: initiatives, parent: parent, plan: priority.plan, pledges: pledges,
      priority: priority, region: region, sdgs: sdgs, starts: starts, theme: theme, title: title)
  }

  var mentions: [Subject] {
    Subject.all(.partner, funding.map(\.from)) + Subject.all(.agreement, agreements) + Subject.all(.pledge, pledges)
      + Subject.all(.project, parent.map { [$0] } ?? [])
  }
}

extension Rules {
  func check(_ signed: ProjectSigned, in state: ProjectState) throws(Refusal) {
    if state.phase != .unsigned { throw alreadyExists("signed") }
    try needsAgreements(signed.agreements, at: "event.agreements")
    try needsPledges(signed.pledges, at: "event.pledges")
    if let parent = signed.parent { try needsProjects([parent], at: "event.parent") }
    for line in signed.funding { try needsPartner(line.from, at: "event.funding") }
    for line in signed.funding {
      if let value = line.value {
        try current(value, at: "event.funding.value")
        try positive(value, at: "event.funding.value")
      }
    }
    try unique(
      signed.funding.map {
        "\(books.registers.identity(of: $0.from)) \($0.value?.currency.text ?? "") \($0.modality.rawValue)"
      }, at: "event.funding")
    try check(signed.beneficiaries)
    try ordered(signed.starts, signed.ends, at: "event.ends")
  }
}
