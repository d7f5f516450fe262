import Ledger

/// One line behind a figure: what it adds to a cell, or why it adds nothing.
public struct Contribution: Hashable, Sendable {
  /// Position of the record that says it.
  public let position: UInt64
  /// Position of the first record of the subject it is about.
  public let subject: UInt64
  /// The first day of the date of the fact.
  public let first: Day
  /// The last day of that date; the same as `first` for a day.
  public let last: Day
  /// What it adds to the cell: minor units or a count. Rounded by itself where it was converted.
  public let amount: Int128
  /// The amount in its own currency, where the cell shows another.
  public let original: Money?
  /// The rate at which `original` was converted; nil where nothing was.
  public let rate: ExchangeRates.Rate?
  /// Why it counts as it does, or why it is left out.
  public internal(set) var note: String
  /// False for lines that are shown only to say why they are not in the figure.
  public let counts: Bool
}

/// Which cell somebody wants opened: a row by its labels, a column by its name.
public struct CellAddress: Hashable, Sendable {
  /// The labels in the order of the label columns, the currency included. A total has `total` in place of the first
  /// ones.
  public let row: [String]
  /// The name of the column, as the table has it.
  public let column: String
}
