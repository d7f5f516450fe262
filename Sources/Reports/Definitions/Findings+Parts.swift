import Ledger
import Reference

extension Findings {
  /// Parents and parts that both name money (requirement R30): reports count both. Cost: one scan of promises, and a
  /// look into the index for each project with money.
  mutating func addParts(_ terms: [UInt32: ProjectTerms], _ known: AsKnown) throws {
    let funded = try projectsWithMoney(known)
    var bySignature: [UInt64: ProjectTerms] = [:]
    for (number, project) in terms where funded.contains(number) { bySignature[UInt64(project.signature)] = project }
    for (_, parent) in terms.sorted(by: { $0.key < $1.key }) where funded.contains(parent.number) {
      let name = try parent.name(known)
      guard let subject = Subject(.project, name) else { continue }
      // A signature names another project only as its parent.
      let parts = try known.journal.mentions(of: subject, before: known.size).compactMap { bySignature[$0] }
      guard !parts.isEmpty else { continue }
      let names = try parts.map { try $0.name(known) }.joined(separator: ", ")
      add(
        Finding(
          kind: .parentAndParts, subject: subject.description, record: UInt64(parent.signature),
          records: .init(([parent] + parts).map { Sheet.Evidence($0.posting) }),
          found: "money of its own, as its parts have: \(names); reports count both the parent and the parts"))
    }
  }

  private func projectsWithMoney(_ known: AsKnown) throws -> Set<UInt32> {
    var sums: [UInt64: Int128] = [:]
    try known.forEachPosting([.signed, .added]) { posting in
      guard posting.currency != 0 else { return }
      sums[UInt64(posting.subject) << 16 | UInt64(posting.currency), default: 0] += Int128(posting.minor)
    }
    return Set(sums.lazy.filter { $0.value != 0 }.map { UInt32(truncatingIfNeeded: $0.key >> 16) })
  }
}
