import Ledger

extension History {
  mutating func agreement() -> String {
    let kinds = [
      "partnership", "mou", "cooperation", "framework", "framework", "contribution", "hosting", "declaration",
      "letterOfIntent", "unsdcf",
    ]
    return write(
      "agreement/A\(numbers.number(1...18))", "AgreementSigned", on: date(),
      [
        History.text("kind", numbers.one(of: kinds) ?? ""),
        History.list("parties", numbers.some(partners + (numbers.chance(5) ? funds : []), upTo: 3)),
        numbers.chance(65) ? #""value":\#(amount(currency(), qualified: true))"# : nil,
        numbers.chance(40) ? History.text("plan", numbers.one(of: ["KAP", "BAP"]) ?? "") : nil,
        numbers.chance(40) ? History.list("countries", numbers.some(History.countries, upTo: 3)) : nil,
        numbers.chance(50) ? History.text("region", numbers.one(of: History.regions) ?? "") : nil,
        numbers.chance(40) ? History.text("validFrom", "\(numbers.number(2022...2024))-03-01") : nil,
        numbers.chance(40) ? History.text("validTo", "\(numbers.number(2024...2027))-03-01") : nil,
        numbers.chance(20) ? numbers.one(of: projects.keys.sorted()).map { History.list("projects", [$0]) } : nil,
        numbers.chance(20) ? numbers.one(of: pledges).map { History.list("pledges", [$0]) } : nil,
      ])
  }

  mutating func agreementChange() -> String {
    guard let name = numbers.one(of: agreements) else { return agreement() }
    if numbers.chance(20) { return write("agreement/\(name)", "AgreementEnded", on: date(), []) }
    let what =
      switch numbers.number(0...4) {
      case 0: #""sets":\#(amount(currency()))"#
      case 1: #""adds":\#(money(numbers.number(-30_000...90_000), currency()))"#
      case 2: History.text("validTo", "\(numbers.number(2024...2027))-09-01")
      case 3: History.list("parties", numbers.some(partners, upTo: 2))
      default: History.list("countries", numbers.some(History.countries, upTo: 2))
      }
    return write("agreement/\(name)", "AgreementRevised", on: date(), [what])
  }

  mutating func pledge() -> String {
    write(
      "pledge/Z\(numbers.number(1...16))", "PledgeMade", on: date(),
      [
        History.text("by", numbers.one(of: partners) ?? "K1"), History.text("title", "Pledge \(issued)"),
        History.list("kinds", numbers.some(PledgeKind.allCases.map(\.rawValue), upTo: 2)),
        History.list("focus", numbers.some(PledgeFocus.allCases.map(\.rawValue), upTo: 2)),
        numbers.chance(75) ? #""value":\#(amount(numbers.chance(60) ? "USD" : currency(), qualified: true))"# : nil,
        numbers.chance(30) ? History.list("groups", numbers.some(["LDC", "LLDC", "SIDS"], upTo: 2)) : nil,
        numbers.chance(10) ? #""displaced":true"# : nil,
        numbers.chance(30) ? History.list("countries", numbers.some(History.countries, upTo: 2)) : nil,
        numbers.chance(50) ? History.text("ends", end()) : nil,
      ])
  }

  mutating func pledgeChange() -> String {
    guard let name = numbers.one(of: pledges) else { return pledge() }
    switch numbers.number(0...5) {
    case 0: return write("pledge/\(name)", "PledgeRevised", on: date(), [#""sets":\#(amount(currency()))"#])
    case 1:
      return write(
        "pledge/\(name)", "PledgeRevised", on: date(), [#""adds":\#(money(numbers.number(-30_000...90_000), "USD"))"#])
    case 2:
      return write(
        "pledge/\(name)", "PledgeRevised", on: date(),
        [History.list("focus", numbers.some(PledgeFocus.allCases.map(\.rawValue), upTo: 2))])
    case 3: return write("pledge/\(name)", "PledgeWithdrawn", on: date(), [History.text("reason", "Changed plans")])
    default:
      return write(
        "pledge/\(name)", "PledgeProgressReported", on: date(),
        [
          History.text("status", numbers.one(of: PledgeStatus.allCases.map(\.rawValue)) ?? ""),
          numbers.chance(60) ? #""delivered":\#(amount(numbers.chance(80) ? "USD" : currency()))"# : nil,
        ])
    }
  }
}
