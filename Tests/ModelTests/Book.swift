/// What a list of records means. Nothing is kept up: each figure is worked out from the facts that stand.
///
/// As known at a size is the book of the first so many records. The caches hold what was worked out, by day.
final class Book {
  /// How the money of a subject is found: from the facts in force, or from the postings that each record made.
  enum Way { case inForce, posted }

  let records: [Record]
  let way: Way
  let histories: [String: History]
  /// Duplicate → the partner that it was merged into, for past and future (DOMAIN, PartnerMerged).
  let merges: [String: String]
  lazy var rates = Rates(self)
  private var effectsOf: [String: [Effect]] = [:]
  private var linesOf: [String: [LineName: Line]] = [:]
  private var termsOf: [String: JSON] = [:]

  init(_ records: [Record], _ way: Way = .inForce) {
    (self.records, self.way) = (records, way)
    let standing = Book.standing(records)
    histories = Dictionary(grouping: standing, by: \.subject).mapValues(History.init)
    merges = Dictionary(
      standing.filter { $0.type == "PartnerMerged" }.compactMap { record in
        record.event["into"]?.text.map { (record.name, $0) }
      }
    ) { first, _ in first }
  }

  /// A reversal takes its record out of the history for every day, from the reversal's position on. It names the id of
  /// the record, or its position; of several with one id it means the one that stands (DOMAIN, Time: a reversal).
  static func standing(_ records: [Record]) -> [Record] {
    var standing: [Record] = []
    for record in records {
      guard record.type == "RecordReversed" else {
        standing.append(record)
        continue
      }
      let position = record.event["seq"]?.number
      let id = record.event["reverses"]?.text
      let isMeant = { (other: Record) in position.map { other.position == $0 } ?? (other.id == id) }
      if let place = standing.lastIndex(where: isMeant) {
        standing.remove(at: place)
      }
    }
    return standing
  }

  /// The book as it was known at a size.
  func known(at size: Int) -> Book { Book(Array(records.prefix(size)), way) }

  /// The names of the subjects of a kind that have begun.
  func names(_ kind: String) -> [String] {
    histories.compactMap { subject, history in
      subject.hasPrefix("\(kind)/") && (history.opening != nil || !Book.kindsWithOpening.contains(kind))
        ? String(subject.dropFirst(kind.count + 1)) : nil
    }.sorted()
  }
  private static let kindsWithOpening: Set<String> = ["project", "partner", "agreement", "pledge"]

  func history(_ subject: String) -> History { histories[subject] ?? History([]) }

  func terms(_ subject: String, on day: Day) -> JSON {
    let key = "\(subject) \(day.number)"
    if let known = termsOf[key] { return known }
    let terms = history(subject).terms(on: day)
    termsOf[key] = terms
    return terms
  }

  // MARK: Money of one subject

  /// The money that each fact of a subject moves, in the order in which the facts hold.
  func effects(_ subject: String) -> [Effect] {
    if let known = effectsOf[subject] { return known }
    let effects =
      switch way {
      case .inForce: Effect.all(history(subject), subject)
      case .posted: Posting.effects(Posting.all(of: subject, records))
      }
    effectsOf[subject] = effects
    return effects
  }

  /// The funding lines of a project as they are on a day.
  func lines(_ project: String, on day: Day) -> [LineName: Line] {
    let key = "\(project) \(day.number)"
    if let known = linesOf[key] { return known }
    let lines =
      switch way {
      case .inForce: ProjectWalk(history("project/\(project)"), "project/\(project)", through: day).lines
      case .posted: Posting.lines(effects("project/\(project)"), history("project/\(project)"), on: day)
      }
    linesOf[key] = lines
    return lines
  }
}
