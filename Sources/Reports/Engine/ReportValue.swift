import Ledger
import Reference

/// What one cell says.
public enum Cell: Hashable, Sendable {
  case text(String)
  case count(Int64)
  /// Minor units; the currency is that of the cell's row or column.
  case money(Int128, Alpha3)
  /// Percent in units of 10^-places.
  case percent(Int128, places: Int)
  /// Not known, or not applicable: never a zero.
  case none
}

/// A finished report: a table, what it was computed from, and what a reader must know beside the figures.
public struct ReportValue: Sendable {
  public struct Column: Hashable, Sendable {
    public enum Kind: String, Sendable { case text, count, money, percent }
    public let name: String
    public let kind: Kind
  }

  public struct AsOf: Hashable, Sendable {
    public let origin: String
    public let size: UInt64
    /// Base64 of the root at that size.
    public let root: String
    public let from: Day?
    public let through: Day?
  }

  public let report: String
  public let title: String
  /// The version of the definition: a change of a definition is a new version (requirement R68).
  public let definition: Int
  public let asOf: AsOf
  public let parameters: [(name: String, value: String)]
  public let columns: [Column]
  public let rows: [[Cell]]
  /// Totals have the form of rows; there is one for each currency.
  public let totals: [[Cell]]
  public let notes: [String]
}
