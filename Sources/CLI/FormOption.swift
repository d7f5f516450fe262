import ArgumentParser
import Pledgebook

/// The form in which a table is printed.
struct FormOption: ParsableArguments {
  @Option(help: "\(TableForm.allCases.map { "\($0.rawValue) \($0.use)" }.joined(separator: ", ")).")
  var format = TableForm.text

  func print(_ table: Table) throws {
    var out = Output()
    try out.bytes(table.bytes(format, width: Terminal.width))
    try out.flush()
  }

  /// The same for a list, of which text has the rows alone.
  func print(list table: Table) throws {
    guard format == .text else { return try print(table) }
    var out = Output()
    try out.bytes(table.list())
    try out.flush()
  }
}

extension TableForm: ExpressibleByArgument {}
