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
    Agreed(["assessments": ["reports", "projects"]], .shuffled, isPlain: true),
    // A refund lowers no promise yet.
    Agreed(
      ["funding": ["raised"]], .shuffled, without: ["ContributionRefunded"], isPlain: true),
  ]

  /// Reports that do not depend on the order of recording.
  static let inAnyOrder = ["assessments"]
}
