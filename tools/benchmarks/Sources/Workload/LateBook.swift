import Ledger

/// A book of one project whose facts come late: receipts, then reversals of a tenth as many, then addenda of earlier
/// days, a hundredth as many, half of which add and half of which set. What such a project costs must not grow with the
/// square of its records.
public struct LateBook {
  private let receipts: Int
  private var dice: Dice

  public init(receipts: Int, seed: UInt64) { (self.receipts, dice) = (receipts, Dice(seed: seed)) }

  /// The commands, for `pledgebook import`.
  public mutating func commands() throws -> [Command] {
    var commands = [
      try command("p", "partner/p", "2020-01-01", #"{"kind":"government","name":"P","type":"PartnerRegistered"}"#),
      try command(
        "s", "project/P1", "2020-01-02",
        #"{"funding":[{"from":"p","modality":"cash","value":\#(money(100_000_000))}],"plan":"BAP","priority":"P1","#
          + #""region":"AFR","title":"Late","type":"ProjectSigned"}"#),
    ]
    for n in 0..<receipts {
      let event = #"{"from":"p","type":"ContributionReceived","value":\#(money(1 + dice.below(90)))}"#
      commands.append(try command("r\(n)", "project/P1", day(of: 2021), event))
    }
    for n in 0..<receipts / 10 {
      let event = #"{"reason":"not of this project","reverses":"r\#(n * 7)","type":"RecordReversed"}"#
      commands.append(try command("v\(n)", "project/P1", "2025-01-01", event))
    }
    for n in 0..<receipts / 100 {
      let change = n % 2 == 0 ? #""sets":\#(money(100_000_000 + n))"# : #""adds":\#(money(1 + dice.below(90)))"#
      let event = #"{"funding":[{"from":"p",\#(change)}],"number":\#(n + 1),"type":"AddendumSigned"}"#
      commands.append(try command("a\(n)", "project/P1", day(of: 2024), event))
    }
    return commands
  }

  private mutating func day(of year: Int) -> String {
    func digits(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    return "\(year)-\(digits(1 + dice.below(12)))-\(digits(1 + dice.below(28)))"
  }

  private func money(_ amount: Int) -> String { #"{"amount":"\#(amount).00","currency":"USD"}"# }

  private func command(_ id: String, _ subject: String, _ on: String, _ event: String) throws -> Command {
    try Command(json: #"{"actor":"a.n","event":\#(event),"id":"\#(id)","on":"\#(on)","subject":"\#(subject)"}"#)
  }
}
