import Reference

/// The name of a funding line, which it keeps through changes of currency and merges: the partner as it was signed, the
/// currency at birth, the modality.
public struct LineName: Hashable, Sendable {
  public let partner: String
  /// Nil where no value was known at birth.
  public let currency: Alpha3?
  public let modality: Modality

  public init(_ partner: String, _ currency: Alpha3?, _ modality: Modality) {
    (self.partner, self.currency, self.modality) = (partner, currency, modality)
  }

  init(from r: inout LineReader) throws(LineError) {
    try r.open()
    currency = r.has("currency") ? try r.currency() : nil
    try r.need("modality")
    modality = try r.oneOf(Modality.self)
    try r.need("partner")
    partner = try r.name()
    try r.close()
  }

  func write(to w: inout LineWriter) {
    w.open()
    w.member("currency", plain: currency?.text)
    w.member("modality", plain: modality.rawValue)
    w.member("partner", plain: partner)
    w.close()
  }
}

/// What partners promised to a project, line by line: what its postings are worked out from.
public struct Promises: Sendable {
  /// Promised money of one line as it stands.
  public struct Line: Hashable, Sendable {
    public let name: LineName
    public fileprivate(set) var value: PromisedValue
    public var currency: Alpha3? { value.currency }
    /// Minor units; nil while no value was ever stated.
    public var minor: Int128? { value.currency == nil ? nil : value.total }
  }

  /// In the order in which they came.
  public private(set) var lines: [Line] = []

  init() {}

  init(_ signed: ProjectSigned, on day: Day) {
    lines = signed.funding.map {
      Line(name: LineName($0.from, $0.value?.currency, $0.modality), value: PromisedValue($0.value, on: day))
    }
  }

  subscript(name: LineName) -> Line? { lines.first { $0.name == name } }

  /// The lines that a change can mean: those of its partner, and of its modality if it names one. Of these, those in
  /// its currency; else for "sets" all, for "adds" those without a value. None: it opens a line.
  /// - Parameter identity: who partners count as.
  func lines(meantBy change: FundingChange, identity: (String) -> String) -> [LineName] {
    if let named = change.of { return [named] }
    let partner = identity(change.from)
    let mine = lines.filter {
      identity($0.name.partner) == partner && (change.modality ?? $0.name.modality) == $0.name.modality
    }
    let same = mine.filter { $0.currency == change.change.money.currency }
    if !same.isEmpty { return same.map(\.name) }
    switch change.change {
    case .sets: return mine.map(\.name)
    case .adds: return mine.filter { $0.currency == nil }.map(\.name)
    }
  }

  /// The line that a change changes, or the one that it opens.
  func line(of change: FundingChange, identity: (String) -> String) -> LineName {
    if let meant = lines(meantBy: change, identity: identity).first { return meant }
    let partner = identity(change.from)
    let modality = lines.first { identity($0.name.partner) == partner }?.name.modality
    return LineName(change.from, change.change.money.currency, change.modality ?? modality ?? .cash)
  }

  /// Applies a change of the given day and says what it moves.
  mutating func apply(_ change: FundingChange, on day: Day) -> (line: LineName, moves: [PromisedValue.Move]) {
    let name = line(of: change) { $0 }
    let place = lines.firstIndex { $0.name == name } ?? lines.endIndex
    if place == lines.endIndex { lines.append(Line(name: name, value: PromisedValue())) }
    return (name, lines[place].value.apply(change.change, on: day))
  }

  /// Lowers the promise of the line that a refund names, if it is in its currency, and says what that moves. A refund
  /// of an error lowers nothing.
  mutating func lower(by refund: ContributionRefunded, on day: Day) -> (line: LineName, moves: [PromisedValue.Move])? {
    guard !refund.isError, let name = refund.of, let place = lines.firstIndex(where: { $0.name == name }),
      lines[place].currency == refund.value.currency
    else { return nil }
    var less = refund.value
    less.minor = 0 &- less.minor
    return (name, lines[place].value.apply(.adds(less), on: day))
  }
}
