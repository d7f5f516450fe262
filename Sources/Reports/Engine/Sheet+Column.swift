extension Sheet {
  /// How a column gets its figures.
  public enum Column: Sendable {
    /// A label of the row; rows are told apart by all their labels.
    case label(String)
    /// Filled by `add`; its total is the sum of the rows unless a report adds to the total itself.
    case money(String)
    /// As `money`, but a number of things.
    case count(String)
    /// A count whose total is not the sum of its rows (distinct things); the report adds to the total itself.
    case distinct(String)
    /// The sum of other columns of the row.
    case sum(String, of: [String])
    /// One column in percent of another.
    case percent(String, of: String, over: String)
    /// The row's figure in percent of the total of the column.
    case share(String, of: String)
    /// The row's figure in percent of the same column in another row of its currency, which `relate` names.
    case portion(String, of: String)
    /// What the rows so far leave in their currency: some columns less others, row after row. Below the rows it is the
    /// closing balance.
    case balance(String, plus: [String], minus: [String])
    /// Free text of the row.
    case text(String)

    var name: String {
      switch self {
      case .label(let n), .money(let n), .count(let n), .distinct(let n), .sum(let n, _), .percent(let n, _, _),
        .share(let n, _), .portion(let n, _),
        .balance(let n, _, _), .text(let n):
        n
      }
    }
  }
}
