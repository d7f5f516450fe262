import Testing

@testable import Ledger

/// What rules say to one command after another: each line with the rule that refuses it, or nil.
struct SequenceTests {
  typealias Step = (line: String, refused: RuleCode?)

  struct Life: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let steps: [Step]

    init(_ title: String, _ steps: [Step]) { (testDescription, self.steps) = (title, steps) }
  }

  private static let people: [Step] = RuleTests.people.map { ($0, nil) }
  private static let signed: [Step] = RuleTests.signed.map { ($0, nil) }
  private static func by(_ actor: String, _ line: String) -> String { line + #" | "actor":"\#(actor)""# }
  private static func grant(_ actor: String, _ role: String) -> String {
    #"policy/roles RoleGranted 2025 "actor":"\#(actor)","role":"\#(role)""#
  }
  private static func revoke(_ actor: String, _ role: String) -> String {
    #"policy/roles RoleRevoked 2025 "actor":"\#(actor)","role":"\#(role)""#
  }
  private static func partner(_ name: String) -> String {
    #"partner/\#(name) PartnerRegistered 2025 "name":"\#(name)","kind":"academia""#
  }
  private static func funded(_ name: String, on: String, _ amount: String) -> String {
    RuleTests.project(value: amount).replacing("project/X", with: "project/\(name)").replacing("2025-01-10", with: on)
  }
  private static let largest = "92233720368547758.07"
  private static func receipt(_ amount: String) -> String {
    #"project/X ContributionReceived 2025-02 "from":"anatel","value":\#(RuleTests.money(amount))"#
  }
  private static func rest(_ amount: String, _ more: String) -> String {
    #"project/X ContributionRefunded 2025-03 "to":"anatel","value":\#(RuleTests.money(amount))\#(more)"#
  }
  private static func refund(_ amount: String) -> String {
    #"project/X ContributionRefunded 2025-03 "error":true,"to":"anatel","value":\#(RuleTests.money(amount))"#
  }
  private static let close = #"books/main PeriodClosed 2026-07-01 "through":"2026-06-30""#
  private static let late = #" | "late":"the letter came in August""#

  static let lives = [
    Life(
      "a currency holds while it is in use",
      people + [
        (funded("A", on: "2021-02-01", RuleTests.money("5.00", "HRK")), nil),
        (funded("B", on: "2022", RuleTests.money("5.00", "HRK")), nil),
        (funded("C", on: "2024-02-01", RuleTests.money("5.00", "HRK")), .withdrawnCurrency),
        (funded("D", on: "2024-02-01", RuleTests.money("5.00", "BGN")), nil),
        (funded("E", on: "2026-02-01", RuleTests.money("5.00", "BGN")), .withdrawnCurrency),
        (funded("F", on: "2024-02-01", RuleTests.money("5.00", "ANG")), nil),
        (funded("G", on: "2019-02-01", RuleTests.money("5.00", "SLL")), nil),
        (funded("H", on: "2024-02-01", RuleTests.money("5.00", "XDR")), nil),
        (funded("I", on: "2024-02-01", RuleTests.money("5.00", "XAU")), .unknownCurrency),
      ]),
    Life(
      "a country holds while it is one",
      [
        (partner("a").replacing("2025", with: "2009-05") + #","country":"ANT""#, nil),
        (partner("b").replacing("2025", with: "2011-05") + #","country":"ANT""#, .withdrawnCountry),
      ]),
    Life(
      "a role that was ever granted stays governed",
      [
        (grant("boss", "administrator"), nil),
        (by("boss", grant("rec", "recorder")), nil),
        (by("mallory", partner("m")), .notPermitted),
        (by("boss", revoke("rec", "recorder")), nil),
        (by("mallory", partner("m")), .notPermitted),
        (by("boss", revoke("boss", "administrator")), .lastAdministrator),
        (by("boss", #"policy/roles RecordReversed 2025 "reverses":"0","reason":"wrong""#), .lastAdministrator),
        (by("mallory", grant("mallory", "administrator")), .notPermitted),
        (by("BOSS", grant("Second", "administrator")), nil),
        (by("boss", revoke("boss", "administrator")), nil),
        (by("boss", partner("m")), .notPermitted),
        (by("second", partner("m")), nil),
      ]),
    Life(
      "a grant that was reversed governs its role all the same",
      [
        (grant("boss", "administrator"), nil),
        (by("boss", grant("rec", "recorder")), nil),
        (by("boss", #"policy/roles RecordReversed 2025 "reverses":"1","reason":"wrong""#), nil),
        (by("mallory", partner("m")), .notPermitted),
      ]),
    Life(
      "where no administrator was named, recorders change the settings, and one of them stays",
      [
        (grant("rec", "recorder"), nil),
        (by("mallory", grant("mallory", "administrator")), .notPermitted),
        (by("mallory", close), .notPermitted),
        (by("rec", revoke("rec", "recorder")), .lastAdministrator),
        (by("rec", close), nil),
      ]),
    Life(
      "closings and roles are for administrators",
      [
        (grant("boss", "administrator"), nil),
        (by("boss", grant("rec", "recorder")), nil),
        (by("rec", close), .notPermitted),
        (by("rec", partner("m")), nil),
        (by("boss", close), nil),
      ]),
    Life(
      "an administrator approves too, but never what is their own, in whatever letters",
      signed + [
        (grant("c.li", "administrator"), nil),
        (by("c.li", #"policy/roles ApprovalRequired 2025 "events":["DisbursementMade"]"#), nil),
        (RuleTests.spend("1.00") + #" | "actor":"c.li","approver":"C.LI""#, .selfApproval),
        (RuleTests.spend("1.00") + #" | "approver":"c.li""#, nil),
      ]),
    Life(
      "what two have done is not undone by one",
      signed + [
        (grant("c.li", "approver"), nil),
        (#"policy/roles ApprovalRequired 2025 "events":["DisbursementMade"]"#, nil),
        (RuleTests.spend("1.00") + #" | "approver":"c.li""#, nil),
        (#"policy/roles ApprovalRequired 2025 "events":[]"#, nil),
        (#"project/X RecordReversed 2025-06 "reverses":"6","reason":"wrong""#, .approvalMissing),
        (#"project/X RecordReversed 2025-06 "reverses":"6","reason":"wrong" | "approver":"c.li""#, nil),
      ]),
    Life(
      "a closed period keeps out whatever begins in it",
      signed + [
        (#"rates/r RatesPublished 2025-01-01 "base":"USD","validFrom":"2025-01-01","rates":{"CHF":"1"}"#, nil),
        (close, nil),
        (
          #"rates/r RatesPublished 2026-08-01 "base":"USD","validFrom":"2026-01-01","rates":{"CHF":"0.5"}"#,
          .periodClosed
        ),
        (#"rates/r RatesPublished 2026-01-10 "base":"USD","validFrom":"2026-07-01","rates":{"CHF":"0.5"}"#, nil),
        (#"partner/gsma PartnerRevised 2026-01-11 "kind":"foundation""#, .periodClosed),
        (#"partner/gsma PartnerRevised 2026-01-11 "kind":"foundation""# + late, nil),
        (#"partner/gsma PartnerRevised 2026-07-11 "kind":"foundation""#, nil),
        (#"partner/gsma PartnerMerged 2026-08-01 "into":"anatel""#, .periodClosed),
        (#"partner/gsma PartnerMerged 2026-08-01 "into":"anatel""# + late, nil),
        (#"partner/gsma RecordReversed 2026-08-01 "reverses":"9","reason":"wrong""#, .periodClosed),
        (#"partner/gsma RecordReversed 2026-08-01 "reverses":"9","reason":"wrong""# + late, nil),
        (#"project/X RecordReversed 2026-08-01 "reverses":"3","reason":"wrong""#, .periodClosed),
        (#"project/X RecordReversed 2026-08-01 "reverses":"3","reason":"wrong""# + late, nil),
        (#"policy/roles RoleGranted 2025 "actor":"c.li","role":"auditor""#, nil),
      ]),
    Life(
      "names that differ only by case are one",
      people + [
        (funded("9RAF26001", on: "2025-02-01", RuleTests.money("5.00")), nil),
        (funded("9raf26001", on: "2025-02-01", RuleTests.money("5.00")), .alreadyExists),
        (partner("ANATEL"), .alreadyExists),
        (partner("anatel-2"), nil),
        (#"rates/R RatesPublished 2025-01-01 "base":"USD","validFrom":"2025-01-01","rates":{"CHF":"1"}"#, nil),
        (
          #"rates/r RatesPublished 2025-01-01 "base":"USD","validFrom":"2025-01-01","rates":{"CHF":"1"}"#,
          .alreadyExists
        ),
      ]),
    Life(
      "no amount and no sum ends the program",
      signed + [
        (receipt(largest), nil), (receipt(largest), nil), (receipt("0.01"), nil),
        (refund(largest), nil), (refund(largest), nil),
        (
          #"project/X ContributionRefunded 2025-03 "to":"anatel","value":\#(RuleTests.money("0.02"))"#,
          .exceedsAvailable
        ),
        (
          #"project/X AddendumSigned 2025-03 "number":1,"funding":[{"from":"anatel","adds":"#
            + "\(RuleTests.money(largest))}]", .totalNegative
        ),
        (
          #"rates/r RatesPublished 2025-01-01 "base":"CHF","validFrom":"2025-01-01","#
            + #""rates":{"USD":"999999999999999999","JPY":"0.00000000000000001","CLF":"999999999999999999"}"#, nil
        ),
        (RuleTests.spend(largest, "USD"), nil),
        (RuleTests.spend("92233720368547.5807", "CLF"), nil),
        (RuleTests.spend("9223372036854775807", "JPY"), .exceedsAvailable),
      ]),
    Life(
      "a refund of a rest lowers one line, and a total that a later record needs stays",
      signed + [
        (receipt("10.00"), nil),
        (
          #"project/X AddendumSigned 2025-01-15 "number":1,"funding":[{"from":"anatel","modality":"fundsInTrust","#
            + "\"adds\":\(RuleTests.money("5.00"))}]", nil
        ),
        (rest("4.00", ""), .ambiguousLine),
        (rest("4.00", #","of":{"currency":"USD","modality":"cash","partner":"anatel"}"#), .ambiguousLine),
        (rest("4.00", #","of":{"currency":"CHF","modality":"fundsInTrust","partner":"anatel"}"#), nil),
        (
          #"project/X AddendumSigned 2025-06 "number":2,"funding":[{"from":"anatel","of":{"currency":"CHF","#
            + #""modality":"fundsInTrust","partner":"anatel"},"adds":\#(RuleTests.money("-1.01"))}]"#, .totalNegative
        ),
        (
          #"project/X AddendumSigned 2025-06 "number":2,"funding":[{"from":"anatel","of":{"currency":"CHF","#
            + #""modality":"fundsInTrust","partner":"anatel"},"adds":\#(RuleTests.money("-0.50"))}]"#, nil
        ),
        (rest("0.60", #","of":{"currency":"CHF","modality":"fundsInTrust","partner":"anatel"}"#), .laterRecordBreaks),
      ]),
    Life(
      "a target is one of something",
      [
        (#"target/t TargetSet 2025-01-01 "measure":"pleged","by":"2026-12-31","count":1"#, .unknownCode),
        (#"target/t TargetSet 2025-01-01 "measure":"pledged","by":"2026-12-31","count":1"#, nil),
        (#"target/t TargetSet 2025-01-01 "measure":"I-8","by":"2026-12-31","count":1"#, .unknownCode),
        (#"target/t TargetSet 2025-01-01 "measure":"K-7","by":"2026-12-31","count":1"#, nil),
      ]),
  ]

  @Test(arguments: lives) func oneAfterAnother(life: Life) {
    let desk = RuleTests.Desk()
    for step in life.steps { #expect(desk.offer(step.line) == step.refused, "\(step.line)") }
  }

  @Test func aClockBeforeTheLastLineIsRefusedUntilSomebodySaysSo() {
    let desk = RuleTests.Desk()
    #expect(desk.offer(Self.partner("a")) == nil)
    desk.at = Timestamp(microseconds: desk.at.microseconds - 30 * 1_000_000)
    #expect(desk.offer(Self.partner("b")) == nil, "clocks differ by a little")
    desk.at = Timestamp(microseconds: desk.at.microseconds - 3600 * 1_000_000)
    #expect(desk.offer(Self.partner("c")) == .clock)
    let last = desk.books.lastAt
    desk.isDespiteClock = true
    #expect(desk.offer(Self.partner("c")) == nil)
    #expect(desk.books.lastAt == last)
  }

  /// 2026-11-27 at noon in Geneva is the 28th in Kiribati, and nowhere the 29th.
  @Test func todayIsTheLatestDayOnEarth() throws {
    let desk = RuleTests.Desk()
    desk.at = try #require(Timestamp("2026-11-27T11:00:00.000000Z"))
    #expect(desk.offer(Self.partner("a").replacing("2025", with: "2026-11-28")) == nil)
    #expect(desk.offer(Self.partner("b").replacing("2025", with: "2026-11-29")) == .dateInFuture)
    let earlier = RuleTests.Desk()
    earlier.at = try #require(Timestamp("2026-11-27T09:59:59.000000Z"))
    #expect(earlier.offer(Self.partner("b").replacing("2025", with: "2026-11-28")) == .dateInFuture)
  }
}
