import ArgumentParser
import Pledgebook

extension ReportName: ExpressibleByArgument {}

/// What every report can be asked for: one flag for each parameter of a question.
struct QueryOptions: ParsableArguments {
  @Option(help: .parameter(.knownAt, "size|time")) var knownAt: String?
  @Option(help: .parameter(.from, "day")) var from: String?
  @Option(help: .parameter(.through, "day")) var through: String?
  @Option(help: .parameter(.during, "date")) var during: String?
  @Option(name: .customLong("in"), help: .parameter(.currency, "currency")) var currency: String?
  @Option(help: .parameter(.by, "by"), completion: .list(Query.Grouping.allCases.map(\.rawValue))) var by: String?
  @Option(help: .parameter(.region, "region")) var region: String?
  @Option(help: .parameter(.plan, "plan")) var plan: String?
  @Option(help: .parameter(.priority, "code")) var priority: String?
  @Option(help: .parameter(.partner, "name")) var partner: String?
  @Option(help: .parameter(.country, "alpha-3")) var country: String?
  @Option(help: .parameter(.subject, "subject")) var subject: String?
  @Option(name: .customLong("as"), help: .parameter(.lookedUp, "signed")) var lookedUp: String?
  @Option(help: .parameter(.today, "day")) var today: String?

  func question() throws -> Question {
    let given: [(Parameter, String?)] = [
      (.knownAt, knownAt), (.from, from), (.through, through), (.during, during), (.currency, currency), (.by, by),
      (.region, region), (.plan, plan), (.priority, priority), (.partner, partner), (.country, country),
      (.subject, subject), (.lookedUp, lookedUp), (.today, today),
    ]
    return try Question(given.compactMap { parameter, value in value.map { (name: parameter.rawValue, value: $0) } })
  }

  func validate() throws { try asUsage { _ = try question() } }
}

extension ParsableArguments {
  /// Reads what was typed: what is wrong without looking into the book is wrong usage.
  func asUsage(_ read: () throws -> Void) throws {
    do { try read() } catch let error as QueryError { throw ValidationError("\(error)") }
  }
}

extension ArgumentHelp {
  fileprivate static func parameter(_ parameter: Parameter, _ valueName: String) -> ArgumentHelp {
    ArgumentHelp(parameter.help, valueName: valueName)
  }
}
