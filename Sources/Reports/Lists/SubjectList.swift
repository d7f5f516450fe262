import EventStore
import Ledger

extension Table {
  /// The subjects of a book with the number of their records. Reads the index of subjects once.
  /// - Parameter kind: nil for all.
  public static func subjects(of journal: Journal, kind: Subject.Kind?) throws -> Table {
    let head = try journal.head()
    let subjects = try journal.subjects().filter { kind == nil || $0.kind == kind }
    return Table(
      name: "subjects", title: "Subjects of the book", parameters: kind.map { [("kind", $0.code)] } ?? [],
      columns: [Column(name: "subject"), Column(name: "records", kind: .count)],
      rows: try subjects.map { subject in
        [.text("\(subject)"), .count(Int64(try journal.positions(of: subject, before: head.size).count))]
      }, asOf: AsOf(journal, head))
  }
}
