import Ledger
import Reference

/// `assessments`, definition 1: impact assessment reports (indicator I-5; requirement R10).
///
/// Counts distinct reports whose issue lies in the window; each report counts once in a row and once in the total,
/// however often it is mentioned and however many projects it is about. A reversed issue does not count. "projects" are
/// the distinct projects that the reports are about. Economic studies and evaluations are not impact assessments and
/// are not recorded as such.
///
/// A report has no region, plan, priority, country or partner of its own: it passes a filter if one of its projects
/// does, by the signature of the project and its funding and countries as they are known.
enum Assessments {
  static let definition = ReportDefinition(
    title: "Impact assessment reports", groupings: [.year, .project, .none],
    columns: { grouping in
      [grouping.label, .distinct("reports"), .distinct("projects"), .text("titles"), .text("about")]
    },
    fill: fill)

  private static func fill(_ sheet: inout Sheet) throws {
    let known = sheet.known
    let query = sheet.query
    var projects: [[String]: [String: Sheet.Evidence]] = [:]
    var titles: [[String]: [String]] = [:]
    for item in known.registers.assessments.items {
      guard let issued = item.state.issued, let on = item.state.issuedOn, let entry = item.active.last else { continue }
      guard try issued.projects.contains(where: { try admits($0, known, query) }) else { continue }
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
    case .year: [[on.first.year == on.last.year ? String(on.first.year) : "\(on.first.year)–\(on.last.year)"]]
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

  /// Cost: reads the records of the project where a filter needs them.
  private static func admits(_ name: String, _ known: AsKnown, _ query: Query) throws -> Bool {
    guard
      query.region != nil || query.plan != nil || query.priority != nil || query.country != nil || query.partner != nil
    else { return true }
    guard let subject = Subject(.project, name) else { return false }
    let project = try known.project(subject)
    guard let signed = project.signature else { return false }
    if let region = query.region, signed.region != region { return false }
    if let plan = query.plan, signed.plan != plan { return false }
    if let priority = query.priority, signed.priority != priority { return false }
    if let country = query.country, !project.beneficiaries.contains(where: { $0.country == country }) { return false }
    if let partner = query.partner {
      let wanted = known.registers.identity(of: partner)
      let funders = project.promises.lines.map { known.registers.identity(of: $0.name.partner) }
      if !funders.contains(wanted) { return false }
    }
    return true
  }
}
