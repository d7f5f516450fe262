/// What the program says as the model does: the one list of what the normal run compares. It grows until it is
/// everything; `PLEDGEBOOK_COMPARE=all` shows what is left to do.
struct Agreed {
  let scope: Comparison.Scope
  /// The columns of each report that must be the same.
  let columns: [String: Set<String>]

  init(
    _ columns: [String: Set<String>], _ telling: Comparison.Telling, without: Set<String> = [], isPlain: Bool = false
  ) {
    self.columns = columns
    scope = Comparison.Scope(
      reports: columns.keys.sorted(), telling: telling, without: without, isPlain: isPlain)
  }

  static let all = [
    Agreed(
      [
        "funding": ["projects", "addenda", "signed", "added", "raised", "external", "internal", "external share"],
        "sources": ["projects", "external", "internal", "total", "external share", "internal share"],
        "portfolio": ["projects", "completed", "ongoing", "partners", "ITU fund", "total", "external share"],
        "partners": ["partners", "new", "projects", "signed", "added", "promised"],
        "groups": [
          "projects", "projects at end", "allocated", "allocated at end", "not allocated", "whole value",
        ],
        "agreements": [
          "agreements", "without value", "signed", "revised", "value", "UN agreements", "UN value",
        ],
        "assessments": ["reports", "projects"],
        "pledges": [
          "pledges", "new", "entities", "UN entities", "countries", "countries aimed at", "champions", "pledged",
          "delivered", "target", "of target", "entities reporting", "reporting share",
        ],
        "budget": ["budget", "share of plan", "share of priority", "status"],
        "indicators": ["number", "amount", "base", "ratio", "target", "by"],
      ], .shuffled)
  ]

  /// Reports that do not depend on the order of recording.
  static let inAnyOrder = all.flatMap(\.scope.reports)
}
