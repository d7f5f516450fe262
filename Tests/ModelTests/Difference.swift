/// A cell in which the model and the program differ.
struct Difference: CustomStringConvertible {
  /// What goes wrong in one way: a column of a report.
  struct Kind: Hashable, Comparable, CustomStringConvertible {
    let report: String
    let column: String

    var description: String { "\(report), \(column)" }
    static func < (a: Kind, b: Kind) -> Bool { (a.report, a.column) < (b.report, b.column) }
  }

  let seed: UInt64
  /// How many records the book had.
  let size: Int
  let question: Question
  /// The labels and the currency, with strokes between them.
  let row: String
  let column: String
  let model: String?
  let program: String?

  var kind: Kind { Kind(report: question.report, column: column) }

  var description: String {
    "seed \(seed), \(size) records, \(question): row \(row), column \(column): the model says \(model ?? "nothing"), "
      + "the program \(program ?? "nothing")"
  }

  /// The cells that differ.
  static func all(_ question: Question, model: [String: String], program: [String: String], seed: UInt64, size: Int)
    -> [Difference]
  {
    Set(model.keys).union(program.keys).sorted().filter { model[$0] != program[$0] }.map { cell in
      let parts = cell.split(separator: "|", omittingEmptySubsequences: false).map(String.init)
      return Difference(
        seed: seed, size: size, question: question, row: parts.dropLast().joined(separator: "|"),
        column: parts.last ?? "", model: model[cell], program: program[cell])
    }
  }
}
