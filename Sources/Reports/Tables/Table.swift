import EventStore
import Ledger
import Reference

/// What one cell says.
public enum Cell: Hashable, Sendable {
  case text(String)
  case count(Int64)
  /// The place of a record in the book.
  case position(UInt64)
  /// Minor units; the currency is that of the cell's row or column.
  case money(Int128, Alpha3)
  /// Percent in units of 10^-places.
  case percent(Int128, places: Int)
  /// Not known, or not applicable: never a zero.
  case none
}

/// Whatever is shown as rows: a report, the lines behind a figure, a list of records. It says what it was computed
/// from, and what a reader must know beside the figures. `Formats` writes it.
public struct Table: Sendable {
  public struct Column: Hashable, Sendable {
    public enum Kind: String, Sendable { case text, count, position, money, percent }
    public let name: String
    public let kind: Kind
    /// People see the column only where some row has something in it; programs always get it.
    public let isOccasional: Bool

    public init(name: String, kind: Kind = .text, isOccasional: Bool = false) {
      (self.name, self.kind, self.isOccasional) = (name, kind, isOccasional)
    }
  }

  /// The book that the table was computed from, and the window over the dates of its facts.
  public struct AsOf: Hashable, Sendable {
    public let origin: String
    public let size: UInt64
    /// Base64 of the root at that size.
    public let root: String
    public let from: Day?
    public let through: Day?
    /// The version of the definition: a change of a definition is a new version. Nil for a list, which defines nothing.
    public let definition: Int?

    public init(
      origin: String, size: UInt64, root: String, from: Day? = nil, through: Day? = nil, definition: Int? = nil
    ) {
      (self.origin, self.size, self.root) = (origin, size, root)
      (self.from, self.through, self.definition) = (from, through, definition)
    }
  }

  /// The word by which it is asked for, such as `funding`.
  public let name: String
  public let title: String
  /// What it was asked with; every name once.
  public let parameters: [(name: String, value: String)]
  public let columns: [Column]
  /// Each has one cell for each column.
  public let rows: [[Cell]]
  /// Totals have the form of rows; in a report there is one for each currency.
  public let totals: [[Cell]]
  public let notes: [String]
  /// Nil for a table that is not of a book.
  public let asOf: AsOf?

  public init(
    name: String, title: String, parameters: [(name: String, value: String)] = [], columns: [Column], rows: [[Cell]],
    totals: [[Cell]] = [], notes: [String] = [], asOf: AsOf? = nil
  ) {
    (self.name, self.title, self.parameters, self.columns) = (name, title, parameters, columns)
    (self.rows, self.totals, self.notes, self.asOf) = (rows, totals, notes, asOf)
  }
}

extension Table.AsOf {
  /// - Parameter definition: nil for a list.
  init(_ journal: Journal, _ head: Head, _ window: Window = .always, definition: Int? = nil) {
    self.init(
      origin: journal.origin, size: head.size, root: head.root.base64, from: window.from, through: window.through,
      definition: definition)
  }
}
