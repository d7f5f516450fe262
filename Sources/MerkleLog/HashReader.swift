/// A place that keeps the hashes of complete subtrees, for example a table on disk.
public protocol HashReader {
  /// The hash of the complete subtree of 2^`level` leaves that starts at leaf `index` << `level`.
  ///
  /// Throws an error of the reader's own when it does not hold this hash. The functions that take a reader pass
  /// the error on. They ask only for subtrees that lie wholly inside the tree size they were given.
  func hash(level: Int, index: UInt64) throws -> Hash
}

/// Where a stored hash lies: *row n holds the hashes that leaf n completes*.
///
/// Leaf n always completes its own hash (level 0). It also completes one subtree for each trailing zero bit of n + 1.
/// A row lists them lowest level first, so the place of a hash in its row is its level:
///
///     leaf   0   1   2   3   4   5   6   7
///     row    0   0   0   0   0   0   0   0     level
///                1       1       1       1
///                        2               2
///                                        3
///
/// Rows are written once and never change, and the rows of n leaves hold fewer than 2n hashes.
public enum HashRow {
  /// The row that holds the hash of the complete subtree (`level`, `index`). Its place in the row is `level`.
  ///
  /// This is the subtree's last leaf: ((`index` + 1) << `level`) - 1.
  public static func row(level: Int, index: UInt64) -> UInt64 {
    ((index &+ 1) << UInt64(level)) &- 1
  }

  /// How many hashes `row` holds: 1 + the number of trailing zero bits of `row` + 1. At most 64 for rows below 2^63.
  public static func count(row: UInt64) -> Int {
    1 + (row &+ 1).trailingZeroBitCount
  }
}
