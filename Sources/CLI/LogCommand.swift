import ArgumentParser
import Pledgebook

struct LogCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "log",
    abstract: "List what is written, of the whole book or of one subject.",
    discussion: """
      Each line has the position, the date from which the fact is true, the subject, and what happened. As JSON, each
      line is the stored one, byte for byte.

      Example:
        pledgebook log project/9RAF26001
        pledgebook log --last 20 --format json
      """)

  @Argument(help: "A subject such as project/9RAF26001; without it, the whole book.")
  var subject: Subject?

  @Option(help: ArgumentHelp("Begin at this position.", valueName: "seq"))
  var from: UInt64 = 0

  @Option(help: ArgumentHelp("Only the last records.", valueName: "n"))
  var last: UInt64?

  @OptionGroup var form: FormOption
  @OptionGroup var ledger: LedgerOption

  func run() throws {
    try ledger.open(for: .reading) { book in
      let list = try RecordList(book.journal, of: subject, from: from, last: last)
      var out = Output()
      switch form.format {
      case .json: try list.forEachLine { try out.line(bytes: $1) }
      case .text: try list.forEachPage { try out.bytes($0.list()) }
      default: try form.print(list.table())
      }
      try out.flush()
    }
  }
}

extension Subject: ExpressibleByArgument {
  public init?(argument: String) { self.init(argument) }
}
