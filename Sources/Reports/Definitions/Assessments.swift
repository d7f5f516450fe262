import Ledger
import Reference

/// `assessments`, definition 2: impact assessment reports (indicator I-5; requirement R10).
///
/// Counts distinct reports whose issue lies in the window; each report counts once in a row and once in the total,
/// however often it is mentioned and however many projects it is about. A reversed issue does not count. "projects" are
/// the distinct projects that the reports are about. Economic studies and evaluations are not impact assessments and
/// are not recorded as such.
///
/// A report has no region, plan, priority, country or partner of its own: it passes a filter if one of its projects
/// does, as it is on the last day of the window.
enum Assessments {
  static let definition = ReportDefinition(
    version: 2, title: "Impact assessment reports", groupings: [.year, .project, .none],
    takesAsSigned: true,
    columns: { grouping in
      [grouping.label, .distinct("reports"), .distinct("projects"), .text("titles"), .text("about")]
    },
    fill: fill)

  private static func fill(_ sheet: inout Sheet) throws {
    let known = sheet.known
    let query = sheet.query
    let chosen = try chosen(known, query)
    var projects: [[String]: [String: Sheet.Evidence]] = [:]
    var titles: [[String]: [String]] = [:]
    for item in known.registers.assessments.items {
      guard let issued = item.state.issued, let on = item.state.issuedOn, let entry = item.active.last else { continue }
      guard chosen.map({ !$0.isDisjoint(with: issued.projects) }) ?? true else { continue }
      guard query.window.contains(first: on.first, last: on.last) else {
        if query.window.straddles(first: on.first, last: on.last) {
          sheet.note("left out, because the date \(on) straddles the edge of the window: \(item.name), \(issued.title)")
        }
        continue
      }
      let evidence = Sheet.Evidence(entry, number: item.number, note: issued.title)
      for row in rows(issued, on, query.grouping ?? .year) {
        sheet.add(count: 1, to: row, "reports", evidence: evidence)
        titles[row, default: []].append(issued.title)
        for project in query.grouping == .project ? row : issued.projects where projects[row]?[project] == nil {
          projects[row, default: [:]][project] = evidence
        }
      }
      sheet.add(count: 1, to: [], "reports", onlyTotal: true, evidence: evidence)
    }
    write(projects, titles, to: &sheet)
  }

  private static func rows(_ issued: ImpactAssessmentIssued, _ on: EffectiveDate, _ grouping: Query.Grouping)
    -> [[String]]
  {
    switch grouping {
    case .project: issued.projects.map { [$0] }
    case .year: [[on.years]]
    default:
      [["all"]]
    }
  }

  private static func write(
    _ projects: [[String]: [String: Sheet.Evidence]], _ titles: [[String]: [String]], to sheet: inout Sheet
  ) {
    var counted: Set<String> = []
    for (row, about) in projects.sorted(by: { $0.key.lexicographicallyPrecedes($1.key) }) {
      for (project, evidence) in about.sorted(by: { $0.key < $1.key }) {
        sheet.add(count: 1, to: row, "projects", evidence: evidence)
        if counted.insert(project).inserted {
          sheet.add(count: 1, to: row, "projects", onlyTotal: true, evidence: evidence)
        }
      }
      sheet.set(text: (titles[row] ?? []).joined(separator: "; "), to: row, "titles")
      sheet.set(text: about.keys.sorted().joined(separator: ", "), to: row, "about")
    }
  }

  /// The projects that pass the filters; nil where nothing is filtered. A country is one that a project reaches.
  private static func chosen(_ known: AsKnown, _ query: Query) throws -> Set<String>? {
    guard query.asksForTerms || query.country != nil || query.partner != nil else { return nil }
    var scope = query.asState
    (scope.country, scope.grouping) = (nil, nil)
    let lookUps = try known.lookUps(for: query)
    var numbers = SeenNumbers()
    var names: Set<String> = []
    try known.forEachPosting([.signed, .added], scope, edge: { _ in }) { posting in
      guard numbers.insert(UInt64(posting.subject)), lookUps.admits(posting, query.country) else { return }
      names.insert(try known.projectName(posting.subject))
    }
    return names
  }
}
