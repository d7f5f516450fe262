/// Reads the generated tables: one row on each line, columns separated by `|`. One string literal compiles fast, where
/// an array of as many structs compiles slowly. It is read once, at the first use.
///
/// The tables are part of the program, so a damaged row is a fault of the build and stops it.
enum TableRows {
  static func rows(_ table: String, columns: Int) -> [[Substring]] {
    table.split(separator: "\n").map { line in
      let row = line.split(separator: "|", omittingEmptySubsequences: false)
      precondition(row.count == columns, "compiled table: \(row.count) columns instead of \(columns) in \"\(line)\"")
      return row
    }
  }

  static func code(_ column: Substring) -> Alpha3 {
    guard let code = Alpha3(column) else {
      preconditionFailure("compiled table: no code of three letters in \"\(column)\"")
    }
    return code
  }

  /// An empty column says nothing.
  static func optional(_ column: Substring) -> String? { column.isEmpty ? nil : String(column) }
}
